/** Field tables of sources.knative.dev/v1 for pods of one's own: ContainerSource and SinkBinding. Eventing main of June 2026. */
import { labelSelector } from '../core/references.ts';
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { field, object, string } from '../shape.ts';
import { eventingPages } from './pages.ts';
import { podTemplate } from './pods.ts';
import { sourceFields } from './sources.ts';
import { sourceStatusFields, status } from './status.ts';

export const containerSource = lazily(() =>
  object('v1.ContainerSource', {
    ...typeAndMeta,
    spec: field(
      object('v1.ContainerSourceSpec', {
        template: field(
          podTemplate(),
          'The pod that makes the events and sends them to the address in `K_SINK`.',
          { required: true, docs: eventingPages.containerSource },
        ),
        ...sourceFields(),
      }),
      'What makes the events, and where they go.',
      { docs: eventingPages.containerSource },
    ),
    status: status('v1.ContainerSourceStatus', sourceStatusFields()),
  }),
);

const subject = lazily(() =>
  object('tracker.Reference', {
    apiVersion: field(string, 'Group and version of the objects that get the address.', {
      required: true,
      examples: ['apps/v1', 'batch/v1', 'serving.knative.dev/v1'],
    }),
    kind: field(string, 'Kind of the objects that get the address.', {
      required: true,
      examples: ['Deployment', 'Job', 'CronJob', 'Service'],
    }),
    namespace: field(string, 'The namespace of the binding, which is also the default.'),
    name: field(string, 'One object by name. Exclusive with `selector`.'),
    selector: field(labelSelector, 'All objects with these labels. Exclusive with `name`.'),
  }),
);

export const sinkBinding = lazily(() =>
  object('v1.SinkBinding', {
    ...typeAndMeta,
    spec: field(
      object('v1.SinkBindingSpec', {
        subject: field(
          subject(),
          'Whose pods get the address of the sink, in the environment variables `K_SINK` and `K_CE_OVERRIDES`.',
          { required: true, docs: eventingPages.sinkBinding },
        ),
        ...sourceFields(),
      }),
      'Who gets the address of which sink.',
      { docs: eventingPages.sinkBinding },
    ),
    status: status('v1.SinkBindingStatus', {
      ...sourceStatusFields(),
      oidcTokenSecretName: field(string, 'The Secret with the OIDC token of the pods.', { readOnly: true }),
    }),
  }),
);
