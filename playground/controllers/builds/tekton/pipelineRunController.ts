/** PipelineRuns: a TaskRun for each task as soon as those before it have succeeded (tektoncd/pipeline pkg/reconciler/pipelinerun). */
import { formatDuration, parseDuration } from '#knative/goNumbers.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { member } from '#knative/json.ts';
import { timestamp } from '../../../clock.ts';
import {
  type ApiObject,
  isTerminating,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
  uidOf,
} from '../../../api/object.ts';
import { type Controller, keyOf } from '../../controller.ts';
import { type Environment, say } from '../../environment.ts';
import { ownerKeys } from '../../owners.ts';
import { writeStatus } from '../../reconciled.ts';
import { label, pipelineRunKind, taskRunKind } from './kinds.ts';
import { type FoundPipeline, pipelineOf, pipelineProblem } from './pipelineSpec.ts';
import { type PipelineTask, readyTasks, resultVariables, tasksOf } from './pipelineState.ts';
import { taskRunName, taskRunOf } from './pipelineTaskRun.ts';
import { paramsOf, paramVariables, replaced, type Variables } from './variables.ts';
import { conditions, failed, isDone, ongoing, type Verdict } from './verdict.ts';

const hour = 3_600_000_000_000n;

export function pipelineRunController(environment: Environment): Controller {
  return {
    delay: 30,
    keysOf: (kind, change) => {
      if (kind === pipelineRunKind) return [keyOf(change)];
      return kind === taskRunKind ? ownerKeys(change.object, 'PipelineRun') : [];
    },
    reconcile: ({ namespace, name }, again) => {
      const run = environment.client.find(pipelineRunKind, namespace, name);
      if (run === undefined || isTerminating(run) || isDone(run)) return;
      const wish = textAt(run['spec'], 'status');
      if (wish === 'PipelineRunPending') {
        return judge(
          environment,
          run,
          ongoing('PipelineRunPending', `PipelineRun ${JSON.stringify(name)} is pending`),
        );
      }
      if (wish === 'Cancelled')
        return stop(
          environment,
          run,
          failed('Cancelled', `PipelineRun ${JSON.stringify(name)} was cancelled`),
        );
      const started = withStart(environment, run);
      const left = timeLeft(environment, started);
      if (left !== undefined && left <= 0) return stop(environment, run, timedOut(run));
      look(environment, started);
      if (left !== undefined) again(left);
    },
  };
}

function withStart({ cluster }: Environment, run: ApiObject): ApiObject {
  if (textAt(run['status'], 'startTime') !== '') return run;
  return { ...run, status: { ...objectAt(run, 'status'), startTime: timestamp(cluster.clock.now()) } };
}

function look(environment: Environment, run: ApiObject): void {
  const { client } = environment;
  const pipeline = pipelineOf(client, run);
  if ('reason' in pipeline) return finish(environment, run, pipeline);
  const problem =
    listAt(run['status'], 'childReferences').length === 0
      ? pipelineProblem(client, run, pipeline)
      : undefined;
  if (problem !== undefined) return finish(environment, run, problem);
  const variables = ownVariables(run, pipeline);
  const tasks = tasksOf(pipeline.spec, (task) =>
    client.find(taskRunKind, namespaceOf(run), taskRunName(run, task)),
  );
  const all: Variables = new Map([...variables, ...resultVariables(tasks)]);
  const wish = textAt(run['spec'], 'status');
  if (wish === 'CancelledRunFinally')
    cancelTasks(environment, run, ({ labels }) => labels[label.memberOf] !== 'finally');
  const hasFailed = tasks.some(
    ({ state, isFinal }) => !isFinal && (state === 'failed' || state === 'cancelled'),
  );
  const isStopping = hasFailed || wish.endsWith('RunFinally');
  for (const task of readyTasks(tasks, all, isStopping)) {
    client.create(taskRunOf(run, pipeline.name, task, all));
    task.state = 'running';
  }
  report(environment, run, pipeline, tasks, all);
}

function ownVariables(run: ApiObject, { name, spec }: FoundPipeline): Map<string, Json> {
  const variables = paramVariables(paramsOf(spec), paramsOf(run['spec']));
  variables.set('context.pipelineRun.name', nameOf(run));
  variables.set('context.pipelineRun.namespace', namespaceOf(run));
  variables.set('context.pipelineRun.uid', uidOf(run));
  variables.set('context.pipeline.name', name);
  return variables;
}

