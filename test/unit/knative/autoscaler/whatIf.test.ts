/** What other settings would make of a load. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import { simulate } from '#knative/autoscaler/simulation.ts';
import { longestSeries, totalsOf, whatIf, type LoadPoint } from '#knative/autoscaler/whatIf.ts';
import { recordings } from './recorded.ts';

const settings = (annotations: Record<string, string> = {}) =>
  autoscalerSettings(
    Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [`autoscaling.knative.dev/${key}`, value]),
    ),
    0,
    {},
  );

const steady = (load: number, seconds: number): readonly LoadPoint[] =>
  Array.from({ length: seconds }, (_, time) => ({ time: 1000 + time, load }));

describe('what if', () => {
  test('is the simulation that the recordings hold to the truth', () => {
    for (const { annotations, containerConcurrency, rows } of recordings) {
      const own = autoscalerSettings(annotations, containerConcurrency, {});
      const series = rows.map(({ t, load }) => ({ time: t, load }));
      const { points } = whatIf(own, series, { startSeconds: 1 });
      const simulated = simulate(
        own,
        series.map(({ load }) => load),
      );
      assert.deepEqual(
        points.map(({ desired, ready }) => [desired, ready]),
        simulated.map(({ desired, ready }) => [desired, ready]),
      );
    }
  });

  test('a smaller target wants more, a limit fewer, at its price', () => {
    const load = steady(300, 600);
    const [usual, half, capped] = [{}, { target: '50' }, { 'max-scale': '2' }].map((one) =>
      whatIf(settings(one), load),
    );
    assert.ok(usual && half && capped);
    assert.deepEqual(
      [usual, half, capped].map(({ points }) => points.at(-1)?.desired),
      [5, 9, 2],
    );
    assert.ok(half.totals.replicaSeconds > usual.totals.replicaSeconds);
    // 300 at once on two replicas that take 100 each: from the beginning to the end.
    assert.equal(capped.totals.overloadSeconds, 600);
    assert.ok(usual.totals.overloadSeconds < 10);
    assert.equal(capped.totals.peak, 2);
  });

  test('begins in panic only where that was so: unchanged settings decide what was decided', () => {
    const load = steady(60, 300);
    const wanted = (panicking: boolean | undefined): readonly number[] => {
      const { points } = whatIf(settings(), load, { readyPods: 5, panicking, mostPoints: Infinity });
      return [1, 10, 50, 80].map((second) => points[second]?.desired ?? Number.NaN);
    };
    // 60 at once are for one replica; half of them go at a time. Panic holds the five for the stable window of 60 s.
    assert.deepEqual(wanted(false), [2, 1, 1, 1]);
    assert.deepEqual(wanted(true), [5, 5, 5, 1]);
    assert.deepEqual(wanted(undefined), wanted(true));
  });

  test('replicas take their time to start', () => {
    const load = [...steady(0, 5), ...steady(300, 60).map(({ time, load }) => ({ time: time + 5, load }))];
    const until = (startSeconds: number): number =>
      whatIf(settings(), load, { startSeconds }).totals.overloadSeconds;
    assert.ok(until(20) >= until(2) + 15, `${until(2)} and ${until(20)}`);
  });

  test('comes down to zero and wakes up', () => {
    const load = [
      ...steady(50, 30),
      { time: 1030, load: 0 },
      { time: 1300, load: 50 },
      { time: 1330, load: 50 },
    ];
    const { points } = whatIf(settings(), load);
    const readyAt = (time: number): number | undefined => points.find((one) => one.time === time)?.ready;
    assert.deepEqual([readyAt(1000), readyAt(1250), readyAt(1310)], [1, 0, 1]);
  });

  test('a drawn load goes in straight lines, a recorded one in steps', () => {
    const drawn = [
      { time: 0, load: 0 },
      { time: 100, load: 200 },
    ];
    const loadAt50 = (between: 'steps' | 'lines'): number | undefined =>
      whatIf(settings(), drawn, { between }).points.find(({ time }) => time === 50)?.load;
    assert.deepEqual([loadAt50('lines'), loadAt50('steps')], [100, 0]);
  });

  test('takes what is out of order, empty or no number', () => {
    const odd = [
      { time: 10, load: 5 },
      { time: 0, load: -3 },
      { time: NaN, load: 1 },
      { time: 5, load: Infinity },
    ];
    const { points } = whatIf(settings(), odd);
    assert.deepEqual([points.length, points[0]?.load, points.at(-1)?.load], [11, 0, 5]);
    assert.deepEqual(whatIf(settings(), []).points, []);
  });

  test('six hours cost little, and keep their peaks in a thin curve', () => {
    const load = Array.from({ length: 2 * longestSeries }, (_, time) => ({
      time,
      load: time === 30_000 ? 5000 : 100 + 50 * Math.sin(time / 60),
    }));
    const dear = settings({
      window: '1h',
      'scale-down-delay': '1h',
      'metric-aggregation-algorithm': 'weighted-exponential',
    });
    for (const own of [settings(), dear, settings({ target: '0.01' })]) {
      whatIf(own, load);
      const begin = performance.now();
      const { points } = whatIf(own, load);
      // 200 ms are aimed at; this machine may have others to serve.
      assert.ok(performance.now() - begin < 1000, `${performance.now() - begin} ms`);
      assert.ok(points.length <= 720 && points.length > 700);
      assert.equal(Math.max(...points.map((one) => one.load)), 5000);
      assert.ok((points[0]?.time ?? 0) >= longestSeries - 1);
    }
  });
});

test('totals of what was count the time between its points', () => {
  const was = [
    { time: 0, load: 50, desired: 1, ready: 1 },
    { time: 10, load: 250, desired: 3, ready: 1 },
    { time: 15, load: 250, desired: 3, ready: 3 },
    { time: 25, load: 0, desired: 0, ready: 3 },
  ];
  assert.deepEqual(totalsOf(was, 100), { replicaSeconds: 48, overloadSeconds: 5, peak: 3, changes: 2 });
});
