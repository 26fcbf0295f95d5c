/** Lines of several pods in the order of time. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { lineMerger } from '#client/cluster/logs/lineMerger.ts';
import type { LogLine } from '#client/cluster/logs/logs.ts';

const line = (time: string, pod: string, text: string): LogLine => ({
  time,
  pod,
  text,
  container: 'user-container',
});

test('lines that come together are written in the order of their time', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const written: string[] = [];
  const merger = lineMerger(({ text }) => written.push(text), 100);
  merger.add(line('2026-01-01T00:00:02Z', 'a', '4'));
  merger.add(line('2026-01-01T00:00:01.5Z', 'b', '2'));
  merger.add(line('2026-01-01T00:00:01.500000001Z', 'c', '3'));
  merger.add(line('2026-01-01T00:00:01Z', 'c', '1'));
  assert.deepEqual(written, []);
  t.mock.timers.tick(100);
  assert.deepEqual(written, ['1', '2', '3', '4']);
  merger.add(line('2026-01-01T00:00:00Z', 'a', 'late'));
  t.mock.timers.tick(100);
  assert.equal(written.at(-1), 'late');
});

test('lines of the same time keep their order, and nothing is held back at the end', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const written: string[] = [];
  const merger = lineMerger(({ text }) => written.push(text));
  for (const text of ['x', 'y', 'z']) merger.add(line('2026-01-01T00:00:00Z', 'a', text));
  merger.flush();
  assert.deepEqual(written, ['x', 'y', 'z']);
  t.mock.timers.tick(1000);
  assert.equal(written.length, 3);
});
