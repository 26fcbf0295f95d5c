/** How Eventing names other objects: references, destinations of events, channels to make. Eventing main of June 2026. */
import { any, type Field, type Fields, field, object, string } from '../shape.ts';
import { lazily } from '../lazily.ts';
import { eventingPages } from './pages.ts';

const crossNamespace = 'cross-namespace-event-links';

/** The fields of `duck.v1.KReference`. */
const referenceFields = lazily(() => ({
  apiVersion: field(string, 'Group and version of the object that is meant.', {
    required: true,
    examples: ['serving.knative.dev/v1', 'v1', 'eventing.knative.dev/v1', 'messaging.knative.dev/v1'],
  }),
  kind: field(string, 'Kind of the object that is meant.', {
    required: true,
    examples: ['Service', 'Broker', 'Channel', 'Sequence', 'Parallel'],
  }),
  name: field(string, 'Name of the object that is meant.', { required: true }),
  namespace: field(string, 'Namespace of the object. Left out, the namespace of the manifest is meant.'),
  group: field(
    string,
    'API group instead of a full `apiVersion`; only where the feature `kreference-group` is on.',
    { feature: 'kreference-group' },
  ),
  address: field(string, 'Which of the addresses of the object is meant, where it has several.'),
}));

const prunes = { pruned: true } as const;

/** A reference as most CRDs declare it, without its two youngest fields. */
export const reference = lazily(() => {
  const { group, address, ...fields } = referenceFields();
  return object('v1.KReference', {
    ...fields,
    group: { ...group, ...prunes },
    address: { ...address, ...prunes },
  });
});

/** A reference with all that the Go type has. */
export const wholeReference = lazily(() => object('v1.KReference', referenceFields()));

/** A reference whose CRD keeps what it does not declare. */
export const openReference = lazily(() =>
  object('v1.KReference', referenceFields(), {
    open: true,
    declared: ['apiVersion', 'kind', 'name', 'namespace'],
  }),
);

/** A reference within the namespace, as some CRDs declare it. */
export const localReference = lazily(() => {
  const { apiVersion, kind, name } = referenceFields();
  return object('v1.KReference', { apiVersion, kind, name });
});

/** The reference of an EventType, which knows addresses but no groups. */
export const addressedReference = lazily(() => {
  const { group, ...fields } = referenceFields();
  return object('v1.KReference', { ...fields, group: { ...group, ...prunes } });
});

/** What a reference into another namespace needs. */
export const acrossNamespaces = { feature: crossNamespace } as const;

/** The fields of `duck.v1.Destination`, where events go, around the reference a CRD declares. */
function destinationFields<F extends Fields>(
  ref: ReturnType<typeof object<F>>,
): { readonly ref: Field; readonly uri: Field; readonly CACerts: Field; readonly audience: Field } {
  return {
    ref: field(
      ref,
      'An object in the cluster that has an address: a Knative or Kubernetes Service, a Broker, a Channel.',
      { docs: eventingPages.sinks },
    ),
    uri: field(
      string,
      'An absolute address or, together with `ref`, a path that is appended to the address of the object.',
      { examples: ['http://'], docs: eventingPages.sinks },
    ),
    CACerts: field(
      string,
      'Certificates, in PEM, of the authorities to trust when the destination is reached over TLS.',
      { docs: eventingPages.encryption },
    ),
    audience: field(string, 'OIDC audience of the destination; for a `ref` it is found out by itself.', {
      docs: eventingPages.identity,
    }),
  };
}

export const destination = lazily(() => object('v1.Destination', destinationFields(reference())));

/** A destination whose CRD keeps what it does not declare in the reference. */
export const openDestination = lazily(() => object('v1.Destination', destinationFields(openReference())));

/** A destination with all that the Go type has. */
export const wholeDestination = lazily(() => object('v1.Destination', destinationFields(wholeReference())));

/** `messaging.v1.ChannelTemplateSpec`: which kind of channel is made. */
export const channelTemplate = lazily(() =>
  object('v1.ChannelTemplateSpec', {
    apiVersion: field(string, 'Group and version of the channel that is made.', {
      required: true,
      examples: ['messaging.knative.dev/v1'],
      docs: eventingPages.channels,
    }),
    kind: field(string, 'Kind of the channel that is made.', {
      required: true,
      examples: ['InMemoryChannel', 'KafkaChannel'],
      docs: eventingPages.channels,
    }),
    spec: field(any, 'The spec of the channel that is made, as its kind defines it.'),
  }),
);
