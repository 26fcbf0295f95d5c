/** Field table of TaskRun. Pipelines of August 2026. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { type Fields, field, list, object, scalar, string } from '../shape.ts';
import { tektonPages } from './pages.ts';
import { param } from './params.ts';
import { taskRunResources } from './pipelineResources.ts';
import { computeResources, overridesOf, podTemplate, specsOf } from './pods.ts';
import { taskRef } from './references.ts';
import { taskRunStatus } from './status.ts';
import { taskSpec } from './tasks.ts';
import { byVersion, type Version } from './version.ts';
import { workspaceBindings } from './workspaces.ts';

const docs = tektonPages.taskRuns;

const debug = lazily(() =>
  object('v1.TaskRunDebug', {
    breakpoints: field(
      object('v1.TaskBreakpoints', {
        onFailure: field(
          scalar('string', { allowed: ['enabled'] }),
          'Keeps a step that failed for a look inside.',
          { docs },
        ),
        beforeSteps: field(list(string), 'Steps that wait before they start.', { docs }),
      }),
      'Where the run waits for you.',
      { docs },
    ),
  }),
);

export const taskRun = byVersion((version) =>
  object(`${version}.TaskRun`, {
    ...typeAndMeta,
    spec: field(
      object(`${version}.TaskRunSpec`, {
        taskRef: field(taskRef(version), 'The Task to run. Exclusive with `taskSpec`.', { docs }),
        taskSpec: field(taskSpec(version), 'The task written here. Exclusive with `taskRef`.', { docs }),
        params: field(list(param()), 'Values for the parameters of the task.', { docs }),
        workspaces: workspaceBindings(),
        serviceAccountName: field(
          string,
          'The account of the pod; its secrets give access to registries and Git repositories.',
          { default: 'default', docs },
        ),
        timeout: field(string, 'How long the run may take; `0` means without end.', {
          default: '1h0m0s',
          examples: ['10m'],
          docs,
        }),
        retries: field(scalar('int'), 'How often a run that failed is tried again.', {
          range: [0, 2_147_483_647],
          docs,
        }),
        podTemplate: podTemplate(),
        computeResources: computeResources(),
        status: field(
          scalar('string', { allowed: ['TaskRunCancelled', 'TaskRunPending'], go: 'v1.TaskRunSpecStatus' }),
          'Stops the run (`TaskRunCancelled`), or holds it before it starts (`TaskRunPending`).',
          { docs },
        ),
        statusMessage: field(string, 'Why the run was stopped.', { docs }),
        debug: field(debug(), 'For finding errors; an alpha feature.', { docs }),
        managedBy: field(string, 'Another controller that runs it, in place of Tekton.', { docs }),
        ...versionFields(version),
      }),
      'Which task is run, with what.',
      { docs },
    ),
    status: taskRunStatus(version),
  }),
);

function versionFields(version: Version): Fields {
  return version === 'v1'
    ? { stepSpecs: specsOf('steps'), sidecarSpecs: specsOf('sidecars') }
    : {
        stepOverrides: overridesOf('steps'),
        sidecarOverrides: overridesOf('sidecars'),
        resources: taskRunResources(),
      };
}
