/**
 * The migrated text of a file as a read-only document, shown beside the file in VS Code's diff editor. It follows the file
 * while that is edited.
 */
import {
  commands,
  EventEmitter,
  l10n,
  Position,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
  type Disposable,
  type Tab,
  type TextDocumentContentChangeEvent,
} from 'vscode';
import type { Proposal, Wanted } from '../migrationProposal.ts';
import { MigrationNotes } from './migrationNotes.ts';

export const previewScheme = 'knative-migration';

/** Milliseconds without an edit after which the preview is made again. */
const rest = 200;

export interface ShownMigration {
  readonly wanted: Wanted;
  readonly proposal: Proposal;
}

interface Shown extends ShownMigration {
  /** Where the resource stands moves with the edits above it. */
  wanted: Wanted;
  proposal: Proposal;
  readonly again: (wanted: Wanted) => Promise<Proposal>;
  timer?: NodeJS.Timeout;
}

export class MigrationPreviews implements Disposable {
  /** By the file's URI. */
  readonly #shown = new Map<string, Shown>();
  readonly #notes = new MigrationNotes();
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: Disposable[] = [
    this.#notes,
    this.#changed,
    workspace.registerTextDocumentContentProvider(previewScheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#shown.get(uri.query)?.proposal.migrated ?? '',
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      this.#follow(document.uri, contentChanges);
    }),
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const tab of closed) {
        const file = fileShownIn(tab);
        // A tab that only moved is still there.
        if (file !== undefined && tabsOf(file).length === 0) this.#forget(file);
      }
    }),
  ];

  /** Opens the diff editor: the file as it is on the left, as it would be on the right. */
  async show(wanted: Wanted, proposal: Proposal, again: Shown['again']): Promise<void> {
    const { uri } = wanted;
    this.#shown.set(uri.toString(), { wanted, proposal, again });
    this.#tell(uri, proposal);
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    await commands.executeCommand(
      'vscode.diff',
      uri,
      previewUri(uri),
      l10n.t('{0}: now and migrated', name),
      {
        // Reading a note opens the file; the preview stays.
        preview: false,
      },
    );
  }

  /** What is shown of a file now, and what of it was asked for. */
  shown(uri: Uri): ShownMigration | undefined {
    return this.#shown.get(uri.toString());
  }

  /** The file has become another: the preview shows what that becomes. */
  update(uri: Uri, proposal: Proposal): void {
    const shown = this.#shown.get(uri.toString());
    if (shown === undefined) return;
    shown.proposal = proposal;
    this.#tell(uri, proposal);
  }

  /** Closes the diff editors of this file. */
  async close(uri: Uri): Promise<void> {
    this.#forget(uri);
    await window.tabGroups.close(tabsOf(uri));
  }

  dispose(): void {
    for (const { timer } of this.#shown.values()) clearTimeout(timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #tell(uri: Uri, { notes }: Proposal): void {
    this.#changed.fire(previewUri(uri));
    this.#notes.show(uri, notes);
  }

  #follow(uri: Uri, changes: readonly TextDocumentContentChangeEvent[]): void {
    const shown = changes.length === 0 ? undefined : this.#shown.get(uri.toString());
    if (shown === undefined) return;
    shown.wanted = changes.reduce(followed, shown.wanted);
    clearTimeout(shown.timer);
    shown.timer = setTimeout(() => void this.#again(uri, shown), rest);
  }

  /** A server that is gone tells so itself; the preview then stays as it is, and applying it asks again. */
  async #again(uri: Uri, shown: Shown): Promise<void> {
    const proposal = await shown.again(shown.wanted).catch(() => undefined);
    if (proposal !== undefined && this.#shown.get(uri.toString()) === shown) this.update(uri, proposal);
  }

  #forget(uri: Uri): void {
    clearTimeout(this.#shown.get(uri.toString())?.timer);
    this.#shown.delete(uri.toString());
    this.#notes.clear(uri);
  }
}

/** The diff editors that show the migration of a file. */
function tabsOf(file: Uri): readonly Tab[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter((tab) => fileShownIn(tab)?.toString() === file.toString());
}

function fileShownIn({ input }: Tab): Uri | undefined {
  const isPreview = input instanceof TabInputTextDiff && input.modified.scheme === previewScheme;
  return isPreview ? previewedFile(input.modified) : undefined;
}

/** The preview's address; the file's own is kept whole in its query. */
export function previewUri(file: Uri): Uri {
  return Uri.from({ scheme: previewScheme, path: file.path, query: file.toString() });
}

/** The file that a preview belongs to. */
export function previewedFile(preview: Uri): Uri {
  return Uri.parse(preview.query, true);
}

/** The place of a resource after an edit above it. */
function followed({ uri, position }: Wanted, { range, text }: TextDocumentContentChangeEvent): Wanted {
  if (position === undefined || range.end.line >= position.line)
    return position === undefined ? { uri } : { uri, position };
  const lines = text.split(/\r\n|\n|\r/).length - 1 - (range.end.line - range.start.line);
  return { uri, position: new Position(position.line + lines, position.character) };
}
