/**
 * VS Code's side of the cluster: which kubeconfig counts here, what was chosen in this workspace, and whether anything may
 * be asked at all. Nothing is read, run or asked before a view is visible or a command needs it.
 */
import { l10n, workspace, type Disposable, type ExtensionContext } from 'vscode';
import { BuildsStore } from './cluster/buildsStore.ts';
import { Connection, type Choice } from './cluster/connection.ts';
import { ClusterError } from './cluster/errors.ts';
import type { KubeconfigOptions } from './cluster/kubeconfig.ts';
import { clusterPhase, type ClusterPhase } from './cluster/phase.ts';
import { isProtected } from './cluster/protectedContexts.ts';
import type { LiveService } from './cluster/services.ts';
import { ServicesStore, type ServicesState } from './cluster/servicesStore.ts';
import type { Session } from './cluster/session.ts';
import type { Undo } from './cluster/actions/changeTraffic.ts';
import type { Log } from './log.ts';
import { isOfPlayground, Playground, playgroundContext } from './playground.ts';

/** Services that could be read. */
export type KnownServices = Extract<ServicesState, { phase: 'known' }>;

const choiceKey = 'knative.choice';

export class ClusterAccess implements Disposable {
  readonly connection: Connection;
  readonly services: ServicesStore;
  readonly builds: BuildsStore;
  readonly playground: Playground;
  /** The last change of a Service's split, by `undoKey`. */
  readonly undos = new Map<string, Undo>();
  readonly #memory: ExtensionContext['workspaceState'];
  readonly #disposables: Disposable[];

  constructor(context: ExtensionContext, log: Log) {
    this.#memory = context.workspaceState;
    this.playground = new Playground(context, log);
    this.connection = new Connection(
      async (choice) => this.#kubeconfigFor(choice),
      this.#memory.get<Choice>(choiceKey) ?? firstChoice(),
    );
    this.services = new ServicesStore(this.connection);
    this.builds = new BuildsStore(this.connection);
    this.connection.onChange((state) => {
      if (state.phase === 'failed') log.warn(`Cluster ${state.context}: ${state.error.message}`);
    });
    this.#disposables = [
      this.playground,
      this.playground.onDidEnd(() => this.connection.reload()),
      workspace.onDidGrantWorkspaceTrust(() => this.connection.reload()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('knative.kubeconfig')) this.connection.reload();
      }),
    ];
  }

  get phase(): ClusterPhase {
    return clusterPhase(workspace.isTrusted, this.connection.state, this.services.state);
  }

  /** The context as far as it is known without reading anything; '' where it is the kubeconfig's own. */
  get context(): string {
    const { state, choice } = this.connection;
    return state.phase === 'idle' ? (choice.context ?? '') : state.context;
  }

  /** The session with the chosen cluster; connects where that has not been done. Throws a ClusterError. */
  async session(): Promise<Session> {
    return this.connection.session();
  }

  /** Looks at another context or namespace, and does so again when this workspace is opened the next time. */
  async choose(choice: Choice): Promise<void> {
    await this.#memory.update(choiceKey, choice);
    const isNewThere = isOfPlayground(choice.context ?? '') && this.playground.kubeconfig === undefined;
    if (isNewThere) this.connection.reload(choice);
    else this.connection.choose(choice);
  }

  /** Starts the playground and looks at it. */
  async openPlayground(context = playgroundContext): Promise<void> {
    if (!workspace.isTrusted) throw untrusted();
    await this.#memory.update(choiceKey, { context });
    await this.playground.start();
    this.connection.reload({ context });
  }

  /** Runs the body while the Services are followed, as soon as they are known. Throws a ClusterError. */
  async withServices<T>(body: (known: KnownServices) => Promise<T>): Promise<T> {
    const leave = this.services.view();
    try {
      await this.session();
      return await body(await this.#known());
    } finally {
      leave();
    }
  }

  /** The Service as it is now, while somebody looks. */
  service(namespace: string, name: string): LiveService | undefined {
    const { state } = this.services;
    if (state.phase !== 'known') return undefined;
    return state.services.find((one) => one.namespace === namespace && one.name === name);
  }

  /** Whether writing to this context asks for its name first. */
  isProtected(context: string): boolean {
    return isProtected(
      context,
      workspace.getConfiguration('knative').get<readonly string[]>('protectedContexts', []),
    );
  }

  dispose(): void {
    this.services.dispose();
    this.builds.dispose();
    this.connection.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #kubeconfigFor(choice: Choice): Promise<KubeconfigOptions> {
    if (!workspace.isTrusted) throw untrusted();
    if (isOfPlayground(choice.context ?? '')) await this.playground.start();
    return {
      paths: workspace.getConfiguration('knative').get<readonly string[]>('kubeconfig', []),
      environment: process.env,
      own: this.playground.kubeconfig,
    };
  }

  async #known(): Promise<KnownServices> {
    const { promise, resolve, reject } = Promise.withResolvers<KnownServices>();
    const look = (state: ServicesState): void => {
      if (state.phase === 'known') resolve(state);
      if (state.phase === 'failed') reject(state.error);
    };
    const stop = this.services.onChange(look);
    look(this.services.state);
    return promise.finally(stop);
  }
}

/** How a Service is called among the changes that can be undone. */
export function undoKey(context: string, namespace: string, service: string): string {
  return JSON.stringify([context, namespace, service]);
}

/** Where nothing was chosen yet: the kubeconfig's own context, or the playground where a setting says so. */
function firstChoice(): Choice {
  const wanted = workspace.getConfiguration('knative').get<boolean>('playground.autoStart') === true;
  return wanted ? { context: playgroundContext } : {};
}

function untrusted(): ClusterError {
  return new ClusterError('untrusted', l10n.t('Clusters are used in trusted workspaces only.'));
}
