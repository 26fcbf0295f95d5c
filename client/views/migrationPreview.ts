/** The migrated text of a file as a read-only document, shown beside the file in VS Code's diff editor. */
import { commands, EventEmitter, l10n, Uri, window, workspace, type Disposable } from 'vscode';

export const previewScheme = 'knative-migration';

export interface Preview {
  /** The file to migrate. */
  readonly uri: Uri;
  readonly migrated: string;
}

export class MigrationPreviews implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: Disposable[] = [
    this.#changed,
    workspace.registerTextDocumentContentProvider(previewScheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
    }),
    workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
  ];

  /** Opens the diff editor: the file as it is on the left, as it would be on the right. */
  async show({ uri, migrated }: Preview): Promise<void> {
    const right = previewUri(uri);
    this.#texts.set(right.toString(), migrated);
    this.#changed.fire(right);
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    await commands.executeCommand('vscode.diff', uri, right, l10n.t('{0}: now and migrated', name), {
      preview: true,
    });
  }

  /** Closes the diff editors of this file. */
  async close(uri: Uri): Promise<void> {
    const right = previewUri(uri).toString();
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    const previews = tabs.filter(
      ({ input }) =>
        typeof input === 'object' &&
        input !== null &&
        'modified' in input &&
        input.modified instanceof Uri &&
        input.modified.toString() === right,
    );
    await window.tabGroups.close(previews);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** The preview's address; the file's own is kept whole in its query. */
export function previewUri(file: Uri): Uri {
  return Uri.from({ scheme: previewScheme, path: file.path, query: file.toString() });
}

/** The file that a preview belongs to. */
export function previewedFile(preview: Uri): Uri {
  return Uri.parse(preview.query, true);
}
