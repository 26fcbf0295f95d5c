/** The texts that manifests have at Git's HEAD; the client knows them, if it is VS Code. Asked once for each HEAD. */
import type { Connection } from 'vscode-languageserver';
import {
  committedTextsMethod,
  type CommittedTextsParams,
  type CommittedTextsResult,
} from '#protocol/workspace.ts';
import type { Model } from '../model/model.ts';

export class CommittedTexts {
  readonly #connection: Connection;
  readonly #model: Model;
  readonly #asked = new Set<string>();
  #clientKnows = true;

  constructor(connection: Connection, model: Model) {
    this.#connection = connection;
    this.#model = model;
  }

  /** HEAD is another now. */
  forget(): void {
    this.#asked.clear();
  }

  /**
   * Tells the model of those that were not asked for yet.
   * @returns whether there was anything to tell
   */
  async ask(all: readonly string[]): Promise<boolean> {
    const uris = all.filter((uri) => !this.#asked.has(uri));
    if (!this.#clientKnows || uris.length === 0) return false;
    for (const uri of uris) this.#asked.add(uri);
    const params: CommittedTextsParams = { uris };
    try {
      const { texts } = await this.#connection.sendRequest<CommittedTextsResult>(
        committedTextsMethod,
        params,
      );
      for (const uri of uris) this.#model.setCommitted(uri, texts[uri]);
      return true;
    } catch {
      // Another client: it does not know the request, and need not be asked again.
      this.#clientKnows = false;
      return false;
    }
  }
}
