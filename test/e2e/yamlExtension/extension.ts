/**
 * A stand-in for Red Hat's YAML extension: its id around the same language server, with the settings it has by default
 * and no network. `SERVER` is filled in when it is built.
 */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

declare const SERVER: string;

export async function activate(context: ExtensionContext): Promise<void> {
  const client = new LanguageClient(
    'yaml',
    'YAML',
    { module: SERVER, transport: TransportKind.ipc },
    {
      documentSelector: [{ language: 'yaml' }],
      middleware: {
        workspace: { configuration: ({ items }) => items.map(({ section }) => settings[section ?? '']) },
      },
    },
  );
  context.subscriptions.push(client);
  await client.start();
}

const settings: Readonly<Record<string, unknown>> = {
  yaml: {
    validate: true,
    hover: true,
    completion: true,
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
  },
  http: { proxy: '', proxyStrictSSL: false },
};
