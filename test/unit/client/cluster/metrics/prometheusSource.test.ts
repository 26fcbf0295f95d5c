/** Figures from Prometheus: found in the cluster or given by address, now and of the hours before, in both sets of names. */
import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { ApiRequest } from '#client/cluster/api.ts';
import { ClusterError } from '#client/cluster/errors.ts';
import { prometheusServices } from '#client/cluster/metrics/findPrometheus.ts';
import type { MetricsSubject } from '#client/cluster/metrics/metricsSource.ts';
import { directPrometheus, seriesIn } from '#client/cluster/metrics/prometheusApi.ts';
import { prometheusSource } from '#client/cluster/metrics/prometheusSource.ts';
import { english } from '#knative/text.ts';
import { cannedCluster, type CannedCluster } from './cannedCluster.ts';

const signal = new AbortController().signal;

const subject: MetricsSubject = {
  namespace: 'default',
  service: 'shop',
  revisions: ['shop-00001', 'shop-00002'].map((name) => ({
    name,
    metric: 'concurrency',
    pods: [],
    desired: 2,
  })),
  observability: {},
};

type Point = readonly [labels: Readonly<Record<string, string>>, value: number];

/** What it knows, by the beginning of a query. */
type Knowledge = Readonly<Record<string, readonly Point[]>>;

const services = '/api/v1/services';
const proxy = '/api/v1/namespaces/monitoring/services/prometheus-k8s:9090/proxy';

/** A Prometheus that knows what it is given, at every time it is asked of. */
function prometheus(knowledge: Knowledge, queries: string[] = []): CannedCluster['answers'] {
  const known = ({ query = {} }: ApiRequest): readonly Point[] => {
    const text = String(query['query']);
    queries.push(text);
    const [found] = Object.keys(knowledge)
      .filter((start) => text.startsWith(start))
      .toSorted((a, b) => b.length - a.length);
    return found === undefined ? [] : (knowledge[found] ?? []);
  };
  const answer = (resultType: string, result: readonly unknown[]): string =>
    JSON.stringify({ status: 'success', data: { resultType, result } });
  return {
    [services]: JSON.stringify({
      items: [
        service('prometheus-operated', [{ name: 'web', port: 9090 }]),
        service('prometheus-k8s', [
          { name: 'reloader-web', port: 8080 },
          { name: 'web', port: 9090 },
        ]),
        service('prometheus-node-exporter', [{ name: 'http', port: 9100 }]),
      ],
    }),
    [`${proxy}/api/v1/query`]: (request) =>
      answer(
        'vector',
        known(request).map(([metric, value]) => ({ metric, value: [1_790_000_000.5, String(value)] })),
      ),
    [`${proxy}/api/v1/query_range`]: (request) => {
      const { start, end, step } = request.query ?? {};
      const count = Math.floor((Number(end) - Number(start)) / Number(step)) + 1;
      const values = (value: number): readonly unknown[] =>
        Array.from({ length: count }, (_one, i) => [Number(start) + i * Number(step), String(value + i)]);
      return answer(
        'matrix',
        known(request).map(([metric, value]) => ({ metric, values: values(value) })),
      );
    },
  };
}

function service(name: string, ports: readonly { readonly name: string; readonly port: number }[]) {
  return { metadata: { name, namespace: 'monitoring' }, spec: { ports } };
}

const own = { k8s_namespace_name: 'default', kn_revision_name: 'shop-00001' };
const autoscaler = (name: string, value: number, instance = '10.0.0.1:9090'): Point => [
  { __name__: name, ...own, instance },
  value,
];

