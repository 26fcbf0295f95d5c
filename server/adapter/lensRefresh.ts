/**
 * Has the client ask for its lenses again when they would say something else without an edit of their own document:
 * users of a template came or went elsewhere, or the cluster changed.
 */
import type { Snapshot } from '../model/snapshot.ts';

export interface LensRefreshOptions {
  readonly snapshot: Snapshot;
  /** Sends `workspace/codeLens/refresh`; undefined where the client does not know it. */
  readonly refresh: (() => void) | undefined;
  /** Milliseconds without a change until it is looked whether lenses differ. */
  readonly rest?: number;
}

/** Returns what is to be called after every change. */
export function lensRefresh({ snapshot, refresh, rest = 500 }: LensRefreshOptions): () => void {
  if (refresh === undefined) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let known: string | undefined;
  const look = async (): Promise<void> => {
    const { dependencies } = await import('../features/codeLens.ts');
    const now = dependencies(snapshot);
    if (known !== undefined && now !== known) refresh();
    known = now;
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), rest);
    timer.unref();
  };
}
