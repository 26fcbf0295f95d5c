/**
 * The builds of the chosen namespaces as they are now, for as long as somebody looks. Follows the connection from context
 * to context.
 */
import type { BuildReading } from '#knative/builds/build.ts';
import { buildKinds, type BuildKinds } from './buildKinds.ts';
import type { Freshness } from './collection.ts';
import type { Connection } from './connection.ts';
import { isTransient, type ClusterError } from './errors.ts';
import { joinBuilds, type Known } from './liveBuilds.ts';
import type { ApiResource, KubeObject } from './object.ts';
import type { Session } from './session.ts';
import type { Lease } from './watches.ts';

export type BuildsState =
  /** Nobody looks, or there is no connection. */
  | { readonly phase: 'idle' }
  /** The cluster serves neither Build nor Tekton. */
  | { readonly phase: 'absent'; readonly context: string }
  | { readonly phase: 'loading'; readonly context: string }
  | {
      readonly phase: 'known';
      readonly context: string;
      readonly session: Session;
      /** Newest first. */
      readonly builds: readonly BuildReading[];
      /** What keeps it from being up to date; undefined while it is. */
      readonly trouble: ClusterError | undefined;
    }
  /** Nothing could be read. */
  | { readonly phase: 'failed'; readonly context: string; readonly error: ClusterError };

interface Following {
  readonly session: Session;
  readonly namespace: string | undefined;
  readonly leases: Readonly<Record<keyof BuildKinds | 'pods', Lease | undefined>>;
  readonly stop: () => void;
}

export class BuildsStore {
  readonly #connection: Connection;
  readonly #listeners = new Set<(state: BuildsState) => void>();
  readonly #stopListening: () => void;
  #viewers = 0;
  #following: Following | undefined;
  #known: ReadonlyMap<string, Known> = new Map();
  #state: BuildsState = { phase: 'idle' };
  readonly #firstRetry: number;
  #attempts = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(connection: Connection, firstRetryMilliseconds = 2000) {
    this.#connection = connection;
    this.#firstRetry = firstRetryMilliseconds;
    this.#stopListening = connection.onChange(() => {
      if (this.#viewers > 0) this.#follow();
    });
  }

  get state(): BuildsState {
    return this.#state;
  }

  onChange(listener: (state: BuildsState) => void): () => void {
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
    const kinds = buildKinds(session.served);
    if (kinds === undefined) return this.#setState({ phase: 'absent', context: session.context.name });
    const lease = (resource: ApiResource | undefined): Lease | undefined =>
      resource && session.watches.lease(resource, namespace);
    const leases = {
      builds: lease(kinds.builds),
      taskRuns: lease(kinds.taskRuns),
      pipelineRuns: lease(kinds.pipelineRuns),
      pods: lease(session.served.find('v1', 'Pod')),
    };
    const all = Object.values(leases).filter((one) => one !== undefined);
    const stops = all.map(({ collection }) => collection.onChange(() => this.#update()));
    this.#following = {
      session,
      namespace,
      leases,
      stop() {
        for (const stop of stops) stop();
        for (const one of all) one.release();
      },
    };
    this.#update();
  }

  #update(): void {
    if (this.#following === undefined) return;
    const { session, leases } = this.#following;
    const context = session.context.name;
    const needed = [leases.builds, leases.taskRuns, leases.pipelineRuns].filter((one) => one !== undefined);
    const trouble = troubleOf(needed.map(({ collection }) => collection.freshness));
    const unread = needed.filter(({ collection }) => !collection.complete);
    if (unread.length > 0 && trouble === undefined) return this.#setState({ phase: 'loading', context });
    if (unread.length === needed.length && trouble !== undefined) {
      return this.#setState({ phase: 'failed', context, error: trouble });
    }
    const objectsOf = (key: keyof typeof leases): readonly KubeObject[] =>
      leases[key]?.collection.objects() ?? [];
    const objects = {
      builds: objectsOf('builds'),
      taskRuns: objectsOf('taskRuns'),
      pipelineRuns: objectsOf('pipelineRuns'),
      pods: objectsOf('pods'),
    };
    this.#known = joinBuilds(objects, this.#known);
    const builds = [...this.#known.values()].map(({ reading }) => reading);
    this.#setState({ phase: 'known', context, session, builds, trouble });
  }

  #rest(): void {
    this.#unfollow();
    this.#setState({ phase: 'idle' });
  }

  #unfollow(): void {
    clearTimeout(this.#retry);
    this.#following?.stop();
    this.#following = undefined;
    this.#known = new Map();
  }

  #setState(state: BuildsState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** Milliseconds. */
const longestRetry = 60_000;

function troubleOf(all: readonly Freshness[]): ClusterError | undefined {
  return all.find((one): one is Extract<Freshness, { phase: 'stale' }> => one.phase === 'stale')?.error;
}
