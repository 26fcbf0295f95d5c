/** Hover and navigation answer, or say nothing, whatever the text: every kind of prefix of the samples, and worse. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Range } from 'vscode-languageserver-types';
import { codeLens } from '#server/features/codeLens.ts';
import { definitionLinks as definition } from '#server/features/definition.ts';
import { documentHighlight } from '#server/features/documentHighlight.ts';
import { folding } from '#server/features/folding.ts';
import { hover } from '#server/features/hover.ts';
import { references } from '#server/features/references.ts';
import { documentSymbols } from '#server/features/symbols.ts';
import { workspaceSymbols } from '#server/features/symbols/workspace.ts';
import { uriOf, workspaceOf } from '../../../kit/snapshot.ts';

const samples = path.join(import.meta.dirname, '../../../../samples');
const files = globSync('**/*.yaml', { cwd: samples }).toSorted();
const textDocument = { uri: uriOf('a.yaml') };

/** Asks everything about a text; the ranges of all answers. */
function askAll(text: string, offsets: readonly number[]): readonly Range[] {
  const { snapshot } = workspaceOf({ 'a.yaml': text });
  const ranges: (Range | undefined)[] = [
    ...documentSymbols(snapshot, { textDocument }).map(({ range }) => range),
    ...codeLens(snapshot, { textDocument }).map(({ range }) => range),
    ...workspaceSymbols(snapshot, { query: '' }).map(({ location }) => location.range),
    ...folding(snapshot, { textDocument }).map(({ startLine, endLine }) => ({
      start: { line: startLine, character: 0 },
      end: { line: endLine, character: 0 },
    })),
  ];
  for (const offset of offsets) {
    const lines = text.slice(0, offset).split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    const at = { textDocument, position };
    ranges.push(
      hover(snapshot, at)?.range,
      ...definition(snapshot, at).map(({ targetRange }) => targetRange),
      ...references(snapshot, { ...at, context: { includeDeclaration: true } }).map(({ range }) => range),
      ...(documentHighlight(snapshot, at) ?? []).map(({ range }) => range),
    );
  }
  return ranges.filter((range) => range !== undefined);
}

function assertInside(text: string, ranges: readonly Range[]): void {
  const lines = text.split('\n').length;
  for (const { start, end } of ranges) {
    assert.ok(start.line >= 0 && end.line < lines, `${end.line} of ${lines} lines`);
    assert.ok(start.line < end.line || (start.line === end.line && start.character <= end.character));
  }
}

describe('any text', () => {
  it('every place of every sample is answered, within the file', () => {
    assert.ok(files.length > 10);
    let answers = 0;
    for (const file of files) {
      const text = readFileSync(path.join(samples, file), 'utf8');
      const ranges = askAll(
        text,
        Array.from({ length: Math.ceil(text.length / 3) }, (_, index) => index * 3),
      );
      assertInside(text, ranges);
      answers += ranges.length;
    }
    assert.ok(answers > 1000, `${answers}`);
  });

  it('prefixes of the samples', () => {
    for (const file of files) {
      const text = readFileSync(path.join(samples, file), 'utf8');
      for (let end = 0; end <= text.length; end += 11) {
        const prefix = text.slice(0, end);
        assertInside(prefix, askAll(prefix, [end, Math.floor(end / 2)]));
      }
    }
  });

  it('aliases, merges, cycles, odd line ends and half characters', () => {
    const head = 'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: &m\n  name: x\n';
    const texts = [
      `${head}spec: &s\n  template: *s\n`,
      `${head}spec:\n  template:\n    metadata: *m\n    spec: {containers: [{image: &i a}, {image: *i}]}\n`,
      `${head}spec:\n  template: {<<: {metadata: {name: x-1}}}\n  traffic: [{<<: {revisionName: x-00001}}]\n`,
      `${head}spec:\r\n  traffic:\r\n  - revisionName: x-00001\r  - tag: \uD83D\n`,
      `\uFEFF${head}spec: "\uDE00\n`,
      `${head}spec:\n  traffic: ${'['.repeat(500)}`,
      'kind: List\nitems: [{apiVersion: tekton.dev/v1, kind: Task, spec: {params: [1, null, {name: [a]}], steps: [{script: "$(params.a) $(params[\'b\'])"}]}}]\n',
      'apiVersion: build.knative.dev/v1alpha1\nkind: BuildTemplate\nmetadata: {name: t}\nspec: {parameters: {a: b}, steps: {c: "${X"}}\n',
    ];
    for (const text of texts)
      askAll(
        text,
        Array.from({ length: text.length + 2 }, (_, offset) => offset),
      );
  });
});
