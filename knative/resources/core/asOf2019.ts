/**
 * The pod's tables as Kubernetes 1.11 had them, which Serving and Build 0.3 were compiled against: what came later was
 * unknown to them, and their lenient decoding passed over it whatever it held.
 */
import type { Field, ObjectShape, Shape } from '../shape.ts';

/** Fields younger than 1.11, by struct. */
const younger: Readonly<Record<string, readonly string[]>> = {
  'v1.Container': ['startupProbe', 'resizePolicy', 'restartPolicy', 'restartPolicyRules'],
  'v1.ResourceRequirements': ['claims'],
  'v1.Probe': ['grpc', 'terminationGracePeriodSeconds'],
  'v1.Lifecycle': ['stopSignal'],
  'v1.LifecycleHandler': ['sleep'],
  'v1.SecurityContext': ['procMount', 'windowsOptions', 'seccompProfile', 'appArmorProfile'],
  'v1.VolumeMount': ['subPathExpr', 'recursiveReadOnly'],
  'v1.EnvVarSource': ['fileKeyRef'],
  'v1.Volume': ['csi', 'ephemeral', 'image'],
  'v1.VolumeProjection': ['clusterTrustBundle', 'podCertificate'],
  'v1.CinderVolumeSource': ['secretRef'],
  'v1.QuobyteVolumeSource': ['tenant'],
  'v1.PodAffinityTerm': ['namespaceSelector', 'matchLabelKeys', 'mismatchLabelKeys'],
};

/** What `exec`, `httpGet` and `tcpSocket` were called together, in probes and hooks alike. */
const renamed: Readonly<Record<string, string>> = {
  'v1.LifecycleHandler': 'v1.Handler',
  ProbeHandler: 'Handler',
};

const known = new WeakMap<Shape, Shape>();

/** `shape` without what is younger, all the way down; the same shape gives the same table again. */
export function asOf2019<S extends Shape>(shape: S): S {
  let older = known.get(shape);
  if (older === undefined) {
    older = olderShape(shape);
    known.set(shape, older);
  }
  // Only optional fields are gone, which `Infer` calls absent or not in any case.
  return older as S;
}

function olderShape(shape: Shape): Shape {
  switch (shape.type) {
    case 'object':
      return olderObject(shape);
    case 'list':
      return { ...shape, items: asOf2019(shape.items) };
    case 'map':
      return { ...shape, values: asOf2019(shape.values) };
    default:
      return shape;
  }
}

function olderObject(shape: ObjectShape): ObjectShape {
  const gone = younger[shape.go] ?? [];
  const fields = Object.entries(shape.fields)
    .filter(([name]) => !gone.includes(name))
    .map(([name, field]) => [name, olderField(field)] as const);
  return { ...shape, go: renamed[shape.go] ?? shape.go, fields: Object.fromEntries(fields) };
}

function olderField(field: Field): Field {
  const { embedded } = field;
  const older = { ...field, shape: asOf2019(field.shape) };
  return embedded === undefined ? older : { ...older, embedded: renamed[embedded] ?? embedded };
}
