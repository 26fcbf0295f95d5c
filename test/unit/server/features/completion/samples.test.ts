/** Completion at every place of every sample, whole and cut off: upright, inside the document, and fit to be taken. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver-types';
import { completion } from '#server/features/completion.ts';
import { expanded } from '#server/features/completion/snippet.ts';
import { schemas } from '#server/schema/schema.ts';
import { decode } from '#server/yaml/decode.ts';
import { documentOf } from '#server/yaml/document.ts';
import { lineEnd, positionAt, segmentOf, type Segment } from '#server/yaml/segment.ts';
import { workspaceOf } from '../../../../kit/snapshot.ts';
import { applied, editOf } from './completed.ts';

const root = path.join(import.meta.dirname, '../../../../..');
const samples = globSync('samples/**/*.yaml', { cwd: root }).toSorted();
const complete = completion(schemas);
const uri = 'file:///workspace/a.yaml';

const { snapshot } = workspaceOf({});

async function itemsAt(text: string, offset: number): Promise<readonly CompletionItem[]> {
  const document = documentOf(uri, 1, text);
  snapshot.put(document);
  const whole = segmentOf(text);
  const position = positionAt(whole, offset);
  const items = (await complete(snapshot, { textDocument: { uri }, position }, document)) ?? [];
  for (const item of items) assertInside(whole, offset, item);
  return items;
}

/** Takes some of the items, others at the next place, and returns how many. */
async function takeSome(text: string, offset: number): Promise<number> {
  const items = await itemsAt(text, offset);
  const some = items.filter((_, index) => index % 7 === offset % 7);
  for (const item of some) {
    const edit = editOf(item);
    const newText = item.insertTextFormat === 2 ? expanded(edit.newText) : edit.newText;
    const result = applied(text, { ...item, textEdit: { ...edit, newText } });
    assert.ok(isYaml(result), `${item.label} at offset ${offset} gives\n${result}`);
  }
  return some.length;
}

/** Where something begins or ends, and some places within. */
function places(text: string): readonly number[] {
  return Array.from({ length: text.length + 1 }, (_, offset) => offset).filter(
    (offset) => offset % 5 === 0 || /\W/.test(text.slice(Math.max(0, offset - 1), offset + 1)),
  );
}

/** LSP: on one line, around the cursor. */
function assertInside(whole: Segment, offset: number, item: CompletionItem): void {
  const { start, end } = editOf(item).range;
  const { line, character } = positionAt(whole, offset);
  const length = lineEnd(whole, line) - (offset - character);
  const where = `${item.label} at ${line}:${character} of\n${whole.text}`;
  assert.ok(start.line === line && end.line === line, where);
  assert.ok(start.character <= character && character <= end.character && end.character <= length, where);
}

function isYaml(text: string): boolean {
  return documentOf('', undefined, text).segments.every((segment) => decode(segment).problems.length === 0);
}

describe('completion in the samples', () => {
  it('has samples', () => assert.ok(samples.length >= 10));

  for (const sample of samples) {
    const text = readFileSync(path.join(root, sample), 'utf8');

    it(`${sample}: what is taken leaves YAML, also on a new line`, async () => {
      let taken = 0;
      for (const offset of places(text)) taken += await takeSome(text, offset);
      const lines = text.split('\n');
      for (const [index, line] of lines.entries()) {
        const columns = line.length - line.trimStart().length;
        for (const column of [columns, columns + 2]) {
          const before = `${lines.slice(0, index + 1).join('\n')}\n${' '.repeat(column)}`;
          taken += await takeSome(`${before}\n${lines.slice(index + 1).join('\n')}`, before.length);
        }
      }
      assert.ok(taken > 20, `${taken} taken`);
    });

    it(`${sample}: every prefix of it is borne`, async () => {
      for (const end of places(text)) await itemsAt(text.slice(0, end), end);
    });
  }
});
