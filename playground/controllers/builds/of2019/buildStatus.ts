/** The status of a build, read off its pod (build 0.3 pkg/builder/cluster/convert, BuildStatusFromPod). */
import { conditionOf } from '#knative/conditions.ts';
import { isObject, type Json, type JsonObject, member, numberAt } from '#knative/json.ts';
import { timestamp } from '../../../clock.ts';
import { type ApiObject, listAt, nameOf, namespaceOf, objectAt, textAt } from '../../../api/object.ts';
import { sourcesOf } from './sources.ts';

export interface Verdict {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

export function buildStatus(build: ApiObject, pod: ApiObject, now: number): JsonObject {
  const states = listAt(pod['status'], 'initContainerStatuses');
  // The credentials' container and one for each source, whatever it is made of.
  const steps = states.slice(1 + sourcesOf(build).length);
  return {
    builder: 'Cluster',
    cluster: { namespace: namespaceOf(pod), podName: nameOf(pod) },
    startTime: textAt(pod.metadata, 'creationTimestamp'),
    ...(steps.length > 0 && { stepStates: steps.map((one) => objectAt(one, 'state')) }),
    stepsCompleted: steps
      .filter((one) => isObject(member(objectAt(one, 'state'), 'terminated')))
      .map((one) => textAt(one, 'name')),
    ...succeeded(build, verdictOf(pod), timestamp(now)),
  };
}

/** The one condition; its time is that of its last change. */
export function succeeded(build: ApiObject, { status, reason, message }: Verdict, now: string): JsonObject {
  const before = conditionOf(build, 'Succeeded');
  const isSame = before?.status === status && before.reason === reason && before.message === message;
  return {
    conditions: [
      {
        lastTransitionTime: isSame ? before.lastTransitionTime : now,
        ...(message !== '' && { message }),
        ...(reason !== '' && { reason }),
        status,
        type: 'Succeeded',
      },
    ],
  };
}

function verdictOf(pod: ApiObject): Verdict {
  switch (textAt(pod['status'], 'phase')) {
    case 'Succeeded':
      return { status: 'True', reason: '', message: '' };
    case 'Failed':
      return { status: 'False', reason: '', message: failure(pod) };
    case 'Running':
      return { status: 'Unknown', reason: 'Building', message: '' };
    default:
      return { status: 'Unknown', reason: 'Pending', message: waiting(pod) };
  }
}

function failure(pod: ApiObject): string {
  for (const one of initStatuses(pod)) {
    const code = numberAt(objectAt(objectAt(one, 'state'), 'terminated'), 'exitCode') ?? 0;
    if (code === 0) continue;
    const name = textAt(one, 'name');
    const look = `kubectl -n ${namespaceOf(pod)} logs ${nameOf(pod)} -c ${name}`;
    return `build step ${JSON.stringify(name)} exited with code ${code} (image: ${JSON.stringify(textAt(one, 'imageID'))}); for logs run: ${look}`;
  }
  return textAt(pod['status'], 'message') || 'build failed for unspecified reasons.';
}

function waiting(pod: ApiObject): string {
  for (const one of initStatuses(pod)) {
    const why = textAt(objectAt(objectAt(one, 'state'), 'waiting'), 'message');
    if (why !== '')
      return `build step ${JSON.stringify(textAt(one, 'name'))} is pending with reason ${JSON.stringify(why)}`;
  }
  for (const one of listAt(pod['status'], 'conditions')) {
    if (textAt(one, 'status') === 'True') continue;
    const [type, status, message] = ['type', 'status', 'message'].map((key) =>
      JSON.stringify(textAt(one, key)),
    );
    return `pod status ${type}:${status}; message: ${message}`;
  }
  return textAt(pod['status'], 'message') || 'Pending';
}

function initStatuses(pod: ApiObject): readonly Json[] {
  return listAt(pod['status'], 'initContainerStatuses');
}
