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
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ManifestsParams } from '#protocol/workspace.ts';
import type { Log } from './log.ts';
import { restartPolicy } from './restartPolicy.ts';
import { yamlExtensionId } from './initialization.ts';

export type ServerState = 'starting' | 'running' | 'stopped';

export class LanguageServer implements Disposable {
  readonly #context: ExtensionContext;
  readonly #log: Log;
  readonly #policy = restartPolicy();
  readonly #changed = new EventEmitter<ServerState>();
  readonly #manifests = new EventEmitter<ManifestsParams>();
  readonly #disposables: Disposable[] = [this.#changed, this.#manifests];
  readonly onDidChangeState: Event<ServerState> = this.#changed.event;
  /** The files that are manifests of ours, by URI. */
  readonly onManifests: Event<ManifestsParams> = this.#manifests.event;
  #state: ServerState = 'stopped';
  #client: Promise<LanguageClient> | undefined;
  #knownYamlExtension = hasYamlExtension();

  constructor(context: ExtensionContext, log: Log) {
    this.#context = context;
    this.#log = log;
    this.#disposables.push(
      extensions.onDidChange(() => this.#negotiateAgain()),
      workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
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
    // Given up on, or never got up: who asks again wants it tried again.
    if (this.#client !== undefined && this.#state === 'stopped') await this.#end();
    this.#client ??= this.#start();
    return this.#client;
  }

  /** Ends the server, if it runs, and starts a new one; forgets earlier deaths. */
  async restart(): Promise<void> {
    this.#policy.reset();
    await this.#end();
    await this.client();
  }

  async #end(): Promise<void> {
    const ending = this.#client;
    this.#client = undefined;
    // One that did not start, or has died, cannot be stopped; it is gone all the same.
    await ending?.then((client) => client.dispose(2000)).catch(() => undefined);
  }

  dispose(): void {
    void this.#end();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #start(): Promise<LanguageClient> {
    this.#setState('starting');
    const { createLanguageClient } = await import('./languageClient.ts');
    let dead = false;
    const client = createLanguageClient({
      module: this.#context.asAbsolutePath('dist/server.cjs'),
      log: this.#log,
      onDeath: () => {
        dead = true;
        this.#died();
      },
      onManifests: (manifests) => this.#manifests.fire(manifests),
    });
    try {
      await client.start();
    } catch (error) {
      if (!dead) this.#refused(error);
      throw error;
    }
    this.#setState('running');
    return client;
  }

  #setState(state: ServerState): void {
    this.#state = state;
    void commands.executeCommand('setContext', 'knative.serverStopped', state === 'stopped');
    this.#changed.fire(state);
  }

  #died(): void {
    const again = this.#policy.died(Date.now()) === 'restart';
    this.#log.warn(`The language server died; ${again ? 'starting another' : 'not starting another'}`);
    this.#setState('stopped');
    if (again) void this.#startAgain();
    else
      void this.#askWhatNext(
        l10n.t('The Knative language server keeps stopping, so it was not started again.'),
      );
  }

  async #startAgain(): Promise<void> {
    try {
      await this.client();
    } catch {
      // It died on the way, and that was seen to.
      return;
    }
    const showLog = l10n.t('Show Log');
    const message = l10n.t('The Knative language server stopped unexpectedly and was started again.');
    if ((await window.showWarningMessage(message, showLog)) === showLog) this.#log.show(true);
  }

  /** It lives, but answered the first request with an error. */
  #refused(error: unknown): void {
    this.#log.error(`The language server refused to start: ${String(error)}`);
    this.#setState('stopped');
    void this.#askWhatNext(l10n.t('The Knative language server did not start.'));
  }

  async #askWhatNext(message: string): Promise<void> {
    const showLog = l10n.t('Show Log');
    const restart = l10n.t('Restart');
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
