/** What the server tells a client it can do. What only repeats another YAML extension is left out. */
import { CodeActionKind, TextDocumentSyncKind, type ServerCapabilities } from 'vscode-languageserver';
import { features } from './features.ts';

export function capabilities(yamlExtension: boolean): ServerCapabilities {
  const offered = Object.keys(features).filter((method) => !(yamlExtension && anyYamls.has(method)));
  const given: ServerCapabilities = {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  return Object.assign(given, ...offered.map((method) => options[method]));
}

/** Features that any YAML extension has, and that have nothing of Knative's to add. */
const anyYamls = new Set(['textDocument/documentSymbol', 'textDocument/foldingRange']);

/** By method; what a feature needs to have announced. */
const options: Readonly<Record<string, ServerCapabilities>> = {
  'textDocument/completion': {
    completionProvider: {
      triggerCharacters: [' ', ':', '-', '"', "'", '/', '.', '@', '$', '{', '('],
      resolveProvider: false,
    },
  },
  'textDocument/hover': { hoverProvider: true },
  'textDocument/definition': { definitionProvider: true },
  'textDocument/references': { referencesProvider: true },
  'textDocument/documentHighlight': { documentHighlightProvider: true },
  'textDocument/documentSymbol': { documentSymbolProvider: true },
  'workspace/symbol': { workspaceSymbolProvider: true },
  'textDocument/foldingRange': { foldingRangeProvider: true },
  'textDocument/codeLens': { codeLensProvider: { resolveProvider: false } },
  'textDocument/codeAction': {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.SourceFixAll],
    },
  },
  'textDocument/rename': { renameProvider: { prepareProvider: true } },
  'textDocument/documentLink': { documentLinkProvider: { resolveProvider: false } },
  'textDocument/inlayHint': { inlayHintProvider: true },
  'textDocument/selectionRange': { selectionRangeProvider: true },
};
