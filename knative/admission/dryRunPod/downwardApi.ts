/** Fields and resources of the pod that it hands to itself (downward API in k8s.io/kubernetes pkg/apis/core/validation). */
import { compareQuantities, formatQuantity, parseQuantity } from '../../quantity.ts';
import { qualifiedNameErrors } from '../structure/kubernetesNames.ts';
import type { Place } from './place.ts';

/** The fields an environment variable may hold. */
export const envFields: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** The fields a file of the downward API may hold. */
export const volumeFields: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** Fields that have a name in a pod's field selectors, whether or not they may be used here. */
const knownFields = new Set([
  ...envFields,
  ...volumeFields,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.host',
]);

/** A field of the pod (validateObjectFieldSelector); `supported` are the ones that may stand here. */
export function checkFieldRef(selector: Place, supported: readonly string[]): void {
  const field = selector.get('fieldPath');
  const version = selector.get('apiVersion').text || 'v1';
  if (field.text === '') {
    field.required('pod-downward-api');
    return;
  }
  const subscript = /^([^]+?)\['([^]*)'\]$/.exec(field.text);
  const conversion = conversionError(version, field.text, subscript?.[1]);
  if (conversion !== undefined) {
    field.invalid('pod-downward-api', `error converting fieldPath: ${conversion}`);
  } else if (subscript !== null) {
    const key = subscript[2] ?? '';
    const checked = subscript[1] === 'metadata.annotations' ? key.toLowerCase() : key;
    field.invalidAll('pod-downward-api', qualifiedNameErrors(checked), {
      value: checked,
      field: selector.field,
    });
  } else if (!supported.includes(field.text === 'spec.host' ? 'spec.nodeName' : field.text)) {
    field.unsupported('pod-downward-api', supported);
  }
}

function conversionError(
  version: string,
  label: string,
  subscripted: string | undefined,
): string | undefined {
  if (version !== 'v1') return `unsupported pod version: ${version}`;
  if (subscripted === 'metadata.annotations' || subscripted === 'metadata.labels') return undefined;
  if (subscripted !== undefined) return `field label does not support subscript: ${label}`;
  return knownFields.has(label) ? undefined : `field label not supported: ${label}`;
}

const containerResources: readonly string[] = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const cpuDivisors = ['1m', '1'];
const byteDivisors = [
  '1',
  ...['k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit) => `1${unit}`),
];

/** A request or limit of a container (validateContainerResourceFieldSelector). */
export function checkResourceFieldRef(selector: Place, inVolume: boolean): void {
  const container = selector.get('containerName');
  const resource = selector.get('resource');
  if (inVolume && container.text === '') container.required('pod-downward-api');
  else if (resource.text === '') resource.required('pod-downward-api');
  else if (!containerResources.includes(resource.text) && !isHugePages(resource.text)) {
    resource.unsupported('pod-downward-api', containerResources);
  }
  checkDivisor(selector.get('divisor'), resource.text);
}

function isHugePages(resource: string): boolean {
  return /^(?:requests|limits)\.hugepages-/.test(resource);
}

function checkDivisor(divisor: Place, resource: string): void {
  const value = divisor.value;
  const quantity =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
      ? parseQuantity(value)
      : undefined;
  if (quantity === undefined || compareQuantities(quantity, { nanos: 0n, format: 'decimal' }) === 0) return;
  const cpu = resource.endsWith('.cpu');
  if (!containerResources.includes(resource) && !isHugePages(resource)) return;
  const allowed = cpu ? cpuDivisors : byteDivisors;
  if (allowed.includes(formatQuantity(quantity))) return;
  divisor.invalid(
    'pod-downward-api',
    `only divisor's values ${allowed.join(cpu ? ' and ' : ', ')} are supported with the ${divisorKind(resource)} resource`,
    { value: resource },
  );
}

function divisorKind(resource: string): string {
  if (isHugePages(resource)) return 'hugepages';
  const name = resource.slice(resource.indexOf('.') + 1);
  return name === 'ephemeral-storage' ? 'local ephemeral storage' : name;
}
