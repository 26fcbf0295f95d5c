/** Answers what LSP asks of the features. One is loaded at its first question, what takes long while nobody types. */
import { LSPErrorCodes, ResponseError, type CancellationToken, type Connection } from 'vscode-languageserver';
import type { Model } from '../model/model.ts';
import { features, type AnyFeature } from './features.ts';
import { guarded, type Log } from './guard.ts';
import { quietly } from './quietly.ts';

export class FeatureRequests {
  readonly #model: Model;
  readonly #loaded = new Map<string, AnyFeature>();
  readonly #loadSlowOne: () => void;

  constructor(connection: Connection, log: Log, model: Model) {
    this.#model = model;
    for (const method of Object.keys(features)) {
      const ask = async (params: unknown, token: CancellationToken): Promise<unknown> =>
        this.#ask(method, params, token);
      connection.onRequest(method, guarded(log, method, ask));
    }
    this.#loadSlowOne = quietly(() => {
      this.#load(slowToLoad).catch((error: unknown) => log.error(`Loading ahead: ${String(error)}`));
    }, restBeforeLoading);
  }

  /** Called whenever a document is opened or edited. */
  loadAhead(): void {
    if (!this.#loaded.has(slowToLoad)) this.#loadSlowOne();
  }

  /**
   * An answer is about the text as it was when it was asked: a feature that waits is given that text; one that does not
   * finds it unchanged, or does not answer.
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
}

const slowToLoad = 'textDocument/completion';

/** Milliseconds without an edit before it is loaded. */
const restBeforeLoading = 1000;

function uriOf(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('textDocument' in params)) return undefined;
  const document = params.textDocument;
  if (typeof document !== 'object' || document === null || !('uri' in document)) return undefined;
  return typeof document.uri === 'string' ? document.uri : undefined;
}
