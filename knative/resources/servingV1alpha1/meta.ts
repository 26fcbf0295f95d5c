/** Object metadata as Kubernetes 1.11 had it: no record of who manages which field, and two fields that are gone today. */
import { objectMeta, typeAndMeta } from '../meta.ts';
import { any, field, list, object, string } from '../shape.ts';

const { managedFields: _, ...olderFields } = objectMeta.fields;

const initializers = object('v1.Initializers', {
  pending: field(
    list(object('v1.Initializer', { name: field(string, 'Name of the initializer.', { readOnly: true }) })),
    'The initializers that have not finished.',
    { readOnly: true },
  ),
  result: field(any, 'Why the object could not be initialized.', { readOnly: true }),
});

export const olderMeta = object(objectMeta.go, {
  ...olderFields,
  clusterName: field(string, 'Name of the cluster. Ignored by every server.', {
    deprecated: true,
    readOnly: true,
  }),
  initializers: field(
    initializers,
    'What must happen before the object is seen. Gone since Kubernetes 1.16.',
    {
      deprecated: true,
      readOnly: true,
    },
  ),
});

/** `apiVersion`, `kind` and `metadata`: the first three fields of every kind. */
export const olderTypeAndMeta = {
  ...typeAndMeta,
  metadata: field(olderMeta, typeAndMeta.metadata.doc),
} as const;
