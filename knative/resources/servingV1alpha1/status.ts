/** What the controllers of release 0.3 report. */
import { field, int64, list, object, string } from '../shape.ts';
import { condition } from '../status.ts';
import { trafficTarget } from './traffic.ts';

const readOnly = { readOnly: true } as const;

const statusFields = {
  conditions: field(
    list(object('v1alpha1.Condition', condition.fields), undefined, { go: 'v1alpha1.Conditions' }),
    'How the object is doing, by aspect.',
    readOnly,
  ),
  observedGeneration: field(int64, 'The generation of the spec this status speaks of.', readOnly),
} as const;

const configurationStatusFields = {
  latestReadyRevisionName: field(string, 'Newest revision that is ready.', readOnly),
  latestCreatedRevisionName: field(string, 'Newest revision, ready or not.', readOnly),
} as const;

const routeStatusFields = {
  domain: field(string, 'Host name of the main address, without `http://`.', readOnly),
  domainInternal: field(string, 'Host name inside the cluster.', readOnly),
  address: field(
    object('v1alpha1.Addressable', { hostname: field(string, 'Host name of the address.', readOnly) }),
    'The address inside the cluster.',
    readOnly,
  ),
  traffic: field(list(trafficTarget), 'The shares as they are in force.', readOnly),
} as const;

const doc = 'What the controllers report. Never part of a manifest.';

export const serviceStatus = field(
  object('v1alpha1.ServiceStatus', { ...statusFields, ...routeStatusFields, ...configurationStatusFields }),
  doc,
  readOnly,
);

export const configurationStatus = field(
  object('v1alpha1.ConfigurationStatus', { ...statusFields, ...configurationStatusFields }),
  doc,
  readOnly,
);

export const routeStatus = field(
  object('v1alpha1.RouteStatus', { ...statusFields, ...routeStatusFields }),
  doc,
  readOnly,
);

export const revisionStatus = field(
  object('v1alpha1.RevisionStatus', {
    ...statusFields,
    serviceName: field(string, 'The Kubernetes Service in front of the instances.', readOnly),
    logUrl: field(string, 'Where the logs of the revision are found.', readOnly),
    imageDigest: field(string, 'The image by digest that the container runs.', readOnly),
  }),
  doc,
  readOnly,
);
