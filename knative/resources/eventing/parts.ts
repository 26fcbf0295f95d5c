/** The building blocks that Eventing's kinds share: references, destinations, delivery, filters. Eventing main of June 2026. */
import { any, field, int32, list, map, object, scalar, string } from '../shape.ts';

const docs = 'https://knative.dev/docs/eventing/';

/** `duck.v1.KReference`. */
export const reference = object('v1.KReference', {
  apiVersion: field(string, 'Group and version of the object that is meant.', {
    required: true,
    examples: ['serving.knative.dev/v1', 'v1', 'eventing.knative.dev/v1', 'messaging.knative.dev/v1'],
  }),
  kind: field(string, 'Kind of the object that is meant.', {
    required: true,
    examples: ['Service', 'Broker', 'Channel', 'Sequence', 'Parallel'],
  }),
  name: field(string, 'Name of the object that is meant.', { required: true }),
  namespace: field(string, 'Namespace of the object. Without it, the namespace of the manifest is meant.'),
  group: field(
    string,
    'API group instead of a full apiVersion. Only where the feature `kreference-group` is on.',
    {
      feature: 'kreference-group',
    },
  ),
  address: field(string, 'Name of one of the addresses that the object offers. Without it, its main one.'),
});

/** `duck.v1.Destination`: where events go. */
export const destination = object('v1.Destination', {
  ref: field(
    reference,
    'An object in the cluster that has an address: a Knative or Kubernetes Service, a Broker, a Channel.',
  ),
  uri: field(
    string,
    'An absolute address, or, together with `ref`, a path that is appended to the address of the object.',
    {
      examples: ['http://'],
    },
  ),
  CACerts: field(
    string,
    'Certificates (PEM) of the authorities to trust when the destination is reached over TLS.',
  ),
  audience: field(string, 'OIDC audience of the destination. It is found out by itself for a `ref`.'),
});

/** `eventing.duck.v1.DeliverySpec`: what happens when an event cannot be delivered. */
export const delivery = object('v1.DeliverySpec', {
  deadLetterSink: field(destination, 'Where an event goes after the last attempt failed.'),
  retry: field(int32, 'How often delivery is tried again before the event is given up. Not negative.', {
    range: [0, 2_147_483_647],
    examples: ['5'],
  }),
  backoffPolicy: field(
    scalar('string', { allowed: ['linear', 'exponential'] }),
    'How the pause between attempts grows: `linear` (delay × attempt) or `exponential` (delay × 2^attempt).',
  ),
  backoffDelay: field(
    string,
    'The first pause, as an ISO 8601 duration: `PT1S` is one second, `PT0.5S` half of one.',
    {
      examples: ['PT1S', 'PT0.5S'],
    },
  ),
  timeout: field(
    string,
    'How long one attempt may take, as an ISO 8601 duration greater than zero: `PT30S`.',
    {
      examples: ['PT30S'],
    },
  ),
  retryAfterMax: field(
    string,
    'The longest pause to obey when the answer carries `Retry-After`, as an ISO 8601 duration. Only where the feature `delivery-retryafter` is on.',
    { feature: 'delivery-retryafter' },
  ),
  format: field(
    scalar('string', { allowed: ['json', 'binary'] }),
    'How the event is written into the request: `json` (structured) or `binary` (attributes as headers).',
  ),
});

/** `duck.v1.CloudEventOverrides`. */
export const ceOverrides = object('v1.CloudEventOverrides', {
  extensions: field(
    map(string),
    'Extension attributes set on every event that is sent; names of lower-case letters and digits.',
  ),
});

/** `messaging.v1.ChannelTemplateSpec`: which kind of channel is made. */
export const channelTemplate = object('v1.ChannelTemplateSpec', {
  apiVersion: field(string, 'Group and version of the channel that is made.', {
    required: true,
    examples: ['messaging.knative.dev/v1'],
  }),
  kind: field(string, 'Kind of the channel that is made.', {
    required: true,
    examples: ['InMemoryChannel', 'KafkaChannel'],
  }),
  spec: field(any, 'The spec of the channel that is made, as its kind defines it.'),
});

/** One filter expression; exactly one of the fields may be set. */
export const filter = object('v1.SubscriptionsAPIFilter', {
  exact: field(map(string), 'Attributes that must have exactly these values.'),
  prefix: field(map(string), 'Attributes that must begin with these values.'),
  suffix: field(map(string), 'Attributes that must end with these values.'),
  all: field(list(any), 'Filters that must all match.'),
  any: field(list(any), 'Filters of which at least one must match.'),
  not: field(any, 'A filter that must not match.'),
  cesql: field(
    string,
    "An expression in CloudEvents SQL that must be true, e.g. `type LIKE 'com.example.%'`.",
  ),
});

/** `metav1.LabelSelector`. */
export const labelSelector = object('v1.LabelSelector', {
  matchLabels: field(map(string), 'Labels that must have exactly these values.'),
  matchExpressions: field(
    list(
      object('v1.LabelSelectorRequirement', {
        key: field(string, 'The label that is tested.', { required: true }),
        operator: field(
          scalar('string', { allowed: ['In', 'NotIn', 'Exists', 'DoesNotExist'] }),
          'How it is tested.',
          { required: true },
        ),
        values: field(list(string), 'The values for `In` and `NotIn`.'),
      }),
    ),
    'Conditions on labels that must all hold.',
  ),
});

/** The fields that every source has: where its events go. */
export const sourceFields = {
  sink: field(destination, 'Where the events go.', { required: true, docs: `${docs}sinks/` }),
  ceOverrides: field(ceOverrides, 'Changes made to every event before it is sent.'),
} as const;
