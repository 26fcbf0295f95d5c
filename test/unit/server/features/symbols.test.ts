/** The outline of documents, the names of a workspace, and what can be folded. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { folding } from '#server/features/folding.ts';
import { documentSymbols } from '#server/features/symbols.ts';
import { workspaceSymbols } from '#server/features/symbols/workspace.ts';
import { shown, uriOf, workspaceOf } from '../../../kit/snapshot.ts';

function outline(text: string): readonly string[] {
  const workspace = workspaceOf({ 'a.yaml': text });
  const uri = uriOf('a.yaml');
  const lines: string[] = [];
  const visit = (symbols: readonly DocumentSymbol[], depth: number): void => {
    for (const { name, detail = '', range, selectionRange, children = [] } of symbols) {
      assert.ok(isWithin(selectionRange, range), name);
      const at = `${range.start.line + 1}-${range.end.line + 1}`;
      lines.push(`${'  '.repeat(depth)}${name}${detail === '' ? '' : ` (${detail})`} ${at}`);
      visit(children, depth + 1);
    }
  };
  visit(documentSymbols(workspace.snapshot, { textDocument: { uri } }), 0);
  return lines;
}

function isWithin(inner: DocumentSymbol['range'], outer: DocumentSymbol['range']): boolean {
  const before = (a: { line: number; character: number }, b: { line: number; character: number }): boolean =>
    a.line < b.line || (a.line === b.line && a.character <= b.character);
  return before(outer.start, inner.start) && before(inner.end, outer.end);
}

const canary = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: canary
  namespace: shop
spec:
  template:
    metadata:
      name: canary-blue
    spec:
      containers:
        - image: a:1
        - name: sidecar
          image: b:2
  traffic:
    - revisionName: canary-00001
      percent: 80
      tag: current
    - latestRevision: true
      percent: 20
`;
const pipeline = `apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  generateName: run-
spec:
  pipelineSpec:
    params: [{ name: image }]
    tasks:
      - name: build
        taskRef: { name: kaniko }
`;

describe('document symbols', () => {
  it('show resources with their parts, on their lines', () => {
    assert.deepEqual(outline(`# first\n---\n${canary}---\n${pipeline}`), [
      'Service canary (shop) 3-22',
      '  template (canary-blue) 10-16',
      '    a:1 14-14',
      '    sidecar (b:2) 15-16',
      '  traffic 18-22',
      '    80 % canary-00001 (current) 18-20',
      '    20 % newest revision 21-22',
      'PipelineRun run-… 24-33',
      '  image 30-30',
      '  build (kaniko) 32-33',
    ]);
  });

  it('of 2019: a release, a build and its template', () => {
    const release =
      'apiVersion: serving.knative.dev/v1alpha1\nkind: Service\nmetadata: {name: c}\nspec:\n  release:\n    revisions: [c-00001, "@latest"]\n    rolloutPercent: 10\n    configuration: {revisionTemplate: {spec: {container: {image: i}}}}\n';
    assert.deepEqual(outline(release), [
      'Service c 1-8',
      '  revisionTemplate 8-8',
      '    container (i) 8-8',
      '  release 6-8',
      '    90 % c-00001 (current) 6-6',
      '    10 % newest revision (candidate) 6-6',
    ]);
    const template =
      'apiVersion: build.knative.dev/v1alpha1\nkind: BuildTemplate\nmetadata: {name: t}\nspec:\n  parameters: [{name: P}]\n  steps: [{image: a}, {name: push, image: b}]\n';
    assert.deepEqual(outline(template), [
      'BuildTemplate t 1-6',
      '  P 5-5',
      '  step 1 (a) 6-6',
      '  push (b) 6-6',
    ]);
  });

  it('keep an outline of many resources short, and say nothing of foreign files', () => {
    const many = Array.from({ length: 600 }, () => canary).join('---\n');
    assert.equal(outline(many).length, 600);
    assert.deepEqual(outline('kind: Pod\napiVersion: v1\n'), []);
    assert.deepEqual(outline(''), []);
  });

  it('are the same after lines were put above', () => {
    const workspace = workspaceOf({ 'a.yaml': `# x\n---\n${canary}` });
    const uri = uriOf('a.yaml');
    const lines = (): readonly number[] =>
      documentSymbols(workspace.snapshot, { textDocument: { uri } }).map(({ range }) => range.start.line);
    assert.deepEqual(lines(), [2]);
    workspace.snapshot.edit(uri, 2, [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '# y\n' },
    ]);
    assert.deepEqual(lines(), [3]);
  });
});

describe('workspace symbols', () => {
  const workspace = workspaceOf({
    'a.yaml': canary,
    'b.yaml': canary.replace('name: canary\n', 'name: my-canary\n').replace('canary-blue', 'my-canary-x'),
    't.yaml':
      'apiVersion: build.knative.dev/v1alpha1\nkind: BuildTemplate\nmetadata: {name: cab}\nspec: {parameters: [{name: p}], steps: []}\n',
  });
  const found = (query: string): readonly string[] =>
    workspaceSymbols(workspace.snapshot, { query }).map(
      ({ name, location }) => `${name} ${shown(workspace, location.uri, location.range)}`,
    );

  it('find names, those that begin so first', () => {
    assert.deepEqual(found('canary'), [
      'Service canary a.yaml:4 canary',
      'Revision canary-blue a.yaml:9 canary-blue',
      'Service my-canary b.yaml:4 my-canary',
      'Revision my-canary-x b.yaml:9 my-canary-x',
    ]);
  });

  it('find by kind and by letters in their order', () => {
    assert.deepEqual(found('buildt'), ['BuildTemplate cab t.yaml:3 cab']);
    assert.deepEqual(found('btcb'), ['BuildTemplate cab t.yaml:3 cab']);
    assert.deepEqual(found('zzz'), []);
    assert.equal(found('').length, 5);
  });
});

describe('folding', () => {
  const folds = (text: string): readonly string[] => {
    const { snapshot } = workspaceOf({ 'a.yaml': text });
    return folding(snapshot, { textDocument: { uri: uriOf('a.yaml') } })
      .map(
        ({ startLine, endLine, kind }) =>
          `${startLine + 1}-${endLine + 1}${kind === undefined ? '' : ` ${kind}`}`,
      )
      .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  };

  it('mappings, lists, items, block scalars and comments', () => {
    const text = `# a
# b

spec:
  list:
  - name: x
    script: |
      one

      two
  - name: y

  # about z
  z: 1
`;
    assert.deepEqual(folds(text), ['1-2 comment', '4-14', '5-11', '6-10', '7-10']);
  });

  it('documents, where there are several', () => {
    assert.deepEqual(folds('a:\n  b: 1\n---\nc:\n  d: 1\n\n'), ['1-2', '1-2', '3-5', '4-5']);
  });

  it('with other line ends, and what cannot be parsed', () => {
    assert.deepEqual(folds('a:\r\n  b: [\r\n  c: 1\r\n'), ['1-3']);
    assert.deepEqual(folds(''), []);
    assert.deepEqual(folds('a: 1'), []);
  });
});
