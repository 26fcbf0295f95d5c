/** The fields of a revision beside its containers: limits, timeouts, names, and what flags must allow first. */
import type { Json, JsonObject } from '#knative/json.ts';
import { below, items, type Mutate, type Operator, pod, short, values } from '../operator.ts';

/** Behind flags that are off by default; what Go drops as empty passes all the same. */
const gated: readonly (readonly [string, readonly Json[], readonly Json[]])[] = [
  [
    'affinity',
    [null],
    [
      {},
      { nodeAffinity: {} },
      'x',
      { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
      { podAffinity: 1 },
    ],
  ],
  [
    'topologySpreadConstraints',
    [[], null],
    [[{}], [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }], 'x', [null], {}],
  ],
  ['hostAliases', [[], null], [[{ ip: '1.2.3.4', hostnames: ['a'] }], [{}], 'x']],
  ['nodeSelector', [{}, null], [{ disk: 'ssd' }, { a: 1 }, { a: null }, []]],
  ['runtimeClassName', [null], ['', 'gvisor', 1]],
  ['tolerations', [[], null], [[{ operator: 'Exists' }], [{}], [{ tolerationSeconds: 'x' }], 'x']],
  ['shareProcessNamespace', [null], [true, false, 'true']],
  ['priorityClassName', ['', null], ['high', 1, ' ']],
  ['schedulerName', ['', null], ['mine', 'default-scheduler', 1]],
  ['dnsPolicy', ['', null], ['ClusterFirst', 'None', 'x', 1]],
  ['dnsConfig', [null], [{}, { nameservers: ['1.1.1.1'] }, { searches: 'a' }, []]],
  ['hostIPC', [false, null], [true, 'x']],
  ['hostPID', [false, null], [true, 1]],
  ['hostNetwork', [false, null], [true, {}]],
];

/** What the CRD does not know at all. */
const unknown: readonly (readonly [string, readonly Json[]])[] = [
  ['restartPolicy', ['Always', '']],
  ['terminationGracePeriodSeconds', [30, null]],
  ['activeDeadlineSeconds', [1]],
  ['nodeName', ['node-1', '']],
  ['hostname', ['a']],
  ['priority', [0]],
  ['serviceAccount', ['runner']],
  ['ephemeralContainers', [[], [{ name: 'a' }]]],
  ['overhead', [{}]],
  ['readinessGates', [[]]],
  ['resources', [{ limits: { cpu: 1 } }]],
  ['os', [{ name: 'linux' }]],
];

function field(choices: readonly (readonly [string, readonly Json[]])[]): Mutate {
  return (draft, random) => {
    const { pod: spec } = draft;
    const [name, candidates] = random.pick(choices) ?? ['affinity', [null]];
    const value = random.pick(candidates);
    if (spec === undefined || value === undefined) return undefined;
    draft.set([...spec, name], value);
    return `${name} ${short(value)}`;
  };
}

const init: JsonObject = { name: 'init', image: 'registry.local/init' };
const initContainers: readonly Json[] = [
  init,
  { image: 'registry.local/init' },
  {},
  { ...init, name: 'INIT' },
  { ...init, ports: [{ containerPort: 1 }] },
  { ...init, readinessProbe: { exec: {} } },
  { ...init, lifecycle: {} },
  { ...init, restartPolicy: 'Always' },
  { ...init, foo: 1 },
  { ...init, env: [{ name: 'PORT' }] },
  { ...init, image: 1 },
  null,
  { ...init, volumeMounts: [{ name: 'x', mountPath: '/x' }] },
  { ...init, name: 'user-container' },
  { ...init, stdin: true },
  { ...init, securityContext: { privileged: true } },
  'init',
  { ...init, resources: { claims: [{ name: 'a' }] } },
  { ...init, livenessProbe: {}, startupProbe: {} },
  { ...init, volumeDevices: [] },
  { ...init, resources: { limits: { cpu: 'x' } } },
  { ...init, envFrom: [{}] },
];

export const podOperators: readonly Operator[] = [
  {
    name: 'gated field',
    sound: field(gated.map(([name, sound]) => [name, sound] as const)),
    broken: field(gated.map(([name, , broken]) => [name, broken] as const)),
  },
  { name: 'field the CRD lacks', broken: field(unknown) },
  { name: 'init container', ...initOperators() },
  values(
    'timeout',
    below(pod, 'timeoutSeconds'),
    [0, 1, 300, 600, null],
    [601, -1, 1.5, '300', 1e10, 9007199254740991, true],
  ),
  values(
    'other timeout',
    below(pod, 'responseStartTimeoutSeconds'),
    [0, 10, 900, -1, null],
    ['10', 1.5, 1e21, {}],
  ),
  values('idle timeout', below(pod, 'idleTimeoutSeconds'), [0, 10, 900, -1, null], ['10', 0.5, []]),
  values(
    'concurrency',
    below(pod, 'containerConcurrency'),
    [0, 1, 1000, null],
    [-1, 1001, 1.5, '10', 1e19, false],
  ),
  values(
    'service account',
    below(pod, 'serviceAccountName'),
    ['runner', '', null, 'default'],
    ['UPPER', 'a b', '-', 'a..b', 'x'.repeat(254), 'ä', 1, {}],
  ),
  values(
    'pull secrets',
    below(pod, 'imagePullSecrets'),
    [[], [{ name: 'regcred' }], [{}], [{ name: 'a' }, { name: 'b' }], [{ name: '' }], [{ name: 'UPPER' }]],
    [
      [{ name: 'a' }, { name: 'a' }],
      'regcred',
      [{ secretName: 'a' }],
      ['a'],
      [null],
      [{ name: 1 }],
      [{}, {}],
      [{ name: 'a' }, { name: 'a' }, { name: 'a' }],
    ],
  ),
  values('service links', below(pod, 'enableServiceLinks'), [true, false, null], ['false', 1]),
  values('account token', below(pod, 'automountServiceAccountToken'), [false, null], [true, 'false', 0]),
  values(
    'template',
    (draft) => (draft.hasTemplate ? ['spec', 'template'] : undefined),
    [],
    [null, {}, [], 'x', { spec: null }, { spec: {} }, { metadata: null, spec: { containers: null } }],
  ),
  values('spec', () => ['spec'], [], [null, {}, [], 'x', 1]),
];

function initOperators(): Pick<Operator, 'sound' | 'broken'> {
  const { broken } = items('', below(pod, 'initContainers'), [], initContainers);
  const { sound } = values('', below(pod, 'initContainers'), [[], null], []);
  return { ...(sound !== undefined && { sound }), ...(broken !== undefined && { broken }) };
}
