/** What the kinds are for, in a sentence or two, and the pages about them. */
import { groupOf } from './resource.ts';

export interface KindDoc {
  readonly doc: string;
  readonly docs: string;
}

/** By group and kind; the versions of a kind have the same purpose. */
const table: Readonly<Record<string, readonly [doc: string, page: string]>> = {
  'serving.knative.dev/Service': [
    'Runs a container that answers requests: it makes a Configuration, which keeps every version as a revision, and a Route, which sends traffic to them.',
    'serving/services/',
  ],
  'serving.knative.dev/Configuration': [
    'The wanted state of a deployment. Each change of its template makes a new revision.',
    'serving/#resources',
  ],
  'serving.knative.dev/Revision': [
    'One version of code and configuration, never changed. It scales with its requests, down to zero.',
    'serving/revisions/',
  ],
  'serving.knative.dev/Route': [
    'Gives an address to one or several revisions and splits the traffic between them.',
    'serving/traffic-management/',
  ],
  'serving.knative.dev/DomainMapping': [
    'Makes a Service answer under a domain name of your own: the name of this object.',
    'serving/services/custom-domains/',
  ],
  'build.knative.dev/Build': [
    'Runs steps in containers, one after the other, from source to image. Knative Build ended in 2019; Tekton took over.',
    'https://github.com/knative/build/blob/release-0.7/docs/builds.md',
  ],
  'build.knative.dev/BuildTemplate': [
    'Steps with parameters, to be used by Builds of the same namespace.',
    'https://github.com/knative/build/blob/release-0.7/docs/build-templates.md',
  ],
  'build.knative.dev/ClusterBuildTemplate': [
    'Steps with parameters, to be used by Builds of all namespaces.',
    'https://github.com/knative/build/blob/release-0.7/docs/build-templates.md',
  ],
  'eventing.knative.dev/Broker': [
    'Takes events in at an address and hands them to the Triggers that ask for them.',
    'eventing/brokers/',
  ],
  'eventing.knative.dev/Trigger': [
    'Sends the events of a Broker that pass its filters to a subscriber. What the subscriber answers goes back to the Broker.',
    'eventing/triggers/',
  ],
  'messaging.knative.dev/Channel': [
    'Takes events in and hands each to all its Subscriptions; the cluster chooses what it is made of.',
    'eventing/channels/',
  ],
  'messaging.knative.dev/InMemoryChannel': [
    'A Channel that keeps its events in memory: for trying things out, as a restart loses them.',
    'eventing/channels/',
  ],
  'messaging.knative.dev/Subscription': [
    'Sends the events of a Channel to a subscriber, and its answers to a reply.',
    'eventing/channels/subscriptions/',
  ],
  'sources.knative.dev/PingSource': [
    'Sends an event with fixed content at the times of a cron schedule.',
    'eventing/sources/ping-source/',
  ],
  'sources.knative.dev/ApiServerSource': [
    'Sends an event whenever chosen Kubernetes objects come, change or go.',
    'eventing/sources/apiserversource/',
  ],
  'sources.knative.dev/ContainerSource': [
    'Runs a container that sends events to the address in `K_SINK`.',
    'eventing/custom-event-source/containersource/',
  ],
  'sources.knative.dev/SinkBinding': [
    'Tells the pods of another object where to send events, by the variable `K_SINK`.',
    'eventing/custom-event-source/sinkbinding/',
  ],
  'flows.knative.dev/Sequence': [
    'Passes events through steps: the answer of each is the input of the next.',
    'eventing/flows/sequence/',
  ],
  'flows.knative.dev/Parallel': [
    'Passes events to branches, each with a filter of its own.',
    'eventing/flows/parallel/',
  ],
  'tekton.dev/Task': [
    'Steps with parameters, run in containers one after the other in one pod.',
    'https://tekton.dev/docs/pipelines/tasks/',
  ],
  'tekton.dev/TaskRun': ['Runs a Task once.', 'https://tekton.dev/docs/pipelines/taskruns/'],
  'tekton.dev/Pipeline': [
    'Tasks that run in an order, with what they pass to each other.',
    'https://tekton.dev/docs/pipelines/pipelines/',
  ],
  'tekton.dev/PipelineRun': ['Runs a Pipeline once.', 'https://tekton.dev/docs/pipelines/pipelineruns/'],
};

/** Undefined for kinds that are not described. */
export function kindDoc(apiVersion: string, kind: string): KindDoc | undefined {
  const key = `${groupOf(apiVersion)}/${kind}`;
  const found = Object.hasOwn(table, key) ? table[key] : undefined;
  if (found === undefined) return undefined;
  const [doc, page] = found;
  return { doc, docs: page.startsWith('https:') ? page : `https://knative.dev/docs/${page}` };
}
