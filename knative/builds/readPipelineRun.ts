/** PipelineRuns: TaskRuns one after the other, or beside each other. */
import { listAt, member, textAt, type JsonObject } from '../json.ts';
import type { BuildReading, BuildState, BuildTask } from './build.ts';
import { readTaskRun, resultsOf } from './readTaskRun.ts';
import { verdictOf } from './verdictOf.ts';
import { whyNot } from './whyNot.ts';

const runLabel = 'tekton.dev/pipelineRun';
const taskLabel = 'tekton.dev/pipelineTask';

export function readPipelineRun(
  object: JsonObject,
  pods: readonly JsonObject[],
  taskRuns: readonly JsonObject[],
): BuildReading {
  const [metadata, status] = [object['metadata'], object['status']];
  const verdict = verdictOf(object);
  const [name, namespace] = [textAt(metadata, 'name'), textAt(metadata, 'namespace')];
  const own = taskRuns.filter(
    (run) => pipelineRunOf(run) === name && textAt(run['metadata'], 'namespace') === namespace,
  );
  const begun = own.map((run) => taskOf(run, pods)).toSorted((a, b) => orderOf(a, b));
  const tasks = [...begun, ...waitingTasks(status, begun), ...skippedTasks(status)];
  const isRunning = verdict.state === 'pending' && begun.some((task) => task.state !== 'pending');
  const state: BuildState = isRunning ? 'running' : verdict.state;
  const first = tasks.find((task) => task.why !== undefined && task.state !== 'succeeded');
  const words = whyNot({ ...verdict, kind: 'PipelineRun', namespace, state, steps: [], pod: undefined });
  return {
    kind: 'PipelineRun',
    apiVersion: textAt(object, 'apiVersion'),
    namespace,
    name,
    state,
    started: textAt(status, 'startTime'),
    ended: textAt(status, 'completionTime'),
    created: textAt(metadata, 'creationTimestamp'),
    tasks,
    why: words ?? (state === 'succeeded' ? undefined : first?.why),
    message: verdict.message,
    results: resultsOf(status, 'pipelineResults'),
    object,
  };
}

/** The PipelineRun that a TaskRun belongs to; '' for one of its own. */
export function pipelineRunOf(taskRun: JsonObject): string {
  return textAt(member(taskRun['metadata'], 'labels'), runLabel);
}

function taskOf(run: JsonObject, pods: readonly JsonObject[]): BuildTask {
  const reading = readTaskRun(run, pods);
  const [only] = reading.tasks;
  const name = textAt(member(run['metadata'], 'labels'), taskLabel) || reading.name;
  const { state, started, ended, why } = reading;
  return { name, state, started, ended, pod: only?.pod ?? '', steps: only?.steps ?? [], why };
}

function orderOf(a: BuildTask, b: BuildTask): number {
  if (a.started === b.started) return a.name < b.name ? -1 : 1;
  return a.started === '' || (b.started !== '' && a.started > b.started) ? 1 : -1;
}

/** Tasks of the pipeline that have not begun. */
function waitingTasks(
  status: JsonObject[string] | undefined,
  begun: readonly BuildTask[],
): readonly BuildTask[] {
  const spec = member(status, 'pipelineSpec');
  const skipped = new Set(listAt(status, 'skippedTasks').map((one) => textAt(one, 'name')));
  return [...listAt(spec, 'tasks'), ...listAt(spec, 'finally')]
    .map((one) => textAt(one, 'name'))
    .filter((name) => !skipped.has(name) && !begun.some((task) => task.name === name))
    .map((name) => unbegun(name, 'pending'));
}

function skippedTasks(status: JsonObject[string] | undefined): readonly BuildTask[] {
  return listAt(status, 'skippedTasks').map((one) => unbegun(textAt(one, 'name'), 'skipped'));
}

function unbegun(name: string, state: BuildTask['state']): BuildTask {
  return { name, state, started: '', ended: '', pod: '', steps: [], why: undefined };
}
