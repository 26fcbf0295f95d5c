/** Field table of Pipeline. Pipelines of August 2026. */
import { lazily } from '../lazily.ts';
import { typeAndMeta } from '../meta.ts';
import { any, field, list, map, object, scalar, string } from '../shape.ts';
import { tektonPages } from './pages.ts';
import { param, paramSpec, pipelineResult, when } from './params.ts';
import { declaredResources, taskResources } from './pipelineResources.ts';
import { pipelineRef, taskRef } from './references.ts';
import { taskSpec } from './tasks.ts';
import { byVersion, type Version } from './version.ts';
import { pipelineWorkspaces, taskWorkspaces } from './workspaces.ts';

const docs = tektonPages.pipelines;

const matrix = lazily(() =>
  object('v1.Matrix', {
    params: field(list(param()), 'Lists of values: the task runs once for each combination.', {
      docs: tektonPages.matrix,
    }),
    include: field(
      list(
        object('v1.IncludeParams', {
          name: field(string, 'A name for the combination.', { docs: tektonPages.matrix }),
          params: field(list(param()), 'The values of this combination.', { docs: tektonPages.matrix }),
        }),
      ),
      'Single combinations that are added.',
      { docs: tektonPages.matrix },
    ),
  }),
);

/** A task written into a pipeline: a custom one has fields of its own besides. */
function embeddedTask(version: Version): ReturnType<typeof object> {
  return object(
    `${version}.EmbeddedTask`,
    {
      ...taskSpec(version).fields,
      apiVersion: field(string, 'Group and version of a custom task.', { docs: tektonPages.customRuns }),
      kind: field(string, 'Kind of a custom task.', { docs: tektonPages.customRuns }),
      spec: field(any, 'What a custom task does.', { docs: tektonPages.customRuns }),
      metadata: field(
        object('v1.PipelineTaskMetadata', {
          labels: field(map(string), 'Labels of the run.'),
          annotations: field(map(string), 'Annotations of the run.'),
        }),
        'Labels and annotations of the run.',
        { docs },
      ),
    },
    { open: true },
  );
}

const pipelineTask = byVersion((version) =>
  object(`${version}.PipelineTask`, {
    name: field(string, 'Name of the task in the pipeline, a DNS label; used as `$(tasks.NAME.results.R)`.', {
      required: true,
      docs,
    }),
    displayName: field(string, 'Name of the task for people.', { docs }),
    description: field(string, 'What the task does here.', { docs }),
    taskRef: field(taskRef(version), 'The Task to run. Exclusive with `taskSpec`.', { docs }),
    taskSpec: field(embeddedTask(version), 'The task written here. Exclusive with `taskRef`.', { docs }),
    pipelineRef: field(pipelineRef(version), 'A Pipeline to run as a task; an alpha feature.', { docs }),
    pipelineSpec: field(any, 'A pipeline written here and run as a task; an alpha feature.', { docs }),
    params: field(list(param()), 'Values for the parameters of the task.', { docs }),
    workspaces: taskWorkspaces(),
    runAfter: field(
      list(string),
      'Tasks that must have ended before. Using the results of a task sets an order too.',
      { docs },
    ),
    when: field(list(when()), 'The task runs only if all of these hold.', { docs }),
    retries: field(scalar('int'), 'How often the task is tried again when it failed.', {
      range: [0, 2_147_483_647],
      docs,
    }),
    timeout: field(string, 'How long the task may take.', { examples: ['10m'], docs }),
    matrix: field(matrix(), 'Runs the task once for each combination of values.', {
      docs: tektonPages.matrix,
    }),
    onError: field(
      scalar('string', { allowed: ['continue', 'stopAndFail'], go: 'v1.PipelineTaskOnErrorType' }),
      'What a failure of the task means for the pipeline.',
      { default: 'stopAndFail', docs },
    ),
    ...(version === 'v1beta1' && { resources: taskResources() }),
  }),
);

export const pipelineSpec = byVersion((version) =>
  object(`${version}.PipelineSpec`, {
    displayName: field(string, 'Name of the pipeline for people.', { docs }),
    description: field(string, 'What the pipeline does.', { docs }),
    params: field(list(paramSpec()), 'The parameters that a run gives.', { docs }),
    workspaces: pipelineWorkspaces(),
    tasks: field(
      list(pipelineTask(version)),
      'The tasks. Their order follows from `runAfter` and from the results they use.',
      { required: true, docs },
    ),
    finally: field(list(pipelineTask(version)), 'Tasks that run at the end, whatever happened.', { docs }),
    results: field(list(pipelineResult()), 'The results of the pipeline.', { docs }),
    ...(version === 'v1beta1' && { resources: declaredResources() }),
  }),
);

export const pipeline = byVersion((version) =>
  object(`${version}.Pipeline`, {
    ...typeAndMeta,
    spec: field(pipelineSpec(version), 'The tasks of the pipeline, and what they need.', { docs }),
  }),
);
