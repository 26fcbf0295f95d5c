/** Volumes of every kind, and their mounts. */
import type { Json, JsonObject } from '#knative/json.ts';
import { below, container, items, type Mutate, type Operator, pod, short, values } from '../operator.ts';

const sources: readonly JsonObject[] = [
  { emptyDir: {} },
  { emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
  { secret: { secretName: 'db' } },
  {
    secret: {
      secretName: 'db',
      optional: true,
      defaultMode: 420,
      items: [{ key: 'a', path: 'b', mode: 256 }],
    },
  },
  { configMap: { name: 'settings' } },
  { configMap: { name: 'settings', items: [{ key: 'mode', path: 'a/b' }] } },
  { projected: { sources: [{ secret: { name: 'db' } }, { configMap: { name: 'settings' } }] } },
  {
    projected: {
      sources: [{ serviceAccountToken: { path: 'token', audience: 'x', expirationSeconds: 600 } }],
    },
  },
  {
    projected: {
      sources: [{ downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } }],
    },
  },
];
const badSources: readonly JsonObject[] = [
  {},
  { emptyDir: {}, secret: { secretName: 'db' } },
  { emptyDir: { medium: 'Disk' } },
  { emptyDir: { medium: 'HugePages' } },
  { emptyDir: { medium: 'HugePages-2Mi' } },
  { emptyDir: { sizeLimit: '-1' } },
  { emptyDir: { sizeLimit: 'x' } },
  { emptyDir: null },
  { secret: {} },
  { secret: { secretName: '' } },
  { secret: { secretName: 'UPPER' } },
  { secret: { name: 'db' } },
  { secret: { secretName: 'db', defaultMode: 512 } },
  { secret: { secretName: 'db', defaultMode: -1 } },
  { secret: { secretName: 'db', items: [{ key: 'a' }] } },
  { secret: { secretName: 'db', items: [{ path: 'b' }] } },
  { secret: { secretName: 'db', items: [{ key: 'a', path: '/b' }] } },
  { secret: { secretName: 'db', items: [{ key: 'a', path: '../b' }] } },
  { secret: { secretName: 'db', items: [{ key: 'a', path: 'b', mode: 1000 }] } },
  { secret: { secretName: 'db', items: [{ key: '', path: '' }] } },
  {
    secret: {
      secretName: 'db',
      items: [
        { key: 'a', path: 'b' },
        { key: 'c', path: 'b' },
      ],
    },
  },
  { secret: { secretName: 'db', items: [{}] } },
  { configMap: {} },
  { configMap: { name: '' } },
  { configMap: { name: 'settings', defaultMode: 511 } },
  { configMap: { name: 'settings', items: [{ key: 'a', path: 'a/../b' }] } },
  { configMap: { name: 'settings', items: [{ key: 'x/y', path: 'a' }] } },
  { projected: {} },
  { projected: { sources: [] } },
  { projected: { sources: [{}] } },
  { projected: { sources: [{ secret: {} }] } },
  { projected: { sources: [{ secret: { name: 'a' }, configMap: { name: 'b' } }] } },
  { projected: { sources: [{ secret: { name: 'db', items: [{ key: 'a' }] } }] } },
  {
    projected: {
      sources: [
        { configMap: { name: 'a', items: [{ key: 'a', path: 'x' }] } },
        { secret: { name: 'b', items: [{ key: 'a', path: 'x' }] } },
      ],
    },
  },
  { projected: { sources: [{ serviceAccountToken: {} }] } },
  { projected: { sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: 1 } }] } },
  { projected: { sources: [{ serviceAccountToken: { path: '/a' } }] } },
  { projected: { sources: [{ downwardAPI: { items: [{ path: 'a' }] } }] } },
  { projected: { sources: [{ downwardAPI: {} }] } },
  { projected: { sources: [{ downwardAPI: { items: [{ fieldRef: { fieldPath: 'metadata.name' } }] } }] } },
  {
    projected: {
      sources: [{ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } }] } }],
    },
  },
  {
    projected: {
      sources: [{ downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } }],
    },
  },
  { projected: { sources: [{ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: '' } }] } }] } },
  { projected: { defaultMode: 600, sources: [{ secret: { name: 'a' } }] } },
  { projected: { sources: [{ clusterTrustBundle: { path: 'a' } }] } },
  { persistentVolumeClaim: { claimName: 'data' } },
  { persistentVolumeClaim: { claimName: 'data', readOnly: true } },
  { persistentVolumeClaim: {} },
  { hostPath: { path: '/tmp' } },
  { hostPath: { path: '/tmp', type: 'Directory' } },
  { csi: { driver: 'a.b' } },
  { csi: {} },
  { image: { reference: 'registry.local/data' } },
  {
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    },
  },
  { nfs: { server: 'a', path: '/' } },
  { downwardAPI: { items: [] } },
  { gitRepo: { repository: 'x' } },
];

