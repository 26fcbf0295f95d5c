/** The text of a log that is kept: bounded, numbered, by source. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { lineSplitter } from '#client/cluster/logs/lineSplitter.ts';
import { LogLines, type Numbered } from '#client/cluster/logs/logLines.ts';
import { LogText, type TextLine } from '#client/cluster/logs/logText.ts';

const textsOf = (lines: Numbered<TextLine>): readonly (string | undefined)[] =>
  Array.from({ length: lines.end - lines.first }, (_, index) => lines.at(lines.first + index)?.text);

describe('numbered lines', () => {
  test('keep their numbers while the oldest go', () => {
    const lines = new LogLines<number>();
    for (let number = 0; number < 50_000; number++) {
      lines.push(number);
      if (number >= 1000) assert.equal(lines.shift(), number - 1000);
    }
    assert.equal(lines.first, 49_000);
    assert.equal(lines.end, 50_000);
    assert.equal(lines.at(48_999), undefined);
    assert.equal(lines.at(49_000), 49_000);
    assert.equal(lines.at(49_999), 49_999);
    assert.equal(lines.at(50_000), undefined);
  });

  test('that went are not held on to', async () => {
    const lines = new LogLines<object>();
    const went = Array.from({ length: 100 }, () => {
      const line = {};
      lines.push(line);
      return new WeakRef(line);
    });
    for (let number = 0; number < 99; number++) lines.shift();
    await setImmediate();
    setFlagsFromString('--expose_gc');
    (runInNewContext('gc') as () => void)();
    assert.deepEqual(
      went.flatMap((line, number) => (line.deref() === undefined ? [] : [number])),
      [99],
    );
    assert.notEqual(lines.at(99), undefined);
  });

  test('of which none is there', () => {
    const lines = new LogLines<number>();
    assert.equal(lines.shift(), undefined);
    assert.equal(lines.first, 0);
  });
});

describe('the text', () => {
  test('is there by source and all together', () => {
    const text = new LogText();
    text.add('a', '2026-01-01T00:00:00Z', 'one');
    text.note('', 'Step b');
    text.add('b', '', 'two');
    text.add('a', '', 'three');
    assert.deepEqual(textsOf(text.of('')), ['one', 'Step b', 'two', 'three']);
    assert.deepEqual(textsOf(text.of('a')), ['one', 'three']);
    assert.deepEqual(textsOf(text.of('none')), []);
    assert.equal(text.of('').at(1)?.isNote, true);
  });

  test('loses its oldest lines when there are too many', () => {
    const text = new LogText({ lines: 3, characters: 1000, line: 100 });
    for (const [index, source] of ['a', 'b', 'a', 'b', 'b'].entries()) text.add(source, '', String(index));
    assert.deepEqual(textsOf(text.of('')), ['2', '3', '4']);
    assert.deepEqual(textsOf(text.of('a')), ['2']);
    assert.deepEqual([text.of('').first, text.of('a').first, text.of('b').first], [2, 1, 1]);
    assert.deepEqual(
      ['', 'a', 'b', 'c'].map((source) => text.charactersOf(source)),
      [3, 1, 2, 0],
    );
  });

  test('is bounded in characters too', () => {
    const text = new LogText({ lines: 1000, characters: 100, line: 40 });
    for (let index = 0; index < 10; index++) text.add('a', '', 'x'.repeat(30));
    assert.equal(text.charactersOf(''), 90);
    assert.equal(text.of('a').first, 7);
  });

  test('cuts what is too long, and says so', () => {
    const text = new LogText({ lines: 10, characters: 1e6, line: 5 });
    text.add('a', '', '12345');
    text.add('a', '', '123456');
    text.add('a', '', `${'progress\r'.repeat(10)}done\r`);
    // Takes no longer than it is long.
    text.add('a', '', `${'\r'.repeat(1_000_000)}x`);
    const lines = text.of('a');
    assert.deepEqual(textsOf(lines), ['12345', '12345', 'done', 'x']);
    assert.deepEqual(
      [0, 1, 2].map((number) => lines.at(number)?.isCut),
      [false, true, false],
    );
  });

  test('says also of a line that came without its end that it was cut', () => {
    const text = new LogText();
    text.add('a', '', 'old\rnew', true);
    assert.equal(text.of('a').at(0)?.isCut, true);
    assert.equal(text.of('a').at(0)?.text, 'new');
  });

  test('of a line of 10 MB holds little', () => {
    const text = new LogText();
    const splitter = lineSplitter(1_000_000);
    for (let index = 0; index < 160; index++) {
      assert.deepEqual(splitter.take('x'.repeat(65_536)), []);
    }
    for (const line of splitter.take('end\nnext\n')) text.add('a', '', line);
    assert.equal(text.of('a').at(0)?.text.length, 65_536);
    assert.equal(text.of('a').at(0)?.isCut, true);
    assert.equal(text.of('a').at(1)?.text, 'next');
    assert.equal(text.charactersOf(''), 65_540);
  });
});

describe('lines of a stream', () => {
  test('are put together, however they come', () => {
    const whole = 'one\n\ntwo\r\nthree';
    for (let size = 1; size <= whole.length; size++) {
      const splitter = lineSplitter();
      const lines: string[] = [];
      for (let at = 0; at < whole.length; at += size)
        lines.push(...splitter.take(whole.slice(at, at + size)));
      assert.deepEqual([...lines, splitter.rest()], ['one', '', 'two\r', 'three']);
      assert.equal(splitter.rest(), '');
    }
  });

  test('come with one character more than they may have', () => {
    const splitter = lineSplitter(3);
    assert.deepEqual(splitter.take('12'), []);
    assert.deepEqual(splitter.take('3\n12345'), ['123']);
    assert.deepEqual(splitter.take('6789\nab\n'), ['1234', 'ab']);
    assert.equal(splitter.rest(), '');
  });
});
