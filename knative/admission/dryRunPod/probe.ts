/** Probes and their handlers (validateProbe, validateHandler in k8s.io/kubernetes pkg/apis/core/validation). */
import type { Json } from '../../json.ts';
import { text } from '../../text.ts';
import { headerNameErrors, portNameErrors, portNumberErrors } from './formats.ts';
import type { Place } from './place.ts';

export interface ProbeRules {
  /** Liveness and startup probes need one success only. */
  readonly oneSuccess: boolean;
  /** Knative writes the port of the serving container into httpGet and tcpSocket. */
  readonly portFilled: boolean;
  /** The port the container serves on, where it is known: what a port left out nearly always means. */
  readonly servingPort?: number;
}

const code = 'pod-probe';

/** What Kubernetes fills in where the number is 0 or absent. */
const numberDefaults = {
  initialDelaySeconds: 0,
  timeoutSeconds: 1,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
} as const;

export function checkProbe(probe: Place, rules: ProbeRules): void {
  if (!probe.present) return;
  const { oneSuccess } = rules;
  checkHandler(probe, rules);
  for (const name of Object.keys(numberDefaults)) {
    const number = probe.get(name);
    if (number.number(0) < 0) number.invalid(code, 'must be greater than or equal to 0', removal(number));
  }
  const successes = probe.get('successThreshold');
  if (oneSuccess && (successes.number(0) || 1) !== 1) {
    successes.invalid(code, 'must be 1', { fixes: [successes.change(1, true)] });
  }
  const grace = probe.get('terminationGracePeriodSeconds');
  if (!grace.present) return;
  if (grace.number(0) <= 0) grace.invalid(code, 'must be greater than 0');
  if (!oneSuccess) grace.invalid(code, 'must not be set for readinessProbes');
}

function removal(place: Place) {
  const name = String(place.path.at(-1));
  return {
    fixes: [{ title: text('Remove {0}', name), changes: [{ op: 'remove' as const, path: place.path }] }],
  };
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

/** One handler and no more; the ones after the first are refused unread. */
function checkHandler(probe: Place, { portFilled, servingPort }: ProbeRules): void {
  const [first, ...others] = handlers.filter((name) => probe.get(name).present);
  if (first === undefined) {
    probe.required(code, 'must specify a handler type');
    return;
  }
  const handler = probe.get(first);
  if (first === 'exec') {
    const command = handler.get('command');
    if (command.length === 0) command.required(code);
  } else {
    if (first === 'httpGet') checkHttp(handler);
    if (first === 'grpc' || !portFilled) checkPort(handler.get('port'), first !== 'grpc', servingPort);
  }
  for (const other of others) probe.get(other).forbidden(code, 'may not specify more than 1 handler type');
}

function checkHttp(handler: Place): void {
  const scheme = handler.get('scheme');
  if (!['', 'HTTP', 'HTTPS'].includes(scheme.text)) scheme.unsupported(code, ['HTTP', 'HTTPS']);
  const headers = handler.get('httpHeaders');
  for (const header of headers.items()) {
    const name = header.get('name');
    name.invalidAll(code, headerNameErrors(name.text), { value: name.text, field: headers.field });
  }
}

function checkPort(port: Place, nameAllowed: boolean, servingPort: number | undefined): void {
  const value: Json = port.value ?? 0;
  if (nameAllowed && typeof value === 'string') port.invalidAll(code, portNameErrors(value));
  else {
    const fixes = servingPort === undefined ? [] : [port.change(servingPort, port.number(0) === 0)];
    port.invalidAll(code, portNumberErrors(port.number(0)), { value, fixes });
  }
}