/** A volume and its mount together: neither is accepted alone. */
function mounted(choices: readonly JsonObject[], mount: JsonObject = {}): Mutate {
  return (draft, random) => {
    const at = container(draft, random);
    const { pod: spec } = draft;
    if (at === undefined || spec === undefined) return undefined;
    const name = random.pick(['data', 'extra', 'v1']) ?? 'data';
    const source = random.pick(choices) ?? {};
    draft.append([...spec, 'volumes'], { name, ...source });
    draft.append([...at, 'volumeMounts'], { name, mountPath: `/mnt/${name}`, ...mount });
    return `volume ${name} ${short(source)}`;
  };
}

/** A volume of which only the mount is in question. */
function mounting(mounts: readonly JsonObject[]): Mutate {
  return (draft, random) => {
    const mount = random.pick(mounts) ?? {};
    const done = mounted([{ emptyDir: {} }, { secret: { secretName: 'db' } }], mount)(draft, random);
    return done === undefined ? undefined : `${done}, mount ${short(mount)}`;
  };
}

const goodMounts: readonly JsonObject[] = [
  { readOnly: true },
  { subPath: 'a/b' },
  { mountPath: '/srv/../data' },
  { mountPath: '/a' },
  { readOnly: false },
  { subPath: '' },
  { mountPropagation: 'None' },
];
const badMounts: readonly JsonObject[] = [
  { mountPath: '' },
  { mountPath: 'relative' },
  { mountPath: '/' },
  { mountPath: '/dev' },
  { mountPath: '/dev/log' },
  { mountPath: '/var/log' },
  { mountPath: '/var/log/' },
  { mountPath: '/tmp' },
  { mountPath: '/var' },
  { mountPath: '/dev/../' },
  { mountPath: '/a:b' },
  { mountPath: ' ' },
  { mountPath: '//' },
  { mountPath: '/var/log/x' },
  { name: 'missing' },
  { name: '' },
  { name: 'UPPER' },
  { subPath: '../a' },
  { subPath: '/a' },
  { subPath: 'a/..' },
  { subPathExpr: '$(A)' },
  { recursiveReadOnly: 'Enabled' },
  { mountPropagation: 'Bidirectional' },
  { mountPropagation: 'HostToContainer' },
  { mountPropagation: 'Never' },
  { readOnly: 'yes' },
  { path: '/a' },
];

const badVolumes: readonly Json[] = [
  { name: 'unmounted', emptyDir: {} },
  { emptyDir: {} },
  { name: '', emptyDir: {} },
  { name: 'UPPER', secret: { secretName: 'a' } },
  { name: 'a.b', secret: { secretName: 'a' } },
  { name: 'x'.repeat(64), emptyDir: {} },
  null,
  {},
  'data',
  { name: 'config', emptyDir: {} },
];

export const volumeOperators: readonly Operator[] = [
  { name: 'volume', sound: mounted(sources), broken: mounted(badSources) },
  { name: 'data volume', sound: mounted(sources.slice(2)), broken: mounted(badSources.slice(8, 27)) },
  { name: 'projected volume', sound: mounted(sources.slice(6)), broken: mounted(badSources.slice(27, 46)) },
  { name: 'gated volume', broken: mounted(badSources.slice(46)) },
  { name: 'mount', sound: mounting(goodMounts), broken: mounting(badMounts) },
  items('volume alone', below(pod, 'volumes'), [], badVolumes),
  items(
    'mount alone',
    below(container, 'volumeMounts'),
    [],
    [
      { name: 'nothing', mountPath: '/n' },
      { name: 'tmp', mountPath: '/srv/work' },
      { mountPath: '/m' },
      {},
      null,
      { name: 'tmp', mountPath: '/other', readOnly: 1 },
    ],
  ),
  values('volume devices', below(container, 'volumeDevices'), [], [[], [{ name: 'a', devicePath: '/b' }]]),
];
