/**
 * Which cluster is looked at, if any: the chosen context and namespace and the session with it. Connects when somebody
 * needs it and never before; connects anew when the kubeconfig changes.
 */
import { ClusterError, errorOfConnection } from './errors.ts';
import { loadKubeconfig, watchKubeconfig, type Kubeconfig, type KubeconfigOptions } from './kubeconfig.ts';
import { connect, type Session } from './session.ts';

export type ConnectionState =
  /** Nobody has needed the cluster yet. */
  | { readonly phase: 'idle' }
  | { readonly phase: 'connecting'; readonly context: string }
  | { readonly phase: 'connected'; readonly context: string; readonly session: Session }
  | { readonly phase: 'failed'; readonly context: string; readonly error: ClusterError };

export interface Choice {
  /** The context; undefined for the kubeconfig's own. */
  readonly context?: string;
  /** The namespace, '' for all; undefined for the context's own. */
  readonly namespace?: string;
}

export class Connection {
  #options: KubeconfigOptions;
  #choice: Choice;
  #state: ConnectionState = { phase: 'idle' };
  #kubeconfig: Kubeconfig | undefined;
  #pending: Promise<Session> | undefined;
  #stop = new AbortController();
  #watching: { dispose(): void } | undefined;
  readonly #listeners = new Set<(state: ConnectionState) => void>();

  constructor(options: KubeconfigOptions, choice: Choice = {}) {
    this.#options = options;
    this.#choice = choice;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get choice(): Choice {
    return this.#choice;
  }

  /** Undefined for all namespaces. */
  get namespace(): string | undefined {
    const chosen = this.#choice.namespace;
    if (chosen !== undefined) return chosen === '' ? undefined : chosen;
    return this.#state.phase === 'connected' ? this.#state.session.context.namespace : 'default';
  }

  onChange(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The contexts there are; reads the kubeconfig, asks no cluster. */
  async kubeconfig(): Promise<Kubeconfig> {
    this.#kubeconfig ??= await this.#load();
    return this.#kubeconfig;
  }

  /** The session with the chosen context; connects where that has not been done. Throws a ClusterError. */
  async session(): Promise<Session> {
    if (this.#state.phase === 'connected') return this.#state.session;
    this.#pending ??= this.#connect();
    return this.#pending;
  }

  /** Looks at another context or namespace; the user's kubeconfig is not touched. */
  choose(choice: Choice): void {
    const sameContext = choice.context === this.#choice.context;
    this.#choice = choice;
    if (sameContext) this.#tell();
    else this.reconnect();
  }

  configure(options: KubeconfigOptions): void {
    this.#options = options;
    this.#forgetKubeconfig();
    this.reconnect();
  }

  /** Ends the session; if there was one, or an attempt, a new one is made. */
  reconnect(): void {
    const was = this.#state.phase;
    this.#end();
    this.#setState({ phase: 'idle' });
    if (was !== 'idle') this.session().catch(() => undefined);
  }

  dispose(): void {
    this.#end();
    this.#forgetKubeconfig();
    this.#listeners.clear();
  }

  async #connect(): Promise<Session> {
    const stop = this.#stop;
    let context = this.#choice.context ?? '';
    try {
      const kubeconfig = await this.kubeconfig();
      context = this.#choice.context ?? kubeconfig.current ?? '';
      if (context === '') {
        const message = `There is no context to connect to in ${kubeconfig.files.join(', ')}.`;
        throw new ClusterError('kubeconfig', message);
      }
      if (!stop.signal.aborted) this.#setState({ phase: 'connecting', context });
      const session = await connect(kubeconfig, context, stop.signal);
      if (stop.signal.aborted) {
        session.dispose();
        throw new ClusterError('aborted', 'Another context was chosen.');
      }
      this.#setState({ phase: 'connected', context, session });
      return session;
    } catch (error) {
      const failure = errorOfConnection(error);
      if (!stop.signal.aborted) {
        this.#pending = undefined;
        this.#setState({ phase: 'failed', context, error: failure });
      }
      throw failure;
    }
  }

  async #load(): Promise<Kubeconfig> {
    const loaded = await loadKubeconfig(this.#options);
    this.#watching ??= watchKubeconfig(loaded.files, () => {
      this.#forgetKubeconfig();
      this.reconnect();
    });
    return loaded;
  }

  #forgetKubeconfig(): void {
    this.#kubeconfig = undefined;
    this.#watching?.dispose();
    this.#watching = undefined;
  }

  #end(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#pending = undefined;
    if (this.#state.phase === 'connected') this.#state.session.dispose();
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#state);
  }
}
