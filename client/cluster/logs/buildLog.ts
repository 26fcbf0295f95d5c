/**
 * The log of a build as it is written: step after step, the tasks of a pipeline beside each other. Every step is read to
 * its end, and after a lost connection from where it was left.
 */
import { type BuildReading, type BuildStep, type BuildTask, isUnderWay } from '#knative/builds/build.ts';
import type { Api } from '../api.ts';
import { Position, readContainer, type ContainerLog, type LogLine } from './containerLog.ts';
import { ClusterError, isTransient } from '../errors.ts';
import type { ApiResource } from '../object.ts';
import { rest } from '../rest.ts';
import type { WatchedBuild } from '../watchBuild.ts';

export interface BuildLogOptions {
  readonly api: Api;
  /** How pods are served. */
  readonly pods: ApiResource;
  readonly build: WatchedBuild;
  /** Asks the cluster for it: a watch may not know yet what was just started. */
  readonly isThere: () => Promise<boolean>;
  /** Only these; all where absent. */
  readonly wants?: (task: BuildTask, step: BuildStep) => boolean;
  readonly onLine: (task: BuildTask, step: BuildStep, line: LogLine) => void;
  readonly onNote: (note: BuildLogNote) => void;
  /** How far each container was read; who keeps them can follow again later and reads on from there. */
  readonly positions?: Map<string, Position>;
  /** Milliseconds before a log that broke off, or cannot be read, is asked for again. */
  readonly retryDelay?: number;
}

export type BuildLogNote =
  | { readonly kind: 'begun' | 'lost'; readonly task: BuildTask; readonly step: BuildStep }
  /** `isWhole`: its log was read to the end. */
  | { readonly kind: 'ended'; readonly task: BuildTask; readonly step: BuildStep; readonly isWhole: boolean }
  | { readonly kind: 'failed'; readonly step: BuildStep; readonly error: ClusterError }
  /** Nothing has begun yet. */
  | { readonly kind: 'waiting'; readonly reading: BuildReading }
  /** The build has ended, and everything was read. */
  | { readonly kind: 'over'; readonly reading: BuildReading }
  /** It was deleted. */
  | { readonly kind: 'gone' };

/** Follows until the build is over, or the signal says to stop. */
export async function followBuild(options: BuildLogOptions, signal: AbortSignal): Promise<void> {
  const { build, onNote } = options;
  const following = new Map<string, Promise<void>>();
  const changes = changesOf(build, signal);
  let [hasWaited, wasSeen] = [false, false];
  try {
    while (!signal.aborted) {
      const { reading } = build;
      if (reading === undefined && build.complete && (wasSeen || !(await isThereNow(options, signal)))) break;
      if (reading !== undefined) {
        wasSeen = true;
        for (const task of reading.tasks) {
          const key = `${task.name} ${task.pod}`;
          if (task.pod === '' || following.has(key)) continue;
          following.set(key, followTask(options, key, signal));
        }
        if (following.size === 0 && isUnderWay(reading) && !hasWaited) {
          hasWaited = true;
          onNote({ kind: 'waiting', reading });
        }
        if (!isUnderWay(reading)) break;
      }
      await changes.next();
    }
  } finally {
    changes.stop();
  }
  await Promise.all(following.values());
  if (signal.aborted) return;
  const { reading } = build;
  onNote(reading === undefined ? { kind: 'gone' } : { kind: 'over', reading });
}

/** Asks until there is an answer. */
async function isThereNow(
  { build, isThere, retryDelay = 1000 }: BuildLogOptions,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted && build.reading === undefined) {
    try {
      return await isThere();
    } catch (error) {
      if (!(error instanceof ClusterError) || !isTransient(error)) throw error;
      await rest(retryDelay, signal);
    }
  }
  return true;
}

/** The steps of one task, one after the other. */
async function followTask(options: BuildLogOptions, key: string, signal: AbortSignal): Promise<void> {
  const { build, wants = () => true } = options;
  const read = new Set<string>();
  const changes = changesOf(build, signal);
  try {
    while (!signal.aborted) {
      const { reading } = build;
      const task = reading?.tasks.find((one) => `${one.name} ${one.pod}` === key);
      if (reading === undefined || task === undefined) return;
      const next = task.steps.find(
        (step) => isReadable(step) && !read.has(step.container) && wants(task, step),
      );
      if (next !== undefined) {
        read.add(next.container);
        await followStep(options, task, next, signal);
      } else if (!isUnderWay(reading) || task.ended !== '') return;
      else await changes.next();
    }
  } finally {
    changes.stop();
  }
}

function isReadable({ state }: BuildStep): boolean {
  return state !== 'waiting' && state !== 'skipped';
}

async function followStep(
  options: BuildLogOptions,
  task: BuildTask,
  step: BuildStep,
  signal: AbortSignal,
): Promise<void> {
  const { api, pods, build, onLine, onNote, positions, retryDelay = 1000 } = options;
  const key = `${step.pod}/${step.container}`;
  const position = positions?.get(key) ?? new Position();
  positions?.set(key, position);
  onNote({ kind: 'begun', task, step });
  const namespace = build.reading?.namespace ?? '';
  const log = (isOver: boolean): ContainerLog => ({
    api,
    isOver,
    resource: pods,
    pod: { metadata: { name: step.pod, namespace } },
    container: step.container,
    onLine: (line: LogLine) => onLine(task, step, line),
  });
  for (let failures = 0, isWhole = false; ;) {
    const wasOver = isOver(build, step);
    try {
      await readContainer(log(wasOver), position, signal);
      failures = 0;
      // What was over before it was read was read to its end.
      isWhole = wasOver;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (signal.aborted || error.reason === 'aborted') return;
      if (error.reason === 'notFound') return onNote({ kind: 'lost', task, step: nowOf(build, step) });
      onNote({ kind: 'failed', step, error });
      failures = isTransient(error) ? failures + 1 : mostFailures;
    }
    if (isWhole || (wasOver && failures >= mostFailures))
      return onNote({ kind: 'ended', task, step: nowOf(build, step), isWhole });
    // Its end is told a little later by the watch.
    await rest(!isOver(build, step) || failures > 0 ? retryDelay : 0, signal);
    if (signal.aborted) return;
  }
}

/** How often in a row the log of what is over may fail to be read. */
const mostFailures = 20;

/** Also what is not told of any more: its task is tried again in another pod, or the build is gone. */
function isOver(build: WatchedBuild, step: BuildStep): boolean {
  if (build.reading === undefined) return build.complete;
  const now = stepNow(build, step);
  return now === undefined || now.ended !== '';
}

/** The step as it is now; as it was last where it is gone. */
function nowOf(build: WatchedBuild, step: BuildStep): BuildStep {
  return stepNow(build, step) ?? step;
}

function stepNow({ reading }: WatchedBuild, step: BuildStep): BuildStep | undefined {
  const steps = reading?.tasks.flatMap((task) => task.steps) ?? [];
  return steps.find(({ pod, container }) => pod === step.pod && container === step.container);
}

/** Waits for changes; one that came while nobody waited is not lost. */
function changesOf(build: WatchedBuild, signal: AbortSignal): { next(): Promise<void>; stop(): void } {
  let hasChanged = false;
  let wake: (() => void) | undefined;
  const tell = (): void => {
    hasChanged = true;
    wake?.();
  };
  const stopListening = build.onChange(tell);
  signal.addEventListener('abort', tell, { once: true });
  return {
    async next() {
      if (!hasChanged) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
      hasChanged = false;
      wake = undefined;
    },
    stop() {
      stopListening();
      signal.removeEventListener('abort', tell);
    },
  };
}
