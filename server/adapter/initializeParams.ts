/** What a client said when it started the server. */
import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '#protocol/initialization.ts';

/** Some clients name one folder, or leave out what they do not have. */
export function foldersOf(params: InitializeParams): readonly string[] {
  const { workspaceFolders, rootUri } = params as Partial<InitializeParams>;
  return workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === 'string' ? [rootUri] : []);
}

export function optionsOf({ initializationOptions: value }: InitializeParams): InitializationOptions {
  // The client is trusted to send what the protocol says; everything in it is optional.
  return typeof value === 'object' && value !== null ? value : {};
}
