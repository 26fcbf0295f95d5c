/**
 * The table of language features: LSP method and its function over (snapshot, params); completion alone waits. Adding a
 * feature is a line here and one in `capabilities.ts`. Each is imported when first asked for: none delays the start.
 */
import type { Feature, WaitingFeature } from '../model/snapshot.ts';

// Each feature knows its own parameters; what a client sends is only checked to be what LSP says.
export type AnyFeature = Feature<never, unknown> | WaitingFeature<never, unknown>;

/** How a feature is loaded; the adapter keeps what it loaded and calls it synchronously from then on. */
export type LoadFeature = () => Promise<AnyFeature>;

export const features: Readonly<Record<string, LoadFeature>> = {
  // One line a feature: its LSP method, and a function that imports its file and returns what that exports.
  'textDocument/completion': async () => {
    const [{ completion }, { schemas }] = await Promise.all([
      import('../features/completion.ts'),
      import('../schema/schema.ts'),
    ]);
    return completion(schemas);
  },
  'textDocument/hover': async () => (await import('../features/hover.ts')).hover,
  'textDocument/definition': async () => (await import('../features/definition.ts')).definition,
  'textDocument/references': async () => (await import('../features/references.ts')).references,
  'textDocument/documentHighlight': async () =>
    (await import('../features/documentHighlight.ts')).documentHighlight,
  'textDocument/codeAction': async () => (await import('../features/codeAction.ts')).codeAction,
  'textDocument/documentSymbol': async () => (await import('../features/symbols.ts')).documentSymbols,
  'workspace/symbol': async () => (await import('../features/symbols/workspace.ts')).workspaceSymbols,
  'textDocument/foldingRange': async () => (await import('../features/folding.ts')).folding,
  'textDocument/codeLens': async () => (await import('../features/codeLens.ts')).codeLens,
};
