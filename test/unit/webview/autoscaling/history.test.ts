/** Six hours a value a second: what is kept, what is forgotten, and how it is gathered into points. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { sampleFields, type SampleField } from '#protocol/autoscalingPanel.ts';
import { History } from '#webview/autoscaling/history.ts';
import { historySeconds, stepFor, timesOf } from '#webview/autoscaling/slice.ts';

type Row = Readonly<Partial<Record<SampleField, number>>> & { readonly time: number };

function rows(...all: readonly Row[]): Float64Array {
  return Float64Array.from(all.flatMap((row) => sampleFields.map((field) => row[field] ?? Number.NaN)));
}

function historyOf(...all: readonly Row[]): History {
  const history = new History();
  history.add({ revision: 'a', replaces: false, rows: rows(...all) });
  return history;
}

describe('history', () => {
  test('a point is a second; what nobody told is null', () => {
    const history = historyOf({ time: 100, ready: 1 }, { time: 102, ready: 3 });
    const slice = { from: 99, to: 104, step: 1, hold: 0 };
    assert.deepEqual(timesOf(slice), [99, 100, 101, 102, 103]);
    assert.deepEqual(history.points('a', 'ready', slice), [null, 1, null, 3, null]);
    assert.deepEqual(history.points('a', 'p99', slice), [null, null, null, null, null]);
    assert.deepEqual(history.points('b', 'ready', slice), [null, null, null, null, null]);
  });

  test('a value counts for a while, also one from before the slice, but never beyond what is known', () => {
    const history = historyOf({ time: 98, ready: 2 }, { time: 106, desired: 1 });
    const slice = { from: 100, to: 106, step: 1, hold: 4 };
    assert.deepEqual(history.points('a', 'ready', slice), [2, 2, 2, null, null, null]);
    assert.equal(history.last('a', 'desired', 5), 1);
    assert.equal(history.last('a', 'ready', 5), undefined);
  });

  test('what was gathered is gathered again when one of its seconds becomes known', () => {
    const history = historyOf({ time: 10, ready: 1 }, { time: 40, ready: 2 });
    const slice = { from: 10, to: 30, step: 5, hold: 1 };
    assert.deepEqual(history.points('a', 'ready', slice), [1, null, null, null]);
    history.add({
      revision: 'a',
      replaces: false,
      rows: rows({ time: 12, ready: 4 }, { time: 19, ready: 3 }),
    });
    assert.deepEqual(history.points('a', 'ready', slice), [4, 3, 3, null]);
    assert.deepEqual(history.points('a', 'ready', slice, 'mean'), [2.5, 3, 3, null]);
    assert.deepEqual(history.points('a', 'ready', { ...slice, hold: 0 }), [4, 3, null, null]);
  });

  test('a point is of as few seconds as there is room for', () => {
    assert.deepEqual(
      [300, 600, 601, 3600, 21_600].map((seconds) => stepFor(seconds, 600)),
      [1, 1, 2, 10, 60],
    );
  });

  test('gathered from parts or at once, it is the same', () => {
    const random = [3, 141, 59, 26, 5, 35, 89, 79, 32, 38, 46];
    const all = Array.from({ length: 300 }, (_none, second) => ({
      time: 600 + second,
      ...(second % 4 !== 3 && { concurrency: (random[second % 11] ?? 0) * (second % 7) }),
    }));
    const history = historyOf(...all);
    const most = (from: number, to: number): number =>
      Math.max(...all.slice(from - 600, to - 600).map(({ concurrency = 0 }) => concurrency));
    for (const step of [5, 10, 15, 30, 60]) {
      const slice = { from: 600, to: 840, step, hold: 0 };
      const expected = timesOf(slice).map((time) => most(time, time + step));
      assert.deepEqual(history.points('a', 'concurrency', slice), expected, `${step}`);
      assert.deepEqual(history.points('a', 'concurrency', slice), expected, `${step} again`);
    }
  });

  test('a peak is not lost when seconds are gathered, and an amount stays the same on average', () => {
    const history = historyOf(
      ...[1, 9, 2, 0, 4, 4].map((value, index) => ({ time: 60 + index, concurrency: value })),
    );
    const slice = { from: 60, to: 66, step: 3, hold: 0 };
    assert.deepEqual(history.points('a', 'concurrency', slice), [9, 4]);
    assert.deepEqual(history.points('a', 'concurrency', slice, 'mean'), [4, 8 / 3]);
  });

  test('the points of whole steps stay the same while time goes on', () => {
    assert.deepEqual(timesOf({ from: 61, to: 70, step: 3, hold: 0 }), [60, 63, 66, 69]);
    assert.deepEqual(timesOf({ from: 62, to: 71, step: 3, hold: 0 }), [60, 63, 66, 69]);
  });

  test('what is older than six hours is forgotten, also where nothing came in between', () => {
    const history = historyOf({ time: 1000, ready: 7 });
    history.add({
      revision: 'a',
      replaces: false,
      rows: rows({ time: 1000 + historySeconds, desired: 1 }),
    });
    const slice = { from: 999, to: 1002, step: 1, hold: 0 };
    assert.deepEqual(history.points('a', 'ready', slice), [null, null, null]);
    const next = { from: 1000 + historySeconds, to: 1001 + historySeconds, step: 1, hold: 0 };
    assert.deepEqual(history.points('a', 'ready', next), [null]);
    assert.deepEqual(history.points('a', 'desired', next), [1]);
  });

  test('what comes late is put where it belongs', () => {
    const history = historyOf({ time: 50, ready: 5 }, { time: 48, ready: 3 });
    assert.deepEqual(history.points('a', 'ready', { from: 48, to: 51, step: 1, hold: 0 }), [3, null, 5]);
    assert.equal(history.newest, 50);
  });

  test('what replaces all there was leaves nothing of it', () => {
    const history = historyOf({ time: 50, ready: 5 }, { time: 51, desired: 2 });
    history.add({ revision: 'a', replaces: true, rows: rows({ time: 51, ready: 1 }) });
    const slice = { from: 50, to: 52, step: 1, hold: 0 };
    assert.deepEqual(history.points('a', 'ready', slice), [null, 1]);
    assert.deepEqual(history.points('a', 'desired', slice), [null, null]);
  });

  test('the load second by second has no holes', () => {
    const history = historyOf({ time: 11, requests: 4 }, { time: 14, requests: 6 });
    assert.deepEqual(history.seconds('a', 'requests', 10, 16), [0, 4, 4, 4, 6, 6]);
    assert.deepEqual(history.seconds('a', 'requests', 13, 16), [4, 6, 6]);
    assert.deepEqual(history.seconds('a', 'ready', 10, 12), [0, 0]);
    assert.equal(history.first('a', 'requests', 12, 20), 14);
    assert.equal(history.first('a', 'requests', 15, 20), undefined);
  });

  test('six hours of it are filled at a glance, however far apart the values are', () => {
    const history = historyOf({ time: 1, requests: 4 }, { time: historySeconds, desired: 1 });
    const before = performance.now();
    const seconds = history.seconds('a', 'requests', 0, historySeconds);
    const took = performance.now() - before;
    assert.equal(
      seconds.findLastIndex((value) => value === 4),
      historySeconds - 1,
    );
    // Looking back from every second takes several seconds.
    assert.ok(took < 500, `${took} ms`);
  });
});
