/** Containers: images, names, commands, ports, env, resources, sidecars. */
import { isArray, type Json, type JsonObject } from '#knative/json.ts';
import {
  below,
  container,
  items,
  type Mutate,
  type Operator,
  pod,
  short,
  shown,
  values,
} from '../operator.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const goodImages = [
  'registry.local/app',
  'registry.local/app:v1',
  `registry.local/a/b@${digest}`,
  'example.com:5000/x:y',
  'ubuntu',
  'a.b/c_d',
  'registry.local/app:V1_2.3',
];
const badImages = [
  '',
  ' ',
  'Upper/App',
  'registry.local/app:',
  'registry.local/app@sha256:abc',
  'a b',
  ':v1',
  'http://registry.local/app',
  'registry.local/App',
  'registry.local//app',
  'app@',
  'ä',
  `app:${'x'.repeat(129)}`,
  'a/-b',
  'registry.local:port/app',
  `app@sha512:${'a'.repeat(64)}`,
  'a',
  'ab',
];

const port = below(container, 'ports', 0);

/** One container becomes several, of which one serves. */
function sidecars(change: (sidecar: JsonObject, serving: JsonObject) => readonly JsonObject[]): Mutate {
  return (draft, random) => {
    const { pod: spec } = draft;
    if (spec === undefined) return undefined;
    const containers = draft.at([...spec, 'containers']);
    const [first] = isArray(containers) ? containers : [];
    if (first === undefined || first === null || typeof first !== 'object' || isArray(first))
      return undefined;
    const served = random.chance(0.8) ? { ...first, ports: [{ containerPort: 8080 }] } : first;
    const next = change({ image: `registry.local/sidecar${random.below(9)}` }, served);
    draft.set([...spec, 'containers'], next);
    return `containers ${short(next)}`;
  };
}

const oneOf =
  (mutations: readonly Mutate[]): Mutate =>
  (draft, random) =>
    random.pick(mutations)?.(draft, random);

