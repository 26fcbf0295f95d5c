/**
 * The pod as Serving's CRDs know it: core/v1's tables, with what the CRDs leave out marked as pruned, what they keep
 * unseen marked as open, their required fields, their list keys, the feature flag that allows a
 * field, and what Knative says of it where that differs from Kubernetes.
 */
import { podSpecFields } from './core.ts';
import type { Field, Fields, ObjectShape, Shape } from './shape.ts';

/** What a CRD says of a field: a plain value, an object it does not look into, or fields (`*`: required). */
type Declared = true | 'open' | Schema;

interface Schema {
  readonly [field: string]: Declared | ListKey | Said;
}

/** A field of which Knative says something else than Kubernetes. */
class Said {
  readonly declared: Declared | ListKey;
  readonly words: Words;

  constructor(words: Words, declared: Declared | ListKey = true) {
    this.declared = declared;
    this.words = words;
  }
}

type Words = Partial<Pick<Field, 'doc' | 'default' | 'examples' | 'range' | 'docs'>>;

/** A list whose items are told apart by this field. */
class ListKey {
  readonly key: string;
  readonly items: Schema;

  constructor(key: string, items: Schema) {
    this.key = key;
    this.items = items;
  }
}

const probePort = new Said({ doc: 'Port number or name; left out, the port the container serves on.' });

const probe: Schema = {
  exec: { command: true },
  failureThreshold: true,
  grpc: { port: true, service: true },
  httpGet: {
    host: true,
    httpHeaders: { 'name*': true, 'value*': true },
    path: true,
    port: probePort,
    scheme: true,
  },
  initialDelaySeconds: true,
  periodSeconds: true,
  successThreshold: true,
  tcpSocket: { host: true, port: probePort },
  timeoutSeconds: true,
};

const keyReference: Schema = { 'key*': true, name: true, optional: true };
const optionalReference: Schema = { name: true, optional: true };

const ports: Schema = {
  containerPort: new Said({
    doc: 'Port the program listens on, which it finds in the variable PORT. 8008, 8012, 8013, 8022, 9090 and 9091 are taken by Knative.',
    default: 8080,
    range: [0, 65535],
  }),
  name: new Said({
    doc: '`h2c` for HTTP/2 without TLS (gRPC); `http1` or nothing for HTTP/1.1. Other names are refused.',
    examples: ['http1', 'h2c'],
  }),
  protocol: new Said({ doc: 'Only `TCP`.', default: 'TCP', examples: ['TCP'] }),
};

const container: Schema = {
  args: true,
  command: true,
  env: new ListKey('name', {
    'name*': true,
    value: true,
    valueFrom: {
      configMapKeyRef: keyReference,
      fieldRef: 'open',
      resourceFieldRef: 'open',
      secretKeyRef: keyReference,
    },
  }),
  envFrom: { configMapRef: optionalReference, prefix: true, secretRef: optionalReference },
  // The webhook requires it, not the CRD.
  'image*': true,
  imagePullPolicy: true,
  livenessProbe: probe,
  name: new Said({
    doc: 'Name of the container, unique in the revision. Left out, Knative gives one.',
    default: 'user-container',
  }),
  ports: new Said(
    {
      doc: 'The port that requests are sent to; only one container of the revision may have one. Left out, 8080.',
      docs: 'https://knative.dev/docs/serving/services/creating-services/',
    },
    ports,
  ),
  readinessProbe: new Said(
    {
      doc: 'Keeps requests away from the container while it fails. Left out, Knative tries to connect to the port.',
      docs: 'https://knative.dev/docs/serving/services/configure-probing/',
    },
    probe,
  ),
  resources: { limits: true, requests: true },
  securityContext: {
    allowPrivilegeEscalation: true,
    capabilities: { add: true, drop: true },
    privileged: true,
    readOnlyRootFilesystem: true,
    runAsGroup: true,
    runAsNonRoot: true,
    runAsUser: true,
    seccompProfile: { localhostProfile: true, 'type*': true },
  },
  startupProbe: probe,
  terminationMessagePath: true,
  terminationMessagePolicy: true,
  volumeMounts: new ListKey('mountPath', {
    'mountPath*': true,
    mountPropagation: true,
    'name*': true,
    readOnly: new Said({
      doc: 'Whether the container may only read. Knative sets it, except for volumes of type emptyDir, persistentVolumeClaim and ephemeral.',
      default: true,
    }),
    subPath: true,
  }),
  workingDir: true,
};

const keyToPath: Schema = { 'key*': true, mode: true, 'path*': true };

