/** Field tables of EventType, which says what events there are (eventing.knative.dev/v1beta3 and before). */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { bool, field, list, object, string, url } from '../shape.ts';
import { statusFields } from '../status.ts';
import { eventingPages } from './pages.ts';
import { addressedReference } from './references.ts';
import { status } from './status.ts';

const docs = eventingPages.eventTypes;
const replaced = { deprecated: true, docs } as const;

const commonFields = lazily(() => ({
  reference: field(
    addressedReference(),
    'Where events of this type can be had: a Broker, a Channel, or another object with an address.',
    { docs },
  ),
  description: field(string, 'What the events say, for people.', { docs }),
}));

const statusField = lazily(() => status('v1beta3.EventTypeStatus', statusFields));

/** v1beta3: the attributes of the events as a list. */
export const eventType = lazily(() =>
  object('v1beta3.EventType', {
    ...typeAndMeta,
    spec: field(
      object('v1beta3.EventTypeSpec', {
        ...commonFields(),
        attributes: field(
          list(
            object('v1beta3.EventAttributeDefinition', {
              name: field(string, 'Name of the CloudEvents attribute.', {
                required: true,
                examples: ['type', 'source', 'specversion', 'id', 'dataschema', 'subject'],
                docs,
              }),
              required: field(bool, 'Whether every event of this type has it.', { docs }),
              value: field(string, 'Its value; parts that vary stand in braces, `/orders/{id}`.', { docs }),
            }),
          ),
          'The attributes of the events; at least `type`, `source`, `specversion` and `id`.',
          { docs },
        ),
      }),
      'What the events look like, and where they can be had.',
      { docs },
    ),
    status: statusField(),
  }),
);

/** v1beta1 and v1beta2: a field for each of the best known attributes. */
export const eventTypeBefore = lazily(() =>
  object('v1beta2.EventType', {
    ...typeAndMeta,
    spec: field(
      object('v1beta2.EventTypeSpec', {
        type: field(string, 'The attribute `type` of the events.', { required: true, docs }),
        source: field(url, 'The attribute `source` of the events.', { docs }),
        schema: field(url, 'Where the schema of the data is found.', { docs }),
        schemaData: field(string, 'The schema itself.', replaced),
        broker: field(string, 'The Broker that has such events; replaced by `reference`.', replaced),
        ...commonFields(),
      }),
      'What the events look like, and where they can be had.',
      { docs },
    ),
    status: statusField(),
  }),
);
