/**
 * Which cluster is looked at, if any: the chosen context and namespace and the session with it. Connects when somebody
 * needs it and never before; connects anew when what the kubeconfig says of the context changes.
 */
import { text } from '#knative/text.ts';
import { ClusterError, errorOfConnection } from './errors.ts';
import { kubeconfigFiles, loadKubeconfig, type Kubeconfig, type KubeconfigOptions } from './kubeconfig.ts';
import { connect, type Session } from './session.ts';
import { watchFiles } from './watchFiles.ts';

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

/** Says which kubeconfig counts for a choice; throws a ClusterError where none may be read. */
export type KubeconfigSource = (choice: Choice) => Promise<KubeconfigOptions>;

export class Connection {
  readonly #source: KubeconfigSource;
  #choice: Choice;
  #state: ConnectionState = { phase: 'idle' };
  #kubeconfig: Promise<Kubeconfig> | undefined;
  #pending: Promise<Session> | undefined;
  #stop = new AbortController();
  #watching: { dispose(): void } | undefined;
  readonly #listeners = new Set<(state: ConnectionState) => void>();

  constructor(source: KubeconfigSource, choice: Choice = {}) {
    this.#source = source;
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
    this.#kubeconfig ??= this.#load();
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

  /** Reads the kubeconfig anew, from wherever it is now, and looks at what was chosen. */
  reload(choice = this.#choice): void {
    this.#choice = choice;
    this.#forgetKubeconfig();
    this.reconnect();
  }

  /** Ends the session; if there was one, or an attempt, a new one is made. */
  reconnect(): void {
    const wasNeeded = this.#state.phase !== 'idle' || this.#pending !== undefined;
    this.#end();
    this.#setState({ phase: 'idle' });
    if (wasNeeded) this.session().catch(() => undefined);
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
      context = contextOf(this.#choice, kubeconfig);
      if (!stop.signal.aborted) this.#setState({ phase: 'connecting', context });
      const session = await connect(kubeconfig, context, stop.signal);
      if (stop.signal.aborted) {
        session.dispose();
        throw new ClusterError('aborted', text('Another context was chosen.'));
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
    try {
      const options = await this.#source(this.#choice);
      this.#watching?.dispose();
      this.#watching = watchFiles(kubeconfigFiles(options), () => void this.#filesChanged());
      return await loadKubeconfig(options);
    } catch (error) {
      // Whoever asks next tries again.
      this.#kubeconfig = undefined;
      throw error;
    }
  }

  /** A session goes on where its own context is as it was: other tools write into these files all the time. */
  async #filesChanged(): Promise<void> {
    const before = await this.#kubeconfig?.catch(() => undefined);
    this.#kubeconfig = undefined;
    const { phase } = this.#state;
    const after = await this.kubeconfig().catch(() => undefined);
    if (phase === 'connected' && isSame(before, after, this.#choice)) this.#tell();
    else this.reconnect();
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

function contextOf(choice: Choice, { contexts, current, files }: Kubeconfig): string {
  const chosen = choice.context ?? current ?? '';
  if (chosen !== '') return chosen;
  const message =
    contexts.length === 0
      ? text('There is no kubeconfig: {0}.', files.join(', '))
      : text('No context is chosen in {0}.', files.join(', '));
  throw new ClusterError('noKubeconfig', message);
}

/** Whether the chosen context is the same one with the same server and credentials. */
function isSame(before: Kubeconfig | undefined, after: Kubeconfig | undefined, choice: Choice): boolean {
  if (before === undefined || after === undefined) return false;
  const [was, is] = [choice.context ?? before.current, choice.context ?? after.current];
  if (was === undefined || was !== is) return false;
  try {
    return before.forContext(was).exportConfig() === after.forContext(was).exportConfig();
  } catch {
    return false;
  }
}
