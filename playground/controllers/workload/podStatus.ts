/** The status of a pod in each stage of its life, as a kubelet reports it. */
import type { JsonObject } from '#knative/json.ts';
import { timestamp } from '../../clock.ts';
import { type ApiObject, listAt, objectAt, textAt } from '../../api/object.ts';

/** What a container does; the proxy beside it runs once the pod has started. */
export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly ready: boolean; readonly since: number };

export interface PodStage {
  /** Of the user's containers. */
  readonly user: ContainerState;
  readonly proxy: ContainerState;
  readonly restarts: number;
  /** How the user's container ended last. */
  readonly ended?: { readonly exitCode: number; readonly message: string; readonly at: number };
  readonly started: number;
  readonly ip: string;
}

const host = '192.0.2.2';

export function podStatus(pod: ApiObject, stage: PodStage, now: number): JsonObject {
  const ready = isRunning(stage.user) && isRunning(stage.proxy) && stage.user.ready && stage.proxy.ready;
  const statuses = listAt(pod['spec'], 'containers').map((container) =>
    containerStatus(container as JsonObject, stage),
  );
  const unready = statuses.filter(({ ready: is }) => is !== true).map((one) => textAt(one, 'name'));
  const why = `containers with unready status: [${unready.join(' ')}]`;
  const is = (type: string, status: boolean, reason = '', message = ''): JsonObject =>
    condition(pod, { type, status: status ? 'True' : 'False', reason, message }, now);
  return {
    ...objectAt(pod, 'status'),
    phase: isRunning(stage.user) || stage.restarts > 0 || isRunning(stage.proxy) ? 'Running' : 'Pending',
    conditions: [
      ready ? is('Ready', true) : is('Ready', false, 'ContainersNotReady', why),
      ready ? is('ContainersReady', true) : is('ContainersReady', false, 'ContainersNotReady', why),
      is('PodScheduled', true),
      is('Initialized', true),
    ],
    hostIP: host,
    podIP: stage.ip,
    podIPs: [{ ip: stage.ip }],
    startTime: timestamp(stage.started),
    containerStatuses: statuses,
    qosClass: 'Burstable',
  };
}

/** A pod that has found a node. */
export function scheduledStatus(pod: ApiObject, now: number): JsonObject {
  const scheduled = { type: 'PodScheduled', status: 'True', reason: '', message: '' };
  return { ...objectAt(pod, 'status'), conditions: [condition(pod, scheduled, now)], qosClass: 'Burstable' };
}

/** A pod that has found none. */
export function unschedulableStatus(pod: ApiObject, message: string, now: number): JsonObject {
  const mark = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  return { ...objectAt(pod, 'status'), phase: 'Pending', conditions: [condition(pod, mark, now)] };
}

function isRunning(state: ContainerState): state is Extract<ContainerState, { kind: 'running' }> {
  return state.kind === 'running';
}

function containerStatus(container: JsonObject, stage: PodStage): JsonObject {
  const isProxy = container['name'] === 'queue-proxy';
  const state = isProxy ? stage.proxy : stage.user;
  const image = textAt(container, 'image');
  const ended = isProxy ? undefined : stage.ended;
  return {
    name: container['name'] ?? '',
    state: stateOf(state),
    lastState: ended === undefined ? {} : { terminated: terminated(ended) },
    ready: isRunning(state) && state.ready,
    restartCount: isProxy ? 0 : stage.restarts,
    image,
    imageID: isRunning(state) || stage.restarts > 0 ? image : '',
    started: isRunning(state),
  };
}

function stateOf(state: ContainerState): JsonObject {
  if (isRunning(state)) return { running: { startedAt: timestamp(state.since) } };
  const { reason, message } = state;
  return { waiting: { reason, ...(message !== undefined && { message }) } };
}

function terminated({ exitCode, message, at }: NonNullable<PodStage['ended']>): JsonObject {
  return {
    exitCode,
    reason: exitCode === 0 ? 'Completed' : 'Error',
    message,
    startedAt: timestamp(at),
    finishedAt: timestamp(at),
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
