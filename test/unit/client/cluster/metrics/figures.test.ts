/** From counters, histograms and gauges to the figures of a revision; whose gauges count where several tell them. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { Counters } from '#client/cluster/metrics/counters.ts';
import { quantileOf, type Bucket } from '#client/cluster/metrics/histogram.ts';
import { Leaders } from '#client/cluster/metrics/leaders.ts';
import type { Gauge } from '#client/cluster/metrics/metricNames.ts';
import { parsePrometheusText } from '#client/cluster/metrics/prometheusText.ts';
import { revisionFigures } from '#client/cluster/metrics/revisionFigures.ts';
import { countersIn, loadOf } from '#client/cluster/metrics/scrapedFigures.ts';
import { controlPlanePods, sampledPods } from '#client/cluster/metrics/scrapeTargets.ts';

describe('counters', () => {
  const values = (requests: number): ReadonlyMap<string, number> => new Map([['requests', requests]]);

  test('once is not enough for a rate', () => {
    const counters = new Counters();
    counters.add('pod', 100, values(50));
    assert.equal(counters.rates('pod', 2), undefined);
    assert.equal(counters.rates('other', 2), undefined);
  });

  test('a rise a second, since the last reading or over several', () => {
    const counters = new Counters();
    for (const [time, count] of [
      [100, 50],
      [102, 60],
      [104, 90],
      [106, 90],
    ] as const) {
      counters.add('pod', time, values(count));
    }
    assert.equal(counters.rates('pod', 2)?.get('requests'), 0);
    assert.equal(counters.rates('pod', 4)?.get('requests'), 30 / 4);
    assert.equal(counters.rates('pod', 60)?.get('requests'), 40 / 6);
  });

  test('a pod that began anew counts from 0, and one that is new in a pod that is known too', () => {
    const counters = new Counters();
    counters.add('pod', 100, values(1000));
    counters.add('pod', 102, new Map([...values(10), ['failed', 4]]));
    assert.equal(counters.rates('pod', 2)?.get('requests'), 5);
    assert.equal(counters.rates('pod', 2)?.get('failed'), 2);
    counters.add('pod', 104, new Map([...values(20), ['failed', 4]]));
    assert.equal(counters.rates('pod', 4)?.get('requests'), 5);
    assert.equal(counters.rates('pod', 2)?.get('failed'), 0);
  });

  test('who was not heard of for long is forgotten', () => {
    const counters = new Counters();
    counters.add('pod', 100, values(1));
    counters.add('pod', 102, values(3));
    counters.forget(110);
    assert.equal(counters.rates('pod', 2)?.get('requests'), 1);
    counters.forget(130);
    assert.equal(counters.rates('pod', 2), undefined);
  });
});

describe('quantiles', () => {
  const buckets: readonly Bucket[] = [
    { most: 100, count: 50 },
    { most: 10, count: 0 },
    { most: Infinity, count: 100 },
    { most: 200, count: 90 },
  ];

  test('evenly spread within a bucket', () => {
    assert.equal(quantileOf(buckets, 0.5), 100);
    assert.equal(quantileOf(buckets, 0.25), 55);
    assert.equal(quantileOf(buckets, 0.7), 150);
  });

  test('beyond the last bound there is only that bound', () => {
    assert.equal(quantileOf(buckets, 0.99), 200);
    assert.equal(quantileOf([{ most: Infinity, count: 5 }], 0.5), undefined);
  });

  test('of nothing there is none', () => {
    assert.equal(quantileOf([], 0.5), undefined);
    assert.equal(quantileOf([{ most: 1, count: 0 }], 0.5), undefined);
  });
});

describe('which autoscaler speaks', () => {
  const gauges = (stable: number, requested = 2): ReadonlyMap<Gauge, number> =>
    new Map<Gauge, number>([
      ['stableConcurrency', stable],
      ['requested', requested],
    ]);

  test('the one whose figures change, not the one that led before', () => {
    const leaders = new Leaders();
    const stable = (time: number, a: number, b: number): number | undefined =>
      leaders
        .pick(
          'shop-00001',
          new Map([
            ['a', gauges(a)],
            ['b', gauges(b)],
          ]),
          time,
        )
        ?.get('stableConcurrency');
    stable(1, 134, 10);
    assert.equal(stable(2, 134, 11), 11);
    assert.equal(stable(3, 134, 11), 11);
    // The other takes over.
    assert.equal(stable(4, 12, 11), 12);
    assert.equal(stable(5, 12, 11), 12);
  });

  test('where none has changed yet, the one that agrees with the objects', () => {
    const both = new Map([
      ['old', gauges(134, 4)],
      ['new', gauges(0, 1)],
    ]);
    assert.equal(new Leaders().pick('shop-00001', both, 1, 1)?.get('stableConcurrency'), 0);
    assert.equal(new Leaders().pick('shop-00001', both, 1, 4)?.get('stableConcurrency'), 134);
    assert.equal(new Leaders().pick('shop-00001', new Map(), 1, 4), undefined);
  });
});

describe('figures of a revision', () => {
  const gauges = (...all: readonly (readonly [Gauge, number])[]): ReadonlyMap<Gauge, number> => new Map(all);
  const load = { requests: 50, failed: 5, busy: 7, buckets: [] };

  test('the averages of what it scales by', () => {
    const told = gauges(
      ['stableConcurrency', 134],
      ['panicConcurrency', 150],
      ['stableRequests', 20],
      ['panicRequests', 30],
      ['panicking', 1],
    );
    assert.deepEqual(revisionFigures(told, undefined, 'concurrency'), {
      stable: 134,
      panic: 150,
      panicking: true,
    });
    assert.deepEqual(revisionFigures(told, undefined, 'rps'), { stable: 20, panic: 30, panicking: true });
    assert.deepEqual(revisionFigures(told, undefined, 'other'), { panicking: true });
  });

  test('the averages of early 2019 were those of one pod', () => {
    const told = gauges(['stableConcurrency', 10], ['panicConcurrency', 20], ['observedPods', 3]);
    assert.deepEqual(revisionFigures(told, undefined, 'concurrency'), { stable: 30, panic: 60 });
  });

  test('what was asked of Kubernetes is what is wanted, bounds included', () => {
    assert.deepEqual(
      revisionFigures(gauges(['desired', 9], ['requested', 5], ['ready', 3]), undefined, 'rps'),
      {
        desired: 5,
        ready: 3,
      },
    );
  });

  test('requests at once: in the pods, or waiting for one; else by how long they take', () => {
    assert.equal(revisionFigures(gauges(['queueDepth', 12]), load, 'rps').concurrency, 12);
    assert.equal(
      revisionFigures(gauges(['queueDepth', 0], ['activatorConcurrency', 40]), load, 'rps').concurrency,
      40,
    );
    assert.equal(revisionFigures(gauges(), load, 'rps').concurrency, 7);
    assert.equal(revisionFigures(gauges(), undefined, 'rps').concurrency, undefined);
  });

  test('the share of failures, which nothing has of no requests', () => {
    assert.equal(revisionFigures(gauges(), load, 'rps').errors, 0.1);
    assert.equal(revisionFigures(gauges(), { ...load, requests: 0, failed: 0 }, 'rps').errors, undefined);
  });
});

describe('what a queue-proxy counts', () => {
  const page = (scale: number, of2019 = false): string => {
    const [family, sum, code, le, unit] = of2019
      ? (['revision_request_count', 'revision_request_latencies', 'response_code', 'le', 1000] as const)
      : ([
          'http_server_request_duration_seconds_count',
          'http_server_request_duration_seconds',
          'http_response_status_code',
          'le',
          1,
        ] as const);
    return `
${family}{${code}="200"} ${90 * scale}
${family}{${code}="503"} ${10 * scale}
${sum}_sum{${code}="200"} ${20 * scale * unit}
${sum}_bucket{${code}="200",${le}="${0.1 * unit}"} ${50 * scale}
${sum}_bucket{${code}="200",${le}="${0.5 * unit}"} ${90 * scale}
${sum}_bucket{${code}="200",${le}="+Inf"} ${90 * scale}
${sum}_bucket{${code}="503",${le}="${0.1 * unit}"} ${10 * scale}
${sum}_bucket{${code}="503",${le}="${0.5 * unit}"} ${10 * scale}
${sum}_bucket{${code}="503",${le}="+Inf"} ${10 * scale}
`;
  };

  for (const of2019 of [false, true]) {
    test(`in the names of ${of2019 ? '2019' : 'today'}`, () => {
      const counters = new Counters();
      counters.add('pod', 10, countersIn(parsePrometheusText(page(1, of2019))));
      counters.add('pod', 12, countersIn(parsePrometheusText(page(2, of2019))));
      const rates = counters.rates('pod', 2);
      assert.ok(rates);
      const figures = revisionFigures(new Map(), loadOf([{ now: rates, lately: rates }]), 'concurrency');
      assert.equal(figures.requests, 50);
      assert.equal(figures.errors, 0.1);
      assert.equal(figures.concurrency, 10);
      // 60 of 100 are below 100 ms, 100 below 500 ms.
      assert.equal(Math.round(figures.latency?.p50 ?? 0), 83);
      assert.equal(Math.round(figures.latency?.p95 ?? 0), 450);
    });
  }

  test('a request that is told in two families counts once', () => {
    const lines = parsePrometheusText(`
kn_serving_invocation_duration_seconds_count{http_response_status_code="200"} 7
http_server_request_duration_seconds_count{http_response_status_code="200"} 8
`);
    assert.deepEqual([...countersIn(lines)], [['requests', 7]]);
  });
});

describe('which pods are asked', () => {
  const revision = (name: string, pods: number) =>
    ({
      name,
      metric: 'concurrency',
      desired: pods,
      pods: Array.from({ length: pods }, (_one, i) => `${name}-${String(i).padStart(3, '0')}`),
    }) as const;

  test('all of few', () => {
    assert.deepEqual(
      sampledPods([revision('a', 2), revision('b', 0)], 20).map(({ name, pods, weight }) => [
        name,
        pods.length,
        weight,
      ]),
      [['a', 2, 1]],
    );
  });

  test('some of many, and of each revision one at least', () => {
    const sampled = sampledPods([revision('a', 100), revision('b', 1), revision('c', 60)], 20);
    const counts = sampled.map(({ pods }) => pods.length);
    assert.ok(counts.reduce((a, b) => a + b) <= 20, String(counts));
    assert.ok(counts.every((count) => count > 0));
    for (const [index, { pods, weight }] of sampled.entries()) {
      assert.equal(Math.round(pods.length * weight), [100, 1, 60][index]);
    }
    const crowd = Array.from({ length: 20 }, (_one, i) => revision(`r${i}`, 50));
    assert.deepEqual(new Set(sampledPods(crowd, 20).map(({ pods }) => pods.length)), new Set([1]));
  });

  test('the autoscalers and activators that run, by the labels of both eras', () => {
    const pod = (name: string, labels: Record<string, string>, phase = 'Running') => ({
      metadata: { name, labels },
      status: { phase },
    });
    assert.deepEqual(
      controlPlanePods(
        [
          pod('autoscaler-2', { app: 'autoscaler' }),
          pod('autoscaler-1', { 'app.kubernetes.io/component': 'autoscaler' }),
          pod('autoscaler-3', { app: 'autoscaler' }, 'Pending'),
          pod('autoscaler-hpa-1', { app: 'autoscaler-hpa' }),
          pod('activator-1', { app: 'activator' }),
          pod('activator-2', { app: 'activator' }),
        ],
        1,
      ),
      { autoscalers: ['autoscaler-1', 'autoscaler-2'], activators: ['activator-1'] },
    );
  });
});
