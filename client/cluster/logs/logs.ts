/**
 * The log lines of all pods of a revision or a service as one stream, followed while pods come and go; a pod that is
 * gone keeps its lines, one that comes (again) is joined. No line comes twice.
 */
import { listAt, member, textAt } from '#knative/json.ts';
import type { Api } from '../api.ts';
import type { Collection } from '../collection.ts';
import { ClusterError } from '../errors.ts';
import { Position, readContainer, type LogLine } from './containerLog.ts';
import type { ApiResource, KubeObject } from '../object.ts';
import { rest } from '../rest.ts';

export type { LogLine } from './containerLog.ts';

export interface LogOptions {
  readonly api: Api;
  readonly pod: ApiResource;
  readonly pods: Collection;
  /** Which pods of the collection. */
  readonly matches: (pod: KubeObject) => boolean;
  /** `user-container`, `queue-proxy` …; of each pod its first where absent. */
  readonly container?: string;
  /** How many lines of each pod from before. */
  readonly tailLines: number;
  readonly onLine: (line: LogLine) => void;
  /** A pod's log began, ended, or cannot be read. */
  readonly onNote: (note: LogNote) => void;
}

export type LogNote =
  | { readonly kind: 'joined' | 'ended'; readonly pod: string }
  | { readonly kind: 'failed'; readonly pod: string; readonly error: ClusterError }
  /** No pod runs now. */
  | { readonly kind: 'idle' };

/** Milliseconds before a log that cannot be read is asked for again. */
const retryDelay = 2000;

/** Follows until the signal says to stop. */
export async function followLogs(options: LogOptions, signal: AbortSignal): Promise<void> {
  const following = new Map<string, Promise<void>>();
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  let idle = false;
  const look = (): void => {
    const running = options.pods.objects().filter((pod) => options.matches(pod) && hasStarted(pod));
    for (const pod of running) {
      const key = pod.metadata.uid ?? pod.metadata.name;
      if (!following.has(key)) following.set(key, followPod(options, pod, signal));
    }
    if (running.length === 0 && !idle && options.pods.complete) options.onNote({ kind: 'idle' });
    idle = running.length === 0;
  };
  const stopListening = options.pods.onChange(look);
  look();
  if (!signal.aborted) await stopped;
  stopListening();
  await Promise.allSettled(following.values());
}

async function followPod(options: LogOptions, pod: KubeObject, signal: AbortSignal): Promise<void> {
  const { name, uid } = pod.metadata;
  const position = new Position();
  options.onNote({ kind: 'joined', pod: name });
  while (!signal.aborted) {
    const before = podNow(options, uid);
    const isOver = before === undefined || hasEnded(before);
    try {
      const container = options.container ?? firstContainer(pod);
      const from = { ...options, pod, resource: options.pod, container, isOver };
      await readContainer(from, position, signal);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (signal.aborted || error.reason === 'aborted') return;
      if (error.reason === 'notFound') break;
      options.onNote({ kind: 'failed', pod: name, error });
    }
    const now = podNow(options, uid);
    if (now === undefined || (isOver && hasEnded(now))) break;
    // What ended meanwhile is read once more: only then its last line is whole.
    await rest(hasEnded(now) ? 0 : retryDelay, signal);
  }
  if (!signal.aborted) options.onNote({ kind: 'ended', pod: name });
}

function podNow({ pods }: LogOptions, uid: string | undefined): KubeObject | undefined {
  return pods.objects().find(({ metadata }) => metadata.uid === uid);
}

/** The container that Knative or the pod's author marked as the one to look at, else the first. */
function firstContainer({ metadata, spec }: KubeObject): string {
  const marked = metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  return marked ?? textAt(listAt(spec, 'containers')[0], 'name');
}

function hasStarted({ status }: KubeObject): boolean {
  return listAt(status, 'containerStatuses').some((one) => {
    const state = member(one, 'state');
    return member(state, 'running') !== undefined || member(state, 'terminated') !== undefined;
  });
}

function hasEnded({ status }: KubeObject): boolean {
  const phase = textAt(status, 'phase');
  return phase === 'Succeeded' || phase === 'Failed';
}
