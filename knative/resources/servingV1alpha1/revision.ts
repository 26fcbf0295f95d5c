/** What a revision is made of: the spec of a Revision and the template in a Configuration. */
import { field, int64, object, scalar, string } from '../shape.ts';
import { container } from './container.ts';
import { olderMeta } from './meta.ts';
import { servingPages } from './pages.ts';

const docs = servingPages.revision;

/** Of every spec: the number that revisions are named after. */
export const generation = field(
  int64,
  'Counter that the webhook raises with every change of the spec; never written by hand.',
  { deprecated: true, readOnly: true, docs },
);

const buildRef = object('v1.ObjectReference', {
  apiVersion: field(string, 'API version of the build.', {
    required: true,
    examples: ['build.knative.dev/v1alpha1'],
  }),
  kind: field(string, 'Kind of the build.', { required: true, examples: ['Build'] }),
  name: field(string, 'Name of the build, in the same namespace; a DNS label.', { required: true }),
  namespace: field(string, 'Refused: a build is in the same namespace.', { readOnly: true }),
  uid: field(scalar('string', { go: 'types.UID' }), 'Refused: a build is found by its name.', {
    readOnly: true,
  }),
  resourceVersion: field(string, 'Refused: a build is found by its name.', { readOnly: true }),
  fieldPath: field(string, 'Refused: the whole build is meant.', { readOnly: true }),
});

export const revisionSpec = object('v1alpha1.RevisionSpec', {
  generation,
  servingState: field(
    scalar('string', { go: 'v1alpha1.DeprecatedRevisionServingStateType' }),
    'Without effect since release 0.2: the state follows from the routes.',
    { deprecated: true, examples: ['Active', 'Reserve', 'Retired'], docs },
  ),
  concurrencyModel: field(
    scalar('string', {
      allowed: ['Single', 'Multi'],
      go: 'v1alpha1.RevisionRequestConcurrencyModelType',
    }),
    'Old way to say `containerConcurrency`: `Single` is 1, `Multi` is 0, and nothing else goes with either.',
    { deprecated: true, docs },
  ),
  containerConcurrency: field(
    scalar('int64', { go: 'v1alpha1.RevisionContainerConcurrencyType' }),
    'Most requests one instance handles at the same time; more wait. 0 means no limit.',
    { default: 0, range: [0, 1000], docs },
  ),
  serviceAccountName: field(string, 'Account the container acts as towards the API server.', {
    default: 'default',
    docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
  }),
  buildName: field(string, 'Old way to name the Build in `buildRef`.', { deprecated: true, docs }),
  buildRef: field(buildRef, 'The build that makes the image; the revision waits until it has succeeded.', {
    docs,
  }),
  container: field(container, 'The one container that answers the requests.', {
    required: true,
    docs: `${servingPages.api}#container`,
  }),
  timeoutSeconds: field(
    int64,
    'Seconds a request may take before it is cut off with 504. 0 and nothing both mean the default.',
    { default: 300, range: [0, 600], docs },
  ),
});

export const revisionTemplate = object('v1alpha1.RevisionTemplateSpec', {
  metadata: field(
    olderMeta,
    'Metadata of every revision made from this template. Autoscaling annotations belong here; a name is ignored.',
    { docs: servingPages.scaling },
  ),
  spec: field(revisionSpec, 'The container to run and how requests reach it.', { required: true, docs }),
});
