/** The server under an editor that knows far less than VS Code: plain answers, no commands, one folder or none. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  Hover,
  Location,
  TextEdit,
} from 'vscode-languageserver-types';
import { LspClient } from '../kit/lspClient.ts';

const template = `apiVersion: build.knative.dev/v1alpha1
kind: BuildTemplate
metadata:
  name: kaniko
spec:
  parameters:
    - name: IMAGE
  steps:
    - image: gcr.io/kaniko-project/executor:v1.6.0
      args: ['--destination=\${IMAGE}']
`;

const build = `apiVersion: build.knative.dev/v1alpha1
kind: Build
metadata:
  name: hello
spec:
  template:
    name: kaniko
    arguments:
      - name: IMAGE
        value: ghcr.io/a/b:1
`;

/** Astral characters count two, and lines end as on Windows. */
const canary = [
  'apiVersion: serving.knative.dev/v1',
  'kind: Service',
  'metadata: {name: canary} # 🚀🚀',
  'spec:',
  '  template: {spec: {containers: [{image: "ghcr.io/a/b:1", env: [{name: A, value: "🚀🚀"}], readinessProbe: {httpGet: {path: /}}}]}}',
  '  traffic: [{tag: "a", percent: 100, revisionName: canary-0001}] # 🚀',
  '',
].join('\r\n');

const ours = ({ severity }: Diagnostic): boolean => severity !== 4;

describe('another editor', () => {
  let client: LspClient;
  let folder: string;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'other-editor-'));
    writeFileSync(path.join(folder, 'template.yaml'), template);
    client = await LspClient.start({ folders: [pathToFileURL(folder).href], capabilities: {} });
    await client.open(uri('build.yaml'), build);
    // The files that nobody opened are read a little later.
    await client.diagnostics(
      uri('build.yaml'),
      (found) => !found.some(({ code }) => code === 'unknown-template'),
    );
  });
  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true });
  });

  const find = (text: string, part: string): { line: number; character: number } => {
    const lines = text.slice(0, text.indexOf(part) + 1).split(/\r?\n/);
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };

  it('goes to plain places', async () => {
    const found = await client.request<Location[]>('textDocument/definition', {
      textDocument: { uri: uri('build.yaml') },
      position: find(build, 'kaniko'),
    });
    assert.deepEqual(found, [
      {
        uri: uri('template.yaml'),
        range: { start: { line: 3, character: 8 }, end: { line: 3, character: 14 } },
      },
    ]);
  });

  it('completes in plain text, without commands it does not have', async () => {
    const text = 'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  \n';
    await client.open(uri('completed.yaml'), text);
    const items = await client.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: uri('completed.yaml') },
      position: { line: 5, character: 2 },
    });
    assert.ok(items.some(({ label }) => label === 'template'));
    for (const { label, insertTextFormat, textEdit, command } of items) {
      assert.equal(insertTextFormat, 1, label);
      assert.equal(command, undefined, label);
      assert.doesNotMatch(textEdit?.newText ?? '', /\$/, label);
    }
  });

  it('has lenses that only say something', async () => {
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: uri('template.yaml') },
    });
    assert.deepEqual(
      lenses.map(({ command }) => command),
      [{ title: '1 user', command: '' }],
    );
  });

  it('counts UTF-16 in lines that end as on Windows, and mends by plain edits', async () => {
    const found = (await client.open(uri('canary.yaml'), canary)).filter(ours);
    const [mismatch] = found;
    assert.deepEqual(
      found.map(({ code }) => code),
      ['unknown-revision'],
    );
    const start = find(canary, 'canary-0001');
    assert.deepEqual(mismatch?.range, {
      start: { line: 5, character: start.character - 1 },
      end: { line: 5, character: start.character - 1 + 'canary-0001'.length },
    });
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uri('canary.yaml') },
      range: mismatch.range,
      context: { diagnostics: [mismatch] },
    });
    const edits: readonly TextEdit[] = actions[0]?.edit?.changes?.[uri('canary.yaml')] ?? [];
    assert.equal(actions[0]?.edit?.documentChanges, undefined);
    const [edit, ...others] = edits;
    assert.ok(edit !== undefined && others.length === 0);
    assert.deepEqual((await client.edit(uri('canary.yaml'), edit.range, edit.newText)).filter(ours), []);
  });

  it('leaves alone what is no YAML, and answers about it', async () => {
    const text = `# Hello\n\n    ${canary.replaceAll('\r\n', '\n    ')}`;
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: uri('README.md'), languageId: 'markdown', version: 1, text },
    });
    const hover = await client.request('textDocument/hover', {
      textDocument: { uri: uri('README.md') },
      position: { line: 3, character: 6 },
    });
    assert.equal(hover, null);
    assert.equal(client.lastReport(uri('README.md')), undefined);
    await client.close(uri('README.md'));
  });

  it('checks a document without a file, until it is closed', async () => {
    const found = await client.open('untitled:Untitled-1', canary);
    assert.equal(found.filter(ours).length, 1);
    await client.close('untitled:Untitled-1');
    await client.diagnostics('untitled:Untitled-1', (now) => now.length === 0);
  });

  it('keeps up with typing, questions and their cancelling', async () => {
    const name = uri('typed.yaml');
    await client.open(name, build);
    const answers: Promise<unknown>[] = [];
    for (let i = 0; i < 50; i++) {
      const end = { line: 3, character: 8 + i };
      void client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: name, version: 2 + i },
        contentChanges: [{ range: { start: end, end }, text: 'x' }],
      });
      const source = new CancellationTokenSource();
      const asked = client.connection.sendRequest(
        i % 2 === 0 ? 'textDocument/hover' : 'textDocument/completion',
        { textDocument: { uri: name }, position: { line: 5, character: 4 } },
        source.token,
      );
      // Cancelled or overtaken, it ends in one of the two ways LSP has for it.
      answers.push(asked.catch(({ code }: { code: number }) => assert.ok([-32800, -32801].includes(code))));
      if (i % 3 === 0) source.cancel();
    }
    await Promise.all(answers);
    const hover = await client.request<Hover | null>('textDocument/hover', {
      textDocument: { uri: name },
      position: { line: 1, character: 8 },
    });
    assert.equal(hover?.range?.start.line, 1);
  });
});

