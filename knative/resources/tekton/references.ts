/** How Tekton's kinds name tasks, pipelines and steps that are kept elsewhere. Pipelines of August 2026. */
import { lazily } from '../lazily.ts';
import { field, list, object, string } from '../shape.ts';
import { tektonPages } from './pages.ts';
import { param } from './params.ts';
import { byVersion, type Version } from './version.ts';

const docs = tektonPages.resolution;

const resolverFields = lazily(() => ({
  resolver: field(
    string,
    'Who fetches it from elsewhere: another namespace, a Git repository, a bundle, a hub, an address.',
    { examples: ['cluster', 'git', 'bundles', 'hub', 'http'], docs },
  ),
  params: field(list(param()), 'What the resolver needs to find it.', { docs }),
}));

/** The beta could name an image that holds the task. */
function bundleFields(version: Version): { readonly bundle?: ReturnType<typeof bundle> } {
  return version === 'v1beta1' ? { bundle: bundle() } : {};
}

const bundle = lazily(() =>
  field(string, 'The image that holds it; replaced by the resolver `bundles`.', { deprecated: true, docs }),
);

export const taskRef = byVersion((version) =>
  object('v1.TaskRef', {
    name: field(string, 'The Task in the same namespace.', { docs: tektonPages.taskRuns }),
    kind: field(string, 'Kind of the task that is meant; another than `Task` is a custom task.', {
      default: 'Task',
      examples: ['Task'],
      docs: tektonPages.taskRuns,
    }),
    apiVersion: field(string, 'Group and version of a custom task.', { docs: tektonPages.customRuns }),
    ...bundleFields(version),
    ...resolverFields(),
  }),
);

export const pipelineRef = byVersion((version) =>
  object('v1.PipelineRef', {
    name: field(string, 'The Pipeline in the same namespace.', { docs: tektonPages.pipelineRuns }),
    apiVersion: field(string, 'Group and version of the Pipeline.'),
    ...bundleFields(version),
    ...resolverFields(),
  }),
);

/** A reference to a StepAction. */
export const stepRef = lazily(() =>
  object('v1.Ref', {
    name: field(string, 'The StepAction in the same namespace.', { docs: tektonPages.stepActions }),
    ...resolverFields(),
  }),
);
