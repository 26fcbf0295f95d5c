/** Object metadata as Kubernetes decodes it (meta/v1 ObjectMeta), for the root of every kind and for templates. */
import {
  any,
  bool,
  embedded,
  field,
  type Infer,
  int64,
  list,
  map,
  object,
  scalar,
  string,
  time,
} from './shape.ts';

const namesDoc = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/';
const labelsDoc = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/';
const annotationsDoc = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/';
const ownersDoc = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/';
const finalizersDoc = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/';

export const ownerReference = object('v1.OwnerReference', {
  apiVersion: field(string, 'API version of the owner, such as `serving.knative.dev/v1`.', {
    required: true,
  }),
  kind: field(string, 'Kind of the owner.', { required: true }),
  name: field(string, 'Name of the owner, in the same namespace or cluster-wide.', { required: true }),
  uid: field(
    scalar('string', { go: 'types.UID' }),
    'UID of the owner; a new object of the same name has another one.',
    {
      required: true,
    },
  ),
  controller: field(bool, 'Whether the owner is the one controller that manages this object.'),
  blockOwnerDeletion: field(
    bool,
    'Whether a foreground deletion of the owner waits until this object is gone.',
  ),
});

const managedFields = object('v1.ManagedFieldsEntry', {
  manager: field(string, 'The program that set these fields.', { readOnly: true }),
  operation: field(
    scalar('string', { go: 'v1.ManagedFieldsOperationType' }),
    'Whether the fields were applied or updated.',
    { readOnly: true },
  ),
  apiVersion: field(string, 'The API version the fields were written in.', { readOnly: true }),
  time: field(time, 'When the manager last changed its set of fields.', { readOnly: true }),
  fieldsType: field(string, 'The format of `fieldsV1`.', { readOnly: true }),
  fieldsV1: field(any, 'The fields, as a tree of keys.', { readOnly: true }),
  subresource: field(string, 'The subresource through which the fields were written.', { readOnly: true }),
});

const metaFields = {
  name: field(
    string,
    'Name of the object, unique among its kind in the namespace; it cannot be changed later.',
    { docs: namesDoc },
  ),
  generateName: field(
    string,
    'Prefix of a name the server completes with random characters; only looked at when `name` is absent.',
    { docs: namesDoc },
  ),
  namespace: field(
    string,
    'Namespace of the object. Left out, the namespace chosen at deploy time is used.',
    { docs: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/' },
  ),
  labels: field(map(string), 'Short key-value pairs for selecting and grouping objects.', {
    docs: labelsDoc,
  }),
  annotations: field(
    map(string),
    'Key-value pairs for tools; Knative reads many of its settings from here. Values must be strings.',
    { docs: annotationsDoc },
  ),
  ownerReferences: field(
    list(ownerReference, ['uid']),
    'Objects this one belongs to; it is deleted when all of them are gone.',
    { docs: ownersDoc },
  ),
  finalizers: field(
    list(string),
    'Tokens that must be removed by their owners before the object is really deleted.',
    { docs: finalizersDoc },
  ),
  uid: field(scalar('string', { go: 'types.UID' }), 'Identity given by the server.', { readOnly: true }),
  resourceVersion: field(string, 'Version of the stored object, changed by every write.', { readOnly: true }),
  generation: field(int64, 'Counter the server raises with every change of the spec.', { readOnly: true }),
  creationTimestamp: field(time, 'When the server created the object.', { readOnly: true }),
  deletionTimestamp: field(time, 'When the object is to be deleted.', { readOnly: true }),
  deletionGracePeriodSeconds: field(int64, 'Seconds the object may take to stop before it is removed.', {
    readOnly: true,
  }),
  selfLink: field(string, 'A former address of the object; no longer set by servers.', {
    deprecated: true,
    readOnly: true,
  }),
  managedFields: field(list(managedFields), 'Which program set which field.', { readOnly: true }),
} as const;

/** The metadata at the root of an object: strictly decoded by the API server. */
export const objectMeta = object('v1.ObjectMeta', metaFields);

/** The metadata of a template: the CRD declares five fields and keeps the others unseen. */
export const templateMeta = object('v1.ObjectMeta', metaFields, {
  open: true,
  declared: ['annotations', 'finalizers', 'labels', 'name', 'namespace'],
});

export type ObjectMeta = Infer<typeof objectMeta>;

/** `apiVersion`, `kind` and `metadata`: the first three fields of every kind. */
export const typeAndMeta = {
  ...embedded('TypeMeta', {
    apiVersion: field(string, 'Group and version of the API that understands this object.', {
      required: true,
    }),
    kind: field(string, 'What the object is.', { required: true }),
  }),
  metadata: field(objectMeta, 'Name, labels, annotations and what else identifies the object.'),
} as const;