const env = below(container, 'env');
const from = (source: JsonObject): JsonObject => ({
  name: `V${Object.keys(source)[0] ?? ''}`,
  valueFrom: source,
});
const goodEnv: readonly Json[] = [
  { name: 'A', value: 'x' },
  { name: 'a.b-c_d' },
  { name: 'B', value: '$(A)' },
  { name: 'EMPTY', value: '' },
  from({ secretKeyRef: { name: 'db', key: 'password' } }),
  from({ configMapKeyRef: { name: 'settings', key: 'mode', optional: true } }),
  { name: '1A', value: 'x' },
  { name: 'C', valueFrom: null },
];
const badEnv: readonly Json[] = [
  { name: 'PORT', value: '1' },
  { name: 'K_SERVICE', value: 'x' },
  { name: 'K_REVISION', value: 'x' },
  { name: 'K_CONFIGURATION' },
  { name: '' },
  { name: ' ' },
  { name: 'a=b' },
  { name: '..' },
  { name: 'ä', value: 'x' },
  { value: 'x' },
  {},
  null,
  'A=B',
  { name: 'A', value: 1 },
  { name: 'A', value: true },
  { name: 'A', value: 'x', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
  { name: 'A', valueFrom: {} },
  from({ secretKeyRef: { name: 'db' } }),
  from({ secretKeyRef: { key: 'password' } }),
  from({ secretKeyRef: {} }),
  from({ configMapKeyRef: { name: 'UPPER_x', key: 'mode' } }),
  from({ configMapKeyRef: { name: 'settings', key: 'a/b' } }),
  from({ configMapKeyRef: { name: 'settings', key: '..' } }),
  from({ configMapKeyRef: { name: 'settings', key: 'mode', extra: 1 } }),
  from({ fieldRef: { fieldPath: 'metadata.name' } }),
  from({ resourceFieldRef: { resource: 'limits.cpu' } }),
  from({ fileKeyRef: { path: 'a', volumeName: 'b', key: 'c' } }),
  from({ secretKeyRef: { name: 'a', key: 'b' }, configMapKeyRef: { name: 'a', key: 'b' } }),
];

const goodEnvFrom: readonly Json[] = [
  { secretRef: { name: 'db' } },
  { configMapRef: { name: 'settings', optional: false }, prefix: 'CFG_' },
  { prefix: '1x', configMapRef: { name: 'a.b' } },
];
const badEnvFrom: readonly Json[] = [
  {},
  { prefix: 'A' },
  { prefix: 'a b', secretRef: { name: 'db' } },
  { prefix: '=', secretRef: { name: 'db' } },
  { secretRef: {} },
  { secretRef: { name: '' } },
  { secretRef: { name: 'UPPER' } },
  { secretRef: { name: 'a' }, configMapRef: { name: 'b' } },
  { configMapRef: null },
  { configMapRef: { name: 1 } },
  { secretRef: 'db' },
  null,
];

const quantities: readonly Json[] = [
  '100m',
  '1',
  1,
  '0.5',
  '64Mi',
  '1Gi',
  '1e3',
  '0',
  0,
  '128974848',
  '1.5',
  '500u',
];
const badQuantities: readonly Json[] = [
  '',
  'a',
  '1GB',
  '-1',
  '1 Mi',
  '--1',
  '1.2.3',
  true,
  {},
  [],
  null,
  'Mi',
  '1m5',
  '1e',
  1.5,
  '0.0001',
  '1n',
  '999999999999E',
  '1Ki',
  '.5',
  '5.',
  '+1',
  '1K',
  '1kb',
  1e21,
];
const resourceNames = ['cpu', 'memory', 'ephemeral-storage'];
const badResourceNames = [
  'gpu',
  'nvidia.com/gpu',
  'CPU',
  '',
  'hugepages-2Mi',
  'requests.cpu',
  'a b',
  'kubernetes.io/x',
  'storage',
  'pods',
];

function resources(names: readonly string[], amounts: readonly Json[]): Mutate {
  return (draft, random) => {
    const at = container(draft, random);
    if (at === undefined) return undefined;
    const path = [
      ...at,
      'resources',
      random.pick(['limits', 'requests']) ?? 'limits',
      random.pick(names) ?? 'cpu',
    ];
    const amount = random.pick(amounts) ?? '1';
    draft.set(path, amount);
    return `set ${shown(path)} to ${short(amount)}`;
  };
}

/** A request beyond its limit, or a fitting pair. */
function pair(fits: boolean): Mutate {
  return (draft, random) => {
    const at = container(draft, random);
    if (at === undefined) return undefined;
    const name = random.pick(resourceNames) ?? 'cpu';
    const [small, large] = random.pick([
      ['100m', '1'],
      ['64Mi', '1Gi'],
      ['1', '2'],
      ['1000m', '1'],
      ['0', '1'],
    ]) ?? ['1', '2'];
    draft.set([...at, 'resources'], {
      requests: { [name]: fits ? small : large },
      limits: { [name]: fits ? large : small },
    });
    return `${name} requests ${fits ? 'within' : 'beyond'} limits`;
  };
}

export const containerOperators: readonly Operator[] = [
  values('image', below(container, 'image'), goodImages, badImages),
  values(
    'container name',
    below(container, 'name'),
    ['web', 'user-container', 'a', 'x'.repeat(50), ''],
    ['Web', 'queue-proxy', 'istio-proxy', 'a.b', '-a', 'x'.repeat(64), 'a_b', ' ', 'ä', 1],
  ),
  values(
    'command and arguments',
    below(container, 'command'),
    [['/app'], [], ['a', 'b', ''], ['$(X)']],
    ['/app', [1], [null], [{}], [['a']], {}],
  ),
  values(
    'working directory',
    below(container, 'workingDir'),
    ['/srv', '', 'relative', '/a/../b'],
    [1, [], {}, true],
  ),
  values(
    'pull policy',
    below(container, 'imagePullPolicy'),
    ['Always', 'IfNotPresent', 'Never', ''],
    ['always', 'Sometimes', ' ', 1, 'ifNotPresent'],
  ),
  values(
    'termination message',
    below(container, 'terminationMessagePolicy'),
    ['File', 'FallbackToLogsOnError', ''],
    ['file', 'Never', ' ', 1],
  ),
  values(
    'termination path',
    below(container, 'terminationMessagePath'),
    ['/dev/termination-log', '/a', 'relative', ''],
    [1, {}, []],
  ),
  values(
    'ports',
    below(container, 'ports'),
    [
      [{ containerPort: 8080 }],
      [{ containerPort: 80, name: 'h2c' }],
      [{ containerPort: 3000, name: 'http1', protocol: 'TCP' }],
      [],
      [{}],
      [{ name: 'user-port' }],
    ],
    [
      [{ containerPort: 8080 }, { containerPort: 8081 }],
      [{ containerPort: 8012 }],
      [{ containerPort: 8022 }],
      [{ containerPort: 9090 }],
      [{ containerPort: 9091 }],
      [{ containerPort: 65536 }],
      [{ containerPort: -1 }],
      [null],
      8080,
      [{ containerPort: 80, name: 'queue-port' }],
      [{ containerPort: 8013 }],
      [{ containerPort: 8112 }],
      [{ containerPort: 2147483648 }],
    ],
  ),
  values(
    'port name',
    below(port, 'name'),
    ['h2c', 'http1', 'user-port', ''],
    ['http', 'H2C', 'grpc', ' ', 'http-usermetric', 'queue-port', 'a'.repeat(16), 1],
  ),
  values('port protocol', below(port, 'protocol'), ['TCP', ''], ['UDP', 'tcp', 'SCTP', ' ', 'HTTP', 1]),
  values(
    'port number',
    below(port, 'containerPort'),
    [1, 80, 8080, 65535, 0],
    [8008, 8012, 8013, 8022, 8112, 8443, 9090, 9091, 65536, -1, 1.5, '8080', 1e10],
  ),
  values('forbidden port field', below(port, 'hostPort'), [], [0, 80, 'x']),
  {
    name: 'sidecar',
    sound: oneOf([
      sidecars((sidecar, serving) => [serving, { ...sidecar, name: 'sidecar' }]),
      sidecars((sidecar, serving) => [sidecar, serving]),
      sidecars((sidecar, serving) => [sidecar, serving, { ...sidecar, resources: { limits: { cpu: '1' } } }]),
    ]),
    broken: oneOf([
      sidecars((sidecar, serving) => [serving, { ...sidecar, ports: [{ containerPort: 9000 }] }]),
      sidecars((sidecar, serving) => [{ ...serving, ports: [] }, sidecar]),
      sidecars((sidecar, serving) => [
        { ...serving, name: 'a' },
        { ...sidecar, name: 'a' },
      ]),
      sidecars((_, serving) => [serving, serving]),
      sidecars((sidecar, serving) => [serving, { ...sidecar, image: '' }]),
      sidecars((_, serving) => [serving, {}]),
      sidecars((sidecar, serving) => [serving, { ...sidecar, name: 'queue-proxy' }]),
      sidecars((sidecar, serving) => [serving, { ...sidecar, readinessProbe: { httpGet: { path: '/' } } }]),
      sidecars((sidecar, serving) => [serving, { ...sidecar, livenessProbe: { tcpSocket: {} } }]),
      sidecars((sidecar, serving) => [
        serving,
        { ...sidecar, startupProbe: { exec: { command: ['a'] }, periodSeconds: 5 } },
      ]),
      sidecars((sidecar, serving) => [
        serving,
        { ...sidecar, readinessProbe: { tcpSocket: { port: 9000 }, successThreshold: 2 } },
      ]),
      sidecars((sidecar) => [sidecar, sidecar]),
      sidecars((sidecar) => [
        { ...sidecar, ports: [{}] },
        { ...sidecar, ports: [{}] },
      ]),
      sidecars((sidecar, serving) => [
        serving,
        { ...sidecar, volumeMounts: [{ name: 'a', mountPath: '/a' }] },
      ]),
      sidecars(() => []),
    ]),
  },
  items('env', env, goodEnv, badEnv),
  items('env from', below(container, 'envFrom'), goodEnvFrom, badEnvFrom),
  {
    name: 'resources',
    sound: resources(resourceNames, quantities),
    broken: resources(resourceNames, badQuantities),
  },
  { name: 'resource that is none', broken: resources(badResourceNames, quantities) },
  { name: 'requests and limits', sound: pair(true), broken: pair(false) },
  values('forbidden container field', below(container, 'stdin'), [], [true, false, 'x']),
  values(
    'containers',
    below(pod, 'containers'),
    [],
    [[], null, {}, [null], [{}], 'app', [{ image: '' }], [[]], [1]],
  ),
];
