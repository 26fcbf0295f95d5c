/** Edits of one document as a workspace edit: with the version they fit, for clients that understand it. */
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Snapshot } from '../../model/snapshot.ts';
import { rangeIn, type Document, type Place } from '../../yaml/document.ts';
import { editsFor } from '../../yaml/edit.ts';
import type { Change } from '#knative/change.ts';

export function workspaceEdit(
  { client }: Pick<Snapshot, 'client'>,
  { uri, version }: Document,
  edits: readonly TextEdit[],
): WorkspaceEdit {
  if (!client.versionedEdits) return { changes: { [uri]: [...edits] } };
  return { documentChanges: [{ textDocument: { uri, version: version ?? null }, edits: [...edits] }] };
}

/** Changes of a segment's document as edits of the file. */
export function textEdits(place: Place, changes: readonly Change[]): readonly TextEdit[] {
  return editsFor(place.segment, changes).map(({ start, end, text }) => ({
    range: rangeIn(place, start, end),
    newText: text,
  }));
}
