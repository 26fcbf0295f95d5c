/** Splitting into segments, and edits that keep the identity of what they do not touch. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import {
  documentOf,
  edited,
  offsetIn,
  placeAt,
  placesOf,
  positionIn,
  textOf,
} from '#server/yaml/document.ts';
import { split } from '#server/yaml/split.ts';

const texts = (text: string): readonly string[] => split(text).map((segment) => segment.text);

describe('splitting', () => {
  for (const [name, text, expected] of [
    ['at separators', 'a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
    [
      'at separators with comments and blanks',
      'a\n---  # x\nb\n--- \nc',
      ['a\n', '---  # x\nb\n', '--- \nc'],
    ],
    ['not at other dashes', 'a: |\n  ---\n---x\n --- \n---- \n', ['a: |\n  ---\n---x\n --- \n---- \n']],
    ['inside block scalars too', 'a: |\n---\n  b', ['a: |\n', '---\n  b']],
    ['behind an end of document', 'a\n...\n%YAML 1.1\n---\nb\n', ['a\n...\n', '%YAML 1.1\n---\nb\n']],
    ['with Windows line ends', 'a\r\n---\r\nb\r\n', ['a\r\n', '---\r\nb\r\n']],
    ['behind a byte order mark', '\uFEFF---\na\n', ['\uFEFF---\na\n']],
    ['nothing', '', ['']],
    ['percent signs are not directives', 'a: 70%\n---\nb\n', ['a: 70%\n', '---\nb\n']],
  ] as const) {
    it(name, () => assert.deepEqual(texts(text), expected));
  }
});

describe('positions', () => {
  it('and offsets are inverse, whatever ends the lines', () => {
    const document = documentOf('file:///a', 1, 'a: 1\r\n---\rb: é😀\n\n---\nc');
    for (const place of placesOf(document)) {
      for (let offset = 0; offset <= place.segment.text.length; offset++) {
        const inBreak = place.segment.text.slice(offset - 1, offset + 1) === '\r\n';
        if (!inBreak) assert.equal(offsetIn(place, positionIn(place, offset)), offset);
      }
    }
    assert.deepEqual(placeAt(document, { line: 4, character: 2 }).index, 2);
  });
});

describe('an edit', () => {
  it('keeps the other segments', () => {
    const before = documentOf('file:///a', 1, 'a: 1\n---\nb: 2\n---\nc: 3\n---\nd: 4\n');
    const at = { line: 2, character: 4 };
    const after = edited(before, 2, [{ range: { start: at, end: at }, text: '0' }]);
    assert.equal(textOf(after), 'a: 1\n---\nb: 20\n---\nc: 3\n---\nd: 4\n');
    assert.deepEqual(
      after.segments.map((segment) => before.segments.includes(segment)),
      [true, false, true, true],
    );
  });

  it('gives what splitting the new text gives, for random edits', () => {
    let state = 7;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    const pieces = [
      'a',
      '\n',
      '---\n',
      '\n---\n',
      '...\n',
      '%Y\n',
      '-',
      '.',
      '\r\n',
      '\r',
      '# c\n',
      ' ',
      '\uFEFF',
      '%',
      '--- # x\n',
      'b: 1\n',
    ];
    for (let round = 0; round < 400; round++) {
      let document = documentOf(
        'file:///a',
        0,
        Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join(''),
      );
      for (let step = 0; step < 12; step++) {
        const text = textOf(document);
        const places = [random(text.length + 1), random(text.length + 1)].toSorted((a, b) => a - b);
        const [start = 0, end = 0] = places.map((at) =>
          text.slice(at - 1, at + 1) === '\r\n' ? at - 1 : at,
        );
        const inserted = Array.from({ length: random(3) }, () => pieces[random(pieces.length)]).join('');
        const position = (offset: number) => {
          const before = text.slice(0, offset).split(/\r\n|\r|\n/);
          return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
        };
        document = edited(document, step, [
          { range: { start: position(start), end: position(end) }, text: inserted },
        ]);
        const expected = text.slice(0, start) + inserted + text.slice(end);
        assert.equal(textOf(document), expected);
        if (!expected.includes('\uFEFF'))
          assert.deepEqual(
            document.segments.map((one) => one.text),
            texts(expected),
            JSON.stringify([text, start, end, inserted]),
          );
      }
    }
  });

  it('typing a sample letter by letter gives the sample', () => {
    const root = path.join(import.meta.dirname, '../../../..');
    for (const file of globSync('samples/**/*.yaml', { cwd: root })) {
      const text = readFileSync(path.join(root, file), 'utf8');
      let document = documentOf('file:///a', 0, '');
      let line = 0;
      let character = 0;
      for (let at = 0; at < text.length; at++) {
        const position = { line, character };
        document = edited(document, at, [
          { range: { start: position, end: position }, text: text.charAt(at) },
        ]);
        if (text[at] === '\n') [line, character] = [line + 1, 0];
        else character++;
      }
      assert.deepEqual(
        document.segments.map((one) => one.text),
        texts(text),
        file,
      );
    }
  });
});