describe('an editor that starts without a folder', () => {
  for (const [what, params] of [
    ['names none', {}],
    ['says that it has none', { rootUri: null, workspaceFolders: null }],
  ] as const) {
    it(what, async () => {
      const client = await LspClient.start({ capabilities: {}, initialize: params });
      await client.open('file:///nowhere/a.yaml', canary);
      await client.close('file:///nowhere/a.yaml');
      await client.diagnostics('file:///nowhere/a.yaml', (now) => now.length === 0);
      assert.deepEqual(client.complaints(), []);
      await client.stop();
    });
  }
});

describe('files on disk', () => {
  it('are forgotten with their folder, and found where it went', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'moved-folder-'));
    const at = (name: string): string => pathToFileURL(path.join(root, name)).href;
    mkdirSync(path.join(root, 'old'));
    writeFileSync(path.join(root, 'old/canary.yaml'), canary);
    const client = await LspClient.start({ folders: [pathToFileURL(root).href] });
    await client.diagnostics(at('old/canary.yaml'), (found) => found.length > 0);
    renameSync(path.join(root, 'old'), path.join(root, 'new'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: at('old'), type: 3 },
        { uri: at('new'), type: 1 },
      ],
    });
    await client.diagnostics(at('new/canary.yaml'), (found) => found.length > 0);
    await client.diagnostics(at('old/canary.yaml'), (found) => found.length === 0);
    await client.stop();
    rmSync(root, { recursive: true });
  });
});
