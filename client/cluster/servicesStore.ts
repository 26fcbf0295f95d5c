/**
 * The Services of the chosen namespaces as they are now, for as long as somebody looks: views, the status bar and the
 * language server share it. Follows the connection from context to context.
 */
import { text } from '#knative/text.ts';
import type { Collection, Freshness } from './collection.ts';
import type { Connection } from './connection.ts';
import { ClusterError, isTransient } from './errors.ts';
import type { ApiResource } from './object.ts';
import { joinServices, type LiveService } from './services.ts';
import type { Session } from './session.ts';
import type { Lease } from './watches.ts';

export type ServicesState =
  /** Nobody looks. */
  | { readonly phase: 'idle' }
  | { readonly phase: 'loading'; readonly context: string }
  | {
      readonly phase: 'known';
      readonly context: string;
      readonly session: Session;
      readonly services: readonly LiveService[];
      /** What keeps it from being up to date; undefined while it is. */
      readonly trouble: ClusterError | undefined;
    }
  /** Nothing could be read. */
  | { readonly phase: 'failed'; readonly context: string; readonly error: ClusterError };

interface Following {
  readonly session: Session;
  readonly namespace: string | undefined;
  readonly leases: Readonly<Record<'services' | 'revisions' | 'pods', Lease>> & {
    readonly autoscalers: Lease | undefined;
  };
  readonly stop: () => void;
}

export class ServicesStore {
  readonly #connection: Connection;
  readonly #listeners = new Set<(state: ServicesState) => void>();
  #viewers = 0;
  #following: Following | undefined;
  #state: ServicesState = { phase: 'idle' };
  readonly #stopListening: () => void;

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

  get state(): ServicesState {
    return this.#state;
  }

  onChange(listener: (state: ServicesState) => void): () => void {
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
        this.#setState({ phase: 'loading', context: state.context });
        return;
      case 'failed':
        this.#unfollow();
        this.#setState({ phase: 'failed', context: state.context, error: state.error });
        if (isTransient(state.error)) this.#tryAgainLater(state.error.retryAfter);
        return;
      case 'connected': {
        const { session } = state;
        this.#attempts = 0;
        if (this.#following?.session === session && this.#following.namespace === namespace) return;
        this.#unfollow();
        this.#start(session, namespace);
      }
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
    const { serving, served, watches, context } = session;
    const pod = served.find('v1', 'Pod');
    if (serving === undefined || pod === undefined) {
      const error = new ClusterError('notFound', text('Knative Serving is not installed in this cluster.'));
      this.#setState({ phase: 'failed', context: context.name, error });
      return;
    }
    const autoscaler = served.find('autoscaling.internal.knative.dev/v1alpha1', 'PodAutoscaler');
    const lease = (resource: ApiResource): Lease => watches.lease(resource, namespace);
    const leases = {
      services: lease(serving.service),
      revisions: lease(serving.revision),
      pods: lease(pod),
      autoscalers: autoscaler === undefined ? undefined : lease(autoscaler),
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
    const { services, revisions, pods, autoscalers } = leases;
    const { freshness, complete } = services.collection;
    if (!complete && freshness.phase === 'stale') {
      this.#setState({ phase: 'failed', context, error: freshness.error });
      return;
    }
    // A service is not shown without its revisions, unless they cannot be had.
    if (!complete || isLoading(revisions.collection)) {
      this.#setState({ phase: 'loading', context });
      return;
    }
    this.#setState({
      phase: 'known',
      context,
      session,
      services: joinServices({
        services: services.collection.objects(),
        revisions: revisions.collection.objects(),
        pods: pods.collection.objects(),
        autoscalers: autoscalers?.collection.objects() ?? [],
      }),
      trouble: troubleOf([services, revisions].map(({ collection }) => collection.freshness)),
    });
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

  #setState(state: ServicesState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

function isLoading({ complete, freshness }: Collection): boolean {
  return !complete && freshness.phase !== 'stale';
}

/** Milliseconds. */
const longestRetry = 60_000;

function troubleOf(all: readonly Freshness[]): ClusterError | undefined {
  const stale = all.find((one): one is Extract<Freshness, { phase: 'stale' }> => one.phase === 'stale');
  return stale?.error;
}
