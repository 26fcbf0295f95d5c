/** Field table of EventTransform (eventing.knative.dev/v1alpha1), which changes events on their way. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { any, bool, type Field, field, object, string, url } from '../shape.ts';
import { statusFields } from '../status.ts';
import { eventingPages } from './pages.ts';
import { wholeDestination } from './references.ts';
import { addressFields, policyFields, senderFields, status } from './status.ts';

const docs = eventingPages.transforms;
const readOnly = { readOnly: true } as const;

function jsonata(doc: string): Field {
  return field(
    object('v1alpha1.JsonataEventTransformationSpec', {
      expression: field(string, 'The JSONata expression; what it gives is the new event.', {
        required: true,
        docs,
      }),
    }),
    doc,
    { docs },
  );
}

export const eventTransform = lazily(() =>
  object('v1alpha1.EventTransform', {
    ...typeAndMeta,
    spec: field(
      object('v1alpha1.EventTransformSpec', {
        sink: field(
          wholeDestination(),
          'Where the changed events go; left out, they are the answer to whoever sent the event.',
          { docs },
        ),
        jsonata: jsonata('Changes events with JSONata.'),
        reply: field(
          object('v1alpha1.ReplySpec', {
            jsonata: jsonata('Changes the answers of the sink with JSONata.'),
            discard: field(bool, 'Drops the answers of the sink.', { docs }),
          }),
          'What becomes of the answers of the sink; left out, they are passed on as they are.',
          { docs },
        ),
      }),
      'How events are changed, and where they go then.',
      { docs },
    ),
    status: status('v1alpha1.EventTransformStatus', {
      ...statusFields,
      ...addressFields(),
      ...policyFields(),
      ...senderFields(),
      sinkUri: field(url, 'Where the changed events go.', readOnly),
      sinkCACerts: field(string, 'Certificates that address is trusted with.', readOnly),
      sinkAudience: field(string, 'OIDC audience of that address.', readOnly),
      jsonata: field(
        object('v1alpha1.JsonataEventTransformationStatus', {
          deployment: field(any, 'How the Deployment that does it is doing.', readOnly),
        }),
        'How the transformation is doing.',
        readOnly,
      ),
    }),
  }),
);
