/** A language server under measurement: its process, its protocol, and the edits the benchmark makes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ServerCommand {
  readonly name: string;
  /** Arguments for this very Node. */
  readonly args: readonly string[];
  /** Settings by section, as `workspace/configuration` asks for them. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export class LanguageServer {
  readonly name: string;
  private readonly process: ChildProcess;
  private readonly connection: MessageConnection;
  private readonly watchers = new Set<(published: Published) => void>();
  private readonly versions = new Map<string, number>();

  /** Resolves when the server has answered `initialize`. */
  static async start(command: ServerCommand, root: string): Promise<LanguageServer> {
    const server = new LanguageServer(command);
    await server.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: `file://${root}`,
      workspaceFolders: [{ uri: `file://${root}`, name: 'bench' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: {
          publishDiagnostics: { versionSupport: true },
          completion: { completionItem: { snippetSupport: true } },
          hover: { contentFormat: ['markdown'] },
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        },
      },
    });
    void server.connection.sendNotification('initialized', {});
    void server.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: command.settings,
    });
    return server;
  }

  private constructor(command: ServerCommand) {
    this.name = command.name;
    this.process = spawn(process.execPath, command.args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.process;
    if (stdin === null || stdout === null) throw new Error(`${command.name} has no pipes`);
    this.connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (published: Published) => {
      for (const watcher of this.watchers) watcher(published);
    });
    this.connection.onRequest(
      'workspace/configuration',
      ({ items }: { items: readonly { section?: string }[] }) =>
        items.map((item) => command.settings[item.section ?? ''] ?? null),
    );
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('workspace/workspaceFolders', () => null);
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.listen();
  }

  open(uri: string, text: string): void {
    this.versions.set(uri, 1);
    void this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
  }

  /** Replaces `length` characters at a position, as typing does. */
  edit(uri: string, line: number, character: number, length: number, text: string): void {
    const version = (this.versions.get(uri) ?? 1) + 1;
    this.versions.set(uri, version);
    const range = { start: { line, character }, end: { line, character: character + length } };
    void this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  request<R>(method: string, params: object): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  /** Resolves at the first report on `uri` that `accept`s; rejects after a minute with what came last. */
  async diagnostics(
    uri: string,
    accept: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Diagnostic[]>();
    let last: readonly Diagnostic[] | undefined;
    const watcher = (published: Published): void => {
      if (published.uri !== uri) return;
      last = published.diagnostics;
      if (accept(last)) resolve(last);
    };
    const expire = (): void => {
      reject(
        new Error(
          `${this.name}: no expected diagnostics in 60 s; last: ${JSON.stringify(last?.slice(0, 3))}`,
        ),
      );
    };
    const timer = setTimeout(expire, 60_000);
    this.watchers.add(watcher);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.watchers.delete(watcher);
    }
  }

  /** Calls back for every report until the returned function is called. */
  watch(callback: (published: Published) => void): () => void {
    this.watchers.add(callback);
    return () => void this.watchers.delete(callback);
  }

  /** Resident memory in MiB, now and at its peak (Linux only, else NaN). */
  memory(): { readonly now: number; readonly peak: number } {
    try {
      const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
      const read = (key: string): number => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
      return { now: read('VmRSS'), peak: read('VmHWM') };
    } catch {
      return { now: Number.NaN, peak: Number.NaN };
    }
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = Promise.withResolvers<void>();
    this.process.once('exit', () => ended.resolve());
    this.connection.dispose();
    this.process.kill('SIGKILL');
    await ended.promise;
  }
}
