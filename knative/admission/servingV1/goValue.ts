/**
 * A decoded value as Go holds it: what is empty is absent, unless Go can tell the two apart (pointers). Marshalling an
 * object after defaulting drops the same (`omitempty`), so rules need only ask whether something is there.
 */
import { isArray, isObject, type Json, type JsonObject } from '../../json.ts';
import { formatQuantity, parseQuantity } from '../../quantity.ts';
import type { Field, ObjectShape, Shape } from '../../resources/shape.ts';

/** Scalars Go keeps behind a pointer, by struct: false, 0 and '' are values there. */
const pointers: Readonly<Record<string, readonly string[]>> = {
  'v1.RevisionSpec': [
    'automountServiceAccountToken',
    'containerConcurrency',
    'enableServiceLinks',
    'idleTimeoutSeconds',
    'responseStartTimeoutSeconds',
    'runtimeClassName',
    'shareProcessNamespace',
    'timeoutSeconds',
  ],
  'v1.TrafficTarget': ['latestRevision', 'percent', 'url'],
  'v1.SecurityContext': [
    'allowPrivilegeEscalation',
    'privileged',
    'procMount',
    'readOnlyRootFilesystem',
    'runAsGroup',
    'runAsNonRoot',
    'runAsUser',
  ],
  'v1.PodSecurityContext': [
    'fsGroup',
    'fsGroupChangePolicy',
    'runAsGroup',
    'runAsNonRoot',
    'runAsUser',
    'seLinuxChangePolicy',
    'supplementalGroupsPolicy',
  ],
  'v1.WindowsSecurityContextOptions': [
    'gmsaCredentialSpec',
    'gmsaCredentialSpecName',
    'hostProcess',
    'runAsUserName',
  ],
  'v1.SeccompProfile': ['localhostProfile'],
  'v1.AppArmorProfile': ['localhostProfile'],
  'v1.Probe': ['terminationGracePeriodSeconds'],
  'v1.GRPCAction': ['service'],
  'v1.Lifecycle': ['stopSignal'],
  'v1.Container': ['restartPolicy'],
  'v1.VolumeMount': ['mountPropagation', 'recursiveReadOnly'],
  'v1.ConfigMapKeySelector': ['optional'],
  'v1.SecretKeySelector': ['optional'],
  'v1.FileKeySelector': ['optional'],
  'v1.ConfigMapEnvSource': ['optional'],
  'v1.SecretEnvSource': ['optional'],
  'v1.SecretVolumeSource': ['defaultMode', 'optional'],
  'v1.ConfigMapVolumeSource': ['defaultMode', 'optional'],
  'v1.ProjectedVolumeSource': ['defaultMode'],
  'v1.SecretProjection': ['optional'],
  'v1.ConfigMapProjection': ['optional'],
  'v1.KeyToPath': ['mode'],
  'v1.DownwardAPIVolumeFile': ['mode'],
  'v1.ServiceAccountTokenProjection': ['expirationSeconds'],
  'v1.EmptyDirVolumeSource': ['sizeLimit'],
  'v1.HostPathVolumeSource': ['type'],
  'v1.CSIVolumeSource': ['fsType', 'readOnly'],
  'v1.PersistentVolumeClaimSpec': ['storageClassName', 'volumeAttributesClassName', 'volumeMode'],
  'v1.TypedLocalObjectReference': ['apiGroup'],
  'v1.TypedObjectReference': ['apiGroup', 'namespace'],
  'v1.Toleration': ['tolerationSeconds'],
  'v1.TopologySpreadConstraint': ['minDomains', 'nodeAffinityPolicy', 'nodeTaintsPolicy'],
  'v1.PodDNSConfigOption': ['value'],
  'v1.OwnerReference': ['blockOwnerDeletion', 'controller'],
  'v1.KReference': ['address'],
};

/** Structs that are no pointers: an empty one is no value. */
const embeddedStructs = new Set(['metadata', 'spec', 'status', 'template', 'resources', 'ref']);

export interface GoValueOptions {
  /** Writes quantities in one form, so that equal ones are equal. */
  readonly comparable?: boolean;
}

/** The value without what Go would not know was there. */
export function goValue(value: JsonObject, shape: ObjectShape, options: GoValueOptions = {}): JsonObject {
  const keys = Object.keys(value);
  const result: Record<string, Json> = {};
  const kept = pointers[shape.go];
  for (const key of keys) {
    const field = shape.fields[key];
    const member = value[key];
    if (field === undefined || member === undefined) continue;
    const set = fieldValue(member, key, field, kept?.includes(key) === true, options);
    if (set !== undefined) result[key] = set;
  }
  return result;
}

function fieldValue(
  value: Json,
  name: string,
  { shape }: Field,
  isPointer: boolean,
  options: GoValueOptions,
): Json | undefined {
  if (shape.type === 'object') {
    const result = isObject(value) ? goValue(value, shape, options) : {};
    return embeddedStructs.has(name) && isEmpty(result) ? undefined : result;
  }
  const result = shapeValue(value, shape, options);
  if (isObject(result) || isArray(result)) return isEmpty(result) ? undefined : result;
  return isPointer || !isZero(result) ? result : undefined;
}

function shapeValue(value: Json, shape: Shape, options: GoValueOptions): Json {
  switch (shape.type) {
    case 'object':
      return isObject(value) ? goValue(value, shape, options) : {};
    case 'list':
      if (!isArray(value)) return [];
      if (isKept(shape.items, options)) return value;
      return value.map((item) => shapeValue(item, shape.items, options));
    case 'map':
      if (!isObject(value)) return {};
      return isKept(shape.values, options) ? value : mapValue(value, shape.values, options);
    case 'quantity':
      return options.comparable === true ? comparableQuantity(value) : value;
    default:
      return value;
  }
}

/** Whether there is nothing in values of this shape that could be left out or written otherwise. */
function isKept({ type }: Shape, { comparable = false }: GoValueOptions): boolean {
  return type !== 'object' && type !== 'list' && type !== 'map' && !(type === 'quantity' && comparable);
}

function mapValue(value: JsonObject, shape: Shape, options: GoValueOptions): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, shapeValue(member, shape, options)]),
  );
}

function comparableQuantity(value: Json): Json {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const quantity = parseQuantity(value);
  return quantity === undefined ? value : formatQuantity({ ...quantity, format: 'decimal' });
}

function isEmpty(value: Json): boolean {
  for (const _ in value as object) return false;
  return true;
}

function isZero(value: Json): boolean {
  return value === '' || value === 0 || value === false || value === null || value === 0n;
}
