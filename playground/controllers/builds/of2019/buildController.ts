/** Builds of 2019, as their controller worked them off (build 0.3 pkg/reconciler/build). Cancelling came with 0.4; it is here all the same. */
import { conditionOf } from '#knative/conditions.ts';
import { member } from '#knative/json.ts';
import { formatDuration, parseDuration } from '#knative/goNumbers.ts';
import { timestamp } from '../../../clock.ts';
import { type ApiObject, nameOf, namespaceOf, objectAt, textAt, uidOf } from '../../../api/object.ts';
import { ApiError } from '../../../api/status.ts';
import { type Controller, keyOf } from '../../controller.ts';
import { type Environment, say } from '../../environment.ts';
import { ownerKeys } from '../../owners.ts';
import { type Draft, writeStatus } from '../../reconciled.ts';
import { podOf } from './buildPod.ts';
import { buildStatus, succeeded, type Verdict } from './buildStatus.ts';
import { problemOf } from './problems.ts';
import { withTemplate } from './templates.ts';

export const buildKind = 'build.knative.dev/v1alpha1 Build';
const podKind = 'v1 Pod';

export function buildController(environment: Environment): Controller {
  return {
    delay: 20,
    keysOf: (kind, change) => {
      if (kind === buildKind) return [keyOf(change)];
      return kind === podKind ? ownerKeys(change.object, 'Build') : [];
    },
    reconcile: ({ namespace, name }, again) => {
      const build = environment.client.find(buildKind, namespace, name);
      if (build === undefined || isDone(build)) return;
      if (isCancelled(build)) return stop(environment, build, cancelled(build));
      const podName = textAt(objectAt(build['status'], 'cluster'), 'podName');
      if (podName === '') return begin(environment, build, again);
      const left = timeLeft(environment, build);
      if (left <= 0) return stop(environment, build, timedOut(build));
      const pod = environment.client.find(podKind, namespace, podName);
      if (pod !== undefined)
        writeStatus(environment.client, build, buildStatus(build, pod, environment.cluster.clock.now()));
      again(left);
    },
  };
}

/** Finds out what is to be done, and starts the pod that does it. */
function begin(environment: Environment, build: ApiObject, again: (milliseconds: number) => void): void {
  const { client, cluster } = environment;
  const now = timestamp(cluster.clock.now());
  const fail = (reason: string, message: string): void => {
    const verdict: Verdict = { status: 'False', reason, message };
    writeStatus(client, build, { builder: 'Cluster', ...succeeded(build, verdict, now) });
    say(environment, build, 'build-controller', reason, message, { type: 'Warning' });
  };
  let whole: ApiObject;
  try {
    whole = withTemplate(client, build);
    const problem = problemOf(client, build, whole);
    if (problem !== undefined) return fail('BuildValidationFailed', problem);
  } catch (error) {
    // A template, an account or a secret that is not there.
    if (error instanceof ApiError) return fail('BuildValidationFailed', error.message);
    throw error;
  }
  try {
    const pod = client.create(podOf(environment, build, whole));
    writeStatus(client, build, buildStatus(build, pod, cluster.clock.now()));
    again(timeLeft(environment, client.get(buildKind, namespaceOf(build), nameOf(build))));
  } catch (error) {
    if (error instanceof ApiError) return fail('BuildExecuteFailed', error.message);
    throw error;
  }
}

/** The pod goes, and with it what it wrote. */
function stop({ client, cluster }: Environment, build: ApiObject, verdict: Verdict): void {
  const now = timestamp(cluster.clock.now());
  const podName = textAt(objectAt(build['status'], 'cluster'), 'podName');
  if (podName !== '' && client.find(podKind, namespaceOf(build), podName) !== undefined) {
    client.delete(podKind, namespaceOf(build), podName);
  }
  const status: Draft = { ...objectAt(build, 'status'), builder: 'Cluster', completionTime: now };
  writeStatus(client, build, { ...(status as ApiObject), ...succeeded(build, verdict, now) });
}

function isDone(build: ApiObject): boolean {
  const { status } = conditionOf(build, 'Succeeded') ?? { status: 'Unknown' };
  return status !== 'Unknown' || textAt(build.metadata, 'deletionTimestamp') !== '' || uidOf(build) === '';
}

/** Go reads the key in any case. */
function isCancelled(build: ApiObject): boolean {
  return ['Status', 'status'].some((key) => member(build['spec'], key) === 'BuildCancelled');
}

function cancelled(build: ApiObject): Verdict {
  const message = `Build ${JSON.stringify(nameOf(build))} was cancelled`;
  return { status: 'False', reason: 'BuildCancelled', message };
}

function timedOut(build: ApiObject): Verdict {
  const within = JSON.stringify(formatDuration(timeoutOf(build)));
  const message = `Build ${JSON.stringify(nameOf(build))} failed to finish within ${within}`;
  return { status: 'False', reason: 'BuildTimeout', message };
}

/** Milliseconds. */
function timeLeft({ cluster }: Environment, build: ApiObject): number {
  const start = Date.parse(textAt(build['status'], 'startTime'));
  return start + Number(timeoutOf(build) / 1_000_000n) - cluster.clock.now();
}

/** Nanoseconds. */
function timeoutOf(build: ApiObject): bigint {
  return parseDuration(textAt(build['spec'], 'timeout') || '10m') ?? 600_000_000_000n;
}
