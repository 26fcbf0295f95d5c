/** LSP in and out: keeps the model as the client's documents are, calls the features, sends the diagnostics. */
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  LSPErrorCodes,
  ResponseError,
  WatchKind,
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { defaultProfile, type ClusterProfile } from '#knative/clusterProfile.ts';
import type { InitializationOptions } from '#protocol/initialization.ts';
import { migrateMethod, type MigrateParams, type MigrateResult } from '#protocol/migrate.ts';
import {
  checkWorkspaceMethod,
  committedChangedMethod,
  committedTextsMethod,
  inventoryMethod,
  manifestsMethod,
  type CheckWorkspaceResult,
  type CommittedTextsParams,
  type CommittedTextsResult,
  type InventoryParams,
  type ManifestsParams,
} from '#protocol/workspace.ts';
import { capabilities } from './adapter/capabilities.ts';
import { clientOf } from './adapter/clientOf.ts';
import { features, type AnyFeature } from './adapter/features.ts';
import { guarded, guardedNotification, type Log } from './adapter/guard.ts';
import { lensRefresh } from './adapter/lensRefresh.ts';
import { Publisher } from './adapter/publisher.ts';
import { answerResourceRequests } from './adapter/resourceRequests.ts';
import { translator } from './adapter/translations.ts';
import { isFolder, isSkipped, isYaml, mayBeYaml, readUri, workspaceFiles } from './adapter/workspaceFiles.ts';
import { checks } from './checks.ts';
import { migrated, migratedAt } from './model/migration.ts';
import { Model } from './model/model.ts';
import { canRun, mayBeOurs } from './model/ours.ts';
import type { Settings } from './model/settings.ts';
import { decodeSettings, sameSettings, withCluster } from './settings.ts';
import { documentOf, textOf, type Document } from './yaml/document.ts';

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
  readonly #options: InitializationOptions;
  readonly #model: Model;
  readonly #publisher: Publisher;
  readonly #lensesMayHaveChanged: () => void;
  #userSettings: Settings;
  /** What the cluster says of itself. */
  #clusterProfile: ClusterProfile = defaultProfile;
  readonly #stopped = new AbortController();
  readonly #loaded = new Map<string, AnyFeature>();
  readonly #folders: Set<string>;
  /** Resolves when the workspace's files have been read once. */
  #read: Promise<void> = Promise.resolve();
  #manifests = '';
  /** The documents that are open, by the plain text of their URI: clients differ in what they escape. */
  readonly #open = new Set<string>();
  /** The files read from the workspace: their URI by its plain text. */
  readonly #inBackground = new Map<string, string>();
  /** The files whose text at Git's HEAD was asked for. */
  readonly #askedOfGit = new Set<string>();
  #knowsGit = true;

  constructor(connection: Connection, log: Log, params: InitializeParams) {
    this.#connection = connection;
    this.#log = log;
    this.#params = params;
    this.#options = optionsOf(params.initializationOptions);
    this.#folders = new Set(foldersOf(params));
    const yamlExtension = this.#options.yamlExtension === true;
    this.#userSettings = decodeSettings(this.#options.settings);
    this.#model = new Model({
      checks,
      settings: this.#userSettings,
      translate: translator(this.#options),
      yamlExtension,
      client: clientOf(params.capabilities, this.#options),
    });
    this.#publisher = new Publisher(this.#model, log, (published) => {
      void connection.sendDiagnostics(published);
    });
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
    if (this.#params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      void this.#connection.client.register(DidChangeConfigurationNotification.type, { section: 'knative' });
    }
    if (this.#params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      void this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          { globPattern: '**/*.{yaml,yml}' },
          // Of a folder that comes or goes as a whole, editors do not tell of each file.
          { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
        ],
      });
    }
    const patience = setTimeout(() => this.#publisher.release(), longestWait);
    await this.#readSettings().catch((error: unknown) =>
      this.#log.error(`Reading the settings: ${String(error)}`),
    );
    clearTimeout(patience);
    this.#publisher.release();
    setTimeout(() => {
      this.#read = this.#readWorkspace().catch((error: unknown) =>
        this.#log.error(`Reading the workspace: ${String(error)}`),
      );
    }, restBeforeReading).unref();
  }

  stop(): void {
    this.#stopped.abort();
  }

  #refreshLenses(): void {
    this.#connection.sendRequest('workspace/codeLens/refresh').catch(() => {
      // The client went, or thinks nothing of it.
    });
  }

  #listenToDocuments(): void {
    const model = this.#model;
    const on = <P>(name: string, handle: (params: P) => Promise<void> | void) =>
      guardedNotification(this.#log, name, handle);
    this.#connection.onDidOpenTextDocument(
      on('didOpen', ({ textDocument: { uri, languageId, version, text } }) => {
        if (!mayBeYaml(languageId, uri)) return;
        this.#opened(uri);
        model.put(documentOf(uri, version, text));
        this.#publisher.changed(uri);
        this.#namesMayHaveChanged();
        this.#loadAhead();
      }),
    );
    this.#connection.onDidChangeTextDocument(
      on('didChange', ({ textDocument: { uri, version }, contentChanges }) => {
        model.edit(uri, version, contentChanges);
        this.#publisher.changed(uri);
        this.#lensesMayHaveChanged();
        if (!this.#loaded.has(slowToLoad)) this.#loadAhead();
      }),
    );
    this.#connection.onDidCloseTextDocument(
      on('didClose', async ({ textDocument: { uri } }) => this.#closed(uri)),
    );
  }

  #listenToWorkspace(): void {
    const on = <P>(name: string, handle: (params: P) => Promise<void> | void) =>
      guardedNotification(this.#log, name, handle);
    this.#connection.onDidChangeConfiguration(
      on('didChangeConfiguration', async ({ settings }: { settings: unknown }) =>
        this.#readSettings(settings),
      ),
    );
    this.#connection.onDidChangeWatchedFiles(
      on('didChangeWatchedFiles', async ({ changes }) => {
        // A file that several watchers tell of is looked at once.
        for (const [uri, type] of new Map(changes.map((change) => [change.uri, change.type]))) {
          if (isSkipped(uri) || this.#open.has(plainUri(uri))) continue;
          if (!isYaml(uri)) await this.#folderChanged(uri, type);
          else if (type === FileChangeType.Deleted) this.#forget(uri);
          else await this.#readAgain(uri);
        }
        this.#namesMayHaveChanged();
      }),
    );
    this.#connection.onNotification(
      inventoryMethod,
      on('inventory', ({ inventory, profile = defaultProfile }: InventoryParams) => {
        this.#model.setInventory(inventory ?? undefined);
        this.#clusterProfile = profile;
        this.#model.settings = this.#currentSettings();
        this.#publisher.everythingChanged();
        this.#lensesMayHaveChanged();
      }),
    );
    this.#connection.onNotification(
      committedChangedMethod,
      on('committedChanged', async () => {
        this.#askedOfGit.clear();
        await this.#askGit(this.#manifestUris());
      }),
    );
    if (this.#params.capabilities.workspace?.workspaceFolders !== true) return;
    this.#connection.onNotification(
      'workspace/didChangeWorkspaceFolders',
      on(
        'didChangeWorkspaceFolders',
        async ({ event }: { event: { added: { uri: string }[]; removed: { uri: string }[] } }) => {
          for (const { uri } of event.removed) this.#leaveFolder(uri);
          for (const { uri } of event.added) this.#folders.add(uri);
          await this.#readWorkspace();
        },
      ),
    );
  }

  #listenToRequests(): void {
    for (const method of Object.keys(features)) {
      this.#connection.onRequest(
        method,
        guarded(this.#log, method, async (params: unknown, token: CancellationToken) =>
          this.#ask(method, params, token),
        ),
      );
    }
    this.#connection.onRequest(
      migrateMethod,
      guarded(this.#log, migrateMethod, async (params: MigrateParams) => this.#migrate(params)),
    );
    this.#connection.onRequest(
      checkWorkspaceMethod,
      guarded(this.#log, checkWorkspaceMethod, async () => this.#checkWorkspace()),
    );
    answerResourceRequests(this.#connection, this.#log, async (uri) => this.#documentFor(uri));
  }

  /** An open document, or a file as it is on disk. */
  async #documentFor(uri: string): Promise<Document> {
    return this.#model.document(uri) ?? documentOf(uri, undefined, (await readUri(uri)) ?? '');
  }

  /**
   * A feature is loaded at its first question. Its answer is about the text as it was when it was asked: one that waits
   * is given that text; one that does not finds it unchanged, or does not answer.
   */
  async #ask(method: string, params: unknown, token: CancellationToken): Promise<unknown> {
    const uri = uriOf(params);
    const asked = uri === undefined ? undefined : this.#model.document(uri);
    if (uri !== undefined && asked === undefined) return null;
    const feature = this.#loaded.get(method) ?? (await this.#load(method));
    if (feature === undefined) return null;
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
    // Each feature declares the parameters that LSP gives its method.
    const answer = feature(this.#model, params as never, asked as never);
    if (answer instanceof Promise) return (await answer) ?? null;
    if (uri !== undefined && this.#model.document(uri) !== asked) {
      throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');
    }
    return answer ?? null;
  }

  async #load(method: string): Promise<AnyFeature | undefined> {
    const feature = await features[method]?.();
    if (feature !== undefined) this.#loaded.set(method, feature);
    return feature;
  }

  /** What takes long to load is loaded while nobody types. */
  #loadAhead = quietly(() => {
    if (this.#loaded.has(slowToLoad)) return;
    this.#load(slowToLoad).catch((error: unknown) => this.#log.error(`Loading ahead: ${String(error)}`));
  }, restBeforeLoading);

  async #migrate({ uri, position }: MigrateParams): Promise<MigrateResult> {
    const document = await this.#documentFor(uri);
    const { edits, notes } =
      position === undefined ? migrated(document, checks) : migratedAt(document, position, checks);
    return {
      ...(document.version === undefined ? {} : { version: document.version }),
      edits: [...edits],
      notes: notes.map(({ range, message, severity }) => ({
        range,
        message: this.#model.translate(message),
        severity,
      })),
    };
  }

  async #readSettings(sent?: unknown): Promise<void> {
    const asks = this.#params.capabilities.workspace?.configuration === true;
    const section: unknown = asks
      ? await this.#connection.workspace.getConfiguration('knative')
      : sectionOf(sent);
    if (section === undefined || section === null) return;
    this.#userSettings = decodeSettings(section);
    const settings = this.#currentSettings();
    if (settings === this.#model.settings) return;
    this.#model.settings = settings;
    this.#publisher.everythingChanged();
  }

  /** The same value while nothing is otherwise, so that nothing is checked again. */
  #currentSettings(): Settings {
    const settings = withCluster(this.#userSettings, this.#clusterProfile);
    return sameSettings(settings, this.#model.settings) ? this.#model.settings : settings;
  }

  /** Maybe: any file that is no YAML may have changed. */
  async #folderChanged(uri: string, type: FileChangeType): Promise<void> {
    if (type === FileChangeType.Deleted) this.#forgetBelow(uri);
    else if (type === FileChangeType.Created && this.#isInWorkspace(uri) && (await isFolder(uri)))
      await this.#readWorkspace([uri]);
  }

  async #readWorkspace(folders: Iterable<string> = this.#folders): Promise<void> {
    const begin = performance.now();
    let count = 0;
    for await (const { uri, text } of workspaceFiles([...folders], this.#stopped.signal)) {
      if (this.#open.has(plainUri(uri)) || !mayBeOurs(text)) continue;
      const known = this.#model.document(uri);
      if (known !== undefined && textOf(known) === text) continue;
      this.#putInBackground(uri, text);
      count++;
    }
    if (count > 0)
      this.#log.info(
        `Read ${count} manifests of the workspace in ${Math.round(performance.now() - begin)} ms`,
      );
    this.#namesMayHaveChanged();
  }

  /** A file that is not open, or no longer: as it is on disk. */
  async #readAgain(uri: string): Promise<void> {
    const text = this.#isInWorkspace(uri) ? await readUri(uri) : undefined;
    // It may have been opened meanwhile.
    if (this.#open.has(plainUri(uri))) return;
    if (text === undefined || !mayBeOurs(text)) {
      this.#forget(uri);
      return;
    }
    this.#putInBackground(uri, text);
  }

  /** The same file may have been read from the workspace under another spelling of its URI. */
  #opened(uri: string): void {
    const plain = plainUri(uri);
    this.#open.add(plain);
    const other = this.#inBackground.get(plain);
    this.#inBackground.delete(plain);
    if (other !== undefined && other !== uri) this.#forget(other);
  }

  #putInBackground(uri: string, text: string): void {
    this.#inBackground.set(plainUri(uri), uri);
    this.#model.put(documentOf(uri, undefined, text));
    this.#publisher.changedInBackground(uri);
  }

  #forget(uri: string): void {
    this.#inBackground.delete(plainUri(uri));
    this.#model.remove(uri);
    this.#publisher.removed(uri);
  }

  async #closed(uri: string): Promise<void> {
    this.#open.delete(plainUri(uri));
    await this.#readAgain(uri);
  }

  #isInWorkspace(uri: string): boolean {
    return !isSkipped(uri) && [...this.#folders].some((folder) => isIn(uri, folder));
  }

  #leaveFolder(folder: string): void {
    this.#folders.delete(folder);
    this.#forgetBelow(folder);
  }

  /** What is open stays. */
  #forgetBelow(folder: string): void {
    for (const { uri, version } of this.#model.documents()) {
      if (version === undefined && isIn(plainUri(uri), plainUri(folder))) this.#forget(uri);
    }
  }

  async #checkWorkspace(): Promise<CheckWorkspaceResult> {
    await this.#read;
    await this.#readWorkspace();
    this.#publisher.everythingChanged();
    await this.#publisher.settled();
    let errors = 0;
    let warnings = 0;
    for (const [, found] of this.#publisher.reported()) {
      for (const { severity } of found) {
        if (severity === 1) errors++;
        else warnings++;
      }
    }
    return { files: this.#manifestUris().length, errors, warnings };
  }

  #manifestUris(): readonly string[] {
    return Array.from(this.#model.documents())
      .filter((document) => this.#model.isOurs(document))
      .map(({ uri }) => uri)
      .toSorted();
  }

  /** Told when things are quiet; a burst of changes is told once. */
  #namesMayHaveChanged = quietly(() => {
    this.#lensesMayHaveChanged();
    const uris = this.#manifestUris();
    const runnable = uris.filter((uri) => this.#model.document(uri)?.segments.some(canRun));
    const params: ManifestsParams = { uris, runnable };
    const key = JSON.stringify(params);
    if (key === this.#manifests) return;
    this.#manifests = key;
    void this.#connection.sendNotification(manifestsMethod, params);
    void this.#askGit(uris);
  });

  /** The revisions that templates named at Git's HEAD; the client knows, if it is VS Code. Asked once for each HEAD. */
  async #askGit(all: readonly string[]): Promise<void> {
    const uris = all.filter((uri) => !this.#askedOfGit.has(uri));
    if (!this.#knowsGit || uris.length === 0) return;
    for (const uri of uris) this.#askedOfGit.add(uri);
    const params: CommittedTextsParams = { uris };
    try {
      const { texts } = await this.#connection.sendRequest<CommittedTextsResult>(
        committedTextsMethod,
        params,
      );
      for (const uri of uris) this.#model.setCommitted(uri, texts[uri]);
      this.#publisher.everythingChanged();
    } catch {
      // Another client: it does not know the request, and need not be asked again.
      this.#knowsGit = false;
    }
  }
}

