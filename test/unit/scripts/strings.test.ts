/** Finding the sentences to translate, and that each is translated. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '#scripts/project.ts';
import { stringsIn, userVisibleStrings } from '#scripts/strings.ts';

test('finds plain, quoted, joined and escaped literals, and nothing else', () => {
  const source = [
    `text('One {0}', name); l10n.t("it's two"); text(\`three\`)`,
    `text('a long ' +`,
    `  'sentence\\n', x)`,
    `context('no'); text(variable); other.text('no'); text(\`\${no}\`)`,
  ].join('\n');
  assert.deepEqual(stringsIn(source), ['One {0}', "it's two", 'three', 'a long sentence\n']);
});

describe('Korean', () => {
  const korean = readJson('l10n/bundle.l10n.ko.json');

  test('has every sentence of the sources, and no other', () => {
    const strings = userVisibleStrings();
    assert.ok(strings.length > 20, `${strings.length} sentences`);
    assert.deepEqual(
      strings.filter((string) => !(string in korean)),
      [],
      'not translated',
    );
    assert.deepEqual(
      Object.keys(korean).filter((key) => !strings.includes(key)),
      [],
      'no longer used',
    );
  });

  test('keeps every placeholder', () => {
    for (const [english, translated] of Object.entries(korean)) {
      assert.deepEqual(placeholders(translated), placeholders(english), english);
    }
  });
});

describe('the manifest', () => {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const used = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key));

  for (const file of ['package.nls.json', 'package.nls.ko.json']) {
    test(`${file} has every text of the manifest, and no other`, () => {
      assert.deepEqual(Object.keys(readJson(file)).toSorted(), [...used].toSorted());
    });
  }
});

function readJson(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, string>;
}

function placeholders(sentence: string): readonly string[] {
  return (sentence.match(/\{\d+\}/g) ?? []).toSorted();
}
