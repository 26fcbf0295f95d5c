/** PipelineRuns: a TaskRun for each task as soon as those before it have succeeded (tektoncd/pipeline pkg/reconciler/pipelinerun). */
import type { Json, JsonObject } from '#knative/json.ts';
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
import type { Environment } from '../../environment.ts';
import { ownerKeys } from '../../owners.ts';
import { finish, judge, timedOut, timeLeft } from './ending.ts';
import { label, pipelineRunKind, taskRunKind } from './kinds.ts';
import { type FoundPipeline, pipelineOf, pipelineProblem } from './pipelineSpec.ts';
import { type PipelineTask, readyTasks, resultVariables, tasksOf } from './pipelineState.ts';
import { taskRunName, taskRunOf } from './pipelineTaskRun.ts';
import { resultsOf, verdictOf } from './pipelineVerdict.ts';
import { paramsOf, paramVariables, type Variables } from './variables.ts';
import { failed, isDone, ongoing, type Verdict } from './verdict.ts';

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
      const timeout = textAt(objectAt(run['spec'], 'timeouts'), 'pipeline');
      const left = timeLeft(environment, started, timeout);
      if (left !== undefined && left <= 0)
        return stop(environment, run, timedOut(run, 'PipelineRunTimeout', timeout));
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
