/**
 * A controller: hears of changes, puts the keys of what it has to look at into a queue, and works that off through the
 * clock, each key a little while after it came in, so that a test steps through what a watcher of a real cluster sees.
 */
import type { Clock } from '../clock.ts';
import { apiVersionOf } from '../api/kinds/kind.ts';
import { nameOf, namespaceOf } from '../api/object.ts';
import { ApiError } from '../api/status.ts';
import type { Change } from '../api/store/store.ts';
import type { Environment } from './environment.ts';

export interface Key {
  readonly namespace: string;
  readonly name: string;
}

export interface Controller {
  /** Milliseconds between a change and the look at what it concerns: the time a watch, a queue and a request take. */
  readonly delay: number;
  /** What to look at because of a change of this object; `kind` as in `'v1 Pod'`. */
  readonly keysOf: (kind: string, change: Change) => readonly Key[];
  /** Hears of what is to be looked at from elsewhere than from changes. */
  readonly listen?: (add: (key: Key) => void) => void;
  /** Compares what is with what should be; may ask to be called again. */
  readonly reconcile: (key: Key, again: (milliseconds: number) => void) => void;
}

/** Attempts after which a key is left alone until something changes. */
const mostAttempts = 8;

/** The function returned ends it. */
export function runController({ cluster }: Environment, controller: Controller): () => void {
  const queue = workQueue(cluster.clock, controller);
  controller.listen?.((key) => queue.add(key, 0));
  const unsubscribe = cluster.store.subscribe((change) => {
    const kind = `${apiVersionOf(change.kind)} ${change.kind.kind}`;
    for (const key of controller.keysOf(kind, change)) queue.add(key, controller.delay);
  });
  return () => {
    unsubscribe();
    queue.stop();
  };
}

/** The key of an object itself. */
export function keyOf({ object }: Change): Key {
  return { namespace: namespaceOf(object), name: nameOf(object) };
}

function workQueue(
  clock: Clock,
  { reconcile }: Controller,
): { add: (key: Key, delay: number) => void; stop: () => void } {
  const due = new Map<string, { readonly at: number; readonly stop: () => void }>();
  const attempts = new Map<string, number>();
  const work = (key: Key, id: string): void => {
    due.delete(id);
    try {
      reconcile(key, (milliseconds) => add(key, milliseconds));
      attempts.delete(id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // What the API server refuses may go through when others have done their part.
      const attempt = (attempts.get(id) ?? 0) + 1;
      attempts.set(id, attempt);
      if (attempt < mostAttempts) add(key, 10 * 2 ** attempt);
    }
  };
  const add = (key: Key, delay: number): void => {
    const id = `${key.namespace}/${key.name}`;
    const at = clock.now() + delay;
    const waiting = due.get(id);
    if (waiting !== undefined && waiting.at <= at) return;
    waiting?.stop();
    const timer = clock.after(delay, () => work(key, id));
    due.set(id, { at, stop: () => timer.stop() });
  };
  return {
    add,
    stop: () => {
      for (const { stop } of due.values()) stop();
      due.clear();
    },
  };
}
