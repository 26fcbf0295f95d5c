/** The light bulb and the migration as any editor asks for them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-types';
import { migrateMethod, type MigrateResult } from '#protocol/migrate.ts';
import { LspClient } from '../kit/lspClient.ts';

const old = (name: string): string => `apiVersion: serving.knative.dev/v1alpha1
kind: Service
metadata:
  name: ${name}
spec:
  pinned:
    revisionName: ${name}-00003
    configuration:
      revisionTemplate:
        spec:
          container:
            image: example.com/app:v1
`;

const mistyped = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: shop
spec:
  template:
    spec:
      timeoutSecond: 10
      containers:
        - image: example.com/app:v1
`;

const at = (line: number, character: number) => ({
  start: { line, character },
  end: { line, character },
});

describe('code actions', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
  });
  after(async () => client.stop());

  it('is announced with its kinds', () => {
    assert.deepEqual(client.capabilities['codeActionProvider'], {
      codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll'],
    });
  });

  it('mends a mistake, naming the diagnostic that was sent', async () => {
    const uri = 'file:///mistyped.yaml';
    const sent = await client.open(uri, mistyped);
    const problem = sent.find(({ severity }) => severity === 1);
    assert.ok(problem);
    const actions = await client.request<readonly CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: at(7, 8),
      context: { diagnostics: [problem] },
    });
    const fix = actions.find(({ title }) => title.includes('timeoutSeconds'));
    assert.deepEqual(fix?.diagnostics, [problem]);
    assert.equal(fix.kind, 'quickfix');
    const [edit] = fix.edit?.changes?.[uri] ?? [];
    assert.ok(edit);
    const fixed = await client.edit(uri, edit.range, edit.newText);
    assert.deepEqual(
      fixed.filter(({ severity }) => severity === 1),
      [],
    );
  });

  it('migrates one resource or all of a file, with the version and the notes', async () => {
    const uri = 'file:///old.yaml';
    await client.open(uri, `${old('a')}---\n${old('b')}`);
    const all = await client.request<MigrateResult>(migrateMethod, { uri });
    assert.equal(all.version, 1);
    assert.deepEqual(
      all.notes.map(({ range, severity }) => [range.start.line, severity]),
      [
        [6, 'information'],
        [19, 'information'],
      ],
    );
    const one = await client.request<MigrateResult>(migrateMethod, {
      uri,
      position: { line: 14, character: 2 },
    });
    assert.equal(one.notes.length, 1);
    assert.ok(one.edits.length > 0 && one.edits.every(({ range }) => range.start.line >= 13));
  });
});
