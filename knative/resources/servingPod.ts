/**
 * The pod as Serving's CRDs know it: core/v1's tables, with what the CRDs leave out marked as pruned, what they keep
 * unseen marked as open, their required fields, their list keys, and the feature flag that allows a field.
 */
import { podSpecFields } from './core.ts';
import type { Field, Fields, ObjectShape, Shape } from './shape.ts';

/** What a CRD says of a field: a plain value, an object it does not look into, or fields (`*`: required). */
type Declared = true | 'open' | Schema;

interface Schema {
  readonly [field: string]: Declared | ListKey;
}

/** A list whose items are told apart by this field. */
class ListKey {
  readonly key: string;
  readonly items: Schema;

  constructor(key: string, items: Schema) {
    this.key = key;
    this.items = items;
  }
}

const probe: Schema = {
  exec: { command: true },
  failureThreshold: true,
  grpc: { port: true, service: true },
  httpGet: {
    host: true,
    httpHeaders: { 'name*': true, 'value*': true },
    path: true,
    port: true,
    scheme: true,
  },
  initialDelaySeconds: true,
  periodSeconds: true,
  successThreshold: true,
  tcpSocket: { host: true, port: true },
  timeoutSeconds: true,
};

const keyReference: Schema = { 'key*': true, name: true, optional: true };
const optionalReference: Schema = { name: true, optional: true };

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
  name: true,
  ports: { containerPort: true, name: true, protocol: true },
  readinessProbe: probe,
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
    readOnly: true,
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
  automountServiceAccountToken: true,
  'containers*': container,
  dnsConfig: 'open',
  dnsPolicy: true,
  enableServiceLinks: true,
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
  const declared = schema[name] ?? schema[`${name}*`];
  const { required: _, ...rest } = field;
  if (declared === undefined) return { ...rest, pruned: true };
  const shape = narrowedShape(field.shape, declared);
  return schema[name] === undefined ? { ...rest, shape, required: true } : { ...rest, shape };
}

function narrowedShape(shape: Shape, declared: Declared | ListKey): Shape {
  if (shape.type === 'list') {
    const { mapKeys: _, ...list } = shape;
    return declared instanceof ListKey
      ? { ...list, items: narrowedShape(shape.items, declared.items), mapKeys: [declared.key] }
      : { ...list, items: narrowedShape(shape.items, declared) };
  }
  if (shape.type !== 'object' || declared === true || declared instanceof ListKey) return shape;
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
