/** The status of a Deployment, made of that of its ReplicaSet (k8s.io/kubernetes pkg/controller/deployment/progress.go, sync.go). */
import { conditionOf, conditionsOf } from '#knative/conditions.ts';
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import { timestamp } from '../../clock.ts';
import { type ApiObject, listAt, nameOf, numberAt, textAt } from '../../api/object.ts';

interface Mark {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** As soon as the ReplicaSet is there. */
export function firstStatus(before: JsonObject, name: string, now: number): JsonObject {
  const message = `Created new replica set ${JSON.stringify(name)}`;
  const mark: Mark = { type: 'Progressing', status: 'True', reason: 'NewReplicaSetCreated', message };
  return { ...before, conditions: withMark(listAt(before, 'conditions'), mark, now) };
}

export function deploymentStatus(deployment: ApiObject, set: ApiObject, now: number): JsonObject {
  const wanted = numberAt(deployment['spec'], 'replicas') ?? 1;
  const count = (key: string): number => numberAt(set['status'], key) ?? 0;
  const [replicas, ready, available] = [
    count('replicas'),
    count('readyReplicas'),
    count('availableReplicas'),
  ];
  const status: JsonObject = {
    observedGeneration: numberAt(deployment.metadata, 'generation') ?? 1,
    ...(replicas > 0 && { replicas, updatedReplicas: replicas }),
    ...(ready > 0 && { readyReplicas: ready }),
    ...(available > 0 && { availableReplicas: available }),
    ...(wanted > available && { unavailableReplicas: wanted - available }),
    terminatingReplicas: 0,
  };
  const marks = [availability(available >= wanted), progress(deployment, set, status, now)];
  let conditions: readonly Json[] = listAt(deployment['status'], 'conditions');
  for (const mark of marks) if (mark !== undefined) conditions = withMark(conditions, mark, now);
  return { ...status, conditions };
}

function availability(isAvailable: boolean): Mark {
  return isAvailable
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

/** Undefined: it stays as it was said last. */
function progress(deployment: ApiObject, set: ApiObject, status: JsonObject, now: number): Mark | undefined {
  const name = JSON.stringify(nameOf(set));
  const mark = (reason: string, message: string, is: Mark['status'] = 'True'): Mark => ({
    type: 'Progressing',
    status: is,
    reason,
    message: `ReplicaSet ${name} ${message}`,
  });
  const wanted = numberAt(deployment['spec'], 'replicas') ?? 1;
  const before = conditionOf(deployment, 'Progressing');
  const wasComplete = before?.reason === 'NewReplicaSetAvailable';
  if (
    (numberAt(status, 'availableReplicas') ?? 0) === wanted &&
    (numberAt(status, 'replicas') ?? 0) === wanted
  ) {
    return wasComplete ? undefined : mark('NewReplicaSetAvailable', 'has successfully progressed.');
  }
  const rose = (key: string): boolean =>
    (numberAt(status, key) ?? 0) > (numberAt(deployment['status'], key) ?? 0);
  if (wasComplete) return undefined;
  if (rose('updatedReplicas') || rose('readyReplicas') || rose('availableReplicas')) {
    return mark('ReplicaSetUpdated', 'is progressing.');
  }
  const left = secondsToDeadline(deployment, objectWithConditions(deployment), now);
  return left !== undefined && left <= 0
    ? mark('ProgressDeadlineExceeded', 'has timed out progressing.', 'False')
    : undefined;
}

/** How long it may still take before it has failed; undefined where it has arrived or failed already. */
export function secondsToDeadline(
  deployment: ApiObject,
  status: JsonObject,
  now: number,
): number | undefined {
  const progressing = listAt(status, 'conditions').find((one) => textAt(one, 'type') === 'Progressing');
  const reason = textAt(progressing, 'reason');
  if (
    progressing === undefined ||
    reason === 'NewReplicaSetAvailable' ||
    reason === 'ProgressDeadlineExceeded'
  ) {
    return undefined;
  }
  const deadline = numberAt(deployment['spec'], 'progressDeadlineSeconds') ?? 600;
  return Math.ceil((Date.parse(textAt(progressing, 'lastUpdateTime')) + deadline * 1000 - now) / 1000);
}

function objectWithConditions(deployment: ApiObject): JsonObject {
  return { conditions: listAt(deployment['status'], 'conditions') };
}

/** What changes goes to the end of the list. */
function withMark(conditions: readonly Json[], mark: Mark, now: number): readonly Json[] {
  const time = timestamp(now);
  const before = conditionsOf({ status: { conditions } }).find(({ type }) => type === mark.type);
  if (before !== undefined && before.status === mark.status && before.reason === mark.reason)
    return conditions;
  const isSameStatus = before?.status === mark.status;
  const rest = conditions.filter((one) => isObject(one) && one['type'] !== mark.type);
  const lastTransitionTime = isSameStatus ? before.lastTransitionTime : time;
  return [...rest, { ...mark, lastUpdateTime: time, lastTransitionTime }];
}
