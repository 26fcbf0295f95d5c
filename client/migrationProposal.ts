/** What the language server proposes a file should become, and the text the file would then have. */
import { Position, Range, workspace, type TextDocument, type Uri } from 'vscode';
import type { TextEdit } from 'vscode-languageserver-types';
import {
  migrateMethod,
  type MigrateNote,
  type MigrateParams,
  type MigrateResult,
} from '#protocol/migrate.ts';
import type { LanguageServer } from './languageServer.ts';

export interface Wanted {
  readonly uri: Uri;
  /** Only the resource that stands here. */
  readonly position?: Position;
}

export interface Proposal {
  readonly document: TextDocument;
  /** The version of the document that the edits fit. */
  readonly version: number;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  readonly notes: readonly MigrateNote[];
  readonly migrated: string;
}

/** For the text as it is now, saved or not; asks again where it changes meanwhile. */
export async function proposal(server: LanguageServer, { uri, position }: Wanted): Promise<Proposal> {
  const document = await workspace.openTextDocument(uri);
  for (;;) {
    const client = await server.client();
    const { version } = document;
    const params: MigrateParams = {
      uri: client.code2ProtocolConverter.asUri(uri),
      ...(position === undefined ? {} : { position: { line: position.line, character: position.character } }),
    };
    const result = await client.sendRequest<MigrateResult>(migrateMethod, params);
    const current = result.version === undefined || result.version === version;
    if (document.version !== version || !current) continue;
    const edits = result.edits.map((edit) => ({ range: toRange(edit.range), newText: edit.newText }));
    return { document, version, edits, notes: result.notes, migrated: applied(document, edits) };
  }
}

export function toRange({ start, end }: TextEdit['range']): Range {
  return new Range(new Position(start.line, start.character), new Position(end.line, end.character));
}

function applied(document: TextDocument, edits: Proposal['edits']): string {
  const offsets = edits
    .map(({ range, newText }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      newText,
    }))
    .toSorted((a, b) => b.start - a.start);
  let text = document.getText();
  for (const { start, end, newText } of offsets) text = text.slice(0, start) + newText + text.slice(end);
  return text;
}