function report(
  environment: Environment,
  run: ApiObject,
  { spec }: FoundPipeline,
  tasks: readonly PipelineTask[],
  variables: Variables,
): void {
  const verdict = verdictOf(run, tasks);
  const begun = tasks.filter(({ state }) => state !== 'none' && state !== 'skipped');
  const skipped = tasks.filter(({ state }) => state === 'skipped');
  const results = verdict.status === 'True' ? resultsOf(spec, variables) : [];
  const status: JsonObject = {
    ...objectAt(run, 'status'),
    pipelineSpec: spec,
    childReferences: begun.map(({ name }) => ({
      apiVersion: 'tekton.dev/v1',
      kind: 'TaskRun',
      name: taskRunName(run, name),
      pipelineTaskName: name,
    })),
    ...(skipped.length > 0 && { skippedTasks: skipped.map(({ name, skip }) => ({ name, reason: skip })) }),
    ...(results.length > 0 && { results }),
  };
  if (verdict.status === 'Unknown') judge(environment, { ...run, status }, verdict);
  else finish(environment, { ...run, status }, verdict);
}

function verdictOf(run: ApiObject, tasks: readonly PipelineTask[]): Verdict {
  const count = (...states: readonly string[]): number =>
    tasks.filter(({ state }) => states.includes(state)).length;
  const [bad, cancelled, skipped] = [count('failed'), count('cancelled'), count('skipped')];
  const completed = count('succeeded') + bad + cancelled;
  const incomplete = tasks.length - completed - skipped;
  const counted = `Tasks Completed: ${completed} (Failed: ${bad}, Cancelled ${cancelled})`;
  if (incomplete > 0) {
    const isStopping = (bad > 0 || cancelled > 0) && !tasks.some(({ isFinal }) => isFinal);
    return ongoing(
      isStopping ? 'Stopping' : 'Running',
      `${counted}, Incomplete: ${incomplete}, Skipped: ${skipped}`,
    );
  }
  const message = `${counted}, Skipped: ${skipped}`;
  if (bad > 0) return failed('Failed', message);
  if (textAt(run['spec'], 'status').endsWith('RunFinally')) {
    return failed('Cancelled', `PipelineRun ${JSON.stringify(nameOf(run))} was cancelled`);
  }
  if (cancelled > 0) return failed('Cancelled', message);
  return { status: 'True', reason: skipped > 0 ? 'Completed' : 'Succeeded', message };
}

/** Those whose tasks gave theirs. */
function resultsOf(spec: JsonObject, variables: Variables): readonly Json[] {
  return listAt(spec, 'results').flatMap((result) => {
    const value = replaced(member(result, 'value') ?? '', variables);
    const isWhole = typeof value !== 'string' || !value.includes('$(tasks.');
    return isWhole ? [{ name: textAt(result, 'name'), value }] : [];
  });
}

/** Its tasks are told to stop, and it is over at once. */
function stop(environment: Environment, run: ApiObject, verdict: Verdict): void {
  cancelTasks(environment, run, () => true);
  finish(environment, run, verdict);
}

function cancelTasks(
  { client }: Environment,
  run: ApiObject,
  isMeant: (task: { readonly labels: Readonly<Record<string, string>> }) => boolean,
): void {
  const namespace = namespaceOf(run);
  const children = client.list(taskRunKind, { namespace, labels: `${label.pipelineRun}=${nameOf(run)}` });
  for (const child of children) {
    if (isDone(child) || !isMeant({ labels: labelsOf(child) }) || textAt(child['spec'], 'status') !== '')
      continue;
    const statusMessage = 'TaskRun cancelled as the PipelineRun it belongs to has been cancelled.';
    client.patch(taskRunKind, namespace, nameOf(child), 'merge', {
      spec: { status: 'TaskRunCancelled', statusMessage },
    });
  }
}

function finish(environment: Environment, run: ApiObject, verdict: Verdict): void {
  const completionTime = timestamp(environment.cluster.clock.now());
  judge(environment, { ...run, status: { ...objectAt(run, 'status'), completionTime } }, verdict);
  const hasSucceeded = verdict.status === 'True';
  say(environment, run, 'tekton-pipelines', hasSucceeded ? 'Succeeded' : 'Failed', verdict.message, {
    type: hasSucceeded ? 'Normal' : 'Warning',
  });
}

function judge({ client, cluster }: Environment, run: ApiObject, verdict: Verdict): void {
  const now = timestamp(cluster.clock.now());
  writeStatus(client, run, { ...objectAt(run, 'status'), conditions: conditions(run, verdict, now) });
}

function timedOut(run: ApiObject): Verdict {
  const within = JSON.stringify(formatDuration(timeoutOf(run)));
  return failed(
    'PipelineRunTimeout',
    `PipelineRun ${JSON.stringify(nameOf(run))} failed to finish within ${within}`,
  );
}

/** Milliseconds; undefined for a run that may take as long as it likes. */
function timeLeft({ cluster }: Environment, run: ApiObject): number | undefined {
  const timeout = timeoutOf(run);
  if (timeout === 0n) return undefined;
  return Date.parse(textAt(run['status'], 'startTime')) + Number(timeout / 1_000_000n) - cluster.clock.now();
}

/** Nanoseconds. */
function timeoutOf(run: ApiObject): bigint {
  const text = textAt(objectAt(run['spec'], 'timeouts'), 'pipeline');
  return text === '' ? hour : (parseDuration(text) ?? hour);
}
