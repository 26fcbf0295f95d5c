/**
 * The language server's life: started at once but never waited for, started again when it dies, given up on when it
 * keeps dying. What it is asked for goes through `client`.
 */
import {
  commands,
  EventEmitter,
  extensions,
  l10n,
  window,
  workspace,
  type Disposable,
  type Event,
  type ExtensionContext,
} from 'vscode';
import type { LanguageClient, LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import type { Log } from './log.ts';
import { restartPolicy } from './restartPolicy.ts';
import { initializationOptions, yamlExtensionId } from './initialization.ts';

export type ServerState = 'starting' | 'running' | 'stopped';

export class LanguageServer implements Disposable {
  readonly #context: ExtensionContext;
  readonly #log: Log;
  readonly #policy = restartPolicy();
  readonly #changed = new EventEmitter<ServerState>();
  readonly #disposables: Disposable[] = [this.#changed];
  readonly onDidChangeState: Event<ServerState> = this.#changed.event;
  #state: ServerState = 'stopped';
  #client: Promise<LanguageClient> | undefined;
  #knownYamlExtension = hasYamlExtension();

  constructor(context: ExtensionContext, log: Log) {
    this.#context = context;
    this.#log = log;
    this.#disposables.push(
      extensions.onDidChange(() => this.#negotiateAgain()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('knative.yaml.features')) void this.restart();
      }),
    );
  }

  get state(): ServerState {
    return this.#state;
  }

  /** The running client; starts the server where it does not run. Rejects when the server cannot be started. */
  async client(): Promise<LanguageClient> {
    this.#client ??= this.#start();
    return this.#client;
  }

  /** Ends the server, if it runs, and starts a new one; forgets earlier deaths. */
  async restart(): Promise<void> {
    this.#policy.reset();
    const running = this.#client;
    this.#client = undefined;
    await running?.then(
      (client) => client.dispose(2000),
      () => undefined,
    );
    await this.client();
  }

  dispose(): void {
    void this.#client?.then((client) => client.dispose(2000)).catch(() => undefined);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #start(): Promise<LanguageClient> {
    this.#setState('starting');
    // Loaded here and not on top: it costs more than everything else in the extension together.
    const { LanguageClient, TransportKind, State, CloseAction, ErrorAction, RevealOutputChannelOn } =
      await import('vscode-languageclient/node');
    const server: ServerOptions = {
      module: this.#context.asAbsolutePath('dist/server.cjs'),
      transport: TransportKind.ipc,
    };
    const options: LanguageClientOptions = {
      documentSelector: ['file', 'untitled', 'vscode-remote', 'vscode-vfs'].map((scheme) => ({
        language: 'yaml',
        scheme,
      })),
      outputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => initializationOptions(),
      initializationFailedHandler: (error: unknown) => {
        this.#log.error(`The language server did not start: ${String(error)}`);
        return false;
      },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          const again = this.#policy.died(Date.now()) === 'restart';
          this.#log.warn(
            `The language server died; ${again ? 'starting it again' : 'not starting it again'}`,
          );
          void (again ? this.#tellRestart() : this.#askWhatNext());
          return { action: again ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
        },
      },
    };
    const client = new LanguageClient('knative', 'Knative', server, options);
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.#setState('running');
      else if (newState === State.Starting) this.#setState('starting');
      else this.#setState('stopped');
    });
    await client.start();
    return client;
  }

  #setState(state: ServerState): void {
    this.#state = state;
    void commands.executeCommand('setContext', 'knative.serverStopped', state === 'stopped');
    this.#changed.fire(state);
  }

  async #tellRestart(): Promise<void> {
    const showLog = l10n.t('Show Log');
    const message = l10n.t('The Knative language server stopped unexpectedly and was started again.');
    if ((await window.showWarningMessage(message, showLog)) === showLog) this.#log.show(true);
  }

  async #askWhatNext(): Promise<void> {
    const showLog = l10n.t('Show Log');
    const restart = l10n.t('Restart');
    const message = l10n.t('The Knative language server keeps stopping, so it was not started again.');
    const chosen = await window.showErrorMessage(message, showLog, restart);
    if (chosen === showLog) this.#log.show(true);
    if (chosen === restart) await this.restart();
  }

  /** Red Hat's YAML extension came or went: what the two share is offered once, so the server must know. */
  #negotiateAgain(): void {
    const now = hasYamlExtension();
    if (now === this.#knownYamlExtension) return;
    this.#knownYamlExtension = now;
    void this.restart();
  }
}

function hasYamlExtension(): boolean {
  return extensions.getExtension(yamlExtensionId) !== undefined;
}
