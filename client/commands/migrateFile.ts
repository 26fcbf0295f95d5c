/** Shows what a file becomes in the API versions of today, beside what it is, and changes it when its user says so. */
import { l10n, Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { MigrateNote } from '#protocol/migrate.ts';
import { proposal, type Proposal, type Wanted } from '../migrationProposal.ts';
import { listNotes } from '../views/migrationNotes.ts';
import {
  previewedFile,
  previewScheme,
  type MigrationPreviews,
  type ShownMigration,
} from '../views/migrationPreview.ts';
import type { Command, CommandContext } from './command.ts';

/** Its arguments, where it has some: the file, and the place of one resource in it. */
export function migrateFile(previews: MigrationPreviews): Command {
  return {
    id: 'knative.migrateFile',
    run: async (context, target, position) => {
      const uri = fileOf(target);
      if (uri === undefined) {
        await window.showInformationMessage(l10n.t('Open the manifest that is to be migrated first.'));
        return;
      }
      const place = positionOf(position);
      const wanted: Wanted = place === undefined ? { uri } : { uri, position: place };
      const proposed = await proposal(context.server, wanted);
      if (proposed.edits.length === 0) {
        await sayWhyNot(uri, proposed.notes);
        return;
      }
      await previews.show(wanted, proposed, async (again) => proposal(context.server, again));
      await ask(context, previews, { wanted, proposal: proposed });
    },
  };
}

/** The button above the preview. */
export function applyShownMigration(previews: MigrationPreviews): Command {
  return {
    id: 'knative.applyMigration',
    run: async (context, target) => {
      const shown = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
      if (shown?.scheme !== previewScheme) return;
      const migration = previews.shown(previewedFile(shown));
      if (migration !== undefined) await apply(context, previews, migration);
    },
  };
}

/** Until it is applied, refused or closed; the notes may be read before. */
async function ask(
  context: CommandContext,
  previews: MigrationPreviews,
  first: ShownMigration,
): Promise<void> {
  const { uri } = first.wanted;
  const [yes, no, read] = [l10n.t('Apply'), l10n.t('Cancel'), l10n.t('Show Notes')];
  for (;;) {
    const { notes } = (previews.shown(uri) ?? first).proposal;
    const answers = notes.length > 0 ? [yes, read, no] : [yes, no];
    const chosen = await window.showInformationMessage(question(notes), ...answers);
    switch (chosen) {
      case yes:
        await apply(context, previews, previews.shown(uri) ?? first);
        return;
      case read:
        await listNotes(uri, previews.shown(uri)?.proposal.notes ?? notes);
        break;
      case no:
        await previews.close(uri);
        return;
      default:
        // Closed: the preview stays, and the button above it.
        return;
    }
  }
}

/** What was seen is what is made: where the file has changed since, the preview is shown again instead. */
async function apply(
  context: CommandContext,
  previews: MigrationPreviews,
  shown: ShownMigration,
): Promise<void> {
  const { uri } = shown.wanted;
  const now = await proposal(context.server, shown.wanted);
  if (now.migrated !== shown.proposal.migrated) {
    await previews.show(shown.wanted, now, async (again) => proposal(context.server, again));
    await window.showInformationMessage(
      l10n.t('The file has changed meanwhile. Look at the preview again, then apply it.'),
    );
    return;
  }
  if (!(await makeEdits(now))) throw new Error(l10n.t('The file could not be changed.'));
  await previews.close(uri);
  await window.showTextDocument(uri);
}

async function makeEdits({ document, version, edits }: Proposal): Promise<boolean> {
  if (document.version !== version) return false;
  const change = new WorkspaceEdit();
  for (const { range, newText } of edits) change.replace(document.uri, range, newText);
  return workspace.applyEdit(change);
}

/** A code action names the file by its text, a menu by its URI, a preview the file it belongs to. */
function fileOf(target: unknown): Uri | undefined {
  const named = typeof target === 'string' ? Uri.parse(target, true) : target;
  const uri = named instanceof Uri ? named : window.activeTextEditor?.document.uri;
  return uri?.scheme === previewScheme ? previewedFile(uri) : uri;
}

/** A position of the language server. */
function positionOf(value: unknown): Position | undefined {
  if (typeof value !== 'object' || value === null || !('line' in value) || !('character' in value))
    return undefined;
  const { line, character } = value;
  return typeof line === 'number' && typeof character === 'number'
    ? new Position(line, character)
    : undefined;
}

async function sayWhyNot(uri: Uri, notes: readonly MigrateNote[]): Promise<void> {
  const [first, second] = notes;
  if (first === undefined) {
    await window.showInformationMessage(l10n.t('Everything in this file is of today already.'));
    return;
  }
  const read = l10n.t('Show Notes');
  const message = l10n.t('This file cannot be migrated by itself: {0}', sentence(first));
  const answers = second === undefined ? [] : [read];
  if ((await window.showWarningMessage(message, ...answers)) === read) await listNotes(uri, notes);
}

function question(notes: readonly MigrateNote[]): string {
  const tasks = notes.filter(({ severity }) => severity === 'warning');
  const [first, second] = tasks;
  if (first === undefined) return l10n.t('Migrate this file as shown?');
  if (second === undefined)
    return l10n.t('Migrate this file as shown? What stays for you to do: {0}', sentence(first));
  return l10n.t('Migrate this file as shown? {0} things stay for you to do.', tasks.length);
}

function sentence({ range, message }: MigrateNote): string {
  return l10n.t('line {0}: {1}', range.start.line + 1, message);
}
