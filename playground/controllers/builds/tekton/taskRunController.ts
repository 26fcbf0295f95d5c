/** TaskRuns: one pod each, from the task it names to its end (tektoncd/pipeline pkg/reconciler/taskrun). Retries are not made. */
import type { Json, JsonObject } from '#knative/json.ts';
import { timestamp } from '../../../clock.ts';
import {
  type ApiObject,
  isTerminating,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
} from '../../../api/object.ts';
import { ApiError } from '../../../api/status.ts';
import { type Controller, keyOf } from '../../controller.ts';
import { type Environment, say } from '../../environment.ts';
import { ownerKeys } from '../../owners.ts';
import { writeStatus } from '../../reconciled.ts';
import { finish, judge, tell, timedOut, timeLeft } from './ending.ts';
import { taskRunKind } from './kinds.ts';
import { podOf } from './taskPod.ts';
import { taskRunStatus } from './taskRunStatus.ts';
import { filledSpec, taskOf, taskProblem } from './taskSpec.ts';
import { failed, isDone, ongoing, type Verdict } from './verdict.ts';

const podKind = 'v1 Pod';

export function taskRunController(environment: Environment): Controller {
  const { client } = environment;
  return {
    delay: 25,
    keysOf: (kind, change) => {
      if (kind === taskRunKind) return [keyOf(change)];
      return kind === podKind ? ownerKeys(change.object, 'TaskRun') : [];
    },
    reconcile: ({ namespace, name }, again) => {
      const run = client.find(taskRunKind, namespace, name);
      if (run === undefined || isTerminating(run) || isDone(run)) return;
      const wish = textAt(run['spec'], 'status');
      if (wish === 'TaskRunCancelled') return stop(environment, run, cancelled(run));
      if (wish === 'TaskRunPending')
        return judge(environment, run, ongoing('Pending', `TaskRun ${JSON.stringify(name)} is pending`));
      const podName = textAt(run['status'], 'podName');
      if (podName === '') begin(environment, run);
      else {
        const pod = client.find(podKind, namespace, podName);
        if (pod !== undefined) follow(environment, run, pod);
      }
      const now = client.get(taskRunKind, namespace, name);
      const timeout = textAt(run['spec'], 'timeout');
      const left = isDone(now) ? undefined : timeLeft(environment, now, timeout);
      if (left !== undefined && left <= 0) stop(environment, now, timedOut(now, 'TaskRunTimeout', timeout));
      else if (left !== undefined) again(left);
    },
  };
}

function begin(environment: Environment, run: ApiObject): void {
  const { client, cluster } = environment;
  const now = timestamp(cluster.clock.now());
  const started: ApiObject = { ...run, status: { ...objectAt(run, 'status'), startTime: now } };
  const task = taskOf(client, run);
  if ('reason' in task) return finish(environment, started, task);
  const problem = taskProblem(run, task);
  if (problem !== undefined) return finish(environment, started, problem);
  const taskSpec = filledSpec(run, task);
  const known: ApiObject = { ...started, status: { ...objectAt(started, 'status'), taskSpec } };
  try {
    const pod = client.create(podOf(client, run, task.name, taskSpec));
    say(environment, run, 'tekton-pipelines', 'Started', '');
    writeStatus(client, run, taskRunStatus(known, pod, cluster.clock.now()));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    finish(environment, known, notCreated(run, error));
  }
}

/** An account or a secret that is not there, or a pod that the API server refuses. */
function notCreated(run: ApiObject, { message, reason }: ApiError): Verdict {
  const reference = textAt(objectAt(run['spec'], 'taskRef'), 'name');
  const maybe =
    reference === '' ? 'invalid TaskSpec' : `missing or invalid Task ${namespaceOf(run)}/${reference}`;
  const why = reason === 'NotFound' ? `translating TaskSpec to Pod: ${message}` : message;
  return failed(
    'PodCreationFailed',
    `failed to create task run pod ${JSON.stringify(nameOf(run))}: ${why}. Maybe ${maybe}`,
  );
}

function follow(environment: Environment, run: ApiObject, pod: ApiObject): void {
  const { client, cluster } = environment;
  const status = taskRunStatus(run, pod, cluster.clock.now());
  writeStatus(client, run, status);
  const [condition] = listAt(status, 'conditions');
  if (textAt(condition, 'status') === 'Unknown') return;
  tell(environment, run, { status: textAt(condition, 'status'), message: textAt(condition, 'message') });
  const isLeft = !['Succeeded', 'Failed'].includes(textAt(pod['status'], 'phase'));
  // It failed before it could run.
  if (isLeft) client.delete(podKind, namespaceOf(pod), nameOf(pod));
}

/** The pod goes, and with it what it wrote; what ran or waited counts as ended. */
function stop(environment: Environment, run: ApiObject, verdict: Verdict): void {
  const { client, cluster } = environment;
  const now = timestamp(cluster.clock.now());
  const podName = textAt(run['status'], 'podName');
  if (podName !== '' && client.find(podKind, namespaceOf(run), podName) !== undefined) {
    client.delete(podKind, namespaceOf(run), podName);
  }
  const steps = listAt(run['status'], 'steps').map((step) => ended(step, verdict.reason, now));
  finish(
    environment,
    { ...run, status: { ...objectAt(run, 'status'), ...(steps.length > 0 && { steps }) } },
    verdict,
  );
}

function ended(step: Json, reason: string, now: string): Json {
  const { running, waiting, ...rest } = step as JsonObject;
  if (running === undefined && waiting === undefined) return step;
  const startedAt = textAt(running, 'startedAt') || now;
  return {
    ...rest,
    terminated: { exitCode: 1, finishedAt: now, reason, startedAt },
    terminationReason: reason,
  };
}

function cancelled(run: ApiObject): Verdict {
  const message = `TaskRun ${JSON.stringify(nameOf(run))} was cancelled. ${textAt(run['spec'], 'statusMessage')}`;
  return failed('TaskRunCancelled', message);
}
