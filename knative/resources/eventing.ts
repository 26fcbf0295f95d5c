/** The kinds of Knative Eventing: those that Eventing of June 2026 serves, and the beta ones with the same fields. */
import { broker, trigger } from './eventing/brokers.ts';
import { eventType, eventTypeBefore } from './eventing/eventTypes.ts';
import { parallel, sequence } from './eventing/flows.ts';
import { integrationSink, integrationSource } from './eventing/integration.ts';
import { jobSink } from './eventing/jobSink.ts';
import { channel, inMemoryChannel, subscription } from './eventing/messaging.ts';
import { containerSource, sinkBinding } from './eventing/podSources.ts';
import { eventPolicy, requestReply } from './eventing/policies.ts';
import { apiServerSource, pingSource } from './eventing/sources.ts';
import { eventTransform } from './eventing/transforms.ts';
import type { KindTable } from './kindTable.ts';

const eventing = 'eventing.knative.dev';
const messaging = 'messaging.knative.dev';
const flows = 'flows.knative.dev';
const sources = 'sources.knative.dev';
const sinks = 'sinks.knative.dev';

type Table = KindTable['table'];

/** Kinds whose v1 has the fields of its beta, which is no longer served. */
const stable: readonly (readonly [group: string, kind: string, plural: string, table: Table])[] = [
  [eventing, 'Broker', 'brokers', broker],
  [eventing, 'Trigger', 'triggers', trigger],
  [messaging, 'Channel', 'channels', channel],
  [messaging, 'InMemoryChannel', 'inmemorychannels', inMemoryChannel],
  [messaging, 'Subscription', 'subscriptions', subscription],
  [flows, 'Sequence', 'sequences', sequence],
  [flows, 'Parallel', 'parallels', parallel],
  [sources, 'ApiServerSource', 'apiserversources', apiServerSource],
  [sources, 'ContainerSource', 'containersources', containerSource],
  [sources, 'SinkBinding', 'sinkbindings', sinkBinding],
];

export const eventingKinds: readonly KindTable[] = [
  ...stable.map((row) => served('v1', ...row)),
  ...stable.map((row) => before(...row)),
  served('v1', sources, 'PingSource', 'pingsources', pingSource),
  served('v1beta2', sources, 'PingSource', 'pingsources', pingSource),
  served('v1alpha1', sources, 'IntegrationSource', 'integrationsources', integrationSource),
  served('v1alpha1', sinks, 'IntegrationSink', 'integrationsinks', integrationSink),
  served('v1alpha1', sinks, 'JobSink', 'jobsinks', jobSink),
  served('v1beta3', eventing, 'EventType', 'eventtypes', eventType),
  served('v1beta2', eventing, 'EventType', 'eventtypes', eventTypeBefore),
  served('v1beta1', eventing, 'EventType', 'eventtypes', eventTypeBefore),
  served('v1alpha1', eventing, 'EventPolicy', 'eventpolicies', eventPolicy),
  served('v1alpha1', eventing, 'EventTransform', 'eventtransforms', eventTransform),
  served('v1alpha1', eventing, 'RequestReply', 'requestreplies', requestReply),
];

function served(version: string, group: string, kind: string, plural: string, table: Table): KindTable {
  return { apiVersion: `${group}/${version}`, kind, plural, table };
}

/** The beta of a stable kind. */
function before(group: string, kind: string, plural: string, table: Table): KindTable {
  return { ...served('v1beta1', group, kind, plural, table), replacedBy: `${group}/v1` };
}
