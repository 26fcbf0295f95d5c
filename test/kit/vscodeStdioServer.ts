/** A language server as any editor runs it: a process, spoken to over its standard streams. */
import { spawn } from 'node:child_process';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver/node';

export interface StdioServer extends AsyncDisposable {
  readonly connection: MessageConnection;
  initialize(): Promise<void>;
  /** Opens a document and gives the first problems reported for it. */
  open(uri: string, text: string): Promise<readonly Diagnostic[]>;
}

export function languageServerOverStdio(script: string): StdioServer {
  const child = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
    items.map(() => null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const ended = new Promise((resolve) => child.on('exit', resolve));
  return {
    connection,
    async initialize() {
      await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
      await connection.sendNotification('initialized', {});
    },
    async open(uri, text) {
      const published = new Promise<readonly Diagnostic[]>((resolve) => {
        connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
          if (params.uri === uri) resolve(params.diagnostics);
        });
      });
      const textDocument = { uri, languageId: 'yaml', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      return published;
    },
    async [Symbol.asyncDispose]() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}
