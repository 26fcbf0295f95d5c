/** Figures from the pods' own metrics: both sets of names, several autoscalers, and what is said where something is missing. */
import { strict as assert } from 'node:assert';
import { mock, test } from 'node:test';
import { english } from '#knative/text.ts';
import { endpointsSource } from '#client/cluster/metrics/endpointsSource.ts';
import type {
  Figures,
  MetricsSource,
  MetricsSubject,
  Reading,
} from '#client/cluster/metrics/metricsSource.ts';
import { cannedCluster, podList, type CannedCluster } from './cannedCluster.ts';

const pods = '/api/v1/namespaces/knative-serving/pods';
const proxied = (pod: string, port = 9090, namespace = 'knative-serving'): string =>
  `/api/v1/namespaces/${namespace}/pods/${pod}:${port}/proxy/metrics`;
const queueProxy = (pod: string): string => proxied(pod, 9091, 'default');

const signal = new AbortController().signal;

function subject(more: Partial<MetricsSubject['revisions'][number]> = {}): MetricsSubject {
  const revision = {
    name: 'shop-00001',
    metric: 'concurrency',
    pods: ['shop-1'],
    desired: 2,
    ...more,
  } as const;
  return { namespace: 'default', service: 'shop', revisions: [revision], observability: {} };
}

/** What the autoscaler of today says; other revisions and other metrics are there too. */
function autoscalerPage(stable: number, { panic = 0, requested = 2 } = {}): string {
  const own = 'k8s_namespace_name="default",kn_revision_name="shop-00001",kn_service_name="shop"';
  const other = 'k8s_namespace_name="other",kn_revision_name="shop-00001",kn_service_name="shop"';
  return `# HELP kn_revision_pods_requested Number of pods autoscaler requested from Kubernetes
# TYPE kn_revision_pods_requested gauge
kn_revision_pods_requested{${own}} ${requested}
kn_revision_pods_requested{${other}} 77
kn_revision_pods_desired{${own}} ${requested}
kn_revision_pods_count{${own}} 2
kn_revision_concurrency_stable{${own}} ${stable}
kn_revision_concurrency_stable{${other}} 77
kn_revision_concurrency_panic{${own}} ${stable + 1}
kn_revision_concurrency_target{${own}} 70
kn_revision_panic_mode{${own}} ${panic}
go_goroutines 77
`;
}

function queueProxyPage(requests: number): string {
  const own = 'kn_revision_name="shop-00001",http_response_status_code="200"';
  return `kn_serving_invocation_duration_seconds_count{${own}} ${requests}
kn_serving_invocation_duration_seconds_sum{${own}} ${requests * 0.1}
kn_serving_invocation_duration_seconds_bucket{${own},le="0.1"} ${requests / 2}
kn_serving_invocation_duration_seconds_bucket{${own},le="0.2"} ${requests}
kn_serving_invocation_duration_seconds_bucket{${own},le="+Inf"} ${requests}
`;
}

/** Reads twice, two seconds apart. */
async function twice(
  source: MetricsSource,
  cluster: CannedCluster,
  of: MetricsSubject,
  then: CannedCluster['answers'],
): Promise<Reading> {
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 10_000 });
  try {
    await source.read(of, signal);
    mock.timers.tick(2000);
    cluster.answers = { ...cluster.answers, ...then };
    return await source.read(of, signal);
  } finally {
    mock.timers.reset();
  }
}

function figuresIn(reading: Reading): Figures {
  assert.ok(reading.found, english(reading.text));
  return reading.figures.get('shop-00001') ?? {};
}

test('today: averages from the autoscaler, requests and their duration from the queue-proxies', async () => {
  const cluster = cannedCluster();
  cluster.answers = {
    [pods]: podList(['autoscaler-1', 'autoscaler'], ['activator-1', 'activator'], ['webhook-1', 'webhook']),
    [proxied('autoscaler-1')]: autoscalerPage(130),
    [proxied('activator-1')]:
      'kn_revision_request_concurrency{k8s_namespace_name="default",kn_revision_name="shop-00001"} 3\n',
    [queueProxy('shop-1')]: queueProxyPage(100),
  };
  const reading = await twice(endpointsSource(cluster.session), cluster, subject(), {
    [proxied('autoscaler-1')]: autoscalerPage(134, { panic: 1, requested: 3 }),
    [queueProxy('shop-1')]: queueProxyPage(180),
  });
  const { latency, ...figures } = figuresIn(reading);
  assert.deepEqual(figures, {
    desired: 3,
    ready: 2,
    stable: 134,
    panic: 135,
    panicking: true,
    concurrency: 3,
    requests: 40,
    errors: 0,
  });
  assert.deepEqual(
    Object.values(latency ?? {}).map((value) => Math.round(value)),
    [100, 190, 198],
  );
  assert.equal(
    english(reading.text),
    'The metrics of the autoscaler and of the queue-proxies, through the API server.',
  );
  // The pods of the control plane are not listed every time.
  assert.equal(cluster.asked.filter((path) => path === pods).length, 1);
});

