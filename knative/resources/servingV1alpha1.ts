/** Field tables of serving.knative.dev/v1alpha1 as of release 0.3: Service in its four modes, Configuration, Revision, Route. */
import { inlineBuild } from './servingV1alpha1/build.ts';
import { olderTypeAndMeta } from './servingV1alpha1/meta.ts';
import { servingPages } from './servingV1alpha1/pages.ts';
import { generation, revisionSpec, revisionTemplate } from './servingV1alpha1/revision.ts';
import { configurationStatus, revisionStatus, routeStatus, serviceStatus } from './servingV1alpha1/status.ts';
import { trafficTarget } from './servingV1alpha1/traffic.ts';
import { field, type Infer, list, object, scalar, string } from './shape.ts';

const docs = servingPages.service;

const configurationSpec = object('v1alpha1.ConfigurationSpec', {
  generation,
  build: field(
    inlineBuild,
    'Makes the image before each revision: the spec of a Build, or a whole object of another kind.',
    { docs: servingPages.configuration },
  ),
  revisionTemplate: field(
    revisionTemplate,
    'What the next revision looks like. Every change of it makes a new revision.',
    { required: true, docs: servingPages.configuration },
  ),
});

const configurationField = field(
  configurationSpec,
  'The template of the revisions, and how their image is built.',
  {
    required: true,
    docs,
  },
);

const runLatest = object('v1alpha1.RunLatestType', { configuration: configurationField });

const release = object('v1alpha1.ReleaseType', {
  revisions: field(
    list(string),
    'One or two revisions by name: the current one, and the candidate that gets `rolloutPercent` of the requests.',
    { required: true, examples: ['hello-00001'], docs },
  ),
  rolloutPercent: field(
    scalar('int'),
    'Share of the requests that the candidate gets, in percent; the current revision gets the rest. Only with two revisions.',
    { default: 0, range: [0, 99], docs },
  ),
  configuration: configurationField,
});

const pinned = object('v1alpha1.PinnedType', {
  revisionName: field(string, 'The revision that gets all requests.', {
    required: true,
    examples: ['hello-00001'],
    docs,
  }),
  configuration: configurationField,
});

export const service = object('v1alpha1.Service', {
  ...olderTypeAndMeta,
  spec: field(
    object('v1alpha1.ServiceSpec', {
      generation,
      runLatest: field(runLatest, 'All requests go to the newest ready revision.', { docs }),
      release: field(
        release,
        'Requests go to a named revision, or are split between two; the newest is reached as `latest`.',
        { docs },
      ),
      pinned: field(pinned, 'All requests go to one revision. `release` with one revision does the same.', {
        deprecated: true,
        docs,
      }),
      manual: field(
        object('v1alpha1.ManualType', {}),
        'Knative leaves the Route and the Configuration alone; they are yours to change.',
        { docs },
      ),
    }),
    'How revisions are rolled out: exactly one of `runLatest`, `release`, `pinned` and `manual`.',
    { docs },
  ),
  status: serviceStatus,
});

export const configuration = object('v1alpha1.Configuration', {
  ...olderTypeAndMeta,
  spec: field(configurationSpec, 'The template of the revisions, and how their image is built.', {
    docs: servingPages.configuration,
  }),
  status: configurationStatus,
});

export const revision = object('v1alpha1.Revision', {
  ...olderTypeAndMeta,
  spec: field(revisionSpec, 'The container to run. It never changes once created.', {
    docs: servingPages.revision,
  }),
  status: revisionStatus,
});

export const route = object('v1alpha1.Route', {
  ...olderTypeAndMeta,
  spec: field(
    object('v1alpha1.RouteSpec', {
      generation,
      traffic: field(list(trafficTarget), 'Which revision gets which share of the requests.', {
        required: true,
        docs: servingPages.route,
      }),
    }),
    'The split of the traffic.',
    { docs: servingPages.route },
  ),
  status: routeStatus,
});

export type Service = Infer<typeof service>;
export type Configuration = Infer<typeof configuration>;
export type Revision = Infer<typeof revision>;
export type Route = Infer<typeof route>;
