/** Old resources in the API versions of today: one, or all of the file. */
import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver-types';
import { migrate } from '#knative/migrate/migrate.ts';
import type { Migration } from '#knative/migrate/migration.ts';
import { valueAt, type Path } from '#knative/path.ts';
import { text, type Text } from '#knative/text.ts';
import { rangeOfProblem } from '../../model/analysis.ts';
import { migrated, migratedPlace, type DocumentMigration } from '../../model/migration.ts';
import { mayBeOurs, ourViews } from '../../model/ours.ts';
import type { ResourceView } from '../../yaml/decode.ts';
import { rangeIn, type Place } from '../../yaml/document.ts';
import { rangeOf } from '../../yaml/locate.ts';
import type { Range } from '../../yaml/segment.ts';
import { diagnosticOf } from '../diagnostic/diagnosticOf.ts';
import { problemsIn, touches, type Asked } from './request.ts';
import { workspaceEdit } from './workspaceEdit.ts';

/** For the resources of a document whose API version, kind or mode the range touches. */
export function migrationActions(asked: Asked, place: Place): readonly CodeAction[] {
  const { quickFix, rewrite } = asked.wishes;
  if ((!quickFix && !rewrite) || asked.snapshot.isLeftAlone(asked.document)) return [];
  return ourViews(place.segment).flatMap((view) => {
    const migration = isMeant(asked, place, view) ? migrate(view.resource) : undefined;
    const version = migration === undefined ? undefined : versionAfter(migration);
    if (migration === undefined || version === undefined) return [];
    const about = diagnosticsAbout(asked, place, view);
    const kind = about.length > 0 && quickFix ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite;
    if (kind === CodeActionKind.RefactorRewrite && !rewrite) return [];
    const made = migratedPlace(place, { migrate: () => migration }, view);
    return [
      {
        ...offer(asked, made, extentOf(place, view), version),
        kind,
        ...(about.length > 0 ? { diagnostics: about } : {}),
      },
    ];
  });
}

/** All of the file: as a preview where the client has one, else only where it is asked for. */
export function fileMigration({ snapshot, document, wishes }: Asked): readonly CodeAction[] {
  const { migrationPreview } = snapshot.client;
  if (!wishes.rewrite) return [];
  const kind = CodeActionKind.RefactorRewrite;
  if (migrationPreview !== undefined) {
    const title = snapshot.translate(text('Migrate this file, with a preview'));
    return [{ title, kind, command: { title, command: migrationPreview, arguments: [document.uri] } }];
  }
  if (!wishes.rewriteOnly || !hasSeveral(document.segments)) return [];
  const migration = migrated(document, { migrate });
  const title = snapshot.translate(titleOf(text('Migrate all of this file'), migration));
  return [{ title, kind, edit: workspaceEdit(snapshot, document, migration.edits) }];
}

/** Where something stays for its user to do, a client that can shows it first. */
function offer(
  { snapshot, document }: Asked,
  migration: DocumentMigration,
  { start }: Range,
  version: string,
): Pick<CodeAction, 'title' | 'edit' | 'command'> {
  const { migrationPreview } = snapshot.client;
  const title = snapshot.translate(titleOf(text('Migrate to {0}', version), migration));
  if (migrationPreview === undefined || tasksOf(migration) === 0)
    return { title, edit: workspaceEdit(snapshot, document, migration.edits) };
  return { title, command: { title, command: migrationPreview, arguments: [document.uri, start] } };
}

function titleOf(title: Text, migration: DocumentMigration): Text {
  const tasks = tasksOf(migration);
  if (tasks === 0) return title;
  const [about] = title.args;
  if (about === undefined) return text('Migrate all of this file (stays for you to do: {0})', tasks);
  return text('Migrate to {0} (stays for you to do: {1})', about, tasks);
}

function tasksOf({ notes }: DocumentMigration): number {
  return notes.filter(({ severity }) => severity === 'warning').length;
}

/** Undefined where the migration only says why there is none. */
function versionAfter({ changes }: Migration): string | undefined {
  for (const change of changes) {
    if (change.op === 'set' && change.path[0] === 'apiVersion' && typeof change.value === 'string')
      return change.value;
  }
  return undefined;
}

/** What says that a resource is old. */
const tellTale: readonly Path[] = [
  ['apiVersion'],
  ['kind'],
  ...['runLatest', 'release', 'pinned', 'revisionTemplate'].map((key) => ['spec', key]),
];

function isMeant({ range, wishes }: Asked, place: Place, view: ResourceView): boolean {
  if (wishes.rewriteOnly) return touches(extentOf(place, view), range);
  return tellTale.some((path) => {
    if (valueAt(view.resource.value, path) === undefined) return false;
    const line = place.line + rangeOfProblem(place.segment, view, path, 'key').start.line;
    return range.start.line <= line && line <= range.end.line;
  });
}

function extentOf(place: Place, view: ResourceView): Range {
  const { start, end } = rangeOf(place.segment, view.path, 'value');
  return view.path.length === 0 ? rangeIn(place, 0, place.segment.text.length) : rangeIn(place, start, end);
}

/** The advice about the API version, whose fix this is. */
function diagnosticsAbout(asked: Asked, place: Place, view: ResourceView): Diagnostic[] {
  return problemsIn(asked, place)
    .filter(
      (one) => one.view === view && one.problem.source === 'lint' && one.problem.path[0] === 'apiVersion',
    )
    .map((one) => diagnosticOf(asked.document, place, one, asked.snapshot.translate));
}

const oldVersion = /\bknative\.dev\/v1(?:alpha1|beta1)\b/;

/** Whether more than one document looks old; nothing is parsed. */
function hasSeveral(segments: readonly Place['segment'][]): boolean {
  let found = 0;
  for (const { text } of segments) {
    if (mayBeOurs(text) && oldVersion.test(text)) found++;
    if (found > 1) return true;
  }
  return false;
}
