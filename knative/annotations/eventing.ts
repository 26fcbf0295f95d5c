/** The annotations and labels of Eventing (knative.dev/eventing pkg/apis/eventing/register.go and messaging). */
import { known, type KnownAnnotation } from './known.ts';

const brokers = 'https://knative.dev/docs/eventing/brokers/';

export const eventingAnnotations: readonly KnownAnnotation[] = [
  known({
    key: 'eventing.knative.dev/broker.class',
    places: ['Broker'],
    doc: 'Which implementation runs the broker. It cannot be changed later.',
    default: 'MTChannelBasedBroker',
    examples: ['MTChannelBasedBroker', 'Kafka', 'KafkaNamespaced', 'RabbitMQBroker'],
    docs: 'https://knative.dev/docs/eventing/brokers/broker-types/',
  }),
  known({
    key: 'eventing.knative.dev/injection',
    places: ['Trigger'],
    doc: 'Makes a broker called `default` where there is none.',
    allowed: ['enabled', 'disabled'],
    docs: brokers,
  }),
  known({
    key: 'knative.dev/dependency',
    places: ['Trigger'],
    doc: 'The source this Trigger needs, as the JSON of an object reference; it is ready only when the source is.',
    examples: ['{"kind":"PingSource","name":"ping","apiVersion":"sources.knative.dev/v1"}'],
    docs: 'https://knative.dev/docs/eventing/triggers/',
  }),
  known({
    key: 'kafka.eventing.knative.dev/delivery.order',
    places: ['Trigger'],
    doc: 'Whether a Kafka broker waits for the answer to an event before it sends the next one of its partition.',
    allowed: ['ordered', 'unordered'],
    default: 'unordered',
    docs: 'https://knative.dev/docs/eventing/brokers/broker-types/kafka-broker/',
  }),
  known({
    key: 'eventing.knative.dev/scope',
    places: ['InMemoryChannel'],
    doc: 'Whether the channel is run by the cluster’s dispatcher or by one of its own namespace.',
    allowed: ['cluster', 'namespace'],
    default: 'cluster',
    docs: 'https://knative.dev/docs/eventing/channels/',
  }),
  known({
    key: 'eventing.knative.dev/broker',
    of: 'label',
    places: ['Trigger'],
    doc: 'The broker of this Trigger. Written by Knative.',
    readOnly: true,
    docs: brokers,
  }),
  ...['creator', 'lastModifier'].map((name) =>
    known({
      key: `eventing.knative.dev/${name}`,
      places: ['Broker', 'Trigger'],
      doc:
        name === 'creator'
          ? 'Who created it. Written by Knative.'
          : 'Who changed it last. Written by Knative.',
      readOnly: true,
      docs: brokers,
    }),
  ),
  known({
    key: 'messaging.knative.dev/subscribable',
    places: ['Channel', 'InMemoryChannel'],
    doc: 'The version of the subscription contract the channel speaks. Written by Knative.',
    readOnly: true,
    docs: 'https://knative.dev/docs/eventing/channels/',
  }),
];