const volume: Schema = {
  configMap: { defaultMode: true, items: keyToPath, name: true, optional: true },
  csi: 'open',
  emptyDir: 'open',
  ephemeral: 'open',
  hostPath: 'open',
  image: 'open',
  'name*': true,
  persistentVolumeClaim: 'open',
  projected: {
    defaultMode: true,
    sources: {
      configMap: { items: keyToPath, name: true, optional: true },
      downwardAPI: {
        items: {
          fieldRef: { apiVersion: true, 'fieldPath*': true },
          mode: true,
          'path*': true,
          resourceFieldRef: { containerName: true, divisor: true, 'resource*': true },
        },
      },
      secret: { items: keyToPath, name: true, optional: true },
      serviceAccountToken: { audience: true, expirationSeconds: true, 'path*': true },
    },
  },
  secret: { defaultMode: true, items: keyToPath, optional: true, secretName: true },
};

const podSpec: Schema = {
  affinity: 'open',
  automountServiceAccountToken: new Said({
    doc: "Whether the account's token is mounted in the containers; only `false` may be written.",
  }),
  'containers*': container,
  dnsConfig: 'open',
  dnsPolicy: true,
  enableServiceLinks: new Said({
    doc: 'Whether every Kubernetes service of the namespace shows up in environment variables. Knative turns it off.',
    default: false,
  }),
  hostAliases: 'open',
  hostIPC: true,
  hostNetwork: true,
  hostPID: true,
  imagePullSecrets: new ListKey('name', { name: true }),
  initContainers: 'open',
  nodeSelector: true,
  priorityClassName: true,
  runtimeClassName: true,
  schedulerName: true,
  securityContext: 'open',
  serviceAccountName: true,
  shareProcessNamespace: true,
  tolerations: 'open',
  topologySpreadConstraints: 'open',
  volumes: new ListKey('name', volume),
};

/** Keys of ConfigMap config-features. */
const features: Readonly<Record<string, string>> = {
  affinity: 'kubernetes.podspec-affinity',
  dnsConfig: 'kubernetes.podspec-dnsconfig',
  dnsPolicy: 'kubernetes.podspec-dnspolicy',
  hostAliases: 'kubernetes.podspec-hostaliases',
  hostIPC: 'kubernetes.podspec-hostipc',
  hostNetwork: 'kubernetes.podspec-hostnetwork',
  hostPID: 'kubernetes.podspec-hostpid',
  initContainers: 'kubernetes.podspec-init-containers',
  nodeSelector: 'kubernetes.podspec-nodeselector',
  priorityClassName: 'kubernetes.podspec-priorityclassname',
  runtimeClassName: 'kubernetes.podspec-runtimeclassname',
  schedulerName: 'kubernetes.podspec-schedulername',
  securityContext: 'kubernetes.podspec-securitycontext',
  shareProcessNamespace: 'kubernetes.podspec-shareprocessnamespace',
  tolerations: 'kubernetes.podspec-tolerations',
  topologySpreadConstraints: 'kubernetes.podspec-topologyspreadconstraints',
};

const narrowedObjects = new Map<Schema, ObjectShape>();

/** The fields of a revision's pod. */
export const servingPodFields = withFeatures(narrowed(podSpecFields, podSpec));

function withFeatures<F extends Fields>(fields: F): F {
  const flagged = Object.entries(fields).map(([name, field]): [string, Field] => {
    const feature = features[name];
    return [name, feature === undefined ? field : { ...field, feature }];
  });
  // Same keys, same shapes: only the flags are added.
  return Object.fromEntries(flagged) as F;
}

function narrowed<F extends Fields>(fields: F, schema: Schema): F {
  const entries = Object.entries(fields).map(([name, field]): [string, Field] => [
    name,
    narrowedField(name, field, schema),
  ]);
  // Same keys, same shapes: only flags change.
  return Object.fromEntries(entries) as F;
}

function narrowedField(name: string, field: Field, schema: Schema): Field {
  const entry = schema[name] ?? schema[`${name}*`];
  const { required: _, ...rest } = field;
  if (entry === undefined) return { ...rest, pruned: true };
  const [declared, words] = entry instanceof Said ? [entry.declared, entry.words] : [entry, {}];
  const narrow = { ...rest, ...words, shape: narrowedShape(field.shape, declared) };
  return schema[name] === undefined ? { ...narrow, required: true } : narrow;
}

function narrowedShape(shape: Shape, declared: Declared | ListKey): Shape {
  if (shape.type === 'list') {
    const { mapKeys: _, ...list } = shape;
    return declared instanceof ListKey
      ? { ...list, items: narrowedShape(shape.items, declared.items), mapKeys: [declared.key] }
      : { ...list, items: narrowedShape(shape.items, declared) };
  }
  if (shape.type !== 'object' || declared === true || declared instanceof ListKey) {
    return shape;
  }
  return declared === 'open' ? { ...shape, open: true } : narrowedObject(shape, declared);
}

/** Each schema belongs to one struct, so that shared ones (probes) stay one shape. */
function narrowedObject(shape: ObjectShape, schema: Schema): ObjectShape {
  const known = narrowedObjects.get(schema);
  if (known?.go === shape.go) return known;
  const made = { ...shape, fields: narrowed(shape.fields, schema) };
  narrowedObjects.set(schema, made);
  return made;
}
