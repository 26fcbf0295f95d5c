/** Answers of services as documents, with what can be done next above them. */
import { CodeLens, EventEmitter, l10n, languages, Range, Uri, type Disposable } from 'vscode';
import type { Exchange } from '../cluster/exchange.ts';
import type { Subject } from '../subject.ts';
import { clusterScheme, type ClusterDocuments } from './clusterDocuments.ts';

/** All that was asked of one address, newest last. */
export interface Asked {
  readonly subject: Subject;
  readonly exchanges: readonly Exchange[];
}

export class Answers implements Disposable {
  readonly #documents: ClusterDocuments;
  /** By the document's URI. */
  readonly #asked = new Map<string, Asked>();
  readonly #changed = new EventEmitter<void>();
  readonly #disposables: Disposable[];

  constructor(documents: ClusterDocuments) {
    this.#documents = documents;
    this.#disposables = [
      this.#changed,
      languages.registerCodeLensProvider(
        { scheme: clusterScheme },
        { onDidChangeCodeLenses: this.#changed.event, provideCodeLenses: ({ uri }) => this.#lenses(uri) },
      ),
    ];
  }

  put(path: readonly string[], asked: Asked, text: string): Uri {
    const uri = this.#documents.put(path, 'answer', text);
    this.#asked.set(uri.toString(), asked);
    this.#changed.fire();
    return uri;
  }

  /** What a document is about. */
  of(uri: unknown): Asked | undefined {
    return uri instanceof Uri ? this.#asked.get(uri.toString()) : undefined;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #lenses(uri: Uri): CodeLens[] {
    if (!this.#asked.has(uri.toString())) return [];
    const lens = (title: string, command: string, ...more: readonly unknown[]): CodeLens =>
      new CodeLens(new Range(0, 0, 0, 0), { title, command, arguments: [uri, ...more] });
    return [
      lens(l10n.t('$(refresh) Send Again'), 'knative.sendAgain', 1),
      lens(l10n.t('$(run-all) Send 10'), 'knative.sendAgain', 10),
      lens(l10n.t('$(copy) Copy as curl'), 'knative.copyCurl'),
    ];
  }
}
