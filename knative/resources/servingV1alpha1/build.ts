/**
 * The build in a Configuration: the spec of a Build as of Build 0.2, which Serving 0.3 was compiled against, or a whole
 * object of any kind that builds.
 */
import { build } from '../buildV1alpha1.ts';
import { type AnyShape, field, map, object, string } from '../shape.ts';

const { sources: _, ...specFields } = build.fields.spec.shape.fields;
const { name: _name, targetPath: _targetPath, ...sourceFields } = specFields.source.shape.fields;

/** Several sources and their target paths came with Build 0.3. */
export const buildSpec = object(build.fields.spec.shape.go, {
  ...specFields,
  source: { ...specFields.source, shape: object(specFields.source.shape.go, sourceFields) },
});

/** Anything is decoded; what it is decides the webhook. */
export const inlineBuild: AnyShape = {
  type: 'any',
  like: object('v1alpha1.RawExtension', {
    apiVersion: field(string, 'API version of a whole object, where no bare spec is given.', {
      examples: ['build.knative.dev/v1alpha1'],
    }),
    kind: field(string, 'Kind of a whole object; it makes the difference from a bare spec.', {
      examples: ['Build'],
    }),
    metadata: field(
      object('v1.ObjectMeta', {
        labels: field(map(string), 'Labels of the object that is made.'),
        annotations: field(map(string), 'Annotations of the object that is made.'),
      }),
      'Labels and annotations of the object that is made; Knative gives the name.',
    ),
    spec: field(buildSpec, 'The spec of the whole object.'),
    ...buildSpec.fields,
  }),
};
