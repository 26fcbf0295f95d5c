/** How a pod names other objects: references by name, selectors of labels, fields of the pod itself. */
import { field, list, map, object, quantity, scalar, string } from '../shape.ts';

export const localObjectReferenceFields = {
  name: field(string, 'Name of the object, which lives in the same namespace.', { default: '' }),
} as const;

export const localObjectReference = object('v1.LocalObjectReference', localObjectReferenceFields);

const labelSelectorRequirement = object('v1.LabelSelectorRequirement', {
  key: field(string, 'The label key the requirement is about.', { required: true }),
  operator: field(
    scalar('string', {
      allowed: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
      go: 'v1.LabelSelectorOperator',
    }),
    'How the label compares with `values`.',
    { required: true },
  ),
  values: field(
    list(string),
    'At least one value for `In` and `NotIn`; none for `Exists` and `DoesNotExist`.',
  ),
});

/** Selects objects by their labels; all of its parts must hold. */
export const labelSelector = object('v1.LabelSelector', {
  matchLabels: field(map(string), 'Labels that must have exactly these values.'),
  matchExpressions: field(
    list(labelSelectorRequirement),
    'Further requirements on labels; every one must hold.',
  ),
});

/** A field of the pod itself (downward API). */
export const objectFieldSelector = object('v1.ObjectFieldSelector', {
  apiVersion: field(string, 'Version of the schema `fieldPath` is written in.', { default: 'v1' }),
  fieldPath: field(string, "Path of the pod's field, such as `metadata.name` or `metadata.labels['app']`.", {
    required: true,
    examples: [
      'metadata.name',
      'metadata.namespace',
      'metadata.uid',
      'spec.nodeName',
      'spec.serviceAccountName',
      'status.podIP',
      'status.hostIP',
    ],
  }),
});

/** A resource request or limit of a container (downward API). */
export const resourceFieldSelector = object('v1.ResourceFieldSelector', {
  containerName: field(string, 'The container whose resources are meant. Required in volumes.'),
  resource: field(string, 'Which request or limit to read.', {
    required: true,
    examples: [
      'limits.cpu',
      'limits.memory',
      'limits.ephemeral-storage',
      'requests.cpu',
      'requests.memory',
      'requests.ephemeral-storage',
    ],
  }),
  divisor: field(quantity, 'The unit of the printed number, such as `1m` or `1Mi`.', { default: '1' }),
});

export const typedLocalObjectReference = object('v1.TypedLocalObjectReference', {
  apiGroup: field(string, 'API group of the object; left out, the core group.'),
  kind: field(string, 'Kind of the object.', { required: true }),
  name: field(string, 'Name of the object.', { required: true }),
});

export const typedObjectReference = object('v1.TypedObjectReference', {
  apiGroup: field(string, 'API group of the object; left out, the core group.'),
  kind: field(string, 'Kind of the object.', { required: true }),
  name: field(string, 'Name of the object.', { required: true }),
  namespace: field(
    string,
    'Namespace of the object where it is another one; a ReferenceGrant must allow it.',
  ),
});
