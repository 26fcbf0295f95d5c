/** The status of a pod that works off its steps and is never started again (restartPolicy Never). */
import type { JsonObject } from '#knative/json.ts';
import { timestamp } from '../../../clock.ts';
import { type ApiObject, listAt, objectAt, textAt } from '../../../api/object.ts';
import { containerStatus, type Member } from './containers.ts';

export interface Circumstances {
  readonly started: number;
  readonly ip: string;
  readonly now: number;
}

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** While init containers run, a pod is pending. */
export function phaseOf(members: readonly Member[]): Phase {
  const main = members.filter(({ isInit }) => !isInit);
  const hasFailed = ({ state }: Member): boolean => state.kind === 'terminated' && state.exitCode !== 0;
  if (members.some((member) => member.isInit && hasFailed(member))) return 'Failed';
  if (main.every(({ state }) => state.kind === 'terminated'))
    return main.some(hasFailed) ? 'Failed' : 'Succeeded';
  return main.some(({ state }) => state.kind === 'waiting') ? 'Pending' : 'Running';
}

export function batchStatus(
  pod: ApiObject,
  members: readonly Member[],
  { started, ip, now }: Circumstances,
): JsonObject {
  const initial = members.filter(({ isInit }) => isInit);
  const main = members.filter(({ isInit }) => !isInit);
  const phase = phaseOf(members);
  const incomplete = initial.filter(({ state }) => state.kind !== 'terminated' || state.exitCode !== 0);
  const unready = main.filter(({ state }) => state.kind !== 'running');
  const named = (some: readonly Member[]): string => `[${some.map(({ name }) => name).join(' ')}]`;
  const isDone = phase === 'Succeeded';
  const is = (type: string, status: boolean, reason = '', message = ''): JsonObject =>
    condition(pod, { type, status: status ? 'True' : 'False', reason, message }, now);
  const readiness = (type: string): JsonObject => {
    if (isDone) return is(type, false, 'PodCompleted');
    if (unready.length === 0) return is(type, true);
    return is(type, false, 'ContainersNotReady', `containers with unready status: ${named(unready)}`);
  };
  return {
    ...objectAt(pod, 'status'),
    phase,
    conditions: [
      incomplete.length === 0
        ? is('Initialized', true, isDone ? 'PodCompleted' : '')
        : is(
            'Initialized',
            false,
            'ContainersNotInitialized',
            `containers with incomplete status: ${named(incomplete)}`,
          ),
      readiness('Ready'),
      readiness('ContainersReady'),
      is('PodScheduled', true),
    ],
    hostIP: '192.0.2.2',
    podIP: ip,
    podIPs: [{ ip }],
    startTime: timestamp(started),
    ...(initial.length > 0 && { initContainerStatuses: initial.map(containerStatus) }),
    containerStatuses: main.map(containerStatus),
    qosClass: 'BestEffort',
  };
}

interface Mark {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

function condition(pod: ApiObject, { type, status, reason, message }: Mark, now: number): JsonObject {
  const before = listAt(pod['status'], 'conditions').find((one) => textAt(one, 'type') === type);
  const isSame = before !== undefined && textAt(before, 'status') === status;
  return {
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime: isSame ? textAt(before, 'lastTransitionTime') : timestamp(now),
    ...(reason !== '' && { reason }),
    ...(message !== '' && { message }),
  };
}
