/** Which files a glob names. */
import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { globFiles } from '#server/cli/glob.ts';

describe('globs', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'knative-glob-'));
    for (const file of [
      'a.yaml',
      'b.yml',
      'c.json',
      'x{y.yaml',
      'one/a.yaml',
      'one/ab.yaml',
      'one/[a].yaml',
      'one/two/a.yaml',
      'one/two/three.four/a-1.yaml',
      'node_modules/a.yaml',
      'one/node_modules/two/a.yaml',
    ]) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), '');
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const isSkipped = (name: string): boolean => name === 'node_modules';

  for (const glob of [
    '*',
    '*.yaml',
    '*.y{a,}ml',
    '*.{yaml,yml,json}',
    '{a,b}.y*ml',
    '?.yml',
    '[a-b].*',
    '[!a].*',
    '**/*.yaml',
    '**/a.yaml',
    'one/**/a*.yaml',
    'one/*/a.yaml',
    'one/**/three.four/*-[0-9].yaml',
    '*/*/a.yaml',
    '**/two/**',
    './one/a*.yaml',
    'one/{two,three}/a.yaml',
    'nothing/*.yaml',
    'a.yaml/*',
  ]) {
    it(`${glob} names what Node says`, () => {
      const absolute = path.join(folder, glob);
      const expected = globSync(absolute, { exclude: isSkipped }).filter((file) => path.extname(file) !== '');
      assert.deepEqual(
        globFiles(absolute, isSkipped),
        expected.filter((file) => !file.endsWith('three.four')).toSorted(),
      );
    });
  }

  it('takes for itself what is no pattern', () => {
    assert.deepEqual(globFiles(path.join(folder, 'x{y.*'), isSkipped), []);
    assert.deepEqual(globFiles(path.join(folder, 'x[{]y.*'), isSkipped), [path.join(folder, 'x{y.yaml')]);
  });
});
