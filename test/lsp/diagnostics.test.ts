/** The server as any editor runs it: what it says of a file, and what an edit changes. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-types';
import { checkWorkspaceMethod, manifestsMethod, type CheckWorkspaceResult } from '#protocol/workspace.ts';
import { LspClient } from '../kit/lspClient.ts';

const service = (name: string, extra = ''): string => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
spec:
  template:
    spec:
      containerConcurrency: 10
${extra}      containers:
        - image: ghcr.io/knative/helloworld-go:v1
          readinessProbe:
            httpGet:
              path: /
`;

const line = (number: number, from: number, to = from) => ({
  start: { line: number, character: from },
  end: { line: number, character: to },
});

const errors = (diagnostics: readonly Diagnostic[]) => diagnostics.filter(({ severity }) => severity === 1);

describe('diagnostics', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
  });
  after(async () => client.stop());

  it('come and go with a typed character, on its line', async () => {
    const uri = 'file:///diagnostics/typed.yaml';
    const text = `${service('one')}---\n${service('two')}---\n${service('three')}`;
    assert.deepEqual(errors(await client.open(uri, text)), []);
    const at = text.split('\n').findIndex((one, index) => index > 16 && one.includes('containerConcurrency'));
    const broken = errors(await client.edit(uri, line(at, 30), 'x'));
    assert.equal(broken.length, 1);
    assert.equal(broken[0]?.range.start.line, at);
    assert.equal(broken[0]?.source, 'knative');
    assert.match(String(broken[0]?.codeDescription?.href), /^https:/);
    assert.deepEqual(errors(await client.edit(uri, line(at, 30, 31), '')), []);
  });

  it('move with the text above them', async () => {
    const uri = 'file:///diagnostics/moved.yaml';
    const text = `${service('one')}---\n${service('two', '      wrong: 1\n')}`;
    const [first] = errors(await client.open(uri, text));
    const [moved] = errors(await client.edit(uri, line(0, 0), '# a comment\n\n'));
    assert.equal(moved?.range.start.line, (first?.range.start.line ?? 0) + 2);
    assert.equal(moved?.message, first?.message);
  });

  it('survive splitting and joining documents', async () => {
    const uri = 'file:///diagnostics/split.yaml';
    const text = `${service('one', '      wrong: 1\n')}---\n${service('two', '      wrong: 1\n')}`;
    assert.equal(errors(await client.open(uri, text)).length, 2);
    const separator = text.split('\n').indexOf('---');
    // Without the separator both are one document, in which the later keys count.
    assert.equal(errors(await client.edit(uri, line(separator, 0, 3), '#--')).length, 1);
    assert.equal(errors(await client.edit(uri, line(separator, 0, 3), '---')).length, 2);
  });

  it('speak of syntax where no other YAML extension does', async () => {
    const uri = 'file:///diagnostics/syntax.yaml';
    const found = await client.open(uri, `${service('one')}  broken: [1, 2\n`);
    assert.deepEqual(
      found.map(({ code }) => code).filter((code) => code !== 'yaml-syntax'),
      [],
    );
    assert.ok(found.length > 0);
  });

  it('say nothing of templates and of what is not Knative’s', async () => {
    const template = service('one', '      wrong: {{ .Values.x }}\n');
    assert.deepEqual(await client.open('file:///diagnostics/template.yaml', template), []);
    const deployment = 'apiVersion: apps/v1\nkind: Deployment\nspec: [\n';
    assert.deepEqual(await client.open('file:///diagnostics/deployment.yaml', deployment), []);
  });

  it('name the placeholder that is to be replaced', async () => {
    const text = service('one')
      .replace('ghcr.io/knative/helloworld-go:v1', '<image>')
      .replace('10', '${LIMIT}');
    const found = errors(await client.open('file:///diagnostics/placeholder.yaml', text));
    assert.match(
      JSON.stringify(found.map(({ message }) => message)),
      /Replace the placeholder \$\{LIMIT\} before deploying\./,
    );
  });
});

describe('beside another YAML extension', () => {
  it('syntax errors are left to it, the cluster’s errors are not', async () => {
    const client = await LspClient.start({ initializationOptions: { yamlExtension: true } });
    try {
      assert.deepEqual(
        await client.open('file:///beside/syntax.yaml', `${service('one')}  broken: [1, 2\n`),
        [],
      );
      const found = await client.open('file:///beside/wrong.yaml', service('one', '      wrong: 1\n'));
      assert.equal(errors(found).length, 1);
      assert.equal(client.capabilities['foldingRangeProvider'], undefined);
    } finally {
      await client.stop();
    }
  });
});

describe('the workspace', () => {
  it('is checked without being opened, and told', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'knative-lsp-'));
    const file = path.join(folder, 'wrong.yaml');
    writeFileSync(file, service('one', '      wrong: 1\n'));
    writeFileSync(path.join(folder, 'other.yaml'), 'a: 1\n');
    const uri = pathToFileURL(file).href;
    const client = await LspClient.start({ folders: [pathToFileURL(folder).href] });
    try {
      await client.diagnostics(uri, (found) => errors(found).length === 1);
      const result = await client.request<CheckWorkspaceResult>(checkWorkspaceMethod, {});
      assert.equal(result.files, 1);
      assert.equal(result.errors, 1);
      assert.deepEqual(await client.notification(manifestsMethod), { uris: [uri], runnable: [] });
      writeFileSync(file, service('one'));
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri, type: 2 }],
      });
      await client.diagnostics(uri, (found) => errors(found).length === 0);
    } finally {
      await client.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
