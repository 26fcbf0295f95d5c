/** Field table of CustomRun (tekton.dev/v1beta1): a task that another controller runs. Pipelines of August 2026. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { any, field, list, map, object, scalar, string } from '../shape.ts';
import { tektonPages } from './pages.ts';
import { param } from './params.ts';
import { taskRef } from './references.ts';
import { runStatusFields, status } from './status.ts';
import { workspaceBindings } from './workspaces.ts';

const docs = tektonPages.customRuns;

const customSpec = lazily(() =>
  object('v1beta1.EmbeddedCustomRunSpec', {
    apiVersion: field(string, 'Group and version of the custom task.', { required: true, docs }),
    kind: field(string, 'Kind of the custom task.', { required: true, docs }),
    spec: field(any, 'What the custom task does, as its controller understands it.', { docs }),
    metadata: field(
      object('v1beta1.PipelineTaskMetadata', {
        labels: field(map(string), 'Labels of the task.', { docs }),
        annotations: field(map(string), 'Annotations of the task.', { docs }),
      }),
      'Labels and annotations of the task.',
      { docs },
    ),
  }),
);

export const customRun = lazily(() =>
  object('v1beta1.CustomRun', {
    ...typeAndMeta,
    spec: field(
      object('v1beta1.CustomRunSpec', {
        customRef: field(taskRef('v1beta1'), 'The custom task to run. Exclusive with `customSpec`.', {
          docs,
        }),
        customSpec: field(customSpec(), 'The custom task written here. Exclusive with `customRef`.', {
          docs,
        }),
        params: field(list(param()), 'Values for the parameters of the task.', { docs }),
        workspaces: workspaceBindings(),
        serviceAccountName: field(string, 'The account of the task.', { default: 'default', docs }),
        timeout: field(string, 'How long the run may take.', { default: '1h0m0s', docs }),
        retries: field(scalar('int'), 'How often a run that failed is tried again.', {
          range: [0, 2_147_483_647],
          docs,
        }),
        status: field(
          scalar('string', { allowed: ['RunCancelled'], go: 'v1beta1.CustomRunSpecStatus' }),
          'Stops the run.',
          { docs },
        ),
        statusMessage: field(string, 'Why the run was stopped.', { docs }),
      }),
      'Which custom task is run, with what.',
      { docs },
    ),
    status: status('v1beta1.CustomRunStatus', {
      ...runStatusFields(),
      results: field(
        list(
          object('v1beta1.CustomRunResult', {
            name: field(string, 'Name of the result.', { readOnly: true }),
            value: field(string, 'The value.', { readOnly: true }),
          }),
        ),
        'The results of the task.',
        { readOnly: true },
      ),
      retriesStatus: field(any, 'How the attempts before this one ended.', { readOnly: true }),
      extraFields: field(any, "What the task's controller reports besides.", { readOnly: true }),
    }),
  }),
);
