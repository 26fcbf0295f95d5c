/** A load that is drawn: its points, and the whole of it. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { drawnSeconds, presetLoad, wholeLoad, withPoint } from '#webview/autoscaling/drawnLoad.ts';

describe('drawn load', () => {
  test('points are in order, one a second, and never outside', () => {
    const points = withPoint(withPoint([], { second: 20, load: 5 }), { second: 9.6, load: -3 });
    assert.deepEqual(points, [
      { second: 10, load: 0 },
      { second: 20, load: 5 },
    ]);
    assert.deepEqual(withPoint(points, { second: 20, load: 7.26 }).at(-1), { second: 20, load: 7.3 });
    assert.deepEqual(withPoint([], { second: 4000, load: 1 }), [{ second: drawnSeconds, load: 1 }]);
  });

  test('it goes from the first second to the last', () => {
    assert.deepEqual(wholeLoad([]), []);
    assert.deepEqual(wholeLoad([{ second: 10, load: 4 }]), [
      { second: 0, load: 4 },
      { second: 10, load: 4 },
      { second: drawnSeconds, load: 4 },
    ]);
  });

  test('what one starts from reaches its peak, or most of it', () => {
    for (const preset of ['steady', 'ramp', 'spike', 'waves'] as const) {
      const most = Math.max(...presetLoad(preset, 100).map(({ load }) => load));
      assert.ok(most >= 60 && most <= 100, `${preset} ${most}`);
    }
  });
});