/** Milliseconds after which diagnostics are sent with the default settings. */
const longestWait = 100;

/** Milliseconds before the files that nobody looks at are read. */
const restBeforeReading = 250;

const slowToLoad = 'textDocument/completion';

/** Milliseconds without an edit before it is loaded. */
const restBeforeLoading = 1000;

/** Calls back once things have been quiet for a while. */
function quietly(run: () => void, milliseconds = 200): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    timer = timer?.refresh() ?? setTimeout(run, milliseconds).unref();
  };
}

/** Unescaped; as it is where it cannot be. */
function plainUri(uri: string): string {
  if (!uri.includes('%')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function isIn(uri: string, folder: string): boolean {
  return uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Some clients name one folder, or leave out what they do not have. */
function foldersOf(params: InitializeParams): readonly string[] {
  const { workspaceFolders, rootUri } = params as Partial<InitializeParams>;
  return workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === 'string' ? [rootUri] : []);
}

function optionsOf(value: unknown): InitializationOptions {
  // The client is trusted to send what the protocol says; everything in it is optional.
  return typeof value === 'object' && value !== null ? value : {};
}

function sectionOf(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null && 'knative' in settings
    ? settings.knative
    : undefined;
}

function uriOf(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('textDocument' in params)) return undefined;
  const document = params.textDocument;
  if (typeof document !== 'object' || document === null || !('uri' in document)) return undefined;
  return typeof document.uri === 'string' ? document.uri : undefined;
}
