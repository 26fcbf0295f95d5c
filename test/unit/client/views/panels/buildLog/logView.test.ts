/** What of a log is before its user's eyes: windows, what comes after, what is found, how a line is shown. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { LogText, type TextLine } from '#client/cluster/logs/logText.ts';
import { LogView } from '#client/views/panels/buildLog/logView.ts';
import { plainLine, shownLine, visibleLine } from '#client/views/panels/buildLog/shownLine.ts';

const escape = '\u001B';
const view = { selected: '', wraps: true, timestamps: false };
const styles = new RegExp(String.raw`${escape}\[[\d;:]*m`, 'g');

function filled(lines: number, source = 'a', from = 0): LogText {
  const text = new LogText();
  for (let number = from; number < from + lines; number++) text.add(source, '', `line ${number}`);
  return text;
}

describe('a window', () => {
  test('holds the end, and then what comes', () => {
    const text = filled(10_000);
    const log = new LogView(text, view, 'cut');
    const window = log.window('end');
    assert.equal(window.from + window.lines.length, 10_000);
    assert.ok(window.lines.length >= 1000 && window.lines.length <= 5000);
    assert.equal(log.appendix(), undefined);
    text.add('a', '', 'more');
    assert.equal(log.hasEnd, false);
    assert.deepEqual(log.appendix(), { kind: 'append', id: 2, lines: ['more'], marks: [] });
    assert.equal(log.hasEnd, true);
    assert.equal(log.appendix(), undefined);
    assert.equal(log.behind, 0);
    log.follows = false;
    text.add('a', '', 'not seen');
    assert.equal(log.behind, 1);
    log.follows = true;
    assert.equal(log.behind, 0);
  });

  test('goes on being followed where lines come while it is drawn, until its user leaves the end', () => {
    const text = filled(10);
    const log = new LogView(text, view, 'cut');
    log.window('end');
    for (let round = 0; round < 20; round++) {
      text.add('a', '', 'one');
      log.appendix();
      text.add('a', '', 'came while that was drawn');
      // The panel has moved on to the end of what it has.
      log.scrolled(round, true);
      assert.equal(log.follows, true);
      assert.equal(log.top, round);
    }
    log.scrolled(3, false);
    assert.equal(log.follows, false);
    // The end of what the panel has is not the end.
    log.scrolled(30, true);
    assert.equal(log.follows, false);
    log.window('end');
    log.scrolled(40, true);
    assert.equal(log.follows, true);
  });

  test('every line comes once, whatever the batches', () => {
    const text = new LogText();
    const log = new LogView(text, view, 'cut');
    const seen: string[] = [];
    log.window('end');
    let number = 0;
    for (const count of [1, 700, 0, 1200, 3, 1400]) {
      for (let index = 0; index < count; index++) text.add('a', '', String(number++));
      const batch = log.appendix();
      if (batch !== undefined) seen.push(...batch.lines);
    }
    assert.deepEqual(
      seen,
      Array.from({ length: number }, (_, index) => String(index)),
    );
  });

  test('is taken anew where more came than anybody sees', () => {
    const text = filled(10);
    const log = new LogView(text, view, 'cut');
    log.window('end');
    for (let number = 0; number < 50_000; number++) text.add('a', '', `more ${number}`);
    const batch = log.appendix();
    assert.equal(batch?.kind, 'window');
    assert.equal(batch.lines.at(-1), 'more 49999');
    assert.ok(batch.lines.length < 5000);
  });

  test('around a line, at either end', () => {
    const log = new LogView(filled(20_000), view, 'cut');
    const middle = log.window({ top: 10_000 });
    assert.ok(middle.from < 10_000 && middle.from > 5000);
    assert.equal(middle.lines[10_000 - middle.from], 'line 10000');
    assert.equal(log.window({ top: 0 }).from, 0);
    assert.equal(log.window({ top: 99_999 }).lines.at(-1), 'line 19999');
  });

  test('of long lines holds few of them', () => {
    const text = new LogText();
    for (let number = 0; number < 100; number++) text.add('a', '', 'x'.repeat(60_000));
    const { lines } = new LogView(text, view, 'cut').window({ top: 50 });
    assert.ok(lines.length < 14, `${lines.length}`);
  });

  test('goes on where lines were dropped meanwhile', () => {
    const text = new LogText({ lines: 100, characters: 1e6, line: 100 });
    const log = new LogView(text, view, 'cut');
    for (let number = 0; number < 50; number++) text.add('a', '', `${number}`);
    log.window('end');
    for (let number = 50; number < 1000; number++) text.add('a', '', `${number}`);
    const batch = log.appendix();
    assert.equal(batch?.kind, 'window');
    assert.equal(batch.from, 900);
    assert.deepEqual(batch.lines.slice(0, 2), ['900', '901']);
  });

  test('of one source has its own numbers', () => {
    const text = filled(10, 'a');
    for (let number = 0; number < 5; number++) text.add('b', '', `b ${number}`);
    const log = new LogView(text, view, 'cut');
    log.look({ ...view, selected: 'b' }, new Map());
    const { from, lines } = log.window('end');
    assert.equal(from, 0);
    assert.equal(lines.length, 5);
  });
});

describe('what is found', () => {
  const query = { text: 'line 7', isRegex: false, isCaseSensitive: false };

  test('is looked at from where its user is, on and back, and round the end', () => {
    const log = new LogView(filled(800), view, 'cut');
    log.window('end');
    log.find(query, { line: 100, start: 0 });
    assert.equal(log.searchOn()?.line, 700);
    assert.equal(log.search.found.length, 111);
    assert.equal(log.currentIndex, 12);
    assert.equal(log.step(-1)?.line, 79);
    assert.equal(log.step(1)?.line, 700);
    for (let step = 0; step < 99; step++) log.step(1);
    assert.equal(log.current?.line, 799);
    assert.equal(log.step(1)?.line, 7);
    assert.equal(log.step(-1)?.line, 799);
    assert.equal(log.follows, false);
    log.point({ line: 79, start: 0, end: 7 });
    assert.equal(log.currentIndex, 0);
    assert.equal(log.step(1)?.line, 79);
    assert.equal(log.step(1)?.line, 700);
  });

  test('begins again at the beginning where nothing more comes', () => {
    const log = new LogView(filled(100), view, 'cut');
    log.find(query, { line: 90, start: 0 });
    assert.equal(log.searchOn()?.line, 7);
  });

  test('is marked in what is shown, and in what comes', () => {
    const text = filled(10);
    const log = new LogView(text, view, 'cut');
    log.find({ ...query, text: 'line' }, undefined);
    log.searchOn();
    assert.equal(log.window('end').marks.length, 10);
    text.add('a', '', 'another line');
    log.searchOn();
    assert.deepEqual(log.appendix()?.marks, [{ line: 10, start: 8, end: 12 }]);
  });

  test('is marked only in what the panel still has', () => {
    const text = filled(10);
    const log = new LogView(text, view, 'cut');
    log.find({ ...query, text: 'line' }, undefined);
    log.window('end');
    for (let round = 0; round < 40; round++) {
      for (let number = 0; number < 1000; number++) text.add('a', '', `line ${number}`);
      while (!log.isSearched) log.searchOn();
      assert.equal(log.appendix()?.kind, 'append');
    }
    assert.equal(log.marks().marks.length, 10_000);
    assert.equal(log.marks().marks.at(-1)?.line, 40_009);
    assert.equal(log.holds(40_009), true);
    assert.equal(log.holds(30_009), false);
  });

  test('of a long log is found piece by piece', () => {
    const log = new LogView(filled(60_000), view, 'cut');
    log.find({ ...query, text: 'line 59999' }, { line: 0, start: 0 });
    let rounds = 0;
    let found = log.searchOn();
    while (!log.isSearched && rounds++ < 10) found = log.searchOn();
    assert.equal(found?.line, 59_999);
    assert.ok(rounds > 0);
  });
});

describe('a line', () => {
  const line: TextLine = {
    source: 'a',
    time: '2026-11-25T01:02:03.4Z',
    text: `x\t${escape}[31mred\tend`,
    isCut: false,
    isNote: false,
  };
  const wishes = { timestamps: false, prefixes: new Map<string, string>(), cut: '… cut' };

  test('is shown with spaces for tabs, in the same places with and without colours', () => {
    const shown = shownLine(line, wishes);
    assert.equal(shown, `x       ${escape}[31mred     end${escape}[0m`);
    assert.equal(visibleLine(line, wishes), shown.replaceAll(styles, ''));
    assert.equal(plainLine(line, wishes), 'x\tred\tend');
  });

  test('says when it was written and whose it is, where that is wanted', () => {
    const all = { ...wishes, timestamps: true, prefixes: new Map([['a', 'fetch']]) };
    assert.equal(plainLine(line, all), '01:02:03.400Z [fetch] x\tred\tend');
    assert.equal(visibleLine(line, all), shownLine(line, all).replaceAll(styles, ''));
  });

  test('says that it was cut, and that it is a note', () => {
    const cut = { ...line, text: 'long', isCut: true };
    assert.equal(plainLine(cut, wishes), 'long … cut');
    assert.equal(visibleLine(cut, wishes), shownLine(cut, wishes).replaceAll(styles, ''));
    const note = { ...line, text: 'said', time: '', isNote: true };
    assert.equal(plainLine(note, wishes), '— said');
    assert.equal(visibleLine(note, wishes), shownLine(note, wishes).replaceAll(styles, ''));
  });
});
