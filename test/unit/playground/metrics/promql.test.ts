/** The queries of a dashboard: words, trees, and what they come to. Rates and quantiles are worked out by hand. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textAt } from '#playground/api/object.ts';
import { numberText } from '#playground/metrics/exposition.ts';
import { answerQuery } from '#playground/metrics/prometheus/queryApi.ts';
import { SampleStore } from '#playground/metrics/prometheus/sampleStore.ts';

const start = Date.parse('2026-11-23T16:00:00Z');
const limits = { retention: 6 * 3_600_000, mostChunks: 10_000 };

type Labels = Record<string, string>;
type Value = (scrape: number) => number | undefined;

/** Scraped every five seconds from `start` on. */
function stored(
  scrapes: number,
  series: readonly (readonly [string, Labels, Value])[],
  store = new SampleStore(limits),
): SampleStore {
  for (let scrape = 0; scrape < scrapes; scrape += 1) {
    store.begin(start + scrape * 5000);
    for (const [name, labels, value] of series) {
      const now = value(scrape);
      if (now !== undefined) store.add(store.seriesOf({ __name__: name, ...labels }), now);
    }
  }
  return store;
}

interface Result {
  readonly metric: Labels;
  readonly value: readonly [number, string];
  readonly values: readonly (readonly [number, string])[];
}

/** `{"labels"} value`, at so many seconds after the start. */
function at(store: SampleStore, seconds: number, query: string): readonly string[] {
  const parameters = new URLSearchParams({ query, time: String(start / 1000 + seconds) });
  const { body } = answerQuery('/api/v1/query', parameters, store, 0) ?? assert.fail();
  assert.equal(body['status'], 'success', JSON.stringify(body));
  const { result } = body['data'] as unknown as { readonly result: readonly Result[] };
  return result.map(({ metric, value }) => {
    const labels = Object.entries(metric).map(([name, text]) => `${name}=${text}`);
    return `${labels.join(',')} ${numberText(Math.round(Number(value[1].replace('Inf', 'Infinity')) * 1e6) / 1e6)}`;
  });
}

function refused(query: string): string {
  const answer = answerQuery('/api/v1/query', new URLSearchParams({ query }), stored(3, []), start);
  assert.equal(answer?.code, 400, query);
  assert.equal(answer.body['errorType'], 'bad_data');
  return textAt(answer.body, 'error');
}

const pods = stored(13, [
  ['up', { pod: 'a', of: 'x' }, () => 1],
  ['up', { pod: 'b', of: 'x' }, () => 0],
  ['up', { pod: 'c', of: 'y' }, (scrape) => (scrape < 6 ? 1 : undefined)],
  ['load', { pod: 'a', of: 'x' }, (scrape) => scrape],
]);

describe('selectors', () => {
  it('choose by name and by labels, whole values only', () => {
    assert.deepEqual(at(pods, 10, 'up{pod="a"}'), ['__name__=up,pod=a,of=x 1']);
    assert.deepEqual(at(pods, 10, 'up{pod=~"a|b"}').length, 2);
    assert.deepEqual(at(pods, 10, 'up{of=~"x.+"}'), []);
    assert.deepEqual(at(pods, 10, "up{pod!='a',of!~`y`,}"), ['__name__=up,pod=b,of=x 0']);
    assert.deepEqual(at(pods, 10, '{__name__=~"up|load",pod="a"}').length, 2);
    assert.deepEqual(at(pods, 10, 'up{nothing=""}').length, 3);
    assert.deepEqual(at(pods, 10, 'down'), []);
  });

  it('take the newest value, for five minutes, and none of what the newest scrape did not have', () => {
    assert.deepEqual(at(pods, 12, 'load'), ['__name__=load,pod=a,of=x 2']);
    assert.deepEqual(at(pods, -1, 'load'), []);
    assert.deepEqual(at(pods, 29, 'up{pod="c"}').length, 1);
    assert.deepEqual(at(pods, 30, 'up{pod="c"}').length, 0);
    assert.deepEqual(at(pods, 60 + 299, 'load'), ['__name__=load,pod=a,of=x 12']);
    assert.deepEqual(at(pods, 60 + 300, 'load'), []);
  });
});

describe('aggregations', () => {
  it('group by labels, or without them', () => {
    assert.deepEqual(at(pods, 10, 'sum(up)'), [' 2']);
    assert.deepEqual(at(pods, 10, 'sum by (of) (up)'), ['of=x 1', 'of=y 1']);
    assert.deepEqual(at(pods, 10, 'avg(up) by (of)'), ['of=x 0.5', 'of=y 1']);
    assert.deepEqual(at(pods, 10, 'max without (pod) (up)'), ['of=x 1', 'of=y 1']);
    assert.deepEqual(at(pods, 10, 'MIN(up)'), [' 0']);
    assert.deepEqual(at(pods, 10, 'count by (__name__) ({pod="a"})'), ['__name__=load 1', '__name__=up 1']);
  });
});