const today: Knowledge = {
  'count by (__name__) ({__name__=~"kn_': [
    [{ __name__: 'kn_revision_pods_requested' }, 1],
    [{ __name__: 'kn_revision_concurrency_stable' }, 2],
    [{ __name__: 'kn_revision_panic_mode' }, 1],
    [{ __name__: 'kn_serving_queue_depth' }, 2],
    [{ __name__: 'kn_serving_invocation_duration_seconds_count' }, 4],
    [{ __name__: 'http_server_request_duration_seconds_count' }, 6],
  ],
  '{__name__=~"kn_revision_pods_requested|kn_revision_concurrency_stable|kn_revision_panic_mode|kn_serving_queue_depth"':
    [
      autoscaler('kn_revision_pods_requested', 3),
      autoscaler('kn_revision_concurrency_stable', 134),
      autoscaler('kn_revision_panic_mode', 1),
      [{ __name__: 'kn_serving_queue_depth', ...own, pod: 'shop-1' }, 60],
      [{ __name__: 'kn_serving_queue_depth', ...own, pod: 'shop-2' }, 70],
    ],
  'sum by (kn_revision_name, http_response_status_code) (irate(kn_serving_invocation_duration_seconds_count{':
    [
      [{ kn_revision_name: 'shop-00001', http_response_status_code: '200' }, 30],
      [{ kn_revision_name: 'shop-00001', http_response_status_code: '503' }, 10],
      [{ kn_revision_name: 'shop-00002', http_response_status_code: '200' }, 5],
      [{ kn_revision_name: 'other-00001', http_response_status_code: '200' }, 500],
    ],
  'sum by (kn_revision_name) (irate(kn_serving_invocation_duration_seconds_sum{': [
    [{ kn_revision_name: 'shop-00001' }, 100],
    [{ kn_revision_name: 'shop-00002' }, 2],
  ],
  'sum by (kn_revision_name, le) (rate(kn_serving_invocation_duration_seconds_bucket{': [
    [{ kn_revision_name: 'shop-00001', le: '0.1' }, 20],
    [{ kn_revision_name: 'shop-00001', le: '0.2' }, 40],
    [{ kn_revision_name: 'shop-00001', le: '+Inf' }, 40],
  ],
};

