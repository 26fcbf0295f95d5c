/**
 * The light bulb: fixes of the problems in a range, the migration of old resources, comments that silence advice, and all
 * sure fixes at once. Only the documents that the range touches are looked at, unless the whole file is asked about.
 */
import type { CodeAction, CodeActionContext } from 'vscode-languageserver-types';
import type { RangeParams, Snapshot } from '../model/snapshot.ts';
import { fixAll } from './codeAction/fixAll.ts';
import { fileMigration, migrationActions } from './codeAction/migrations.ts';
import { quickFixes } from './codeAction/quickFixes.ts';
import { placesIn, wishes, type Asked } from './codeAction/request.ts';
import { silences } from './codeAction/silences.ts';

export interface CodeActionRequest extends RangeParams {
  readonly context: Pick<CodeActionContext, 'only'>;
}

export function codeAction(
  snapshot: Snapshot,
  { textDocument, range, context }: CodeActionRequest,
): readonly CodeAction[] {
  const document = snapshot.document(textDocument.uri);
  if (document === undefined) return [];
  const asked: Asked = { snapshot, document, range, wishes: wishes(context.only) };
  const places = [...placesIn(asked)];
  const migrations = places.flatMap((place) => migrationActions(asked, place));
  return [
    ...places.flatMap((place) => quickFixes(asked, place)),
    ...migrations,
    ...(migrations.length > 0 ? fileMigration(asked) : []),
    ...places.flatMap((place) => silences(asked, place)),
    ...fixAll(asked),
  ];
}
