/** Field tables of serving.knative.dev/v1: Service, Configuration, Revision, Route. */
import { templateMeta, typeAndMeta } from './meta.ts';
import { bool, embedded, field, type Infer, int32, int64, list, object, string, url } from './shape.ts';
import { servingPodFields } from './servingPod.ts';
import { addressable, statusFields } from './status.ts';

const trafficDoc = 'https://knative.dev/docs/serving/traffic-management/';
const timeoutDoc = 'https://knative.dev/docs/serving/configuration/config-defaults/#revision-timeout-seconds';

export const trafficTarget = object('v1.TrafficTarget', {
  revisionName: field(
    string,
    'The revision that gets this share of the requests. Generated names are the name of the service and a number of at least five digits.',
    { docs: trafficDoc, examples: ['hello-00001'] },
  ),
  latestRevision: field(
    bool,
    'Sends this share to the newest ready revision, whichever that is. True exactly when `revisionName` is absent.',
    { docs: trafficDoc },
  ),
  configurationName: field(
    string,
    'The Configuration whose newest ready revision gets this share. Only a Route may name one.',
    { docs: trafficDoc },
  ),
  percent: field(int64, 'Share of the requests in percent; left out it is 0. All shares add up to 100.', {
    range: [0, 100],
    docs: trafficDoc,
  }),
  tag: field(
    string,
    'Gives this target an address of its own, the tag and a dash in front of the host name. It must be a DNS label.',
    { examples: ['current', 'candidate', 'latest'], docs: trafficDoc },
  ),
  url: field(url, 'The address of the tagged target. Written by Knative, never by hand.', { readOnly: true }),
});

const revisionSpecFields = {
  ...embedded('PodSpec', servingPodFields),
  containerConcurrency: field(
    int64,
    'Most requests one instance handles at the same time; more wait. 0 means no limit.',
    {
      default: 0,
      range: [0, 1000],
      docs: 'https://knative.dev/docs/serving/autoscaling/concurrency/#hard-limit',
    },
  ),
  timeoutSeconds: field(
    int64,
    'Seconds a request may take from first to last byte before it is cut off with 504. 0 and nothing both mean the default.',
    { default: 300, range: [0, 600], docs: timeoutDoc },
  ),
  responseStartTimeoutSeconds: field(
    int64,
    'Seconds until the first byte of the response must have been written.',
    { docs: timeoutDoc },
  ),
  idleTimeoutSeconds: field(
    int64,
    'Seconds a request may stay without any byte sent by the application. 0 means no limit.',
    { docs: timeoutDoc },
  ),
} as const;

export const revisionSpec = object('v1.RevisionSpec', revisionSpecFields);

export const revisionTemplate = object('v1.RevisionTemplateSpec', {
  metadata: field(
    templateMeta,
    'Metadata of every revision made from this template. Autoscaling annotations belong here.',
  ),
  spec: field(revisionSpec, 'The containers to run and how requests reach them.'),
});

const configurationSpecFields = {
  template: field(
    revisionTemplate,
    'What the next revision looks like. Every change of it makes a new revision.',
    { docs: 'https://knative.dev/docs/serving/services/creating-services/' },
  ),
} as const;

const routeSpecFields = {
  traffic: field(
    list(trafficTarget),
    'Which revision gets which share of the requests. Left out, everything goes to the newest ready revision.',
    { docs: trafficDoc },
  ),
} as const;

const routeStatusFields = embedded('RouteStatusFields', {
  url: field(url, 'The main address.', { readOnly: true }),
  address: field(addressable, 'The address inside the cluster.', { readOnly: true }),
  traffic: field(list(trafficTarget), 'The shares as they are in force.', { readOnly: true }),
});

const configurationStatusFields = embedded('ConfigurationStatusFields', {
  latestReadyRevisionName: field(string, 'Newest revision that is ready.', { readOnly: true }),
  latestCreatedRevisionName: field(string, 'Newest revision, ready or not.', { readOnly: true }),
});

export const service = object('v1.Service', {
  ...typeAndMeta,
  spec: field(
    object('v1.ServiceSpec', {
      ...embedded('ConfigurationSpec', configurationSpecFields),
      ...embedded('RouteSpec', routeSpecFields),
    }),
    'The template of the revisions and the split of the traffic among them.',
  ),
  status: field(
    object('v1.ServiceStatus', { ...statusFields, ...configurationStatusFields, ...routeStatusFields }),
    'What the controllers report. Never part of a manifest.',
    { readOnly: true },
  ),
});

export const configuration = object('v1.Configuration', {
  ...typeAndMeta,
  spec: field(object('v1.ConfigurationSpec', configurationSpecFields), 'The template of the revisions.'),
  status: field(
    object('v1.ConfigurationStatus', { ...statusFields, ...configurationStatusFields }),
    'What the controllers report. Never part of a manifest.',
    { readOnly: true },
  ),
});

export const route = object('v1.Route', {
  ...typeAndMeta,
  spec: field(object('v1.RouteSpec', routeSpecFields), 'The split of the traffic.'),
  status: field(
    object('v1.RouteStatus', { ...statusFields, ...routeStatusFields }),
    'What the controllers report. Never part of a manifest.',
    { readOnly: true },
  ),
});

const containerStatus = object('v1.ContainerStatus', {
  name: field(string, 'Name of the container.', { readOnly: true }),
  imageDigest: field(string, 'The image by digest that the container runs.', { readOnly: true }),
});

export const revision = object('v1.Revision', {
  ...typeAndMeta,
  spec: field(revisionSpec, 'The containers to run. It never changes once created.'),
  status: field(
    object('v1.RevisionStatus', {
      ...statusFields,
      logUrl: field(string, 'Where the logs of the revision are found.', { readOnly: true }),
      containerStatuses: field(list(containerStatus), 'The images as resolved, by container.', {
        readOnly: true,
      }),
      initContainerStatuses: field(list(containerStatus), 'The images as resolved, by init container.', {
        readOnly: true,
      }),
      actualReplicas: field(int32, 'Instances that are running.', { readOnly: true }),
      desiredReplicas: field(int32, 'Instances the autoscaler wants.', { readOnly: true }),
    }),
    'What the controllers report. Never part of a manifest.',
    { readOnly: true },
  ),
});

export type Service = Infer<typeof service>;
export type Configuration = Infer<typeof configuration>;
export type Route = Infer<typeof route>;
export type Revision = Infer<typeof revision>;
export type RevisionTemplate = Infer<typeof revisionTemplate>;
export type RevisionSpec = Infer<typeof revisionSpec>;
export type TrafficTarget = Infer<typeof trafficTarget>;
