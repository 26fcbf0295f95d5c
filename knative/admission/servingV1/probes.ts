/**
 * Probes (knative.dev/serving pkg/apis/serving/k8s_validation.go validateProbe, validateReadinessProbe,
 * validateSidecarContainer, validateInitContainer). Paths start below the container.
 */
import type { Path } from '../../path.ts';
import {
  fieldError,
  type FieldError,
  invalidValue,
  missingOneOf,
  multipleOneOf,
  outOfBounds,
  type Spot,
  spot,
  via,
} from '../fieldError.ts';
import { remove, setTo } from './fixes.ts';
import { maskErrors, mustNotSet } from './masks.ts';
import { pages } from './pages.ts';
import type { Container, Probe } from './types.ts';

const kinds = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const docs = pages.probes;

/** Whom the probes are of: a container whose port has this name, or one beside it. */
export type ProbeTarget = { readonly portName: string } | 'sidecar';

/** The probes of the container that serves, and of those beside it where the cluster lets them be probed. */
export function probeErrors(container: Container, at: Path, target: ProbeTarget): readonly FieldError[] {
  return kinds.flatMap((kind) => {
    const probe = container[kind];
    if (probe === undefined) return [];
    const path = [...at, kind];
    const errors = handlerErrors(probe, path, target);
    return via(kind === 'readinessProbe' ? [...errors, ...readinessErrors(probe, path)] : errors, kind);
  });
}

const probeFields = new Set([
  'exec',
  'httpGet',
  'tcpSocket',
  'grpc',
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
  'terminationGracePeriodSeconds',
]);

/** The handlers in the order they are looked at, and how each is called where there is more than one. */
const handlers = [
  ['httpGet', 'httpGet'],
  ['tcpSocket', 'tcpSocket'],
  ['exec', 'exec'],
  ['grpc', 'gRPC'],
] as const;

/** Exactly one handler. A quirk: every handler puts itself before the paths found so far. */
function handlerErrors(probe: Probe, at: Path, target: ProbeTarget): readonly FieldError[] {
  let errors = maskErrors(probe, probeFields, at);
  const found: Spot[] = [];
  for (const [name, printed] of handlers) {
    if (probe[name] === undefined) continue;
    found.push({ printed, path: [...at, name], at: 'key' });
    errors = via(errors, name);
    if (name === 'httpGet' || name === 'tcpSocket') {
      errors = [...errors, ...portErrors(name, probe[name]?.port, at, target)];
    }
  }
  if (found.length === 0) {
    const spots = handlers.map(([name]) => spot(at, name, 'key'));
    return [...errors, missingOneOf(spots, { docs })];
  }
  return found.length > 1 ? [...errors, multipleOneOf(found, { docs })] : errors;
}

function portErrors(
  handler: 'httpGet' | 'tcpSocket',
  port: string | number = 0,
  at: Path,
  target: ProbeTarget,
): readonly FieldError[] {
  const where = spot(at, `${handler}.port`);
  const code = 'probe-port';
  if (target === 'sidecar') {
    if (port !== '' && port !== 0) return [];
    return [invalidValue(port, where, { code, docs }, 'Probe port must be specified')];
  }
  if (typeof port === 'number' || port === '' || port === target.portName) return [];
  const fixes = setTo(where.path, target.portName);
  return [invalidValue(port, where, { code, docs, fixes }, 'Probe port must match container port')];
}

const largest = 2_147_483_647;

function readinessErrors(probe: Probe, at: Path): readonly FieldError[] {
  return [
    ...atLeast(0, probe, 'periodSeconds', at),
    ...atLeast(0, probe, 'initialDelaySeconds', at),
    ...atLeast(1, probe, 'successThreshold', at),
    ...(probe.periodSeconds === undefined
      ? [...withoutPeriod(probe, 'failureThreshold', at), ...withoutPeriod(probe, 'timeoutSeconds', at)]
      : [...atLeast(1, probe, 'timeoutSeconds', at), ...atLeast(1, probe, 'failureThreshold', at)]),
  ];
}

type NumberField =
  'periodSeconds' | 'initialDelaySeconds' | 'successThreshold' | 'failureThreshold' | 'timeoutSeconds';

function atLeast(least: number, probe: Probe, name: NumberField, at: Path): readonly FieldError[] {
  const value = probe[name] ?? 0;
  if (value >= least) return [];
  const where = spot(at, name);
  return [outOfBounds(value, least, largest, where, { docs, fixes: setTo(where.path, least) })];
}

/** Without a period Knative probes in its own rhythm, which these would contradict. */
function withoutPeriod(
  probe: Probe,
  name: 'failureThreshold' | 'timeoutSeconds',
  at: Path,
): readonly FieldError[] {
  if (probe[name] === undefined) return [];
  const where = spot(at, name);
  return [
    fieldError(`${name} is disallowed when periodSeconds is zero`, [where], {
      code: 'probe-without-period',
      docs,
      fixes: remove(where.path, name),
    }),
  ];
}

/** A sidecar's probes are refused whole where the cluster does not let sidecars be probed. */
export function sidecarProbeErrors(container: Container, at: Path): readonly FieldError[] {
  return kinds.flatMap((kind) => {
    const probe = container[kind];
    if (probe === undefined) return [];
    const isHandler = (name: string): boolean => handlers.some(([handler]) => handler === name);
    const names = Object.keys(probe);
    const refused = names.filter((name) => !isHandler(name) && name !== 'terminationGracePeriodSeconds');
    if (names.some(isHandler)) refused.unshift('');
    if (refused.length === 0) return [];
    const path = [...at, kind];
    const error = mustNotSet(path, refused, pages.features);
    const advice = { ...error.advice, fixes: remove(path, kind) };
    return via([{ ...error, advice }], kind);
  });
}

/** What init containers may not have. */
export function refusedProbeErrors(container: Container, at: Path): readonly FieldError[] {
  return [...kinds, 'lifecycle' as const]
    .filter((name) => container[name] !== undefined)
    .map((name) => {
      const where = spot(at, name, 'key');
      const fixes = remove(where.path, name);
      const advice = { code: 'disallowed-field', docs, fixes };
      return fieldError('field not allowed in an init container', [where], advice);
    });
}
