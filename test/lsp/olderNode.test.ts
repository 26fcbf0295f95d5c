/**
 * The server and the command line on Node 20, which other editors and shells may have: on one that is there, and
 * everywhere on the Node of the tests without what came after 20.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { CodeAction, CompletionItem, Hover } from 'vscode-languageserver-types';
import { root } from '#scripts/project.ts';
import { LspClient } from '../kit/lspClient.ts';

const cli = path.join(root, 'dist/cli.cjs');

const withoutNewer = `
  const take = (owner, ...names) => { for (const name of names) delete owner[name]; };
  take(Map, 'groupBy');
  take(Map.prototype, 'getOrInsert', 'getOrInsertComputed');
  take(Object, 'groupBy');
  take(Promise, 'withResolvers', 'try');
  take(Array, 'fromAsync');
  take(JSON, 'rawJSON', 'isRawJSON');
  take(RegExp, 'escape');
  take(Error, 'isError');
  take(require('node:fs'), 'globSync', 'glob');
  take(require('node:path'), 'matchesGlob');
  take(require('node:module'), 'enableCompileCache', 'flushCompileCache');
  take(Set.prototype, 'union', 'intersection', 'difference', 'symmetricDifference');
  take(Set.prototype, 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom');
  const iterator = Object.getPrototypeOf(Object.getPrototypeOf([].values()));
  take(iterator, 'map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every', 'find');
  delete globalThis.Iterator;
`;

const manifest = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: canary
spec:
  template:
    spec:
      containers:
        - image: ghcr.io/knative/helloworld-go:v1
          unknown: 1
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: canary
spec:
  template:
    spec:
      containers:
        - image: ghcr.io/knative/helloworld-go:v1
  traffic:
    - revisionName: canary-0001
      percent: 100
`;

interface Node {
  readonly name: string;
  readonly node: string;
  readonly nodeArguments: readonly string[];
}

/** The first program of this name that is of version 20. */
function node20(): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
    .filter((program) => existsSync(program))
    .find((program) => execFileSync(program, ['--version'], { encoding: 'utf8' }).startsWith('v20.'));
}

describe('on Node 20', { skip: existsSync(cli) ? false : 'It is not built.' }, () => {
  let folder = '';
  const old: Node[] = [];
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'older-node-'));
    const without = path.join(folder, 'without.cjs');
    writeFileSync(without, withoutNewer);
    writeFileSync(path.join(folder, 'canary.yaml'), manifest);
    old.push({ name: 'as it is', node: process.execPath, nodeArguments: ['--require', without] });
    const installed = node20();
    if (installed !== undefined) old.push({ name: 'installed', node: installed, nodeArguments: [] });
  });
  after(() => rmSync(folder, { recursive: true }));

  it('the command line checks and migrates', () => {
    for (const { name, node, nodeArguments } of old) {
      const run = (...args: readonly string[]): string => {
        const done = spawnSync(node, [...nodeArguments, cli, ...args], { cwd: folder, encoding: 'utf8' });
        assert.equal(done.stderr, '', name);
        return done.stdout;
      };
      const codes = (...args: readonly string[]): readonly string[] =>
        Array.from(
          run('check', '--format', 'jsonl', ...args).matchAll(/"code":"([^"]*)"/g),
          ([, code = '']) => code,
        );
      assert.deepEqual(codes('--no-lint', '.'), ['unknown-field'], name);
      assert.ok(codes('**/c*.y{a,}ml', '--live', 'canary.yaml').includes('unknown-revision'), name);
      assert.equal(run('migrate', 'canary.yaml'), manifest, name);
    }
  });

  it('the server answers', async () => {
    for (const { name, node, nodeArguments } of old) {
      const client = await LspClient.start({ node, nodeArguments });
      const uri = 'file:///older/canary.yaml';
      const found = await client.open(uri, manifest);
      const mismatch = found.find(({ code }) => code === 'unknown-revision');
      assert.ok(mismatch !== undefined && found.some(({ code }) => code === 'unknown-field'), name);
      const at = { textDocument: { uri }, position: { line: 21, character: 8 } };
      const hover = await client.request<Hover | null>('textDocument/hover', at);
      assert.notEqual(hover, null, name);
      const items = await client.request<CompletionItem[]>('textDocument/completion', {
        textDocument: { uri },
        position: { line: 4, character: 0 },
      });
      assert.ok(
        items.some(({ label }) => label === 'status' || label === 'spec'),
        name,
      );
      const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: mismatch.range,
        context: { diagnostics: [mismatch] },
      });
      assert.ok(
        actions.some(({ title }) => title.includes('canary-00001')),
        name,
      );
      for (const method of ['documentSymbol', 'foldingRange', 'codeLens']) {
        await client.request(`textDocument/${method}`, { textDocument: { uri } });
      }
      for (const method of ['definition', 'references', 'documentHighlight']) {
        await client.request(`textDocument/${method}`, { ...at, context: { includeDeclaration: true } });
      }
      assert.deepEqual(client.complaints(), [], name);
      await client.stop();
    }
  });
});
