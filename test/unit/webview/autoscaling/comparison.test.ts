/** Two runs side by side: on a load that is drawn, and on one that was recorded. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import type { WhatIfLabels } from '#protocol/autoscalingLabels.ts';
import { sampleFields } from '#protocol/autoscalingPanel.ts';
import { compareOnDrawn, compareOnRecorded, comparisonChart } from '#webview/autoscaling/comparison.ts';
import { drawnSeconds, presetLoad } from '#webview/autoscaling/drawnLoad.ts';
import { History } from '#webview/autoscaling/history.ts';
import { recordedLoad } from '#webview/autoscaling/recordedLoad.ts';
import { settingsFor, wishedOf } from '#webview/autoscaling/trial.ts';

const labels = new Proxy({}, { get: (_target, key) => key }) as WhatIfLabels;
const base = autoscalerSettings({ 'autoscaling.knative.dev/target': '10' }, 0, {});
const doubled = settingsFor(base, { ...wishedOf(base), target: 20 }, 0);

describe('comparison', () => {
  test('twice the target needs half of the replicas on a load that is drawn', () => {
    const compared = compareOnDrawn(base, doubled, presetLoad('steady', 100), labels);
    assert.equal(compared.before.totals.peak, 9);
    assert.equal(compared.after.totals.peak, 5);
    const { times, series, span, relative } = comparisonChart(compared, labels);
    assert.deepEqual([span, relative], [{ from: 0, to: drawnSeconds }, true]);
    assert.deepEqual(
      series.map(({ label, points }) => [label, points.length === times.length]),
      [
        ['loadSeries', true],
        ['nowSeries', true],
        ['ifSeries', true],
      ],
    );
    assert.equal(Math.max(...(series[0]?.points ?? []).map((value) => value ?? 0)), 3);
  });

  test('what was recorded is beside what would have been; of much, no peak is lost', () => {
    const history = new History();
    const seconds = 2000;
    const rows = Array.from({ length: seconds }, (_none, second) => {
      const row = { time: 1000 + second, desired: second < 900 ? 1 : 7, ready: 1, concurrency: 5 };
      return sampleFields.map(
        (field) =>
          (({ ...row, ...(second === 901 && { desired: 8 }) }) as Record<string, number>)[field] ??
          Number.NaN,
      );
    });
    history.add({ revision: 'a', replaces: true, rows: Float64Array.from(rows.flat()) });
    const did = recordedLoad(history, 'a', 'concurrency', { from: 1000, to: 3000 }, 'concurrency');
    assert.equal(did?.length, seconds);
    const compared = compareOnRecorded(base, doubled, did, labels);
    assert.deepEqual(compared.span, { from: 1000, to: 3000 });
    assert.equal(compared.before.totals.peak, 8);
    assert.equal(compared.before.totals.replicaSeconds, seconds);
    assert.equal(compared.after.totals.peak, 1);
    const { times, series } = comparisonChart(compared, labels);
    assert.ok(times.length <= 720);
    assert.equal(Math.max(...(series[1]?.points ?? []).map((value) => value ?? 0)), 8);
  });

  test('a trial of what is in force goes on from where the record begins, in panic or not', () => {
    const after = (panicking: number): number | undefined => {
      const history = new History();
      const row: Record<string, number> = { desired: 5, ready: 5, concurrency: 1, panicking };
      const rows = Array.from({ length: 40 }, (_none, second) =>
        sampleFields.map((field) => (field === 'time' ? 1000 + second : (row[field] ?? Number.NaN))),
      );
      history.add({ revision: 'a', replaces: true, rows: Float64Array.from(rows.flat()) });
      const did = recordedLoad(history, 'a', 'concurrency', { from: 1000, to: 1040 }, 'concurrency');
      return compareOnRecorded(base, base, did ?? [], labels).after.points.at(-1)?.desired;
    };
    assert.equal(after(1), 5);
    assert.equal(after(0), 1);
  });

  test('without a load that is known there is nothing to compare', () => {
    const history = new History();
    const row = sampleFields.map((field) => (field === 'time' ? 1000 : field === 'ready' ? 1 : Number.NaN));
    history.add({ revision: 'a', replaces: true, rows: Float64Array.from(row) });
    assert.equal(
      recordedLoad(history, 'a', 'concurrency', { from: 900, to: 1100 }, 'concurrency'),
      undefined,
    );
  });

  test('another metric is not measured by the limit of the one in force', () => {
    const history = new History();
    const rows = Array.from({ length: 60 }, (_none, second) => {
      const row: Record<string, number> = {
        time: 1000 + second,
        desired: 1,
        ready: 1,
        requests: 50,
        stable: 3,
      };
      return sampleFields.map((field) => row[field] ?? Number.NaN);
    });
    history.add({ revision: 'a', replaces: true, rows: Float64Array.from(rows.flat()) });
    const span = { from: 1000, to: 1060 };
    const rps = settingsFor(base, { ...wishedOf(base), metric: 'rps', target: 25 }, 0);
    const did = recordedLoad(history, 'a', 'rps', span, 'concurrency');
    assert.equal(did?.[0]?.load, 50);
    const { before, after } = compareOnRecorded(base, rps, did, labels);
    assert.deepEqual(before.totals, { replicaSeconds: 60, peak: 1, changes: 0 });
    assert.ok(after.totals.overloadSeconds > 0);
    // The averages are of requests per second where those are in force: they are no requests at once.
    assert.equal(recordedLoad(history, 'a', 'concurrency', span, 'rps'), undefined);
    assert.equal(recordedLoad(history, 'a', 'concurrency', span, 'concurrency')?.[0]?.load, 3);
    const drawn = compareOnDrawn(base, rps, presetLoad('steady', 100), labels);
    assert.deepEqual(drawn.before, { points: [], totals: {} });
    assert.equal(comparisonChart(drawn, labels).series.length, 2);
  });
});
