/** Completion of the built server, as any editor asks for it: the bundle holds yaml-language-server, and no network. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CompletionItem, Position } from 'vscode-languageserver-types';
import { LspClient } from '../kit/lspClient.ts';

const service = (name: string, container: string): string => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
spec:
  template:
    metadata:
      name: ${name}-v2
    spec:
      containers:
${container}
  traffic:
    - revisionName: ${name}-v1
      percent: 80
    - revisionName: ${name}-v2
      percent: 20
`;

const image = '        - image: ghcr.io/knative/helloworld-go:v1';

describe('completion', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
  });
  after(async () => client.stop());

  const ask = async (uri: string, position: Position): Promise<readonly CompletionItem[]> =>
    (await client.request<CompletionItem[] | null>('textDocument/completion', {
      textDocument: { uri },
      position,
    })) ?? [];

  const labels = (items: readonly CompletionItem[]): readonly string[] => items.map(({ label }) => label);

  it('is announced without a second round', () => {
    const offered = client.capabilities['completionProvider'] as { readonly resolveProvider: boolean };
    assert.equal(offered.resolveProvider, false);
  });

  it('offers the fields of the document at the cursor', async () => {
    const uri = 'file:///completion/fields.yaml';
    const text = `${service('one', image)}---\n${service('two', `${image}\n          `)}`;
    await client.open(uri, text);
    const line = text.split('\n').findIndex((one) => one === '          ');
    const items = await ask(uri, { line, character: 10 });
    assert.ok(labels(items).includes('readinessProbe'), labels(items).join());
    assert.ok(!labels(items).includes('image'));
    const ports = items.find(({ label }) => label === 'ports');
    assert.deepEqual(ports?.textEdit, {
      range: { start: { line, character: 10 }, end: { line, character: 10 } },
      newText: 'ports:\n            - $1',
    });
    assert.match(JSON.stringify(ports?.documentation), /markdown/);
  });

  it('follows every keystroke', async () => {
    const uri = 'file:///completion/typed.yaml';
    const text = service('one', `${image}\n          `);
    await client.open(uri, text);
    const line = text.split('\n').findIndex((one) => one === '          ');
    let character = 10;
    for (const typed of 'imageP') {
      const range = { start: { line, character }, end: { line, character } };
      const edited = client.edit(uri, range, typed);
      character++;
      const items = await ask(uri, { line, character });
      const edit = items.find(({ label }) => label === 'imagePullPolicy')?.textEdit;
      assert.ok(edit !== undefined && 'range' in edit);
      assert.deepEqual(edit.range, { start: { line, character: 10 }, end: { line, character } });
      await edited;
    }
  });

  it('answers about the text it was asked about, whatever is typed meanwhile', async () => {
    const other = await LspClient.start();
    try {
      const uri = 'file:///completion/meanwhile.yaml';
      const text = service('one', `${image}\n          `);
      await other.open(uri, text);
      const line = text.split('\n').findIndex((one) => one === '          ');
      const position = { line, character: 10 };
      // The first question is the one that waits, for the schemas are not loaded yet.
      const asked = other.request<CompletionItem[]>('textDocument/completion', {
        textDocument: { uri },
        position,
      });
      await other.edit(uri, { start: position, end: position }, 'ports');
      const edit = (await asked).find(({ label }) => label === 'ports')?.textEdit;
      assert.ok(edit !== undefined && 'range' in edit);
      assert.deepEqual(edit.range, { start: position, end: position });
    } finally {
      await other.stop();
    }
  });

  it('knows revisions and templates', async () => {
    const uri = 'file:///completion/revisions.yaml';
    const text = service('one', image);
    await client.open(uri, text);
    const line = text.split('\n').findIndex((one) => one.includes('revisionName: one-v1'));
    const items = await ask(uri, { line, character: text.split('\n')[line]?.length ?? 0 });
    assert.ok(labels(items).includes('one-v2'), labels(items).join());
    await client.open('file:///completion/empty.yaml', '');
    const empty = await ask('file:///completion/empty.yaml', { line: 0, character: 0 });
    assert.equal(labels(empty)[0], 'Knative Service');
  });

  it('says nothing in what is not ours', async () => {
    const uri = 'file:///completion/compose.yaml';
    await client.open(uri, 'services:\n  web:\n    \n');
    assert.deepEqual(await ask(uri, { line: 2, character: 4 }), []);
  });

  it('is the same beside another YAML extension', async () => {
    const other = await LspClient.start({ initializationOptions: { yamlExtension: true } });
    try {
      const uri = 'file:///completion/beside.yaml';
      const text = service('one', `${image}\n          `);
      await other.open(uri, text);
      const line = text.split('\n').findIndex((one) => one === '          ');
      const params = { textDocument: { uri }, position: { line, character: 10 } };
      const items = await other.request<CompletionItem[]>('textDocument/completion', params);
      assert.ok(labels(items).includes('args'));
      assert.equal(new Set(labels(items)).size, items.length);
    } finally {
      await other.stop();
    }
  });
});
