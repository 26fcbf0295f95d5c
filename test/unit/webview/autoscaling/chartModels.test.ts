/** What the charts show of one revision and of all together, in pictures, words and tables. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import type { AutoscalingLabels } from '#protocol/autoscalingLabels.ts';
import { sampleFields, type RevisionState, type SampleField } from '#protocol/autoscalingPanel.ts';
import {
  highest,
  isEmpty,
  spansOf,
  summed,
  weighted,
  type ChartModel,
} from '#webview/autoscaling/chartModel.ts';
import { chartModels } from '#webview/autoscaling/chartModels.ts';
import { summaryOf, tableOf, wordingIn } from '#webview/autoscaling/figures.ts';
import { History } from '#webview/autoscaling/history.ts';

/** Labels that say which label they are. */
const labels = named('') as AutoscalingLabels;

function named(path: string): unknown {
  return new Proxy(
    {},
    {
      get: (_target, key) => {
        if (typeof key !== 'string') return undefined;
        if (['charts', 'series', 'missing'].includes(key)) return named(`${key}.`);
        if (key === 'summary') return '{0}: {1}';
        return key === 'summarySeries' ? '{0} {1} ({2}–{3})' : `${path}${key}`;
      },
    },
  );
}

const scaling = autoscalerSettings({ 'autoscaling.knative.dev/target': '10' }, 0, {});

function revision(name: string, percent: number): RevisionState {
  const plain = { why: '', notes: [], panicking: false, zeroAt: undefined, settings: [] };
  return { name, percent, ...plain, scaling, containerConcurrency: 0 };
}

function add(
  history: History,
  name: string,
  ...rows: readonly Partial<Record<SampleField | 'time', number>>[]
): void {
  const values = rows.flatMap((row) => sampleFields.map((field) => row[field] ?? Number.NaN));
  history.add({ revision: name, replaces: false, rows: Float64Array.from(values) });
}

function chartsOf(which: string): ReadonlyMap<string, ChartModel> {
  const history = new History();
  const first = { time: 10, desired: 2, ready: 1, concurrency: 8, requests: 30, panicking: 0, errors: 0.5 };
  add(history, 'b', first, { ...first, time: 11, ready: 2, panicking: 1 });
  add(history, 'a', { time: 11, desired: 1, ready: 1, concurrency: 1, requests: 10, errors: 0.25 });
  const slice = { from: 10, to: 12, step: 1, hold: 0 };
  const revisions = [revision('b', 75), revision('a', 25)];
  const models = chartModels({ history, slice, revisions, revision: which, labels });
  return new Map(models.map((model) => [model.key, model]));
}

function pointsOf(charts: ReadonlyMap<string, ChartModel>, key: string): unknown {
  return charts.get(key)?.series.map(({ label, points }) => Array.of<unknown>(label).concat(points));
}

