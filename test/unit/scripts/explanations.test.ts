/** Finding what explains fields, annotations and kinds, and that all of it is translated with care. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { explanations } from '#scripts/explanations.ts';
import { root } from '#scripts/project.ts';

const texts = explanations();

test('asks every table, deep down, and each text counts once', () => {
  assert.ok(texts.length > 1000, `${texts.length} texts`);
  assert.equal(new Set(texts).size, texts.length);
  // An annotation, a kind, a field of a list in a list, one of what may be anything, one that Tekton's tables build late.
  for (const beginning of [
    'Fewest instances',
    'Runs a container',
    'Headers to send',
    'Pods that run at the same time',
  ]) {
    assert.ok(
      texts.some((text) => text.startsWith(beginning)),
      beginning,
    );
  }
});

describe('Korean explanations', () => {
  const korean = JSON.parse(readFileSync(path.join(root, 'l10n/docs.ko.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  const pairs = Object.entries(korean);

  test('there is one for each, and no other', () => {
    const untranslated = texts.filter((text) => !Object.hasOwn(korean, text));
    assert.deepEqual(untranslated, [], 'not translated');
    const known = new Set(texts);
    const stale = Object.keys(korean).filter((text) => !known.has(text));
    assert.deepEqual(stale, [], 'no longer used');
  });

  test('are Korean, and end as sentences do', () => {
    const foreign = pairs.filter(([, translated]) => !/[가-힣]/.test(withoutCode(translated)));
    assert.deepEqual(foreign, []);
    const open = pairs.filter(([english, translated]) => english.endsWith('.') !== translated.endsWith('.'));
    assert.deepEqual(open, []);
  });

  test('keep what is code, and links', () => {
    for (const [english, translated] of pairs) {
      assert.deepEqual(codeIn(translated), codeIn(english), english);
    }
  });

  test('keep every number', () => {
    for (const [english, translated] of pairs) {
      const kept = numbersIn(translated);
      // What English says in words ("zero", "a tenth") may be a number in Korean.
      const lost = numbersIn(english).filter((number) => !kept.includes(number));
      assert.deepEqual(lost, [], english);
    }
  });
});

function codeIn(text: string): readonly string[] {
  return (text.match(/`[^`]+`|https?:\/\/[^\s)]+/g) ?? []).toSorted();
}

function withoutCode(text: string): string {
  return text.replaceAll(/`[^`]+`/g, '');
}

function numbersIn(text: string): readonly string[] {
  return withoutCode(text).match(/\d+/g) ?? [];
}
