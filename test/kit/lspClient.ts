/** A language client for tests: starts the built server over stdio, opens and edits files, waits for diagnostics. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import type { Diagnostic, Range } from 'vscode-languageserver-types';

const root = path.join(import.meta.dirname, '../..');

export interface LspOptions {
  readonly initializationOptions?: object;
  /** What `workspace/configuration` answers for the section `knative`. */
  readonly settings?: unknown;
  /** Folders of the workspace, as URIs. */
  readonly folders?: readonly string[];
  /** What the client says of itself, instead of what VS Code does. */
  readonly capabilities?: object;
  /** Parameters of `initialize` instead of those that name the folders. */
  readonly initialize?: object;
  /** Arguments of Node's own. */
  readonly nodeArguments?: readonly string[];
  /** The Node that runs the server; this one where none is named. */
  readonly node?: string;
  /** Answers to requests of the server by method. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
}

export interface Report {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** The bundle where it was built, else the sources. */
function serverFile(): string {
  const bundle = path.join(root, 'dist/server.cjs');
  return existsSync(bundle) ? bundle : path.join(root, 'server/main.ts');
}

export class LspClient {
  readonly connection: MessageConnection;
  /** What the server answered to `initialize`. */
  capabilities: Readonly<Record<string, unknown>> = {};
  readonly #process: ChildProcess;
  readonly #reports = new Map<string, Report>();
  readonly #texts = new Map<string, { version: number }>();
  readonly #watchers = new Set<(report: Report) => void>();
  readonly #notifications = new Map<string, unknown[]>();
  readonly #waiting = new Map<string, (params: unknown) => void>();

  static async start(options: LspOptions = {}): Promise<LspClient> {
    const client = new LspClient(options);
    const folders = options.folders ?? [];
    const result = await client.connection.sendRequest<{ capabilities: Record<string, unknown> }>(
      'initialize',
      {
        processId: process.pid,
        ...(options.initialize ?? {
          rootUri: folders[0] ?? null,
          workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
        }),
        initializationOptions: options.initializationOptions,
        capabilities: options.capabilities ?? {
          workspace: { configuration: true, workspaceFolders: true },
          textDocument: {
            publishDiagnostics: { versionSupport: true, relatedInformation: true },
            definition: { linkSupport: true },
            completion: { completionItem: { snippetSupport: true } },
          },
        },
      },
    );
    client.capabilities = result.capabilities;
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  private constructor(options: LspOptions) {
    const { settings = null, answers = {}, node = process.execPath, nodeArguments = [] } = options;
    this.#process = spawn(node, [...nodeArguments, serverFile(), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdin, stdout } = this.#process;
    if (stdin === null || stdout === null) throw new Error('The server has no pipes.');
    this.connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (report: Report) => {
      this.#reports.set(report.uri, report);
      for (const watcher of this.#watchers) watcher(report);
    });
    this.connection.onNotification((method, params) => {
      this.#notifications.set(method, [...(this.#notifications.get(method) ?? []), params]);
      this.#waiting.get(method)?.(params);
    });
    this.connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
      items.map(() => settings),
    );
    this.connection.onRequest('client/registerCapability', () => null);
    for (const [method, answer] of Object.entries(answers)) {
      this.connection.onRequest(method, (params: unknown) => answer(params as never));
    }
    this.connection.listen();
  }

  /** Opens a file and resolves with what is first said of it. */
  async open(uri: string, text: string, languageId = 'yaml'): Promise<readonly Diagnostic[]> {
    this.#texts.set(uri, { version: 1 });
    const reported = this.#report(uri, ({ version }) => version === 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return reported;
  }

  /** Replaces a range, or the whole text, and resolves with what is said of the new version. */
  async edit(uri: string, range: Range | undefined, text: string): Promise<readonly Diagnostic[]> {
    const state = this.#texts.get(uri);
    if (state === undefined) throw new Error(`${uri} is not open.`);
    const version = ++state.version;
    const reported = this.#report(uri, (report) => report.version === version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [range === undefined ? { text } : { range, text }],
    });
    return reported;
  }

  async close(uri: string): Promise<void> {
    this.#texts.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  request<R>(method: string, params: object): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  /** The first report on a file that `accept`s, also one that came already. */
  async diagnostics(
    uri: string,
    accept: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    const known = this.#reports.get(uri);
    if (known !== undefined && accept(known.diagnostics)) return known.diagnostics;
    return this.#report(uri, ({ diagnostics }) => accept(diagnostics));
  }

  /** What was last said of a file; undefined where nothing was. */
  lastReport(uri: string): Report | undefined {
    return this.#reports.get(uri);
  }

  /** What the server logged as errors. */
  complaints(): readonly string[] {
    const logged = (this.#notifications.get('window/logMessage') ?? []) as readonly {
      readonly type: number;
      readonly message: string;
    }[];
    return logged.filter(({ type }) => type === 1).map(({ message }) => message);
  }

  /** The last notification of a method; waits for the first. */
  async notification(method: string): Promise<unknown> {
    const known = this.#notifications.get(method);
    if (known !== undefined) return known.at(-1);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const timer = setTimeout(() => reject(new Error(`No ${method} in 20 s`)), 20_000);
    this.#waiting.set(method, resolve);
    return promise.finally(() => clearTimeout(timer));
  }

  /** MiB the server had resident at the most; undefined where the system does not say. */
  peakMemory(): number | undefined {
    const file = `/proc/${this.#process.pid}/status`;
    if (!existsSync(file)) return undefined;
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  }

  async stop(): Promise<void> {
    const ended = Promise.withResolvers<void>();
    this.#process.once('exit', () => ended.resolve());
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended.promise;
    this.connection.dispose();
  }

  async #report(uri: string, accept: (report: Report) => boolean): Promise<readonly Diagnostic[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Diagnostic[]>();
    const watcher = (report: Report): void => {
      if (report.uri === uri && accept(report)) resolve(report.diagnostics);
    };
    const last = (): string => JSON.stringify(this.#reports.get(uri));
    const timer = setTimeout(
      () => reject(new Error(`Nothing expected was said of ${uri} in 20 s; last: ${last()}`)),
      20_000,
    );
    this.#watchers.add(watcher);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#watchers.delete(watcher);
    }
  }
}
