/** Zooming, moving and pausing. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { moved, paused, ranges, spanOf, withRange, zoomedTo } from '#webview/autoscaling/viewport.ts';

const now = 100_000;

describe('viewport', () => {
  test('it goes along with time until it is paused', () => {
    const live = withRange(ranges.m5);
    assert.deepEqual(spanOf(live, now), { from: now - 300, to: now });
    const still = paused(live, now);
    assert.deepEqual(spanOf(still, now + 60), { from: now - 300, to: now });
    assert.deepEqual(spanOf(moved(still, 'live', now), now + 60), { from: now - 240, to: now + 60 });
  });

  test('near, far and back about the middle, but never into the future', () => {
    const live = withRange(ranges.m15);
    const near = moved(live, 'in', now);
    assert.deepEqual(spanOf(near, now), { from: now - 675, to: now - 225 });
    assert.deepEqual(spanOf(moved(near, 'out', now), now), { from: now - 900, to: now });
    assert.deepEqual(spanOf(moved(near, 'later', now), now), { from: now - 562, to: now - 112 });
    assert.deepEqual(spanOf(moved(moved(live, 'later', now), 'later', now), now).to, now);
  });

  test('not before what is kept, nor nearer than a few seconds', () => {
    const far = moved(withRange(ranges.h6), 'earlier', now);
    assert.deepEqual(spanOf(far, now), { from: now - ranges.h6, to: now });
    const marked = zoomedTo(withRange(ranges.m5), { from: now - 101, to: now - 99 }, now);
    assert.deepEqual(spanOf(marked, now), { from: now - 105, to: now - 95 });
  });
});
