/** What a migration leaves to its user: underlined in the file while the preview is open, and as a list to go through. */
import {
  Diagnostic,
  DiagnosticSeverity,
  l10n,
  languages,
  ThemeIcon,
  window,
  type DiagnosticCollection,
  type Disposable,
  type Uri,
} from 'vscode';
import type { MigrateNote } from '#protocol/migrate.ts';
import { toRange } from '../migrationProposal.ts';

export class MigrationNotes implements Disposable {
  readonly #shown: DiagnosticCollection = languages.createDiagnosticCollection('knative-migration');

  show(uri: Uri, notes: readonly MigrateNote[]): void {
    this.#shown.set(uri, notes.map(diagnosticOf));
  }

  clear(uri: Uri): void {
    this.#shown.delete(uri);
  }

  dispose(): void {
    this.#shown.dispose();
  }
}

/** Lists the notes; the chosen one's place is shown in the file. */
export async function listNotes(uri: Uri, notes: readonly MigrateNote[]): Promise<void> {
  const items = notes.map((note) => ({
    label: l10n.t('Line {0}', note.range.start.line + 1),
    detail: note.message,
    iconPath: new ThemeIcon(note.severity === 'warning' ? 'warning' : 'info'),
    note,
  }));
  const title = l10n.t('Notes on the migration');
  const chosen = await window.showQuickPick(items, { title, matchOnDetail: true });
  if (chosen === undefined) return;
  await window.showTextDocument(uri, { selection: toRange(chosen.note.range) });
}

function diagnosticOf({ range, message, severity }: MigrateNote): Diagnostic {
  const diagnostic = new Diagnostic(
    toRange(range),
    message,
    severity === 'warning' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
  );
  diagnostic.source = l10n.t('Knative migration');
  return diagnostic;
}
