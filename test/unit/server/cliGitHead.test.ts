/** What Git's HEAD has of files, and which template names that gives. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { committedRevisions } from '#server/model/committedRevisions.ts';

const template = (name: string): string =>
  `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: s\nspec:\n  template:\n    metadata:\n      name: ${name}\n`;

const namesIn = (texts: readonly string[]): readonly (readonly [string, readonly string[]])[] =>
  Array.from(committedRevisions(texts), ([service, revisions]) => [
    service,
    revisions.map(({ name }) => name),
  ]);

describe('committed texts', () => {
  it('are those of HEAD, not of the folder', (context) => {
    if (spawnSync('git', ['--version']).status !== 0) {
      context.skip('There is no Git here.');
      return;
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'knative-git-'));
    try {
      const git = (...args: readonly string[]): void => {
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
          cwd: folder,
          stdio: 'ignore',
        });
      };
      writeFileSync(path.join(folder, 'a.yaml'), `${template('s-first')}# größer\n`);
      git('init');
      git('add', '.');
      git('commit', '-m', 'a', '--no-gpg-sign');
      writeFileSync(path.join(folder, 'a.yaml'), template('s-second'));
      const module = JSON.stringify(path.join(import.meta.dirname, '../../../server/cli/gitHead.ts'));
      const read = (cwd: string, ...files: readonly string[]): readonly string[] => {
        const code = `import(${module}).then((m) => console.log(JSON.stringify(m.committedTexts(${JSON.stringify(files)}))))`;
        return JSON.parse(
          execFileSync(process.execPath, ['-e', code], { cwd, encoding: 'utf8' }),
        ) as string[];
      };
      const texts = read(folder, 'new.yaml', 'a.yaml', '-');
      assert.deepEqual(texts, [`${template('s-first')}# größer\n`]);
      assert.deepEqual(namesIn(texts), [['s', ['s-first']]]);
      // Wherever it is asked, and however the file is named.
      const absolute = path.join(folder, 'a.yaml');
      assert.deepEqual(read(tmpdir(), absolute, path.join(folder, 'missing/b.yaml')), texts);
      assert.deepEqual(read(import.meta.dirname, path.relative(import.meta.dirname, absolute)), texts);
      assert.deepEqual(read(tmpdir(), 'a.yaml'), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('name templates of 2019 too', () => {
    const old = `apiVersion: serving.knative.dev/v1alpha1\nkind: Service\nmetadata:\n  name: o\nspec:\n  runLatest:\n    configuration:\n      revisionTemplate:\n        metadata:\n          name: o-x\n`;
    assert.deepEqual(namesIn([old, template('s-1')]), [
      ['o', ['o-x']],
      ['s', ['s-1']],
    ]);
  });
});
