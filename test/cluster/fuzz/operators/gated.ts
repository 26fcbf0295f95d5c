/** What only some clusters let through; where they do, Kubernetes itself has a say in it. */
import type { Json, JsonObject } from '#knative/json.ts';
import { below, container, items, type Mutate, type Operator, pod, short, values } from '../operator.ts';

const term = (expression: Json): Json => ({ nodeSelectorTerms: [{ matchExpressions: [expression] }] });
const nodes = (expression: Json): Json => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: term(expression) },
});
const pods = (affinity: JsonObject): Json => ({
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [affinity] },
});
const selector = { matchLabels: { app: 'shop' } };
const spread = {
  maxSkew: 1,
  topologyKey: 'zone',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: selector,
};

const initial: JsonObject = { name: 'init', image: 'registry.local/init' };

const claim = (spec: Json): JsonObject => ({ ephemeral: { volumeClaimTemplate: { spec } } });
const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

const sources: readonly JsonObject[] = [
  { persistentVolumeClaim: { claimName: 'data' } },
  { persistentVolumeClaim: { claimName: 'data', readOnly: true } },
  { hostPath: { path: '/srv', type: 'Directory' } },
  { hostPath: { path: '/srv' } },
  { csi: { driver: 'secrets.csi.example.com', readOnly: true, volumeAttributes: { a: 'b' } } },
  { image: { reference: 'registry.local/data', pullPolicy: 'Always' } },
  claim(claimSpec),
];
const badSources: readonly JsonObject[] = [
  { persistentVolumeClaim: {} },
  { persistentVolumeClaim: { claimName: 'A_b' } },
  { hostPath: { path: '../a' } },
  { hostPath: { path: '', type: 'Directory' } },
  { hostPath: { path: '/a', type: 'Folder' } },
  { csi: { driver: '' } },
  { csi: { driver: 'a_b' } },
  { csi: { driver: 'a.b', nodePublishSecretRef: {} } },
  { csi: { driver: 'a.b', fsType: 'ext4' } },
  { image: {} },
  { image: { reference: 'registry.local/data', pullPolicy: 'Sometimes' } },
  claim({}),
  claim({ ...claimSpec, accessModes: [] }),
  claim({ ...claimSpec, accessModes: ['Write'] }),
  claim({ ...claimSpec, resources: { requests: { storage: '-1Gi' } } }),
  claim({ ...claimSpec, volumeMode: 'File' }),
  claim({ ...claimSpec, storageClassName: 'A_b' }),
  { ephemeral: {} },
];

function mounted(choices: readonly JsonObject[]): Mutate {
  return (draft, random) => {
    const at = container(draft, random);
    const { pod: spec } = draft;
    if (at === undefined || spec === undefined) return undefined;
    const source = random.pick(choices) ?? {};
    const readOnly = random.pick([{}, { readOnly: true }, { readOnly: false }]) ?? {};
    draft.append([...spec, 'volumes'], { name: 'gated', ...source });
    draft.append([...at, 'volumeMounts'], { name: 'gated', mountPath: '/gated', ...readOnly });
    return `volume ${short(source)} ${short(readOnly)}`;
  };
}

const field = (name: string): ReturnType<typeof below> => below(pod, name);
const from = (source: JsonObject): JsonObject => ({ name: 'FIELD', valueFrom: source });

