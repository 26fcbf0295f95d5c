/** What holds of everything that is said in Korean, wherever it is said. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '#scripts/project.ts';

const files = ['l10n/bundle.l10n.ko.json', 'l10n/docs.ko.json', 'package.nls.ko.json'];

for (const file of files) {
  describe(file, () => {
    const entries = Object.entries(readJson(file));

    test('has no particle that fits only some of the words a placeholder stands for', () => {
      // 을 or 를, 이 or 가 … depend on how the word before them ends; `{0}을(를)` fits all.
      const bare = /\{\d+\}(?:을|를|이|가|은|는|과|와|로|으로)(?![가-힣(])/;
      const wrong = entries.filter(([, korean]) => bare.test(korean));
      assert.deepEqual(wrong, []);
    });

    test('has one word for one thing', () => {
      const others =
        /애너테이션|어노테이숀|라벨|개정판|리비젼|템플레이트|네임 스페이스|포드|오토 스케일|콘테이너|복제본/;
      const wrong = entries.filter(([, korean]) => others.test(korean));
      assert.deepEqual(wrong, []);
    });

    test('writes percent as Korean does, without a space', () => {
      const wrong = entries.filter(([, korean]) => /[\d}] %/.test(korean));
      assert.deepEqual(wrong, []);
    });
  });
}

test('the manifest leads to the same places in both languages', () => {
  const english = readJson('package.nls.json');
  for (const [key, korean] of Object.entries(readJson('package.nls.ko.json'))) {
    assert.deepEqual(linksIn(korean), linksIn(english[key] ?? ''), key);
  }
});

function linksIn(text: string): readonly string[] {
  return (text.match(/\]\([^)]+\)/g) ?? []).toSorted();
}

function readJson(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, string>;
}
