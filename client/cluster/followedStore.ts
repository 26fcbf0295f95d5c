/**
 * What is read of a cluster together, as it is now, for as long as somebody looks. Follows the connection from context to
 * context, and tries again where the cluster does not answer.
 */
import type { Freshness } from './collection.ts';
import type { Connection } from './connection.ts';
import { isTransient, type ClusterError } from './errors.ts';
import type { Session } from './session.ts';
import type { Lease } from './watches.ts';

/** The states that everything followed has. */
export type FollowedState =
  /** Nobody looks, or there is no connection. */
  | { readonly phase: 'idle' }
  | { readonly phase: 'loading'; readonly context: string }
  /** Nothing could be read. */
  | { readonly phase: 'failed'; readonly context: string; readonly error: ClusterError };

/** What is watched in one scope of a session. */
export interface Followed<State> {
  /** Released by whoever follows. */
  readonly leases: readonly Lease[];
  /** What they say together; asked for anew whenever one of them changes. */
  readonly read: () => State;
}

/** @param namespace all namespaces without one */
export type Follow<State> = (session: Session, namespace: string | undefined) => Followed<State>;

interface Following {
  readonly session: Session;
  readonly namespace: string | undefined;
  readonly stop: () => void;
}

/** @typeParam Own the states that only this one has */
export class FollowedStore<Own> {
  readonly #connection: Connection;
  readonly #open: Follow<FollowedState | Own>;
  readonly #firstRetry: number;
  readonly #listeners = new Set<(state: FollowedState | Own) => void>();
  readonly #stopListening: () => void;
  #viewers = 0;
  #following: Following | undefined;
  #state: FollowedState | Own = { phase: 'idle' };
  #attempts = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(connection: Connection, open: Follow<FollowedState | Own>, firstRetryMilliseconds = 2000) {
    this.#connection = connection;
    this.#open = open;
    this.#firstRetry = firstRetryMilliseconds;
    this.#stopListening = connection.onChange(() => {
      if (this.#viewers > 0) this.#follow();
    });
  }

  get state(): FollowedState | Own {
    return this.#state;
  }

  onChange(listener: (state: FollowedState | Own) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Somebody looks, until the returned function is called. */
  view(): () => void {
    this.#viewers++;
    if (this.#viewers === 1) this.#follow();
    let looking = true;
    return () => {
      if (!looking) return;
      looking = false;
      this.#viewers--;
      if (this.#viewers === 0) this.#rest();
    };
  }

  dispose(): void {
    this.#stopListening();
    this.#rest();
    this.#listeners.clear();
  }

  #follow(): void {
    const { state, namespace } = this.#connection;
    switch (state.phase) {
      case 'idle':
        // Its failure is told by the connection's state.
        this.#connection.session().catch(() => undefined);
        return;
      case 'connecting':
        this.#unfollow();
        return this.#setState({ phase: 'loading', context: state.context });
      case 'failed':
        this.#unfollow();
        this.#setState({ phase: 'failed', context: state.context, error: state.error });
        if (isTransient(state.error)) this.#tryAgainLater(state.error.retryAfter);
        return;
      case 'connected':
        this.#attempts = 0;
        if (this.#following?.session === state.session && this.#following.namespace === namespace) return;
        this.#unfollow();
        this.#start(state.session, namespace);
    }
  }

  /** Whoever looks at a cluster that does not answer sees it come back. */
  #tryAgainLater(wanted: number | undefined): void {
    clearTimeout(this.#retry);
    const delay = wanted ?? Math.min(this.#firstRetry * 2 ** this.#attempts++, longestRetry);
    this.#retry = setTimeout(() => {
      if (this.#connection.state.phase === 'failed') this.#connection.reconnect();
    }, delay);
  }

  #start(session: Session, namespace: string | undefined): void {
    const { leases, read } = this.#open(session, namespace);
    const update = (): void => this.#setState(read());
    const stops = leases.map(({ collection }) => collection.onChange(update));
    const stop = (): void => {
      for (const one of stops) one();
      for (const one of leases) one.release();
    };
    this.#following = { session, namespace, stop };
    update();
  }

  #rest(): void {
    this.#unfollow();
    this.#setState({ phase: 'idle' });
  }

  #unfollow(): void {
    clearTimeout(this.#retry);
    this.#following?.stop();
    this.#following = undefined;
  }

  #setState(state: FollowedState | Own): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** Milliseconds. */
const longestRetry = 60_000;

/** What keeps one of them from being up to date. */
export function troubleOf(leases: readonly Lease[]): ClusterError | undefined {
  return leases
    .map(({ collection }) => collection.freshness)
    .find((one): one is Extract<Freshness, { phase: 'stale' }> => one.phase === 'stale')?.error;
}

/** What one kind has, where it is served. */
export function objectsOf(lease: Lease | undefined): ReturnType<Lease['collection']['objects']> {
  return lease?.collection.objects() ?? [];
}