const whereAllowed: readonly Operator[] = [
  values(
    'affinity',
    field('affinity'),
    [
      {},
      nodes({ key: 'disk', operator: 'In', values: ['ssd'] }),
      nodes({ key: 'disk', operator: 'Exists' }),
      pods({ labelSelector: selector, topologyKey: 'kubernetes.io/hostname' }),
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { labelSelector: selector, topologyKey: 'zone' } },
          ],
        },
      },
    ],
    [
      nodes({ key: 'disk', operator: 'In' }),
      nodes({ key: 'disk', operator: 'Exists', values: ['a'] }),
      nodes({ key: 'disk', operator: 'Gt', values: ['a'] }),
      nodes({ key: 'disk', operator: 'in', values: ['a'] }),
      nodes({ operator: 'Exists' }),
      nodes({ key: 'a b', operator: 'Exists' }),
      { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } },
      { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } } },
      { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }] } },
      pods({ labelSelector: selector }),
      pods({ topologyKey: 'a b', labelSelector: selector }),
      pods({ labelSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] }, topologyKey: 'zone' }),
      pods({ labelSelector: selector, topologyKey: 'zone', namespaces: ['A'] }),
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 101, podAffinityTerm: { topologyKey: 'z' } },
          ],
        },
      },
    ],
  ),
  values(
    'topology',
    field('topologySpreadConstraints'),
    [[spread], [{ ...spread, whenUnsatisfiable: 'ScheduleAnyway' }], [{ ...spread, minDomains: 2 }]],
    [
      [{ ...spread, maxSkew: 0 }],
      [{ ...spread, topologyKey: '' }],
      [{ ...spread, topologyKey: 'a b' }],
      [{ ...spread, whenUnsatisfiable: 'Never' }],
      [{ ...spread, minDomains: 0 }],
      [{ ...spread, whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 }],
      [spread, spread],
      [{ ...spread, nodeAffinityPolicy: 'Maybe' }],
      [{ ...spread, matchLabelKeys: ['app'] }],
      [{ ...spread, labelSelector: { matchLabels: { 'a b': 'c' } } }],
    ],
  ),
  values(
    'tolerations',
    field('tolerations'),
    [
      [{ operator: 'Exists' }],
      [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
      [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
    ],
    [
      [{}],
      [{ key: 'a b' }],
      [{ key: 'a', operator: 'Exists', value: 'b' }],
      [{ key: 'a', operator: 'Like' }],
      [{ key: 'a', effect: 'Never' }],
      [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }],
      [{ key: 'a', value: 'b c' }],
      [{ value: 'b' }],
    ],
  ),
  values(
    'node selector',
    field('nodeSelector'),
    [{ disk: 'ssd' }, { 'a.b/c': '' }],
    [{ 'a b': 'c' }, { a: 'b c' }, { '': 'a' }, { a: '-' }],
  ),
  values(
    'host aliases',
    field('hostAliases'),
    [[{ ip: '1.2.3.4', hostnames: ['a.b'] }], [{ ip: '::1', hostnames: [] }]],
    [
      [{ ip: '1.2.3' }],
      [{ hostnames: ['a'] }],
      [{ ip: '1.2.3.4', hostnames: ['a_b'] }],
      [{ ip: '01.2.3.4' }],
      [{ ip: '' }],
    ],
  ),
  values(
    'name resolution',
    field('dnsConfig'),
    [{}, { nameservers: ['1.1.1.1'] }, { searches: ['a.b'], options: [{ name: 'ndots', value: '2' }] }],
    [
      { nameservers: ['a'] },
      { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] },
      { searches: ['a b'] },
      { searches: ['-'] },
      { options: [{ value: 'a' }] },
      { options: [{}] },
    ],
  ),
  values(
    'name resolution policy',
    field('dnsPolicy'),
    ['ClusterFirst', 'Default', 'ClusterFirstWithHostNet'],
    ['None', 'default', 'x', ' '],
  ),
  values('scheduler', field('schedulerName'), ['default-scheduler', 'mine'], [' ', 'A', 'a_b']),
  values('shared processes', field('shareProcessNamespace'), [true, false], ['true']),
  values('host processes', field('hostPID'), [true, false], [1]),
  values('host network', field('hostNetwork'), [true, false], ['x']),
  values(
    'security of the pod',
    field('securityContext'),
    [
      {},
      { runAsUser: 1000, fsGroup: 2000, supplementalGroups: [3000] },
      { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      { fsGroupChangePolicy: 'OnRootMismatch' },
      { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] },
    ],
    [
      { runAsUser: -1 },
      { fsGroup: -1 },
      { supplementalGroups: [-1] },
      { fsGroupChangePolicy: 'Never' },
      { sysctls: [{ name: 'A', value: 'b' }] },
      {
        sysctls: [
          { name: 'a', value: 'b' },
          { name: 'a', value: 'c' },
        ],
      },
      { seccompProfile: { type: 'Localhost' } },
      { seccompProfile: { type: 'Odd' } },
      { appArmorProfile: { type: 'Localhost' } },
      { supplementalGroupsPolicy: 'Odd' },
      { seLinuxOptions: { level: 's0' } },
      { windowsOptions: { runAsUserName: 'a' } },
      { runAsUser: 'x' },
      { seLinuxChangePolicy: 'Odd' },
    ],
  ),
  {
    name: 'gated volume with mount',
    sound: mounted(sources),
    broken: mounted(badSources),
  },
  items(
    'fields in the environment',
    below(container, 'env'),
    [
      from({ fieldRef: { fieldPath: 'metadata.name' } }),
      from({ fieldRef: { fieldPath: "metadata.labels['app']" } }),
      from({ fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } }),
      from({ resourceFieldRef: { resource: 'limits.cpu' } }),
      from({ resourceFieldRef: { containerName: 'a', resource: 'requests.memory', divisor: '1Mi' } }),
    ],
    [
      from({ fieldRef: {} }),
      from({ fieldRef: { fieldPath: 'metadata.uid.x' } }),
      from({ fieldRef: { fieldPath: 'spec.containers' } }),
      from({ fieldRef: { fieldPath: "metadata.labels['a b']" } }),
      from({ fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } }),
      from({ resourceFieldRef: {} }),
      from({ resourceFieldRef: { resource: 'limits.gpu' } }),
      from({ resourceFieldRef: { resource: 'limits.cpu', divisor: '3' } }),
      from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1m' } }),
    ],
  ),
  values(
    'added capabilities',
    below(container, 'securityContext', 'capabilities'),
    [{ add: ['NET_BIND_SERVICE'] }, { add: ['SYS_TIME'], drop: ['ALL'] }],
    [{ add: [''] }, { add: ['a b'], drop: ['all'] }, { add: 'ALL' }],
  ),
  values(
    'mount propagation',
    below(container, 'volumeMounts', 0, 'mountPropagation'),
    ['None', 'HostToContainer'],
    ['Bidirectional', 'none', ''],
  ),
  values(
    'first containers',
    field('initContainers'),
    [
      [initial],
      [{ image: 'registry.local/init', command: ['a'] }],
      [initial, { ...initial, name: 'second', env: [{ name: 'A', value: 'b' }] }],
      [{ ...initial, resources: { limits: { cpu: '1' } }, securityContext: { runAsUser: 5 } }],
    ],
    [
      [{ name: 'init' }],
      [{ ...initial, name: 'INIT' }],
      [initial, initial],
      [{ ...initial, ports: [{ containerPort: 80 }] }],
      [{ ...initial, livenessProbe: { exec: { command: ['a'] } } }],
      [{ ...initial, readinessProbe: {} }],
      [{ ...initial, startupProbe: { tcpSocket: { port: 1 } } }],
      [{ ...initial, lifecycle: { preStop: { exec: { command: ['a'] } } } }],
      [{ ...initial, restartPolicy: 'Always' }],
      [{ ...initial, stdin: true, tty: true }],
      [{ ...initial, volumeMounts: [{ name: 'nowhere', mountPath: '/a' }] }],
      [{ ...initial, volumeDevices: [{ name: 'a', devicePath: '/b' }] }],
      [{ ...initial, image: 'Upper Case' }],
      [{ ...initial, env: [{ name: 'K_SERVICE', value: 'a' }] }],
      [{ ...initial, env: [{ name: 'A' }, { name: 'A' }] }],
      [{ ...initial, envFrom: [{ prefix: 'a' }] }],
      [{ ...initial, imagePullPolicy: 'Odd' }],
      [{ ...initial, resources: { limits: { cpu: '1' }, requests: { cpu: '2' } } }],
      [{ ...initial, resources: { claims: [{ name: 'a' }] } }],
      [{ ...initial, securityContext: { privileged: true, procMount: 'Default' } }],
      [{ ...initial, securityContext: { seLinuxOptions: {} } }],
      [{ ...initial, terminationMessagePolicy: 'Odd' }],
      [{ ...initial, name: 'user-container' }],
      [{ ...initial, name: 'queue-proxy' }],
      [{ ...initial, foo: 'bar' }],
      [{ ...initial, command: 'a' }],
      [{ ...initial, resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] }],
    ],
  ),
];

/** Where nothing of it is allowed, none of it is sound. */
export function gatedOperators(isAllowed: boolean): readonly Operator[] {
  return isAllowed ? whereAllowed : whereAllowed.map(refused);
}

function refused({ name, sound, broken }: Operator): Operator {
  const either: Mutate = (draft, random) => (random.chance(0.5) ? sound : broken)?.(draft, random);
  return { name, broken: either };
}
