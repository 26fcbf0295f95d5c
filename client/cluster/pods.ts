/** A pod in a few words: what it is doing, and what keeps it from being ready. */
import { isObject, listAt, member, numberAt, textAt, type Json } from '#knative/json.ts';
import type { KubeObject } from './object.ts';

export interface LivePod {
  readonly object: KubeObject;
  readonly name: string;
  /** As `kubectl get pods` says it: Running, Pending, CrashLoopBackOff, Terminating … */
  readonly state: string;
  readonly ready: boolean;
  readonly restarts: number;
  /** What Kubernetes says of the container that is in trouble; '' where none is. */
  readonly message: string;
  readonly created: string;
}

export function podOf(object: KubeObject): LivePod {
  const statuses = containerStatuses(object.status);
  const trouble = statuses.map(troubleOf).find((one) => one !== undefined);
  const phase = textAt(object.status, 'phase') || 'Unknown';
  return {
    object,
    name: object.metadata.name,
    state: object.metadata.deletionTimestamp === undefined ? (trouble?.reason ?? phase) : 'Terminating',
    ready: isReady(object.status),
    restarts: statuses.reduce<number>((sum, status) => sum + (numberAt(status, 'restartCount') ?? 0), 0),
    message: trouble?.message ?? '',
    created: object.metadata.creationTimestamp ?? '',
  };
}

function containerStatuses(status: Json | undefined): readonly Json[] {
  return ['initContainerStatuses', 'containerStatuses'].flatMap((key) => listAt(status, key));
}

/** A container that waits for something other than its turn, or ended badly. */
function troubleOf(status: Json): { readonly reason: string; readonly message: string } | undefined {
  const state = member(status, 'state');
  const waiting = member(state, 'waiting');
  const reason = textAt(waiting, 'reason');
  if (reason !== '' && reason !== 'ContainerCreating' && reason !== 'PodInitializing') {
    return { reason, message: textAt(waiting, 'message') };
  }
  const terminated = member(state, 'terminated');
  const exitCode = numberAt(terminated, 'exitCode');
  if (terminated === undefined || exitCode === 0) return undefined;
  return { reason: textAt(terminated, 'reason') || 'Error', message: textAt(terminated, 'message') };
}

function isReady(status: Json | undefined): boolean {
  return listAt(status, 'conditions').some(
    (condition) => isObject(condition) && condition['type'] === 'Ready' && condition['status'] === 'True',
  );
}
