/** PipelineResources, which Tekton removed but the beta's runs and pipelines still carry. */
import { lazily } from '../lazily.ts';
import { any, bool, type Field, field, list, object, string } from '../shape.ts';

const gone = {
  deprecated: true,
  docs: 'https://tekton.dev/docs/pipelines/migrating-v1beta1-to-v1/',
} as const;
const goneDoc = 'PipelineResources were removed; use parameters, workspaces and results.';

const binding = lazily(() => ({
  name: field(string, 'Name of the resource.'),
  resourceRef: field(
    object('v1beta1.PipelineResourceRef', {
      name: field(string, 'Name of the PipelineResource.'),
      apiVersion: field(string, 'API version of the PipelineResource.'),
    }),
    'An existing resource.',
  ),
  resourceSpec: field(
    object('v1alpha1.PipelineResourceSpec', {
      type: field(string, 'Type of the resource.', { required: true }),
      description: field(string, 'What the resource is for.'),
      params: field(list(any), 'Settings of the resource.', { required: true }),
      secrets: field(list(any), 'Secrets of the resource.'),
    }),
    'A resource written here.',
  ),
}));

/** Of a TaskRun. */
export const taskRunResources = lazily((): Field => {
  const resource = object('v1beta1.TaskResourceBinding', {
    ...binding(),
    paths: field(list(string), 'Folders of the resource.'),
  });
  return field(
    object('v1beta1.TaskRunResources', {
      inputs: field(list(resource), 'Resources the task reads.'),
      outputs: field(list(resource), 'Resources the task writes.'),
    }),
    goneDoc,
    gone,
  );
});

/** Of a PipelineRun. */
export const pipelineRunResources = lazily(() =>
  field(list(object('v1beta1.PipelineResourceBinding', binding())), goneDoc, gone),
);

/** Of a Pipeline. */
export const declaredResources = lazily(() =>
  field(
    list(
      object('v1beta1.PipelineDeclaredResource', {
        name: field(string, 'Name of the resource.', { required: true }),
        type: field(string, 'Type of the resource.', { required: true }),
        optional: field(bool, 'Whether it may be left out.'),
      }),
    ),
    goneDoc,
    gone,
  ),
);

/** Of a task in a pipeline. */
export const taskResources = lazily((): Field => {
  const name = field(string, 'The resource of the task.', { required: true });
  const resource = field(string, 'The resource of the pipeline.', { required: true });
  const from = field(list(string), 'Tasks that wrote the resource before.');
  return field(
    object('v1beta1.PipelineTaskResources', {
      inputs: field(
        list(object('v1beta1.PipelineTaskInputResource', { name, resource, from })),
        'Resources the task reads.',
      ),
      outputs: field(
        list(object('v1beta1.PipelineTaskOutputResource', { name, resource })),
        'Resources the task writes.',
      ),
    }),
    goneDoc,
    gone,
  );
});
