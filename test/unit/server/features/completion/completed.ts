/** Completion for tests: `$0` in, proposals out, and the text after one was taken. */
import assert from 'node:assert/strict';
import type { CompletionItem, Range } from 'vscode-languageserver-types';
import { completion } from '#server/features/completion.ts';
import { schemas } from '#server/schema/schema.ts';
import { offsetAt, segmentOf } from '#server/yaml/segment.ts';
import { textOf } from '#server/yaml/document.ts';
import { workspaceOf, type WorkspaceOptions } from '../../../../kit/snapshot.ts';

export interface Completed {
  readonly items: readonly CompletionItem[];
  readonly labels: readonly string[];
  readonly item: (label: string) => CompletionItem;
  /** The text when the item has been taken, as a snippet with its blanks. */
  readonly taken: (label: string) => string;
}

const complete = completion(schemas);

export interface Asked extends WorkspaceOptions {
  readonly typed?: string;
}

export async function completed(
  files: string | Readonly<Record<string, string>>,
  { typed, ...options }: Asked = {},
): Promise<Completed> {
  const { snapshot, cursor } = workspaceOf(typeof files === 'string' ? { 'a.yaml': files } : files, options);
  const document = snapshot.document(cursor.textDocument.uri);
  assert.ok(document);
  const params = typed === undefined ? cursor : { ...cursor, context: { triggerCharacter: typed } };
  const items = (await complete(snapshot, params, document)) ?? [];
  const item = (label: string): CompletionItem => {
    const found = items.find((one) => one.label === label);
    assert.ok(found, `${label} is not among ${items.map((one) => one.label).join(', ')}`);
    return found;
  };
  return {
    items,
    labels: items.toSorted(byRank).map(({ label }) => label),
    item,
    taken: (label) => applied(textOf(document), item(label)),
  };
}

function byRank(a: CompletionItem, b: CompletionItem): number {
  return (a.sortText ?? '').localeCompare(b.sortText ?? '');
}

export function editOf({ textEdit }: CompletionItem): { readonly range: Range; readonly newText: string } {
  assert.ok(textEdit !== undefined && 'range' in textEdit);
  return textEdit;
}

export function applied(text: string, item: CompletionItem): string {
  const { range, newText } = editOf(item);
  const whole = segmentOf(text);
  return text.slice(0, offsetAt(whole, range.start)) + newText + text.slice(offsetAt(whole, range.end));
}
