/** Brokers, triggers, channels, subscriptions and flows. Eventing main of June 2026. */
import { field, list, map, object, string } from '../shape.ts';
import { channelTemplate, delivery, destination, filter, reference } from './parts.ts';

export const brokerSpec = object('v1.BrokerSpec', {
  config: field(
    reference,
    "The configuration of the broker's class, by default the ConfigMap `config-br-default-channel` in `knative-eventing`. It cannot be changed later.",
  ),
  delivery: field(delivery, 'What happens to events that a subscriber does not accept.'),
});

export const triggerSpec = object(
  'v1.TriggerSpec',
  {
    broker: field(
      string,
      'The Broker whose events are looked at, in the same namespace. It cannot be changed later.',
      {
        required: true,
        examples: ['default'],
      },
    ),
    brokerRef: field(
      reference,
      'The Broker by reference, in any namespace; instead of `broker`. Only where the feature `cross-namespace-event-links` is on.',
      { feature: 'cross-namespace-event-links' },
    ),
    filter: field(
      object('v1.TriggerFilter', {
        attributes: field(
          map(string),
          'Attributes that must have exactly these values; an empty value means any.',
        ),
      }),
      'Which events are wanted, by exact attributes. Without it: all. `filters` wins over it.',
    ),
    filters: field(
      list(filter),
      'Which events are wanted; all of these must match. Each entry holds exactly one kind of filter.',
    ),
    subscriber: field(
      destination,
      'Who gets the events. What it answers with goes back to the Broker as a new event.',
      {
        required: true,
      },
    ),
    delivery: field(delivery, 'What happens to events that the subscriber does not accept.'),
  },
  { open: true },
);

export const channelSpec = object('v1.ChannelSpec', {
  channelTemplate: field(
    channelTemplate,
    "The kind of channel behind it. Without it, the cluster's default. It cannot be changed later.",
  ),
  delivery: field(delivery, 'What happens to events that a subscriber does not accept.'),
});

export const inMemoryChannelSpec = object('v1.InMemoryChannelSpec', {
  delivery: field(delivery, 'What happens to events that a subscriber does not accept.'),
});

export const subscriptionSpec = object('v1.SubscriptionSpec', {
  channel: field(
    reference,
    'The channel whose events are wanted, in the same namespace. It cannot be changed later.',
    {
      required: true,
    },
  ),
  subscriber: field(destination, 'Who gets the events.', { required: true }),
  reply: field(destination, 'Where the answers of the subscriber go. Without it they are dropped.'),
  delivery: field(delivery, 'What happens to events that the subscriber does not accept.'),
});

export const sequenceSpec = object('v1.SequenceSpec', {
  steps: field(
    list(
      object('v1.SequenceStep', {
        ...destination.fields,
        delivery: field(delivery, 'What happens to events that this step does not accept.'),
      }),
    ),
    'The steps in order: the answer of each is the input of the next.',
    { required: true },
  ),
  channelTemplate: field(
    channelTemplate,
    "The kind of channel between the steps. Without it, the cluster's default.",
  ),
  reply: field(destination, 'Where the answer of the last step goes.'),
});

export const parallelSpec = object('v1.ParallelSpec', {
  branches: field(
    list(
      object(
        'v1.ParallelBranch',
        {
          filter: field(
            destination,
            'Asked first with each event: only where it answers with a body does the subscriber get the event.',
          ),
          subscriber: field(destination, 'Who gets the events of this branch.', { required: true }),
          reply: field(destination, 'Where the answers of this branch go; it wins over the common `reply`.'),
          delivery: field(delivery, 'What happens to events that this branch does not accept.'),
        },
        { open: true },
      ),
    ),
    'The branches; each gets every event.',
    { required: true },
  ),
  channelTemplate: field(
    channelTemplate,
    "The kind of channel in front of the branches. Without it, the cluster's default.",
  ),
  reply: field(destination, 'Where the answers go of branches that have no reply of their own.'),
});
