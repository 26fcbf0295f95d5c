/** LSP in and out: keeps the model as the client's documents are, calls the features, sends the diagnostics. */
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  WatchKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { defaultProfile } from '#knative/clusterProfile.ts';
import {
  checkWorkspaceMethod,
  committedChangedMethod,
  inventoryMethod,
  manifestsMethod,
  type CheckWorkspaceResult,
  type InventoryParams,
  type ManifestsParams,
} from '#protocol/workspace.ts';
import { capabilities } from './adapter/capabilities.ts';
import { clientOf } from './adapter/clientOf.ts';
import { CommittedTexts } from './adapter/committedTexts.ts';
import { CurrentSettings } from './adapter/currentSettings.ts';
import { FeatureRequests } from './adapter/featureRequests.ts';
import { guarded, guardedNotification, type Log } from './adapter/guard.ts';
import { foldersOf, optionsOf } from './adapter/initializeParams.ts';
import { lensRefresh } from './adapter/lensRefresh.ts';
import { answerMigrateRequests } from './adapter/migrateRequests.ts';
import { Publisher } from './adapter/publisher.ts';
import { quietly } from './adapter/quietly.ts';
import { answerResourceRequests } from './adapter/resourceRequests.ts';
import { translator } from './adapter/translations.ts';
import { Workspace } from './adapter/workspace.ts';
import { mayBeYaml } from './adapter/workspaceFiles.ts';
import { checks } from './checks.ts';
import { Model } from './model/model.ts';
import { canRun } from './model/ours.ts';
import { decodeSettings } from './settings.ts';
import { documentOf } from './yaml/document.ts';

/** Answers a client on this connection until it goes. */
export function serve(connection: Connection): void {
  const log: Log = {
    error: (message) => connection.console.error(message),
    info: (message) => connection.console.info(message),
  };
  let session: Session | undefined;
  connection.onInitialize((params) => {
    session = new Session(connection, log, params);
    return session.initializeResult;
  });
  connection.onInitialized(guardedNotification(log, 'initialized', async () => session?.start()));
  connection.onShutdown(() => session?.stop());
  connection.listen();
}

class Session {
  readonly initializeResult: InitializeResult;
  readonly #connection: Connection;
  readonly #log: Log;
  readonly #params: InitializeParams;
  readonly #model: Model;
  readonly #publisher: Publisher;
  readonly #workspace: Workspace;
  readonly #settings: CurrentSettings;
  readonly #committed: CommittedTexts;
  readonly #requests: FeatureRequests;
  readonly #lensesMayHaveChanged: () => void;
  /** Resolves when the workspace's files have been read once. */
  #read: Promise<void> = Promise.resolve();
  #manifests = '';

