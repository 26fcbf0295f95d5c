/** Shows what a file becomes in the API versions of today, beside what it is, and changes it when its user says so. */
import { l10n, Position, Range, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import type { TextEdit } from 'vscode-languageserver-types';
import { migrateMethod, type MigrateParams, type MigrateResult } from '#protocol/migrate.ts';
import { previewedFile, previewScheme, type MigrationPreviews } from '../views/migrationPreview.ts';
import type { Command, CommandContext } from './command.ts';

export function migrateFile(previews: MigrationPreviews): Command {
  return {
    id: 'knative.migrateFile',
    run: async (context, target) => {
      const named = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
      const uri = named?.scheme === previewScheme ? previewedFile(named) : named;
      if (uri === undefined) {
        await window.showInformationMessage(l10n.t('Open the manifest that is to be migrated first.'));
        return;
      }
      const document = await workspace.openTextDocument(uri);
      const result = await askServer(context, uri);
      if (result.edits.length === 0) {
        await window.showInformationMessage(nothingToDo(result));
        return;
      }
      await previews.show({ uri, migrated: applied(document, result.edits) });
      const apply = l10n.t('Apply');
      const chosen = await window.showInformationMessage(question(result), apply, l10n.t('Cancel'));
      if (chosen === apply) await applyMigration(context, previews, uri);
      else if (chosen !== undefined) await previews.close(uri);
    },
  };
}

/** The button above the preview. */
export function applyShownMigration(previews: MigrationPreviews): Command {
  return {
    id: 'knative.applyMigration',
    run: async (context, target) => {
      const shown = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
      if (shown?.scheme === previewScheme) await applyMigration(context, previews, previewedFile(shown));
    },
  };
}

/** Asks again, because the file may have changed since the preview was made. */
async function applyMigration(context: CommandContext, previews: MigrationPreviews, uri: Uri): Promise<void> {
  const { edits } = await askServer(context, uri);
  const change = new WorkspaceEdit();
  for (const edit of edits) change.replace(uri, toRange(edit), edit.newText);
  if (!(await workspace.applyEdit(change))) throw new Error(l10n.t('The file could not be changed.'));
  await previews.close(uri);
  await window.showTextDocument(uri);
}

async function askServer({ server }: CommandContext, uri: Uri): Promise<MigrateResult> {
  const client = await server.client();
  const params: MigrateParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  return client.sendRequest<MigrateResult>(migrateMethod, params);
}

function nothingToDo({ notes }: MigrateResult): string {
  if (notes.length === 0) return l10n.t('Everything in this file is of today already.');
  return l10n.t('This file cannot be migrated by itself: {0}', sentences(notes));
}

function question({ notes }: MigrateResult): string {
  if (notes.length === 0) return l10n.t('Migrate this file as shown?');
  return l10n.t('Migrate this file as shown? What stays for you to do: {0}', sentences(notes));
}

function sentences(notes: MigrateResult['notes']): string {
  return notes.map(({ message }) => message).join(' · ');
}

function applied(document: TextDocument, edits: readonly TextEdit[]): string {
  let text = document.getText();
  const last = edits.toSorted(
    (a, b) => document.offsetAt(toRange(b).start) - document.offsetAt(toRange(a).start),
  );
  for (const edit of last) {
    const { start, end } = toRange(edit);
    text = text.slice(0, document.offsetAt(start)) + edit.newText + text.slice(document.offsetAt(end));
  }
  return text;
}

function toRange({ range: { start, end } }: TextEdit): Range {
  return new Range(new Position(start.line, start.character), new Position(end.line, end.character));
}
