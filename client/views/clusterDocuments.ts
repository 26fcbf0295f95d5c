/** Texts about the cluster as read-only documents: objects as YAML, events, explanations, answers to requests. */
import { EventEmitter, Uri, workspace, type Disposable } from 'vscode';

export const clusterScheme = 'knative-cluster';

/** Texts that are remembered. */
const mostTexts = 200;

export class ClusterDocuments implements Disposable {
  /** By URI, the newest last. */
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: Disposable[] = [
    this.#changed,
    workspace.registerTextDocumentContentProvider(clusterScheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
    }),
  ];

  /**
   * A document with this text; what has the same path and kind shows the new text.
   * @param path as its tab shows it, after what tells it from its namesakes: context, namespace
   * @param kind what it is; documents of one path but of different kinds are different documents
   */
  put(path: readonly string[], kind: string, text: string): Uri {
    const uri = Uri.from({ scheme: clusterScheme, path: `/${path.map(encoded).join('/')}`, query: kind });
    // A tab in the background asks again for its text, so that is not forgotten with the document.
    this.#texts.delete(uri.toString());
    this.#texts.set(uri.toString(), text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > mostTexts && oldest !== undefined) this.#texts.delete(oldest);
    this.#changed.fire(uri);
    return uri;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** A context may be named like a path or an address. */
function encoded(part: string): string {
  return part.replaceAll('/', '∕');
}