  constructor(connection: Connection, log: Log, params: InitializeParams) {
    const options = optionsOf(params);
    const yamlExtension = options.yamlExtension === true;
    this.#connection = connection;
    this.#log = log;
    this.#params = params;
    this.#model = new Model({
      checks,
      settings: decodeSettings(options.settings),
      translate: translator(options),
      yamlExtension,
      client: clientOf(params.capabilities, options),
    });
    this.#publisher = new Publisher(this.#model, log, (published) => {
      void connection.sendDiagnostics(published);
    });
    this.#workspace = new Workspace({
      model: this.#model,
      publisher: this.#publisher,
      log,
      folders: foldersOf(params),
      onChange: quietly(() => this.#namesMayHaveChanged()),
    });
    this.#settings = new CurrentSettings(connection, params, this.#model);
    this.#committed = new CommittedTexts(connection, this.#model);
    this.#requests = new FeatureRequests(connection, log, this.#model);
    const refreshes = params.capabilities.workspace?.codeLens?.refreshSupport === true;
    this.#lensesMayHaveChanged = lensRefresh({
      snapshot: this.#model,
      refresh: refreshes ? () => this.#refreshLenses() : undefined,
    });
    this.initializeResult = { capabilities: capabilities(yamlExtension), serverInfo: { name: 'knative-ls' } };
    this.#listenToDocuments();
    this.#listenToWorkspace();
    this.#listenToRequests();
  }

  async start(): Promise<void> {
    this.#register();
    const patience = setTimeout(() => this.#publisher.release(), longestWait);
    await this.#readSettings().catch((error: unknown) =>
      this.#log.error(`Reading the settings: ${String(error)}`),
    );
    clearTimeout(patience);
    this.#publisher.release();
    setTimeout(() => {
      this.#read = this.#workspace
        .read()
        .catch((error: unknown) => this.#log.error(`Reading the workspace: ${String(error)}`));
    }, restBeforeReading).unref();
  }

  stop(): void {
    this.#workspace.stop();
  }

  /** What the client is to tell of. */
  #register(): void {
    const { workspace } = this.#params.capabilities;
    const { client } = this.#connection;
    if (workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      void client.register(DidChangeConfigurationNotification.type, { section: 'knative' });
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      void client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          { globPattern: '**/*.{yaml,yml}' },
          // Of a folder that comes or goes as a whole, editors do not tell of each file.
          { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
        ],
      });
    }
  }

  #refreshLenses(): void {
    this.#connection.sendRequest('workspace/codeLens/refresh').catch(() => {
      // The client went, or thinks nothing of it.
    });
  }

  #listenToDocuments(): void {
    this.#connection.onDidOpenTextDocument(
      this.#on('didOpen', ({ textDocument: { uri, languageId, version, text } }) => {
        if (!mayBeYaml(languageId, uri)) return;
        this.#workspace.open(documentOf(uri, version, text));
        this.#requests.loadAhead();
      }),
    );
    this.#connection.onDidChangeTextDocument(
      this.#on('didChange', ({ textDocument: { uri, version }, contentChanges }) => {
        this.#model.edit(uri, version, contentChanges);
        this.#publisher.changed(uri);
        this.#lensesMayHaveChanged();
        this.#requests.loadAhead();
      }),
    );
    this.#connection.onDidCloseTextDocument(
      this.#on('didClose', async ({ textDocument: { uri } }) => this.#workspace.close(uri)),
    );
  }

  #listenToWorkspace(): void {
    this.#connection.onDidChangeConfiguration(
      this.#on('didChangeConfiguration', async ({ settings }: { settings: unknown }) =>
        this.#readSettings(settings),
      ),
    );
    this.#connection.onDidChangeWatchedFiles(
      this.#on('didChangeWatchedFiles', async ({ changes }) => this.#workspace.filesChanged(changes)),
    );
    this.#connection.onNotification(
      inventoryMethod,
      this.#on('inventory', ({ inventory, profile = defaultProfile }: InventoryParams) => {
        this.#model.setInventory(inventory ?? undefined);
        this.#settings.setProfile(profile);
        this.#publisher.everythingChanged();
        this.#lensesMayHaveChanged();
      }),
    );
    this.#connection.onNotification(
      committedChangedMethod,
      this.#on('committedChanged', async () => {
        this.#committed.forget();
        await this.#askGit(this.#workspace.manifestUris());
      }),
    );
    if (this.#params.capabilities.workspace?.workspaceFolders !== true) return;
    this.#connection.onNotification(
      'workspace/didChangeWorkspaceFolders',
      this.#on('didChangeWorkspaceFolders', async ({ event: { added, removed } }: FoldersChanged) =>
        this.#workspace.foldersChanged(
          added.map(({ uri }) => uri),
          removed.map(({ uri }) => uri),
        ),
      ),
    );
  }

  #listenToRequests(): void {
    this.#connection.onRequest(
      checkWorkspaceMethod,
      guarded(this.#log, checkWorkspaceMethod, async () => this.#checkWorkspace()),
    );
    const documentFor = async (uri: string) => this.#workspace.documentFor(uri);
    answerMigrateRequests(this.#connection, this.#log, this.#model, checks, documentFor);
    answerResourceRequests(this.#connection, this.#log, this.#model, documentFor);
  }

  #on<P>(name: string, handle: (params: P) => Promise<void> | void): (params: P) => void {
    return guardedNotification(this.#log, name, handle);
  }

  async #readSettings(sent?: unknown): Promise<void> {
    if (await this.#settings.read(sent)) this.#publisher.everythingChanged();
  }

  async #checkWorkspace(): Promise<CheckWorkspaceResult> {
    await this.#read;
    await this.#workspace.read();
    this.#publisher.everythingChanged();
    await this.#publisher.settled();
    const found = Array.from(this.#publisher.reported()).flatMap(([, diagnostics]) => diagnostics);
    const errors = found.filter(({ severity }) => severity === 1).length;
    return { files: this.#workspace.manifestUris().length, errors, warnings: found.length - errors };
  }

  /** Told when things are quiet; a burst of changes is told once. */
  #namesMayHaveChanged(): void {
    this.#lensesMayHaveChanged();
    const uris = this.#workspace.manifestUris();
    const runnable = uris.filter((uri) => this.#model.document(uri)?.segments.some(canRun));
    const params: ManifestsParams = { uris, runnable };
    const key = JSON.stringify(params);
    if (key === this.#manifests) return;
    this.#manifests = key;
    void this.#connection.sendNotification(manifestsMethod, params);
    void this.#askGit(uris);
  }

  async #askGit(uris: readonly string[]): Promise<void> {
    if (await this.#committed.ask(uris)) this.#publisher.everythingChanged();
  }
}

interface FoldersChanged {
  readonly event: {
    readonly added: readonly { readonly uri: string }[];
    readonly removed: readonly { readonly uri: string }[];
  };
}

/** Milliseconds after which diagnostics are sent with the default settings. */
const longestWait = 100;

/** Milliseconds before the files that nobody looks at are read. */
const restBeforeReading = 250;