test('2019: the names of OpenCensus', async () => {
  const own =
    'namespace_name="default",service_name="shop",configuration_name="shop",revision_name="shop-00001"';
  const page = (
    requests: number,
  ): string => `revision_request_count{${own},response_code="200",response_code_class="2xx"} ${requests}
revision_request_count{${own},response_code="500",response_code_class="5xx"} ${requests}
revision_request_latencies_bucket{${own},response_code="200",le="1000"} ${requests}
revision_request_latencies_bucket{${own},response_code="200",le="+Inf"} ${requests}
`;
  const cluster = cannedCluster('v1alpha1');
  cluster.answers = {
    [pods]: podList(['autoscaler-1', 'autoscaler']),
    [proxied('autoscaler-1')]: `autoscaler_desired_pods{${own}} 4
autoscaler_requested_pods{${own}} 3
autoscaler_actual_pods{${own}} 2
autoscaler_observed_pods{${own}} 2
autoscaler_stable_request_concurrency{${own}} 10
autoscaler_panic_request_concurrency{${own}} 12
autoscaler_panic_mode{${own}} 0
`,
    [queueProxy('shop-1')]: page(10),
  };
  const reading = await twice(endpointsSource(cluster.session), cluster, subject(), {
    [queueProxy('shop-1')]: page(30),
  });
  assert.deepEqual(figuresIn(reading), {
    desired: 3,
    ready: 2,
    stable: 20,
    panic: 24,
    panicking: false,
    requests: 20,
    latency: { p50: 500, p95: 950, p99: 990 },
    errors: 0.5,
  });
});

test('a revision that scales by requests has the averages of requests', async () => {
  const cluster = cannedCluster();
  const own = 'k8s_namespace_name="default",kn_revision_name="shop-00001"';
  cluster.answers = {
    [pods]: podList(['autoscaler-1', 'autoscaler']),
    [proxied('autoscaler-1')]:
      `${autoscalerPage(134)}kn_revision_rps_stable_per_second{${own}} 9\nkn_revision_rps_panic_per_second{${own}} 11\n`,
  };
  const figures = figuresIn(await endpointsSource(cluster.session).read(subject({ metric: 'rps' }), signal));
  assert.equal(figures.stable, 9);
  assert.equal(figures.panic, 11);
});

test('of several autoscalers the one that leads has the figures', async () => {
  const cluster = cannedCluster();
  cluster.answers = {
    [pods]: podList(
      ['autoscaler-1', 'autoscaler'],
      ['autoscaler-2', 'autoscaler'],
      ['autoscaler-3', 'autoscaler'],
    ),
    // It led once, and still says what it said last.
    [proxied('autoscaler-1')]: autoscalerPage(999, { requested: 15 }),
    [proxied('autoscaler-2')]: autoscalerPage(130),
    [proxied('autoscaler-3')]: 'go_goroutines 4\n',
  };
  const source = endpointsSource(cluster.session);
  assert.equal(figuresIn(await source.read(subject({ desired: 2 }), signal)).stable, 130);
  const reading = await twice(source, cluster, subject({ desired: 15 }), {
    [proxied('autoscaler-2')]: autoscalerPage(131),
  });
  assert.equal(figuresIn(reading).stable, 131);
});

test('without pods there are no requests, and what waits in the activator is at hand', async () => {
  const cluster = cannedCluster();
  cluster.answers = {
    [pods]: podList(['autoscaler-1', 'autoscaler'], ['activator-1', 'activator']),
    [proxied('autoscaler-1')]: autoscalerPage(0),
    [proxied('activator-1')]:
      'kn_revision_request_concurrency{k8s_namespace_name="default",kn_revision_name="shop-00001"} 5\n',
  };
  const figures = figuresIn(await endpointsSource(cluster.session).read(subject({ pods: [] }), signal));
  assert.equal(figures.requests, 0);
  assert.equal(figures.concurrency, 5);
});

