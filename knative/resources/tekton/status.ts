/** What Tekton's controllers report of runs. Pipelines of August 2026. */
import { lazily } from '../lazily.ts';
import { any, type Field, type Fields, field, int32, list, map, object, string, time } from '../shape.ts';
import { statusFields } from '../status.ts';
import type { Version } from './version.ts';

const readOnly = { readOnly: true } as const;

/** The field `status` of a kind. */
export function status(go: string, fields: Fields): Field {
  return field(object(go, fields), 'What the controller reports. Never part of a manifest.', readOnly);
}

/** What every run reports. */
export const runStatusFields = lazily(() => ({
  ...statusFields,
  startTime: field(time, 'When the run started.', readOnly),
  completionTime: field(time, 'When the run ended.', readOnly),
}));

const containerState = lazily(() => ({
  name: field(string, 'Name of the step or sidecar.', readOnly),
  container: field(string, 'Name of its container.', readOnly),
  imageID: field(string, 'The image it runs, by digest.', readOnly),
  waiting: field(
    object('v1.ContainerStateWaiting', {
      reason: field(string, 'Why it waits, in one word.', readOnly),
      message: field(string, 'Why it waits, in a sentence.', readOnly),
    }),
    'It waits.',
    readOnly,
  ),
  running: field(
    object('v1.ContainerStateRunning', { startedAt: field(time, 'When it started.', readOnly) }),
    'It runs.',
    readOnly,
  ),
  terminated: field(
    object('v1.ContainerStateTerminated', {
      exitCode: field(int32, 'Its exit code.', readOnly),
      signal: field(int32, 'The signal that ended it.', readOnly),
      reason: field(string, 'Why it ended, in one word.', readOnly),
      message: field(string, 'Why it ended, in a sentence.', readOnly),
      startedAt: field(time, 'When it started.', readOnly),
      finishedAt: field(time, 'When it ended.', readOnly),
      containerID: field(string, 'The container it was.', readOnly),
    }),
    'It has ended.',
    readOnly,
  ),
}));

const stepState = lazily(() =>
  object('v1.StepState', {
    ...containerState(),
    results: field(list(any), 'The results it wrote.', readOnly),
    provenance: field(any, 'Where it came from.', readOnly),
    inputs: field(list(any), 'The artifacts it read.', readOnly),
    outputs: field(list(any), 'The artifacts it wrote.', readOnly),
  }),
);

const resultFields = lazily(() => ({
  name: field(string, 'Name of the result.', readOnly),
  value: field(any, 'The value.', readOnly),
}));

/** Of a TaskRun, under the names of the version. */
export function taskRunStatus(version: Version): Field {
  const { terminationReason, artifacts, ...others } = taskRunFields();
  const type = field(string, 'Type of the value.', readOnly);
  const result = object('v1.TaskRunResult', { ...resultFields(), type });
  const results = field(list(result), 'The results of the task.', readOnly);
  const now = { artifacts, results, steps: steps({ terminationReason }) };
  const before = {
    taskResults: results,
    steps: steps({}),
    resourcesResult: field(list(any), 'Results of PipelineResources.', readOnly),
    cloudEvents: field(list(any), 'Events that were sent.', readOnly),
  };
  return status(`${version}.TaskRunStatus`, { ...others, ...(version === 'v1' ? now : before) });
}

function steps(more: Fields): Field {
  const shape = object('v1.StepState', { ...stepState().fields, ...more });
  return field(list(shape), 'The steps in order.', readOnly);
}

const taskRunFields = lazily(() => ({
  ...runStatusFields(),
  podName: field(string, 'Name of the pod that runs the steps.', readOnly),
  sidecars: field(list(object('v1.SidecarState', containerState())), 'The sidecars.', readOnly),
  retriesStatus: field(any, 'How the attempts before this one ended.', readOnly),
  taskSpec: field(any, 'The task as it is run.', readOnly),
  provenance: field(any, 'Where the task came from, and with which settings it is run.', readOnly),
  spanContext: field(map(string), 'The trace the run belongs to.', readOnly),
  artifacts: field(any, 'The artifacts that were read and written.', readOnly),
  terminationReason: field(string, 'Why the step ended, in one word.', readOnly),
}));

/** Of a PipelineRun, under the names of the version. */
export function pipelineRunStatus(version: Version): Field {
  const result = object('v1.PipelineRunResult', resultFields());
  const results = field(list(result), 'The results of the pipeline.', readOnly);
  const before = {
    pipelineResults: results,
    taskRuns: field(map(any), 'The TaskRuns; replaced by `childReferences`.', readOnly),
    runs: field(map(any), 'The runs of custom tasks; replaced by `childReferences`.', readOnly),
  };
  return status(`${version}.PipelineRunStatus`, {
    ...pipelineRunFields(),
    ...(version === 'v1' ? { results } : before),
  });
}

const pipelineRunFields = lazily(() => ({
  ...runStatusFields(),
  finallyStartTime: field(time, 'When the `finally` tasks started.', readOnly),
  childReferences: field(
    list(
      object('v1.ChildStatusReference', {
        apiVersion: field(string, 'API version of the run.', readOnly),
        kind: field(string, 'Kind of the run.', readOnly),
        name: field(string, 'Name of the run.', readOnly),
        displayName: field(string, 'Name of the task for people.', readOnly),
        pipelineTaskName: field(string, 'The task of the pipeline it runs.', readOnly),
        whenExpressions: field(list(any), 'The conditions it was run on.', readOnly),
      }),
    ),
    'The runs of the tasks.',
    readOnly,
  ),
  skippedTasks: field(
    list(
      object('v1.SkippedTask', {
        name: field(string, 'The task of the pipeline.', readOnly),
        reason: field(string, 'Why it was skipped.', readOnly),
        whenExpressions: field(list(any), 'The conditions that did not hold.', readOnly),
      }),
    ),
    'The tasks that were not run.',
    readOnly,
  ),
  pipelineSpec: field(any, 'The pipeline as it is run.', readOnly),
  provenance: field(any, 'Where the pipeline came from, and with which settings it is run.', readOnly),
  spanContext: field(map(string), 'The trace the run belongs to.', readOnly),
}));
