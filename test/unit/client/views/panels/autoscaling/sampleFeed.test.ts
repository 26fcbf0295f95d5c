/** Samples go down in bounded batches, a few a second, and the last request is remembered. */
import { strict as assert } from 'node:assert';
import { mock, test } from 'node:test';
import { SampleFeed } from '#client/views/panels/autoscaling/sampleFeed.ts';
import { sampleFields, type SampleBatch } from '#protocol/autoscalingPanel.ts';

const width = sampleFields.length;

function batch(revision: string, from: number, loads: readonly number[], replaces = false): SampleBatch {
  const rows = new Float64Array(loads.length * width).fill(Number.NaN);
  for (const [index, load] of loads.entries()) {
    rows[index * width] = from + index;
    rows[index * width + sampleFields.indexOf('requests')] = load;
  }
  return { revision, rows, replaces };
}

function countOf(batches: readonly SampleBatch[]): number {
  return batches.reduce((sum, { rows }) => sum + rows.length / width, 0);
}

test('what is little goes at once; what comes meanwhile goes together a moment later', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const sent: (readonly SampleBatch[])[] = [];
    const feed = new SampleFeed((batches) => sent.push(batches));
    feed.put([batch('a', 10, [1])]);
    assert.equal(sent.length, 1);
    feed.put([batch('a', 11, [1])]);
    feed.put([batch('b', 11, [1])]);
    assert.equal(sent.length, 1);
    mock.timers.tick(100);
    assert.deepEqual(
      sent[1]?.map(({ revision }) => revision),
      ['a', 'b'],
    );
    mock.timers.tick(1000);
    assert.equal(sent.length, 2);
    feed.put([batch('a', 12, [1])]);
    assert.equal(sent.length, 3);
  } finally {
    mock.timers.reset();
  }
});

test('much goes in pieces, in order, and only the first of them replaces', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const sent: (readonly SampleBatch[])[] = [];
    const feed = new SampleFeed((batches) => sent.push(batches));
    const many = Array.from({ length: 60_000 }, () => 0);
    feed.put([batch('a', 0, many, true), batch('b', 0, [1], true)]);
    mock.timers.tick(100);
    mock.timers.tick(100);
    assert.deepEqual(sent.map(countOf), [25_000, 25_000, 10_001]);
    const pieces = sent.flat();
    assert.deepEqual(
      pieces.map(({ revision, replaces }) => `${revision} ${replaces}`),
      ['a true', 'a false', 'a false', 'b true'],
    );
    assert.equal(pieces[1]?.rows[0], 25_000);
    feed.put([batch('a', 70_000, many)]);
    feed.clear();
    mock.timers.tick(1000);
    assert.equal(sent.length, 3);
  } finally {
    mock.timers.reset();
  }
});

test('the last request is remembered, by revision', () => {
  const feed = new SampleFeed(() => undefined);
  feed.put([batch('a', 10, [0, 3, 0, 0])]);
  assert.equal(feed.lastRequest('a'), 11);
  assert.equal(feed.lastRequest('b'), undefined);
  feed.put([batch('a', 14, [0]), batch('b', 14, [Number.NaN])]);
  assert.equal(feed.lastRequest('a'), 11);
  assert.equal(feed.lastRequest('b'), undefined);
  feed.clear();
});