describe('in the cluster', () => {
  test('today: what is now', async () => {
    const cluster = cannedCluster();
    const queries: string[] = [];
    cluster.answers = prometheus(today, queries);
    const source = prometheusSource(cluster.session, () => undefined);
    const reading = await source.read(subject, signal);
    assert.ok(reading.found, english(reading.text));
    assert.equal(english(reading.text), 'Prometheus at monitoring/prometheus-k8s');
    assert.deepEqual(reading.figures.get('shop-00001'), {
      desired: 3,
      stable: 134,
      panicking: true,
      concurrency: 130,
      requests: 40,
      latency: { p50: 100, p95: 190, p99: 198 },
      errors: 0.25,
    });
    assert.deepEqual(reading.figures.get('shop-00002'), { concurrency: 2, requests: 5, errors: 0 });
    assert.ok(
      queries.includes(
        'sum by (kn_revision_name, le) (rate(kn_serving_invocation_duration_seconds_bucket{k8s_namespace_name="default",kn_revision_name=~"shop-00001|shop-00002"}[1m]))',
      ),
      queries.join('\n'),
    );
    // Which names there are is asked once in a while, and where it runs only once.
    const before = cluster.asked.length;
    await source.read(subject, signal);
    assert.equal(cluster.asked.length - before, 4);
  });

  test('2019: what is now', async () => {
    const labels = { namespace_name: 'default', revision_name: 'shop-00001', instance: '10.0.0.1:9090' };
    const cluster = cannedCluster('v1alpha1');
    cluster.answers = prometheus({
      'count by (__name__) ({__name__=~"autoscaler_': [
        [{ __name__: 'autoscaler_requested_pods' }, 1],
        [{ __name__: 'autoscaler_stable_request_concurrency' }, 1],
        [{ __name__: 'revision_request_count' }, 1],
      ],
      '{__name__=~"autoscaler_requested_pods|autoscaler_stable_request_concurrency"': [
        [{ __name__: 'autoscaler_requested_pods', ...labels }, 4],
        [{ __name__: 'autoscaler_stable_request_concurrency', ...labels }, 30],
      ],
      'sum by (revision_name, response_code) (irate(revision_request_count{': [
        [{ revision_name: 'shop-00001', response_code: '200' }, 8],
      ],
      'sum by (revision_name) (irate(revision_request_latencies_sum{': [
        [{ revision_name: 'shop-00001' }, 4000],
      ],
      'sum by (revision_name, le) (rate(revision_request_latencies_bucket{': [
        [{ revision_name: 'shop-00001', le: '1000' }, 8],
        [{ revision_name: 'shop-00001', le: '+Inf' }, 8],
      ],
    });
    const reading = await prometheusSource(cluster.session, () => undefined).read(subject, signal);
    assert.ok(reading.found, english(reading.text));
    assert.deepEqual(reading.figures.get('shop-00001'), {
      desired: 4,
      stable: 30,
      concurrency: 4,
      requests: 8,
      latency: { p50: 500, p95: 950, p99: 990 },
      errors: 0,
    });
  });

  test('before the first request there are none, where somebody would tell', async () => {
    const cluster = cannedCluster();
    const [names = '', gauges = ''] = Object.keys(today);
    const told: Knowledge = {
      [names]: (today[names] ?? []).slice(0, 4),
      [gauges]: [[{ __name__: 'kn_serving_queue_depth', ...own, pod: 'shop-1' }, 0]],
    };
    cluster.answers = prometheus(told);
    const running = { name: 'shop-00001', metric: 'concurrency', pods: ['shop-1'], desired: 1 } as const;
    const unheard = { ...running, name: 'shop-00002', pods: ['shop-2'] };
    const idle = { ...running, name: 'shop-00003', pods: [] };
    const revisions = [running, unheard, idle];
    const reading = await prometheusSource(cluster.session, () => undefined).read(
      { ...subject, revisions },
      signal,
    );
    assert.ok(reading.found);
    assert.deepEqual(
      revisions.map(({ name }) => reading.figures.get(name)?.requests),
      [0, undefined, 0],
    );
  });

  test('rates over a minute, over five only where a minute has none for a while, and only as long', async () => {
    const cluster = cannedCluster();
    const start = 'sum by (kn_revision_name, http_response_status_code) (irate(';
    const requests = Object.keys(today).find((query) => query.startsWith(start)) ?? '';
    const { [requests]: rates = [], ...silent } = today;
    const queries: string[] = [];
    const seldom = `${start}kn_serving_invocation_duration_seconds_count{k8s_namespace_name="default",kn_revision_name=~"shop-00001|shop-00002"}[5m]`;
    const source = prometheusSource(cluster.session, () => undefined);
    const ready = subject.revisions.map((one) => ({ ...one, pods: ['shop-1'] }));
    /** The windows that were asked for in so many readings. */
    const windows = async (
      count: number,
      knowledge: Knowledge,
      revisions: MetricsSubject['revisions'] = ready,
    ): Promise<unknown> => {
      cluster.answers = prometheus(knowledge, queries);
      queries.length = 0;
      for (let i = 0; i < count; i++) await source.read({ ...subject, revisions }, signal);
      return queries.filter((one) => one.startsWith(start)).map((one) => one.match(/\[(.*)\]/)?.[1]);
    };
    const times = (count: number, window: string): readonly string[] => Array<string>(count).fill(window);

    assert.deepEqual(await windows(10, silent, subject.revisions), times(10, '1m'));
    assert.deepEqual(await windows(4, silent), times(4, '1m'));
    // One answer is enough to begin anew.
    assert.deepEqual(await windows(1, today), ['1m']);
    assert.deepEqual(await windows(5, silent), times(5, '1m'));
    // Neither tells anything: the longer one is not kept.
    assert.deepEqual(await windows(7, silent), ['5m', ...times(5, '1m'), '5m']);
    assert.deepEqual(await windows(5, silent), times(5, '1m'));
    // Who collects seldom is read over the longer one, and looked at again now and then.
    const collectsSeldom = { ...silent, [seldom]: rates };
    assert.deepEqual(await windows(22, collectsSeldom), [...times(20, '5m'), '1m', '5m', '5m']);
    assert.deepEqual(await windows(19, today), [...times(18, '5m'), '1m', '1m']);
  });

  test('the hours before, at one step', async () => {
    const cluster = cannedCluster();
    cluster.answers = prometheus(today);
    const source = prometheusSource(cluster.session, () => undefined);
    const to = 1_790_000_000;
    const history = await source.history?.(subject, to - 6 * 3600, to, signal);
    const samples = history?.get('shop-00001') ?? [];
    assert.equal(samples.length, 720);
    assert.deepEqual(
      samples.slice(0, 2).map(({ time, stable, concurrency }) => [time - to, stable, concurrency]),
      [
        [-21_590, 134, 130],
        [-21_560, 135, 132],
      ],
    );
    assert.equal(samples.at(-1)?.stable, 134 + 719);
  });

  test('of several autoscalers the one whose figures change', async () => {
    const cluster = cannedCluster();
    const gauges = Object.keys(today)[1] ?? '';
    const told = (stable: number): Knowledge => ({
      ...today,
      [gauges]: [
        autoscaler('kn_revision_pods_requested', 9, 'old'),
        autoscaler('kn_revision_concurrency_stable', 999, 'old'),
        autoscaler('kn_revision_pods_requested', 2, 'new'),
        autoscaler('kn_revision_concurrency_stable', stable, 'new'),
      ],
    });
    const source = prometheusSource(cluster.session, () => undefined);
    for (const stable of [10, 11]) {
      cluster.answers = prometheus(told(stable));
      const reading = await source.read(subject, signal);
      assert.equal(reading.found && reading.figures.get('shop-00001')?.stable, stable);
    }
  });

  test('none there, or one that knows nothing of the service: it says so', async () => {
    const cluster = cannedCluster();
    cluster.answers = { [services]: JSON.stringify({ items: [] }) };
    const source = prometheusSource(cluster.session, () => undefined);
    const none = await source.read(subject, signal);
    assert.equal(none.found, false);
    assert.match(english(none.text), /^There is no Prometheus that can be found/);
    // Where all services may not be listed, the usual namespaces are looked into.
    assert.ok(cluster.asked.includes('/api/v1/namespaces/monitoring/services'));

    cluster.answers = prometheus({});
    const empty = await source.read(subject, signal);
    assert.equal(empty.found, false);
    assert.match(
      english(empty.text),
      /^Prometheus at monitoring\/prometheus-k8s knows nothing of this service yet/,
    );

    const asked = `${proxy}/api/v1/query`;
    cluster.answers = { ...prometheus({}), [asked]: { error: 'forbidden' } };
    const forbidden = await prometheusSource(cluster.session, () => undefined).read(subject, signal);
    assert.equal(forbidden.found, false);
    assert.match(english(forbidden.text), /the right to get services\/proxy/);

    cluster.answers = { ...prometheus({}), [asked]: { error: 'busy' } };
    await assert.rejects(
      prometheusSource(cluster.session, () => undefined).read(subject, signal),
      ClusterError,
    );
  });
});

