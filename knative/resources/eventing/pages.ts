/** The pages of Knative's documentation that explain Eventing. */
const docs = 'https://knative.dev/docs/eventing/';

export const eventingPages = {
  apiServerSource: `${docs}sources/apiserversource/`,
  brokers: `${docs}brokers/`,
  channels: `${docs}channels/`,
  containerSource: `${docs}custom-event-source/containersource/`,
  delivery: `${docs}event-delivery/`,
  encryption: `${docs}features/transport-encryption/`,
  eventTypes: `${docs}event-registry/`,
  identity: `${docs}features/sender-identity/`,
  integrationSink: `${docs}sinks/integration-sink/`,
  integrationSource: `${docs}sources/integration-source/`,
  parallel: `${docs}flows/parallel/`,
  pingSource: `${docs}sources/ping-source/`,
  sequence: `${docs}flows/sequence/`,
  sinkBinding: `${docs}custom-event-source/sinkbinding/`,
  sinks: `${docs}sinks/`,
  subscriptions: `${docs}channels/subscriptions/`,
  transforms: `${docs}transforms/`,
  triggers: `${docs}triggers/`,
} as const;
