/** Where fields stand in files, and changes of resources written into them: the language server knows both. */
import { workspace, WorkspaceEdit, type Range, type Uri } from 'vscode';
import type { Change } from '#knative/change.ts';
import {
  editsForMethod,
  locateFieldsMethod,
  type EditsForParams,
  type EditsForResult,
  type LocateFieldsParams,
  type LocateFieldsResult,
} from '#protocol/resources.ts';
import type { LanguageServer } from './languageServer.ts';

/** One resource in a file. */
export interface InFile {
  readonly uri: Uri;
  /** Counted from 0. */
  readonly index: number;
  /** Of the text in which it was counted, where that is open; another text may have another resource there. */
  readonly version?: number | undefined;
}

/** The range of each field, or of the nearest one that is there. */
export async function locateFields(
  server: LanguageServer,
  { uri, index }: InFile,
  fields: readonly string[],
): Promise<readonly Range[]> {
  const client = await server.client();
  const params: LocateFieldsParams = { uri: client.code2ProtocolConverter.asUri(uri), index, fields };
  const { ranges } = await client.sendRequest<LocateFieldsResult>(locateFieldsMethod, params);
  return ranges.map((range) => client.protocol2CodeConverter.asRange(range));
}

/** False where the file has changed since the resource was counted, or meanwhile; nothing is saved. */
export async function changeInFile(
  server: LanguageServer,
  { uri, index, version: counted }: InFile,
  changes: readonly Change[],
): Promise<boolean> {
  const client = await server.client();
  const document = await workspace.openTextDocument(uri);
  const { version } = document;
  if (counted !== undefined && version !== counted) return false;
  const params: EditsForParams = { uri: client.code2ProtocolConverter.asUri(uri), index, changes };
  const result = await client.sendRequest<EditsForResult>(editsForMethod, params);
  if (document.version !== version) return false;
  const edit = new WorkspaceEdit();
  for (const { range, newText } of result.edits) {
    edit.replace(uri, client.protocol2CodeConverter.asRange(range), newText);
  }
  return workspace.applyEdit(edit);
}
