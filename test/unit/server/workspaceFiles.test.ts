/** Which files of a workspace are read, and how they are called. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { isSkipped, uriOf, workspaceFiles } from '#server/adapter/workspaceFiles.ts';

describe('the files of a workspace', () => {
  it('are YAML, of the user, and text', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'knative-files-'));
    try {
      for (const sub of ['a b', 'node_modules', '.git', '.hidden']) mkdirSync(path.join(folder, sub));
      const names = [
        'x.yaml',
        'a b/y+(1).yml',
        'a b/z.txt',
        'node_modules/n.yaml',
        '.git/g.yaml',
        '.hidden/h.yaml',
      ];
      for (const name of names) writeFileSync(path.join(folder, name), 'a: 1\n');
      writeFileSync(path.join(folder, 'binary.yaml'), Buffer.from([0, 1, 2]));
      const found: string[] = [];
      for await (const { uri } of workspaceFiles(
        [uriOf(folder), 'vscode-vfs://x/y'],
        new AbortController().signal,
      )) {
        found.push(uri.slice(uriOf(folder).length));
      }
      assert.deepEqual(found.toSorted(), ['/a%20b/y%2B%281%29.yml', '/x.yaml']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('have the names that VS Code gives them', () => {
    assert.equal(uriOf('/a/b c/d@e.yaml'), 'file:///a/b%20c/d%40e.yaml');
    assert.equal(uriOf('C:\\a\\b.yaml'), 'file:///c%3A/a/b.yaml');
    assert.equal(isSkipped('file:///a/node_modules/b.yaml'), true);
    assert.equal(isSkipped('file:///a/modules/b.yaml'), false);
  });
});