test('a server of Prometheus, and none of its companions', () => {
  const port = [{ name: 'http', port: 80 }];
  const found = prometheusServices(
    [
      'prometheus-operated',
      'prometheus-server',
      'prometheus-alertmanager',
      'prometheus-operator',
      'prometheus-pushgateway',
      'prometheus-kube-state-metrics',
      'prometheus-node-exporter',
      'grafana',
      'prometheus-system-np',
    ].map((name) => service(name, port)),
  );
  assert.deepEqual(
    found.map(({ name }) => name),
    ['prometheus-server', 'prometheus-system-np', 'prometheus-operated'],
  );
});

test('answers that are none', () => {
  for (const body of ['', '<html>', '[]', '{"status":"success"}', '{"status":"success","data":[]}']) {
    assert.throws(() => seriesIn(body), ClusterError, body);
  }
  assert.throws(() => seriesIn('{"status":"error","error":"parse error"}'), /parse error/);
  assert.deepEqual(
    seriesIn(
      '{"status":"success","data":{"result":[null,{"metric":{"a":"1"},"value":[1,2]},{"values":[[1,"2"]]}]}}',
    ),
    [{ labels: { a: '1' }, points: [] }],
  );
});

describe('at an address', () => {
  let server: Server;
  let url: string;
  const seen: { url: string; authorization: string | undefined }[] = [];

  before(async () => {
    server = createServer((request, response) => {
      seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
      if (request.url?.startsWith('/moved/') === true) {
        response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      } else if (request.url?.startsWith('/bad/') === true) {
        response.writeHead(400).end('{"status":"error","error":"invalid parameter"}');
      } else if (request.url?.startsWith('/secret/') === true) response.writeHead(401).end('go away');
      else if (request.url?.startsWith('/long/') === true) response.end('x'.repeat(5_000_000));
      else response.end('{"status":"success","data":{"result":[{"metric":{},"value":[1,"NaN"]}]}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(() => server.close());

  test('with a path and a token', async () => {
    const series = await directPrometheus({ url: `${url}/prom/`, token: 'abc' }).now('up == 1', signal);
    assert.ok(Number.isNaN(series[0]?.points[0]?.[1]));
    assert.deepEqual(seen.at(-1), {
      url: '/prom/api/v1/query?query=up+%3D%3D+1',
      authorization: 'Bearer abc',
    });
    await directPrometheus({ url, token: '' }).now('up', signal);
    assert.equal(seen.at(-1)?.authorization, undefined);
  });

  test('only its host is shown; one with a password is neither asked nor shown', async () => {
    const host = url.replace('http://', '');
    assert.equal(directPrometheus({ url: `${url}/secret-path?token=abc`, token: '' }).name, host);
    const { session } = cannedCluster();
    const asked = seen.length;
    for (const [given, why] of [
      [`http://admin:hunter2@${host}`, /has a user name or a password in it/],
      [`http://hunter2@${host}`, /has a user name or a password in it/],
      // No address, as its password looks like a port.
      [`http://admin:hunter2/${host}`, /none that begins with http/],
      [`hunter2:${host}`, /none that begins with http/],
    ] as const) {
      const access = { url: given, token: '' };
      const source = prometheusSource(session, () => access);
      const reading = await source.read(subject, signal);
      assert.equal(reading.found, false);
      assert.match(english(reading.text), why);
      assert.doesNotMatch(english(reading.text), /hunter2/);
      assert.deepEqual(await source.history?.(subject, 0, 60, signal), new Map());
      await assert.rejects(directPrometheus(access).now('up', signal), (error) => {
        return error instanceof ClusterError && !JSON.stringify([error.message, error]).includes('hunter2');
      });
    }
    assert.equal(seen.length, asked);
  });

  test('what is wrong is said in its own words', async () => {
    const asks = async (path: string, token = ''): Promise<unknown> =>
      directPrometheus({ url: `${url}${path}`, token }).now('up', signal);
    await assert.rejects(asks('/bad'), { name: 'ClusterError', message: 'invalid parameter' });
    await assert.rejects(asks('/secret'), { reason: 'forbidden', message: 'HTTP 401' });
    await assert.rejects(asks('/long'), { message: 'The answer is too long.' });
    // A token does not follow to another place.
    await assert.rejects(asks('/moved', 'abc'), { reason: 'unreachable' });
    await assert.rejects(directPrometheus({ url: 'http://127.0.0.1:1', token: '' }).now('up', signal), {
      reason: 'unreachable',
      message: /ECONNREFUSED|bad port/,
    });
    await assert.rejects(directPrometheus({ url: 'nowhere', token: '' }).now('up', signal), {
      message: /begins with http/,
    });
  });
});
