/** Field tables of eventing.knative.dev/v1: Broker and Trigger. Eventing main of June 2026. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { field, list, map, object, string, url } from '../shape.ts';
import { statusFields } from '../status.ts';
import { delivery, filter, triggerDelivery } from './delivery.ts';
import { eventingPages } from './pages.ts';
import { acrossNamespaces, destination, reference } from './references.ts';
import { addressFields, deadLetterFields, policyFields, senderFields, status } from './status.ts';

export const broker = lazily(() =>
  object('v1.Broker', {
    ...typeAndMeta,
    spec: field(
      object('v1.BrokerSpec', {
        config: field(
          reference(),
          "The configuration of the broker's class, by default the ConfigMap `config-br-default-channel` in `knative-eventing`. It cannot be changed later.",
          { docs: eventingPages.brokers },
        ),
        delivery: field(delivery(), 'What happens to events that a subscriber does not accept.', {
          docs: eventingPages.delivery,
        }),
      }),
      'How the broker keeps and delivers events. All of it has defaults.',
      { docs: eventingPages.brokers },
    ),
    status: status('v1.BrokerStatus', {
      ...statusFields,
      ...addressFields(),
      ...deadLetterFields(),
      ...policyFields(),
    }),
  }),
);

const triggerFilter = lazily(() =>
  object('v1.TriggerFilter', {
    attributes: field(
      map(string),
      'Attributes that must have exactly these values; an empty value means any.',
      { docs: eventingPages.triggers },
    ),
  }),
);

const triggerFields = lazily(() => ({
  broker: field(
    string,
    'The Broker whose events are looked at, in the same namespace. It cannot be changed later.',
    { required: true, examples: ['default'], docs: eventingPages.triggers },
  ),
  brokerRef: field(
    reference(),
    'The Broker by reference, in any namespace, in place of `broker`; only where the feature `cross-namespace-event-links` is on.',
    { ...acrossNamespaces, docs: eventingPages.triggers },
  ),
  filter: field(
    triggerFilter(),
    'Which events are wanted, by exact attributes; left out, all of them. `filters` wins over it.',
    { docs: eventingPages.triggers },
  ),
  filters: field(
    list(filter()),
    'Which events are wanted: all of these must match. Each entry holds exactly one kind of filter.',
    { docs: eventingPages.triggers },
  ),
  subscriber: field(
    destination(),
    'Who gets the events. What it answers with goes back to the Broker as a new event.',
    { required: true, docs: eventingPages.triggers },
  ),
  delivery: field(
    triggerDelivery(),
    "What happens to events that the subscriber does not accept; wins over the Broker's.",
    { docs: eventingPages.delivery },
  ),
}));

export const trigger = lazily(() =>
  object('v1.Trigger', {
    ...typeAndMeta,
    spec: field(
      object('v1.TriggerSpec', triggerFields(), { open: true, declared: Object.keys(triggerFields()) }),
      'Which events of which Broker go to whom.',
      { docs: eventingPages.triggers },
    ),
    status: status('v1.TriggerStatus', {
      ...statusFields,
      ...senderFields(),
      ...deadLetterFields(),
      subscriberUri: field(url, 'Where the events go.', { readOnly: true }),
      subscriberCACerts: field(string, 'Certificates that address is trusted with.', { readOnly: true }),
      subscriberAudience: field(string, 'OIDC audience of that address.', { readOnly: true }),
    }),
  }),
);
