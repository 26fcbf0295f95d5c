/** The package itself: what is in it starts with plain Node, answers, and loads nothing heavy before it is needed. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { vsix } from '#scripts/project.ts';
import { languageServerOverStdio } from '../kit/vscodeStdioServer.ts';
import { installedExtensions } from '../kit/vscode.ts';
import { canary } from './manifests.ts';

let dist = '';
before(async () => {
  const [folder = ''] = globSync(path.join(await installedExtensions(), 'knative-tools.*'));
  dist = path.join(folder, 'dist');
});

test('the package is small and has no sources, tests or maps', () => {
  assert.ok(statSync(vsix).size < 3 * 2 ** 20, `${statSync(vsix).size} bytes`);
  const files = globSync('**/*', { cwd: path.dirname(dist) });
  assert.deepEqual(
    files.filter((file) => /\.(?:ts|map)$|node_modules|^test|^server/.test(file)),
    [],
  );
  for (const needed of [
    'package.nls.ko.json',
    'l10n/bundle.l10n.ko.json',
    'docs/rules.md',
    'dist/ThirdPartyNotices.txt',
  ]) {
    assert.ok(
      files
        .map((file) => file.replaceAll('\\', '/'))
        .some((file) => file.toLowerCase() === needed.toLowerCase()),
      needed,
    );
  }
});

test('its language server answers over stdio', async () => {
  await using server = languageServerOverStdio(path.join(dist, 'server.cjs'));
  await server.initialize();
  const problems = await server.open('file:///canary.yaml', canary);
  assert.ok(
    problems.some(({ message }) => JSON.stringify(message).includes('canary-0001')),
    JSON.stringify(problems),
  );
});

test('its command line answers, as a program of its own', () => {
  const check = spawnSync(path.join(dist, 'cli.cjs'), ['check', '--format', 'jsonl', '-'], {
    input: canary,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  assert.match(check.stdout, /canary-0001/, check.stderr.slice(-500));
});

test('yaml-language-server and the language client are not loaded at the start', () => {
  assert.doesNotMatch(loadedAtStart('server.cjs'), /kubernetesCRDStore/);
  assert.match(
    globSync('*.cjs', { cwd: dist })
      .map((name) => readFileSync(path.join(dist, name), 'utf8'))
      .join('\n'),
    /kubernetesCRDStore/,
    'it is bundled at all',
  );
  const extension = loadedAtStart('extension.cjs');
  // Neither the Kubernetes client, nor YAML, nor the field tables, nor the commands that need them.
  assert.doesNotMatch(
    extension,
    /serviceaccount\/token|BLOCK_LITERAL|enableServiceLinks|knative\.pruneRevisions",run/,
  );
  assert.ok(extension.length < 150_000, `${extension.length} characters`);
});

/** The text of a bundle and of all that it requires at once, without what it requires later. */
function loadedAtStart(entry: string): string {
  const seen = new Set([entry]);
  let text = '';
  for (const name of seen) {
    const code = readFileSync(path.join(dist, name), 'utf8');
    text += code;
    const atOnce = code.replaceAll(/\.then\(\(\)=>[^;]*?require\("\.\/[^"]+"\)/g, '');
    for (const [, chunk = ''] of atOnce.matchAll(/require\("\.\/([^"]+\.cjs)"\)/g)) seen.add(chunk);
  }
  return text;
}
