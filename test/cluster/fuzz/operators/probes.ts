/** Readiness, liveness and startup probes. */
import type { Json, JsonObject } from '#knative/json.ts';
import { container, type Mutate, type Operator, short } from '../operator.ts';

const handlers: readonly JsonObject[] = [
  { httpGet: { path: '/healthz' } },
  { httpGet: { path: '/', port: 8080 } },
  { httpGet: { port: 0, httpHeaders: [{ name: 'X-A', value: 'b' }] } },
  { tcpSocket: {} },
  { tcpSocket: { port: 8080 } },
  { exec: { command: ['cat', '/ready'] } },
  { grpc: {} },
  { grpc: { port: 8080, service: 'health' } },
  {},
];
const badHandlers: readonly JsonObject[] = [
  { httpGet: { port: 9999 } },
  { httpGet: { path: '/', port: 'http' } },
  { httpGet: { path: '/', port: 'http1' } },
  { httpGet: { path: 'relative' } },
  { httpGet: { path: '/', scheme: 'FTP' } },
  { httpGet: { path: '/', scheme: 'https' } },
  { httpGet: { path: '/', host: 'a b' } },
  { httpGet: { path: '/', port: 8080, host: '127.0.0.1' } },
  { httpGet: { httpHeaders: [{ name: 'a b', value: 'c' }] } },
  { httpGet: { httpHeaders: [{ value: 'c' }] } },
  { httpGet: { path: '/', port: -1 } },
  { httpGet: { path: '/', port: 65536 } },
  { httpGet: { path: '/', port: '8080' } },
  { httpGet: { path: '/', port: '' } },
  { httpGet: { path: '/', port: 1.5 } },
  { httpGet: { path: '/', port: {} } },
  { tcpSocket: { port: 9999 } },
  { tcpSocket: { port: 'x'.repeat(16) } },
  { tcpSocket: { host: 'example.com' } },
  { exec: {} },
  { exec: { command: [] } },
  { exec: { command: 'cat' } },
  { grpc: { port: 9999 } },
  { grpc: { port: 'x' } },
  { grpc: { port: -1 } },
  { grpc: { service: null } },
  { httpGet: {}, tcpSocket: {} },
  { httpGet: { path: '/' }, exec: { command: ['a'] }, grpc: {} },
  { http: { path: '/' } },
];

const goodNumbers: readonly JsonObject[] = [
  {},
  { periodSeconds: 5 },
  { periodSeconds: 0, timeoutSeconds: 0 },
  { initialDelaySeconds: 3, failureThreshold: 3 },
  { successThreshold: 1 },
  { timeoutSeconds: 1, periodSeconds: 1, failureThreshold: 1, successThreshold: 1 },
];
const badNumbers: readonly JsonObject[] = [
  { periodSeconds: -1 },
  { timeoutSeconds: -1 },
  { failureThreshold: -1 },
  { successThreshold: 0 },
  { successThreshold: 2 },
  { successThreshold: -1, periodSeconds: 5 },
  { initialDelaySeconds: -1 },
  { failureThreshold: 5 },
  { timeoutSeconds: 5 },
  { periodSeconds: 0, failureThreshold: 1 },
  { periodSeconds: 0, timeoutSeconds: 2 },
  { terminationGracePeriodSeconds: 5 },
  { periodSeconds: 2147483648 },
  { periodSeconds: 1.5 },
  { periodSeconds: '5' },
  { failureThreshold: 0, periodSeconds: 3 },
  { periodSeconds: 2147483647 },
];

function probing(
  probe: string,
  handlerChoices: readonly JsonObject[],
  numberChoices: readonly JsonObject[],
): Mutate {
  return (draft, random) => {
    const at = container(draft, random);
    if (at === undefined) return undefined;
    const value = { ...random.pick(handlerChoices), ...random.pick(numberChoices) };
    draft.set([...at, probe], value);
    return `${probe} ${short(value)}`;
  };
}

function probeOperators(probe: string): readonly Operator[] {
  return [
    {
      name: `${probe} handler`,
      sound: probing(probe, handlers, goodNumbers),
      broken: probing(probe, badHandlers, goodNumbers),
    },
    {
      name: `${probe} numbers`,
      sound: probing(probe, handlers, goodNumbers),
      broken: probing(probe, handlers, badNumbers),
    },
  ];
}

const oddProbes: readonly Json[] = [
  null,
  [],
  'probe',
  1,
  { handler: {} },
  { httpGet: null },
  { tcpSocket: 'x' },
  { exec: null, grpc: {} },
];

export const probeOperatorList: readonly Operator[] = [
  ...['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap(probeOperators),
  {
    name: 'odd probe',
    broken: (draft, random) => {
      const at = container(draft, random);
      const value = random.pick(oddProbes);
      if (at === undefined || value === undefined) return undefined;
      const name =
        random.pick(['readinessProbe', 'livenessProbe', 'startupProbe', 'lifecycle']) ?? 'readinessProbe';
      draft.set([...at, name], value);
      return `${name} ${short(value)}`;
    },
  },
];
