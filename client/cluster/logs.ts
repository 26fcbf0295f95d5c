/**
 * The log lines of all pods of a revision or a service as one stream, followed while pods come and go; a pod that is
 * gone keeps its lines, one that comes (again) is joined. No line comes twice.
 */
import { listAt, member, textAt } from '#knative/json.ts';
import type { Api } from './api.ts';
import type { Collection } from './collection.ts';
import { ClusterError } from './errors.ts';
import { pathOf, type ApiResource, type KubeObject } from './object.ts';
import { rest } from './rest.ts';

export interface LogLine {
  /** RFC 3339 with nanoseconds, as the kubelet wrote it. */
  readonly time: string;
  readonly pod: string;
  readonly container: string;
  readonly text: string;
}

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
    try {
      await readOn(options, pod, position, signal);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (signal.aborted || error.reason === 'aborted') return;
      if (error.reason === 'notFound') break;
      options.onNote({ kind: 'failed', pod: name, error });
    }
    const now = options.pods.objects().find(({ metadata }) => metadata.uid === uid);
    if (now === undefined || hasEnded(now)) break;
    await rest(retryDelay, signal);
  }
  if (!signal.aborted) options.onNote({ kind: 'ended', pod: name });
}

async function readOn(
  { api, pod: resource, container, tailLines, onLine }: LogOptions,
  pod: KubeObject,
  position: Position,
  signal: AbortSignal,
): Promise<void> {
  const chosen = container ?? firstContainer(pod);
  const query = {
    follow: true,
    timestamps: true,
    container: chosen,
    ...(position.second === undefined ? { tailLines } : { sinceTime: position.second }),
  };
  const path = `${pathOf(resource, pod.metadata.namespace, pod.metadata.name)}/log`;
  const isRepeated = position.repeated();
  for await (const line of await api.lines({ path, query, signal })) {
    const [time, text] = splitTime(line);
    if (isRepeated(time)) continue;
    if (time !== '') position.record(time);
    onLine({ time, text, pod: pod.metadata.name, container: chosen });
  }
}

/**
 * How far a log was read. It can be asked for from a whole second on only, so the lines of the last second come again
 * and are left out, one by one.
 */
class Position {
  /** RFC 3339 without a fraction; undefined before the first line. */
  second: string | undefined;
  /** When each line of that second was written. */
  #times: string[] = [];

  record(time: string): void {
    const second = secondOf(time);
    if (second !== this.second) this.#times = [];
    this.second = second;
    this.#times.push(time);
  }

  /** Says of each line of a log that is read again whether it was there before. */
  repeated(): (time: string) => boolean {
    const times = [...this.#times];
    let next = 0;
    return (time) => {
      if (times[next] !== time) return false;
      next++;
      return true;
    };
  }
}

function splitTime(line: string): readonly [string, string] {
  const space = line.indexOf(' ');
  const time = line.slice(0, space);
  return /^\d{4}-\d\d-\d\dT/.test(time) ? [time, line.slice(space + 1)] : ['', line];
}

function secondOf(time: string): string {
  return time.replace(/\.\d+/, '');
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