test('many pods: twenty are asked, a few at once, and stand for all', async () => {
  const cluster = cannedCluster();
  const names = Array.from({ length: 50 }, (_one, i) => `shop-${String(i).padStart(2, '0')}`);
  const page = (requests: number): CannedCluster['answers'] => ({
    '/api/v1/namespaces/default/pods/': queueProxyPage(requests),
  });
  cluster.answers = { [pods]: podList(), ...page(100) };
  const reading = await twice(endpointsSource(cluster.session), cluster, subject({ pods: names }), page(104));
  assert.equal(figuresIn(reading).requests, 2 * 50);
  assert.equal(cluster.asked.filter((path) => path.includes(':9091')).length, 40);
  assert.ok(cluster.mostAtOnce() <= 4, String(cluster.mostAtOnce()));
});

test('a page without end is read to its bound, and a line that is cut does not count', async () => {
  const cluster = cannedCluster();
  const [before, cut] = [`kn_serving_queue_depth 1\n#`, '\nkn_serving_queue_depth 123456\n'];
  const endless = before + ' '.repeat(1_000_000 - before.length - 26) + cut.repeat(100_000);
  cluster.answers = {
    [pods]: podList(),
    [queueProxy('shop-1')]: () => endless,
  };
  const figures = figuresIn(await endpointsSource(cluster.session).read(subject(), signal));
  assert.equal(figures.concurrency, 1);
});

test('what is missing is said, with what to enable', async () => {
  const says = async (
    answers: CannedCluster['answers'],
    more: Partial<MetricsSubject> = {},
    version: 'v1' | 'v1alpha1' = 'v1',
  ): Promise<readonly [boolean, string]> => {
    const cluster = cannedCluster(version);
    cluster.answers = answers;
    const reading = await endpointsSource(cluster.session).read({ ...subject(), ...more }, signal);
    return [reading.found, english(reading.text)];
  };
  const refused = { error: 'busy' } as const;
  const all = { [pods]: podList(['autoscaler-1', 'autoscaler']) };
  const silent = { ...all, [proxied('autoscaler-1')]: refused, [queueProxy('shop-1')]: refused };

  assert.deepEqual(await says(silent), [
    false,
    'The autoscaler tells no figures: metrics-protocol in the ConfigMap config-observability is "none". Set it to "prometheus" to enable them.',
  ]);
  assert.deepEqual(await says(silent, { observability: { 'metrics-protocol': 'grpc' } }), [
    false,
    'The autoscaler tells no figures: metrics-protocol in the ConfigMap config-observability is "grpc". Set it to "prometheus" to enable them.',
  ]);
  assert.deepEqual(await says(silent, { observability: undefined }), [
    false,
    'The autoscaler tells no figures. The key metrics-protocol of the ConfigMap config-observability decides; "prometheus" enables them.',
  ]);
  assert.deepEqual(
    await says(silent, { observability: { 'metrics.backend-destination': 'stackdriver' } }, 'v1alpha1'),
    [
      false,
      'The autoscaler tells no figures: metrics.backend-destination in the ConfigMap config-observability is "stackdriver". Set it to "prometheus" to enable them.',
    ],
  );
  assert.deepEqual(await says({ ...silent, [proxied('autoscaler-1')]: autoscalerPage(1) }), [
    true,
    'Averages and panic, from the autoscaler. For requests and their duration, set request-metrics-protocol in config-observability to "prometheus".',
  ]);
  assert.deepEqual(await says({ ...silent, [queueProxy('shop-1')]: queueProxyPage(1) }), [
    true,
    'Requests and their duration, from the queue-proxies. Averages and panic are missing: see metrics-protocol in config-observability.',
  ]);
  const forbidden = { error: 'forbidden' } as const;
  assert.deepEqual(await says({ [pods]: forbidden, '/api/v1/namespaces/default': forbidden }), [
    false,
    'You need the right to list pods and to get pods/proxy in the namespace knative-serving.',
  ]);
  assert.deepEqual(await says({ [pods]: forbidden, [queueProxy('shop-1')]: queueProxyPage(1) }), [
    true,
    'Requests and their duration, from the queue-proxies. For averages and panic you need the right to get pods/proxy in the namespace knative-serving.',
  ]);
  assert.deepEqual(
    await says({ ...all, [proxied('autoscaler-1')]: autoscalerPage(1), [queueProxy('shop-1')]: forbidden }),
    [
      true,
      'Averages and panic, from the autoscaler. For requests and their duration you need the right to get pods/proxy in the namespace default.',
    ],
  );
  assert.deepEqual(await says({ [pods]: podList(), [queueProxy('shop-1')]: refused }), [
    false,
    'There is no pod of the autoscaler in the namespace knative-serving.',
  ]);
});