describe('arithmetic', () => {
  it('binds as in Prometheus', () => {
    const scalar = (query: string): unknown => {
      const { body } =
        answerQuery('/api/v1/query', new URLSearchParams({ query }), pods, start) ?? assert.fail();
      return (body['data'] as { readonly result: readonly unknown[] }).result[1];
    };
    for (const [query, value] of [
      ['1 + 2 * 3', '7'],
      ['(1 + 2) * 3', '9'],
      ['2 ^ 3 ^ 2', '512'],
      ['-2 ^ 2', '-4'],
      ['10 - 4 - 3', '3'],
      ['7 % 4', '3'],
      ['1 / 0', '+Inf'],
      ['0 / 0', 'NaN'],
      ['1e3 # a thousand', '1000'],
      ['-Inf', '-Inf'],
    ] as const)
      assert.equal(scalar(query), value, query);
  });

  it('joins vectors where all labels but the name are the same', () => {
    assert.deepEqual(at(pods, 10, 'load * 100'), ['pod=a,of=x 200']);
    assert.deepEqual(at(pods, 10, '1 - up{pod="b"}'), ['pod=b,of=x 1']);
    assert.deepEqual(at(pods, 10, 'load / up'), ['pod=a,of=x 2']);
    assert.deepEqual(at(pods, 10, 'sum(load) / sum(up)'), [' 1']);
    const query = 'load / {pod="a"}';
    const answer = answerQuery('/api/v1/query', new URLSearchParams({ query }), pods, start + 10_000);
    assert.equal(answer?.code, 422);
    assert.match(JSON.stringify(answer.body), /"errorType":"execution".*many-to-many matching not allowed/);
  });
});

describe('rates', () => {
  const counters = stored(25, [
    ['steady', {}, (scrape) => 100 + scrape * 10],
    ['again', {}, (scrape) => (scrape < 12 ? scrape * 10 : (scrape - 12) * 10)],
    ['new', {}, (scrape) => (scrape < 20 ? undefined : (scrape - 20) * 10)],
    ['once', {}, (scrape) => (scrape === 24 ? 5 : undefined)],
  ]);

  it('are what a counter grew by, stretched to the ends of the range', () => {
    // Twelve samples in (60, 120], 110 more from the first to the last, which are 55 seconds apart.
    assert.deepEqual(at(counters, 120, 'rate(steady[1m])'), [' 2']);
    assert.deepEqual(at(counters, 120, 'increase(steady[1m])'), [' 120']);
    assert.deepEqual(at(counters, 122.5, 'increase(steady[1m])'), [' 120']);
    assert.deepEqual(at(counters, 120, 'irate(steady[1m])'), [' 2']);
  });

  it('begin anew where a counter falls', () => {
    // From 20 to 110, then from 0 to 110, within 105 of the 110 seconds.
    assert.deepEqual(at(counters, 115, 'irate(again[1m])'), [' 2']);
    assert.deepEqual(at(counters, 115, 'increase(again[110s])'), [' 209.52381']);
  });

  it('do not reach below the beginning of a counter, and need two samples', () => {
    // Five samples from 0 on: the counter cannot have grown before.
    assert.deepEqual(at(counters, 120, 'increase(new[1m])'), [' 40']);
    assert.deepEqual(at(counters, 120, 'rate(once[1m])'), []);
    assert.deepEqual(at(counters, 120, 'count_over_time(once[1m])'), [' 1']);
    assert.deepEqual(at(counters, 120, 'max_over_time(steady[1m])'), [' 340']);
    assert.deepEqual(at(counters, 120, 'avg_over_time(new[5m])'), [' 20']);
    assert.deepEqual(at(counters, 120, 'last_over_time(new[5m])'), ['__name__=new 40']);
  });
});

describe('quantiles', () => {
  const bucket = (le: string, count: number, labels: Labels = {}): readonly [string, Labels, Value] => [
    'took_bucket',
    { ...labels, le },
    (scrape) => scrape * count,
  ];
  const histogram = stored(13, [bucket('0.1', 50), bucket('0.5', 90), bucket('1', 90), bucket('+Inf', 100)]);

  it('lie within their bucket, as far in as there are values below', () => {
    assert.deepEqual(at(histogram, 60, 'histogram_quantile(0.5, took_bucket)'), [' 0.1']);
    assert.deepEqual(at(histogram, 60, 'histogram_quantile(0.7, rate(took_bucket[1m]))'), [' 0.3']);
    assert.deepEqual(at(histogram, 60, 'histogram_quantile(0.25, sum by (le) (rate(took_bucket[1m])))'), [
      ' 0.05',
    ]);
    assert.deepEqual(at(histogram, 60, 'histogram_quantile(0.99, took_bucket)'), [' 1']);
    assert.deepEqual(at(histogram, 60, 'histogram_quantile(2, took_bucket)'), [' +Inf']);
    assert.deepEqual(at(histogram, 0, 'histogram_quantile(0.5, took_bucket)'), [' NaN']);
    assert.deepEqual(at(histogram, 60, 'histogram_quantile(0.5, took_bucket{le="0.1"})'), [' NaN']);
  });
});

