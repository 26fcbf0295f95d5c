/** Pipeline and PipelineRun, tekton.dev/v1. */
import { resourceRequirements } from '../core.ts';
import { any, bool, field, int32, list, map, object, scalar, string } from '../shape.ts';
import {
  param,
  paramSpec,
  pipelineRef,
  podTemplate,
  stepResources,
  taskRef,
  when,
  workspaceBinding,
} from './parts.ts';
import { taskSpec } from './task.ts';

const matrix = object('v1.Matrix', {
  params: field(list(param), 'Lists of values: the task runs once for each combination.'),
  include: field(
    list(
      object('v1.IncludeParams', {
        name: field(string, 'A name for the combination.'),
        params: field(list(param), 'The values of this combination.'),
      }),
    ),
    'Single combinations that are added.',
  ),
});

const pipelineTask = object('v1.PipelineTask', {
  name: field(
    string,
    'The name of the task in the pipeline, a DNS label; used as `$(tasks.NAME.results.R)`.',
    {
      required: true,
    },
  ),
  displayName: field(string, 'A name for people.'),
  description: field(string, 'What the task does here.'),
  taskRef: field(taskRef, 'The Task to run; or `taskSpec`.'),
  taskSpec: field(taskSpec, 'The task written here; or `taskRef`.'),
  pipelineRef: field(pipelineRef, 'A Pipeline to run as a task. An alpha feature.'),
  pipelineSpec: field(any, 'A pipeline written here, run as a task. An alpha feature.'),
  params: field(list(param), 'Values for the parameters of the task.'),
  workspaces: field(
    list(
      object('v1.WorkspacePipelineTaskBinding', {
        name: field(string, 'The workspace of the task.', { required: true }),
        workspace: field(
          string,
          'The workspace of the pipeline that it gets. Without it, the one of the same name.',
        ),
        subPath: field(string, 'A folder of that workspace.'),
      }),
    ),
    'Which workspaces of the pipeline the task gets.',
  ),
  runAfter: field(list(string), 'Tasks that must have ended before; results that are used set an order too.'),
  when: field(list(when), 'The task runs only if all of these hold.'),
  retries: field(int32, 'How often a failed task is tried again.', { range: [0, 2_147_483_647] }),
  timeout: field(string, 'How long the task may take.', { default: '1h0m0s', examples: ['10m'] }),
  matrix: field(matrix, 'Runs the task once for each combination of values.'),
  onError: field(
    scalar('string', { allowed: ['continue', 'stopAndFail'] }),
    'What a failure of the task means for the pipeline.',
    { default: 'stopAndFail' },
  ),
});

export const pipelineSpec = object('v1.PipelineSpec', {
  displayName: field(string, 'A name for people.'),
  description: field(string, 'What the pipeline does.'),
  params: field(list(paramSpec), 'The parameters that a run gives.'),
  workspaces: field(
    list(
      object('v1.PipelineWorkspaceDeclaration', {
        name: field(string, 'The name of the workspace.', { required: true }),
        description: field(string, 'What the workspace is for.'),
        optional: field(bool, 'Whether a run may leave it out.'),
      }),
    ),
    'The folders that a run provides and the tasks share.',
  ),
  tasks: field(
    list(pipelineTask),
    'The tasks. Their order follows from `runAfter` and from results that are used.',
    {
      required: true,
    },
  ),
  finally: field(list(pipelineTask), 'Tasks that run at the end, whatever happened.'),
  results: field(
    list(
      object('v1.PipelineResult', {
        name: field(string, 'The name of the result.', { required: true }),
        type: field(scalar('string', { allowed: ['string', 'array', 'object'] }), 'The type of the value.'),
        description: field(string, 'What the result says.'),
        value: field(any, 'A result of a task: `$(tasks.TASK.results.NAME)`.', { required: true }),
      }),
    ),
    'The results of the pipeline.',
  ),
});

export const pipelineRunSpec = object('v1.PipelineRunSpec', {
  pipelineRef: field(pipelineRef, 'The Pipeline to run; or `pipelineSpec`.'),
  pipelineSpec: field(pipelineSpec, 'The pipeline written here; or `pipelineRef`.'),
  params: field(list(param), 'Values for the parameters of the pipeline.'),
  workspaces: field(list(workspaceBinding), 'Volumes for the workspaces of the pipeline.'),
  timeouts: field(
    object('v1.TimeoutFields', {
      pipeline: field(string, 'For the whole run; `0` means for ever.', { default: '1h0m0s' }),
      tasks: field(string, 'For the tasks together; not more than `pipeline`.'),
      finally: field(string, 'For the `finally` tasks together; not more than `pipeline`.'),
    }),
    'How long the run may take.',
  ),
  taskRunTemplate: field(
    object('v1.PipelineTaskRunTemplate', {
      serviceAccountName: field(string, 'The account of the pods.', { default: 'default' }),
      podTemplate: field(podTemplate, 'What else the pods need.'),
    }),
    'What all TaskRuns have in common.',
  ),
  taskRunSpecs: field(
    list(
      object('v1.PipelineTaskRunSpec', {
        pipelineTaskName: field(string, 'The task of the pipeline that is meant.'),
        serviceAccountName: field(string, 'The account of its pod.'),
        podTemplate: field(podTemplate, 'What else its pod needs.'),
        stepSpecs: field(list(stepResources), 'CPU and memory of its steps.'),
        sidecarSpecs: field(list(stepResources), 'CPU and memory of its sidecars.'),
        computeResources: field(resourceRequirements, 'CPU and memory of its pod.'),
        timeout: field(string, 'How long it may take.'),
        metadata: field(
          object('v1.PipelineTaskMetadata', {
            labels: field(map(string), 'Labels of its TaskRun.'),
            annotations: field(map(string), 'Annotations of its TaskRun.'),
          }),
          'Labels and annotations of its TaskRun.',
        ),
      }),
    ),
    'What single tasks need.',
  ),
  status: field(
    scalar('string', {
      allowed: ['Cancelled', 'CancelledRunFinally', 'StoppedRunFinally', 'PipelineRunPending'],
    }),
    'Set to stop the run, with or without its `finally` tasks, or to hold it before it starts.',
  ),
  managedBy: field(string, 'Another controller that runs it, instead of Tekton.'),
});
