/** The samples of revisions: in order, bounded, thinned out without losing a peak, and small. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { drawnColumns } from '#client/cluster/metrics/drawnColumns.ts';
import type { Sample } from '#client/cluster/metrics/sample.ts';
import { rowLength, sampleColumns, SampleLog } from '#client/cluster/metrics/sampleLog.ts';
import { SampleStore, usualBounds } from '#client/cluster/metrics/sampleStore.ts';

const start = 1_790_000_000;

function filled(count: number, most: number): SampleLog {
  const log = new SampleLog(most);
  for (let i = 0; i < count; i++) log.append({ time: start + i, desired: i });
  return log;
}

const times = (rows: Float64Array): readonly number[] =>
  Array.from({ length: rows.length / rowLength }, (_one, row) => (rows[row * rowLength] ?? 0) - start);

test('a sample comes back as it was, and what was not told stays untold', () => {
  const log = new SampleLog(10);
  const whole: Sample = {
    time: start,
    desired: 3,
    ready: 2,
    stable: 134,
    panic: 150.5,
    concurrency: 140,
    requests: 12,
    panicking: true,
    latency: { p50: 5, p95: 50, p99: 250 },
    errors: 0.25,
  };
  log.append(whole);
  assert.deepEqual(log.latest, whole);
  log.append({ time: start + 1, ready: 0, panicking: false });
  assert.deepEqual(log.latest, { time: start + 1, ready: 0, panicking: false });
});

test('a second has one sample, and the past is not written anew', () => {
  const log = filled(3, 10);
  assert.equal(log.append({ time: start + 2.9, desired: 9 }), false);
  assert.equal(log.append({ time: start, desired: 9 }), false);
  assert.deepEqual(times(log.rowsSince(undefined).rows), [0, 1, 2]);
});

test('the oldest go where there are too many', () => {
  for (const count of [999, 1000, 1001, 2500]) {
    const log = filled(count, 1000);
    const { rows } = log.rowsSince(undefined);
    const kept = Math.min(count, 1000);
    assert.deepEqual(
      times(rows),
      Array.from({ length: kept }, (_one, i) => count - kept + i),
    );
    assert.equal(rows[1], count - kept);
  }
});

test('a reader gets what it has not seen, even where some of it is gone already', () => {
  const log = filled(5, 10);
  const seen = log.place;
  assert.deepEqual(log.rowsSince(seen), { rows: new Float64Array(0), replaces: false });
  for (let i = 5; i < 8; i++) log.append({ time: start + i });
  assert.deepEqual(times(log.rowsSince(seen).rows), [5, 6, 7]);
  for (let i = 8; i < 30; i++) log.append({ time: start + i });
  const late = log.rowsSince(seen);
  assert.equal(late.replaces, false);
  assert.deepEqual(
    times(late.rows),
    Array.from({ length: 10 }, (_one, i) => 20 + i),
  );
});

test('what was before is taken in where nothing is known, and readers are told to begin anew', () => {
  const log = new SampleLog(100);
  log.append({ time: start + 50, desired: 1 });
  const seen = log.place;
  const past = [0, 15, 30, 45, 60].map((second): Sample => ({ time: start + second, desired: 7 }));
  assert.equal(log.fill(past, 10), true);
  const { rows, replaces } = log.rowsSince(seen);
  assert.equal(replaces, true);
  assert.deepEqual(times(rows), [0, 15, 30, 50, 60]);
  assert.equal(log.fill(past, 10), false);
  assert.equal(log.rowsSince(log.place).rows.length, 0);
});

test('thinned out, a peak of one second is still there, and so is a trough', () => {
  const log = new SampleLog(10_000);
  for (let i = 0; i < 10_000; i++) {
    log.append({ time: start + i, concurrency: i === 4321 ? 999 : i === 8765 ? -5 : 10 });
  }
  const { time, values } = drawnColumns(log, start, start + 9999, 200);
  assert.ok(time.length <= 200);
  assert.equal(Math.max(...values.concurrency), 999);
  assert.equal(Math.min(...values.concurrency), -5);
  assert.deepEqual(
    [...time],
    [...time].toSorted((a, b) => a - b),
  );
  assert.ok(values.desired.every(Number.isNaN));
  const peak = time[values.concurrency.indexOf(999)] ?? 0;
  assert.ok(Math.abs(peak - start - 4321) <= 100, String(peak - start));
});

test('what is few enough is drawn as it is', () => {
  const { time, values } = drawnColumns(filled(50, 1000), start + 10, start + 19, 100);
  assert.deepEqual(
    [...time],
    Array.from({ length: 10 }, (_one, i) => start + 10 + i),
  );
  assert.deepEqual(
    [...values.desired],
    Array.from({ length: 10 }, (_one, i) => 10 + i),
  );
});

test('of too many revisions the one goes that was heard of the longest ago', () => {
  const store = new SampleStore({ revisions: 2, samples: 10 });
  store.append('a', { time: start });
  store.append('b', { time: start + 1 });
  store.append('a', { time: start + 2 });
  store.append('c', { time: start + 3 });
  assert.deepEqual(store.revisions.toSorted(), ['a', 'c']);
  const { cursor } = store.since();
  store.append('c', { time: start + 4, desired: 1 });
  const { batches } = store.since(cursor);
  assert.deepEqual(
    batches.map(({ revision, rows, replaces }) => [revision, times(rows), replaces]),
    [['c', [4], false]],
  );
});

test('twenty revisions of six hours take less than 60 MB', (context) => {
  const store = new SampleStore();
  const seconds = usualBounds.samples + 100;
  for (let second = 0; second < seconds; second++) {
    for (let i = 0; i < usualBounds.revisions; i++) {
      store.append(`shop-${i}`, {
        time: start + second,
        desired: i,
        ready: i,
        stable: second,
        panic: second,
      });
    }
  }
  const megabytes = store.bytes / 1e6;
  const before = performance.now();
  const { batches } = store.since();
  const taken = performance.now() - before;
  context.diagnostic(
    `${megabytes.toFixed(1)} MB for ${usualBounds.revisions} × ${usualBounds.samples} samples; all rows of them in ${taken.toFixed(0)} ms`,
  );
  assert.equal(batches.length, usualBounds.revisions);
  assert.equal(batches[0]?.rows.length, usualBounds.samples * (sampleColumns.length + 1));
  assert.ok(megabytes < 60, `${megabytes}`);
});