describe('what is not understood', () => {
  it('is refused in words, with its place', () => {
    for (const [query, error] of [
      ['', '1:1: parse error: no expression found in input'],
      ['up{pod="a"', '1:11: parse error: unexpected end of input in label matching, expected "}"'],
      ['up{pod>"a"}', '1:7: parse error: unexpected ">" in label matching, expected label matching operator'],
      ['up{pod=~"("}', '1:9: parse error: error parsing regexp: `(`'],
      ['up{pod="a}', '1:8: parse error: unterminated quoted string'],
      ['{pod=""}', '1:1: parse error: vector selector must contain at least one non-empty matcher'],
      [
        'sum(\n  up[5m])',
        '2:3: parse error: expected type instant vector in aggregation expression, got range vector',
      ],
      [
        'rate(up)',
        '1:6: parse error: expected type range vector in call to function "rate", got instant vector',
      ],
      ['rate(up[5m], 1)', '1:1: parse error: expected 1 argument(s) in call to "rate", got 2'],
      ['predict(up[5m])', '1:1: parse error: unknown function with name "predict"'],
      ['up[0s]', '1:4: parse error: duration must be greater than 0'],
      ['up offset 5m', '1:4: parse error: unexpected identifier "offset" in query'],
      ['up > 1', '1:4: parse error: unexpected ">" in query'],
      ['up $ 1', "1:4: parse error: unexpected character: '$'"],
      ['1 + up[1m]', '1:3: parse error: binary expression must contain only scalar and instant vector types'],
    ] as const)
      assert.equal(refused(query), `invalid parameter "query": ${error}`, query);
  });
});

describe('ranges of time', () => {
  const range = (parameters: Record<string, string>, store = pods): ReturnType<typeof answerQuery> =>
    answerQuery('/api/v1/query_range', new URLSearchParams(parameters), store, start);
  const seconds = start / 1000;

  it('have a value at each step at which there was one', () => {
    const answer = range({
      query: 'up{pod="c"}',
      start: String(seconds + 1),
      end: String(seconds + 60),
      step: '10',
    });
    assert.ok(answer !== undefined);
    const { result } = answer.body['data'] as unknown as { readonly result: readonly Result[] };
    assert.deepEqual(
      result.map(({ values }) => values),
      [[1, 11, 21].map((second) => [seconds + second, '1'])],
    );
    const iso = { start: '2026-11-23T16:00:10Z', end: '2026-11-23T16:00:20Z', step: '5s' };
    const load = range({ query: 'sum(load) * 2', ...iso });
    assert.deepEqual(load?.body['data'], {
      resultType: 'matrix',
      result: [
        {
          metric: {},
          values: [10, 15, 20].map((second, index) => [seconds + second, String(4 + index * 2)]),
        },
      ],
    });
  });

  it('refuse what has no end or too many steps', () => {
    const asked = { query: 'up', start: '100', end: '200', step: '10' };
    for (const [change, error] of [
      [{ step: '0' }, /invalid parameter "step": zero or negative query resolution step widths/],
      [{ step: 'x' }, /invalid parameter "step": cannot parse "x" to a valid duration/],
      [{ start: '300' }, /invalid parameter "end": end timestamp must not be before start time/],
      [{ end: '1000000' }, /exceeded maximum resolution of 11,000 points per timeseries/],
      [{ query: 'up[1m]' }, /invalid expression type "range vector" for range query/],
      [{ start: 'soon' }, /invalid parameter "start": cannot parse "soon" to a valid timestamp/],
    ] as const) {
      const answer = range({ ...asked, ...change });
      assert.equal(answer?.code, 400);
      assert.match(textAt(answer.body, 'error'), error);
    }
  });
});

describe('the store', () => {
  it('forgets the oldest hours, and series that are no more', () => {
    const store = new SampleStore({ retention: 10 * 60_000, mostChunks: 1000 });
    stored(
      500,
      [
        ['old', {}, (scrape) => (scrape < 10 ? scrape : undefined)],
        ['now', {}, (scrape) => scrape],
      ],
      store,
    );
    const { times } = store;
    assert.ok(times.length >= 120 && times.length <= 240, String(times.length));
    assert.deepEqual(
      [...store.series].map(({ labels }) => labels['__name__']),
      ['now'],
    );
    assert.deepEqual(at(store, 499 * 5, 'now'), ['__name__=now 499']);
  });

  it('keeps less of many series, and next to nothing of what does not change', () => {
    const store = new SampleStore({ retention: 6 * 3_600_000, mostChunks: 50 });
    const changing = Array.from(
      { length: 10 },
      (_one, index) => ['count', { index: String(index) }, (scrape: number) => scrape] as const,
    );
    stored(1200, [...changing, ['still', {}, () => 7]], store);
    assert.ok(store.chunks <= 61, String(store.chunks));
    assert.ok(store.times.length < 400);
    assert.deepEqual(at(store, 1199 * 5, 'count{index="3"} + 1'), ['index=3 1200']);
    assert.deepEqual(at(store, 1199 * 5, 'sum(avg_over_time(still[10m]))'), [' 7']);
  });
});
