/** The quick parser answers exactly what the full one answers, or nothing. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fullParse } from '#server/yaml/fullParse.ts';
import { quickParse } from '#server/yaml/quickParse.ts';
import { split } from '#server/yaml/split.ts';

const root = path.join(import.meta.dirname, '../../../..');

const samples = globSync('samples/**/*.yaml', { cwd: root }).map((file) =>
  readFileSync(path.join(root, file), 'utf8'),
);

function jsonLines(file: string): readonly Record<string, string>[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, string>);
}

/** Returns whether the quick parser dared to answer. */
function agree(text: string): boolean {
  const quick = quickParse(text);
  if (quick === undefined) return false;
  assert.deepEqual(quick, fullParse(text), JSON.stringify(text));
  return true;
}

describe('the quick parser', () => {
  it('agrees on the vectors, and dares nearly all of them', () => {
    const texts = jsonLines(path.join(root, 'test/vectors/admission.jsonl')).map(
      ({ manifest }) => manifest ?? '',
    );
    const dared = texts.filter((text) => agree(text));
    assert.ok(dared.length > texts.length * 0.9, `${dared.length} of ${texts.length}`);
  });

  it('agrees on manifests from the wild', () => {
    const texts = jsonLines(path.join(root, '../shared/corpus/manifests.jsonl')).map(
      ({ text }) => text ?? '',
    );
    for (const text of texts) agree(text);
  });

  it('agrees on every prefix of every sample', () => {
    for (const sample of samples) {
      for (const { text } of split(sample)) {
        for (let end = 0; end <= text.length; end++) agree(text.slice(0, end));
      }
    }
  });

  it('agrees wherever a key is being typed, and dares it where it is the usual mistake', () => {
    let dared = 0;
    let asked = 0;
    for (const sample of samples) {
      for (const { text } of split(sample)) {
        const lines = text.split('\n');
        for (const [index, line] of lines.entries()) {
          for (const word of ['i', 'idleTimeout', 'wo-rd ', 'no', 'a:b', 'two words', '"q"']) {
            const typed = `${' '.repeat(line.length - line.trimStart().length)}${word}`;
            const isDared = agree([...lines.slice(0, index), typed, ...lines.slice(index)].join('\n'));
            if (!word.startsWith('i') || index === 0) continue;
            asked++;
            if (isDared) dared++;
          }
        }
      }
    }
    assert.ok(dared > asked / 4, `${dared} of ${asked}`);
  });

  const pieces = [
    'a',
    'b:',
    'c: ',
    '- ',
    '-',
    '\n',
    '\n  ',
    '\n    ',
    '# x',
    ' #',
    '"q"',
    "'s'",
    '|',
    '|-',
    '|\n   x\n',
    '{',
    '}',
    '[',
    ']',
    ',',
    ': ',
    ':',
    '&x ',
    '*x',
    '!t ',
    '1',
    'yes',
    '~',
    'a: 1\n',
    '- a: 1\n  b: 2\n',
    '{a: 1}',
    '[1, "2"]',
    '---',
    '...',
    ' ',
    '<<: ',
    '%',
    '?',
    '? ',
    'k: |\n  t\n\n  u\n',
    '\\',
    '"a\\nb"',
    '@',
    '`',
    'a#b',
    '0x1F',
    '.inf',
    'é',
    '-1',
    '- - 1\n',
    'word',
    '\nword\n',
    'a: 1\nword\n',
    'a:\n  b: 2\n  wo-rd # x\n',
  ];

  it('agrees on whatever is put together from YAML’s pieces', () => {
    let state = 42;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    let dared = 0;
    for (let i = 0; i < 20_000; i++) {
      const text = Array.from({ length: 1 + random(9) }, () => pieces[random(pieces.length)]).join('');
      for (const segment of split(text)) if (agree(segment.text)) dared++;
    }
    assert.ok(dared > 1000, String(dared));
  });
});