describe('chart models', () => {
  test('all together is the sum, with what their replicas are meant to take and can take', () => {
    const charts = chartsOf('');
    assert.deepEqual(pointsOf(charts, 'replicas'), [
      ['series.desired', 2, 3],
      ['series.ready', 1, 3],
    ]);
    assert.deepEqual(pointsOf(charts, 'concurrency'), [
      ['series.concurrency', 8, 9],
      ['series.aimedAt', 7, 21],
      ['series.atMost', 10, 30],
    ]);
    assert.deepEqual(charts.get('replicas')?.shades, [{ from: 11, to: 12 }]);
  });

  test('one alone is that one, but the split is about all', () => {
    const charts = chartsOf('a');
    assert.deepEqual(pointsOf(charts, 'requests'), [['series.requests', null, 10]]);
    assert.deepEqual(pointsOf(charts, 'split'), [
      ['b', 30, 30],
      ['a', null, 10],
    ]);
    assert.deepEqual(charts.get('replicas')?.shades, []);
  });

  test('averages are added up only where they are of one metric, and those of an HPA stand alone', () => {
    const history = new History();
    add(history, 'b', { time: 10, stable: 8, panic: 9 });
    add(history, 'a', { time: 10, stable: 200, panic: 300 });
    add(history, 'c', { time: 10, stable: 1, panic: 2 });
    const slice = { from: 10, to: 11, step: 1, hold: 0 };
    const rps = autoscalerSettings({ 'autoscaling.knative.dev/metric': 'rps' }, 0, {});
    const revisions = [
      revision('c', 20),
      { ...revision('a', 10), scaling: rps },
      revision('b', 70),
      { ...revision('h', 0), scaling: undefined },
    ];
    add(history, 'h', { time: 10, stable: 55 });
    const averagesOf = (which: string): ChartModel | undefined =>
      chartModels({ history, slice, revisions, revision: which, labels }).find(
        ({ key }) => key === 'averages',
      );
    const of = (model: ChartModel | undefined): unknown =>
      model?.series.slice(0, 2).map(({ points }) => points);
    assert.deepEqual(of(averagesOf('')), [[9], [11]]);
    assert.equal(averagesOf('')?.unit, 'count');
    assert.deepEqual(of(averagesOf('a')), [[200], [300]]);
    assert.equal(averagesOf('a')?.unit, 'perSecond');
    assert.equal(averagesOf('a')?.title, 'charts.averages: charts.requests');
    assert.deepEqual(of(averagesOf('h')), [[55]]);
    assert.equal(averagesOf('h')?.title, 'charts.measured');
  });

  test('failures count as much as their requests; what nobody tells is empty', () => {
    const charts = chartsOf('');
    assert.deepEqual(pointsOf(charts, 'errors'), [['series.errors', 0.5, 0.4375]]);
    const latency = charts.get('latency');
    assert.ok(latency && isEmpty(latency));
    assert.equal(latency.missing, 'missing.latency');
  });

  test('the same in words and as a table', () => {
    const model = chartsOf('').get('concurrency');
    assert.ok(model);
    const wording = wordingIn('en', labels);
    assert.equal(
      summaryOf(model, wording),
      'charts.concurrency: series.concurrency 9 (8–9); series.aimedAt 21 (7–21); series.atMost 30 (10–30)',
    );
    const { head, rows } = tableOf(model, wording);
    assert.deepEqual(head, ['time', 'series.concurrency', 'series.aimedAt', 'series.atMost']);
    assert.deepEqual(
      rows.map((row) => row.slice(1)),
      [
        ['9', '21', '30'],
        ['8', '7', '10'],
      ],
    );
    assert.equal(tableOf(model, wording, 1).rows.length, 1);
  });

  test('a table has the highest of each stretch, and its rows stay while time goes on', () => {
    const model = chartsOf('').get('replicas');
    assert.ok(model);
    const series = { label: 'a', colour: 'blue', dashed: false, stepped: false } as const;
    const shown = (from: number): readonly (readonly string[])[] => {
      const times = Array.from({ length: 300 }, (_none, index) => from + index);
      const points = times.map((time) => (time === 1003 ? 9 : time < 1250 ? 1 : null));
      return tableOf(
        { ...model, relative: true, times, series: [{ ...series, points }] },
        wordingIn('en', labels),
      ).rows;
    };
    const rows = shown(1000);
    assert.deepEqual(rows.at(-1), ['1000 s', '9']);
    assert.deepEqual(rows[0], ['1240 s', '1']);
    assert.ok(rows.length <= 31);
    assert.deepEqual(shown(1001), rows);
  });
});

describe('points', () => {
  test('are added up, compared and weighed one by one; null is what is not known', () => {
    assert.deepEqual(
      summed([
        [1, null, null],
        [2, 3, null],
      ]),
      [3, 3, null],
    );
    assert.deepEqual(
      highest([
        [1, null, 5],
        [2, 3, 4],
      ]),
      [2, 3, 5],
    );
    assert.deepEqual(
      weighted(
        [
          [1, 0.5, null],
          [0, null, null],
        ],
        [
          [3, 0, 1],
          [1, 1, 1],
        ],
      ),
      [0.75, 0.5, null],
    );
    assert.deepEqual(summed([]), []);
  });

  test('parts of the time go on to their end', () => {
    assert.deepEqual(spansOf([10, 12, 14, 16], [0, 1, 1, null], 2), [{ from: 12, to: 16 }]);
    assert.deepEqual(spansOf([10, 12], [null, 1], 2), [{ from: 12, to: 14 }]);
  });
});
