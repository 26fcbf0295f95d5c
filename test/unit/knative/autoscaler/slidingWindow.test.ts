/** Averages over the last seconds. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { SlidingWindow } from '#knative/autoscaler/slidingWindow.ts';

test('averages what was reported so far, then over the whole window', () => {
  const window = new SlidingWindow(4);
  assert.equal(window.average(0), undefined);
  window.record(0, 10);
  window.record(1, 20);
  assert.equal(window.average(1), 15);
  window.record(2, 30);
  window.record(3, 40);
  window.record(4, 50);
  assert.equal(window.average(4), 35);
});

test('leaves out seconds that have gone by, and counts the silent ones out', () => {
  const window = new SlidingWindow(4);
  for (let second = 0; second < 4; second++) window.record(second, 12);
  assert.equal(window.average(5), 12);
  assert.equal(window.average(7), 0);
  assert.equal(window.average(8), undefined);
});

test('adds up several reports of one second', () => {
  const window = new SlidingWindow(2);
  window.record(10.1, 1);
  window.record(10.9, 2);
  assert.equal(window.average(10), 3);
});

test('begins anew after a silence of a whole window', () => {
  const window = new SlidingWindow(3);
  window.record(0, 90);
  window.record(10, 6);
  assert.equal(window.average(10), 6);
});

test('weighs the newest most where asked to', () => {
  const linear = new SlidingWindow(10);
  const weighted = new SlidingWindow(10, 'weighted-exponential');
  for (const window of [linear, weighted]) {
    for (let second = 0; second < 10; second++) window.record(second, second < 8 ? 10 : 100);
  }
  assert.equal(linear.average(9), 28);
  assert.ok((weighted.average(9) ?? 0) > 80);
});

test('comes down to nothing, and not below, whatever adding and taking away leaves', () => {
  const window = new SlidingWindow(20);
  for (let second = 0; second < 400; second++) {
    window.record(second, second % 40 < 20 ? 0.1 + (second % 7) / 3 : 0);
    const average = window.average(second) ?? -1;
    assert.ok(average >= 0, String(average));
    if (second % 40 === 39) assert.equal(average, 0);
  }
});
