/** Field tables of messaging.knative.dev/v1: Channel, InMemoryChannel, Subscription. Eventing main of June 2026. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { any, field, int64, list, object, string, url } from '../shape.ts';
import { statusFields } from '../status.ts';
import { delivery } from './delivery.ts';
import { eventingPages } from './pages.ts';
import { channelTemplate, destination, openDestination, openReference, reference } from './references.ts';
import { addressFields, deadLetterFields, policyFields, senderFields, status } from './status.ts';

const docs = eventingPages.channels;
const readOnly = { readOnly: true } as const;

/** What Subscriptions have told a channel; a channel's own `subscribers`. */
const subscribers = lazily(() =>
  field(
    list(
      object('v1.SubscriberSpec', {
        name: field(string, 'The Subscription.', readOnly),
        uid: field(string, 'Its uid.', readOnly),
        generation: field(int64, 'Its generation.', readOnly),
        subscriberUri: field(url, 'Who gets the events.', readOnly),
        subscriberCACerts: field(string, 'Certificates that address is trusted with.', readOnly),
        subscriberAudience: field(string, 'OIDC audience of that address.', readOnly),
        replyUri: field(url, 'Where the answers go.', readOnly),
        replyCACerts: field(string, 'Certificates that address is trusted with.', readOnly),
        replyAudience: field(string, 'OIDC audience of that address.', readOnly),
        delivery: field(any, 'What happens to events that are not accepted.', readOnly),
        ...senderFields(),
      }),
    ),
    'Who is subscribed. Written by the controller of Subscriptions, refused in a manifest.',
    readOnly,
  ),
);

const channelFields = lazily(() => ({
  delivery: field(delivery(), 'What happens to events that a subscriber does not accept.', {
    docs: eventingPages.delivery,
  }),
  subscribers: subscribers(),
}));

const channelStatusFields = lazily(() => ({
  ...statusFields,
  ...addressFields(),
  ...policyFields(),
  ...deadLetterFields(),
  subscribers: field(
    list(
      object('v1.SubscriberStatus', {
        uid: field(string, 'Uid of the Subscription.', readOnly),
        observedGeneration: field(int64, 'Generation of the Subscription this speaks of.', readOnly),
        ready: field(string, '`True`, `False` or `Unknown`.', readOnly),
        message: field(string, 'Why it is not ready.', readOnly),
        ...senderFields(),
      }),
    ),
    'How the subscribers are doing.',
    readOnly,
  ),
  deadLetterChannel: field(reference(), 'The channel of events that could not be delivered.', readOnly),
}));

export const channel = lazily(() =>
  object('v1.Channel', {
    ...typeAndMeta,
    spec: field(
      object('v1.ChannelSpec', {
        channelTemplate: field(
          channelTemplate(),
          "The kind of channel behind it; left out, the cluster's default. It cannot be changed later.",
          { docs },
        ),
        ...channelFields(),
      }),
      'The kind of channel, and how it delivers. All of it has defaults.',
      { docs },
    ),
    status: status('v1.ChannelStatus', {
      ...channelStatusFields(),
      channel: field(reference(), 'The channel that was made.', readOnly),
    }),
  }),
);

export const inMemoryChannel = lazily(() =>
  object('v1.InMemoryChannel', {
    ...typeAndMeta,
    spec: field(
      object('v1.InMemoryChannelSpec', channelFields()),
      'How the channel delivers. It keeps events in memory only: a restart loses them.',
      { docs },
    ),
    status: status('v1.InMemoryChannelStatus', channelStatusFields()),
  }),
);

export const subscription = lazily(() =>
  object('v1.Subscription', {
    ...typeAndMeta,
    spec: field(
      object('v1.SubscriptionSpec', {
        channel: field(
          openReference(),
          'The channel whose events are wanted, in the same namespace. It cannot be changed later.',
          { required: true, docs: eventingPages.subscriptions },
        ),
        subscriber: field(openDestination(), 'Who gets the events.', {
          required: true,
          docs: eventingPages.subscriptions,
        }),
        reply: field(destination(), 'Where the answers of the subscriber go; left out, they are dropped.', {
          docs: eventingPages.subscriptions,
        }),
        delivery: field(delivery(), 'What happens to events that the subscriber does not accept.', {
          docs: eventingPages.delivery,
        }),
      }),
      'Which channel leads to whom.',
      { docs: eventingPages.subscriptions },
    ),
    status: status('v1.SubscriptionStatus', {
      ...statusFields,
      ...senderFields(),
      physicalSubscription: field(
        object('v1.SubscriptionStatusPhysicalSubscription', {
          subscriberUri: field(url, 'Where the events go.', readOnly),
          subscriberCACerts: field(string, 'Certificates that address is trusted with.', readOnly),
          subscriberAudience: field(string, 'OIDC audience of that address.', readOnly),
          replyUri: field(url, 'Where the answers go.', readOnly),
          replyCACerts: field(string, 'Certificates that address is trusted with.', readOnly),
          replyAudience: field(string, 'OIDC audience of that address.', readOnly),
          ...deadLetterFields(),
        }),
        'The addresses in force.',
        readOnly,
      ),
    }),
  }),
);
