/** What the client understands, by what it says of itself; the least where it says nothing. */
import type { ClientCapabilities } from 'vscode-languageserver';
import type { InitializationOptions } from '#protocol/initialization.ts';
import type { Client } from '../model/snapshot.ts';

export function clientOf(
  { workspace, textDocument }: ClientCapabilities,
  {
    commands = false,
    migrationPreview,
    deployCommand,
    runCommand,
    autoscalingCommand,
  }: InitializationOptions,
): Client {
  return {
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    links: textDocument?.definition?.linkSupport === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    commands,
    ...(migrationPreview !== undefined && { migrationPreview }),
    ...(deployCommand !== undefined && { deployCommand }),
    ...(runCommand !== undefined && { runCommand }),
    ...(autoscalingCommand !== undefined && { autoscalingCommand }),
  };
}
