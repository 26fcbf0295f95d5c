/** Figures where Knative tells them: scraped through the API server, by who may, and only while the cluster wants it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { labelsOf, nameOf } from '#playground/api/object.ts';
import { admin } from '#playground/api/auth/users.ts';
import { type Caller, ksvc, openWire, serving, type Wire } from '../wire.ts';
import { answered, send } from './requests.ts';
import { sample } from './scraped.ts';

let wire: Wire;
before(async () => {
  wire = await openWire('empty');
});
after(() => wire.close());

const client = (caller: Caller) => caller.served.cluster.as(admin, 'test');

/** The path to a pod of a component or of a revision. */
function podPath(caller: Caller, namespace: string, label: string, value: string, port: number): string {
  const pod = client(caller)
    .list('v1 Pod', { namespace })
    .find((one) => labelsOf(one)[label] === value);
  assert.ok(pod !== undefined, `no pod of ${value}`);
  return `/api/v1/namespaces/${namespace}/pods/${nameOf(pod)}:${port}/proxy/metrics`;
}

const autoscalerOf = (caller: Caller): string =>
  podPath(caller, 'knative-serving', 'app', 'autoscaler', 9090);
const queueProxyOf = (caller: Caller, revision: string): string =>
  podPath(caller, 'default', 'serving.knative.dev/revision', revision, 9091);

async function ask(caller: Caller, name: string, count: number, path?: string): Promise<readonly number[]> {
  return answered(wire.clock, send(caller, name, count, path), count);
}

describe('metrics of today', () => {
  const of = 'kn_revision_name="shop-00001"';

  before(async () => {
    await wire.today.call('POST', `${serving}/services`, { body: ksvc('shop') });
    wire.clock.advance(10_000);
  });

  it('count what went through a pod by its answer, and put it into a histogram in seconds', async () => {
    assert.deepEqual(new Set(await ask(wire.today, 'shop', 20)), new Set([200]));
    assert.deepEqual(await ask(wire.today, 'shop', 3, '/?sleep=60&status=503'), [503, 503, 503]);
    const { text, headers, code } = await wire.today.call('GET', queueProxyOf(wire.today, 'shop-00001'));
    assert.equal(code, 200);
    assert.match(headers['content-type'] ?? '', /^text\/plain; version=0\.0\.4/);
    const name = 'kn_serving_invocation_duration_seconds';
    assert.equal(sample(text, `${name}_count`, of, 'http_response_status_code="200"'), 20);
    assert.equal(sample(text, `${name}_count`, of, 'http_response_status_code="503"'), 3);
    const buckets = ['0.005', '0.05', '0.075', '+Inf'].map((le) =>
      sample(text, `${name}_bucket`, of, 'http_response_status_code="503"', `le="${le}"`),
    );
    assert.deepEqual(buckets, [0, 0, 3, 3]);
    const sum = sample(text, `${name}_sum`, of, 'http_response_status_code="503"') ?? 0;
    assert.ok(sum > 0.2 && sum < 0.22, String(sum));
    assert.equal(sample(text, 'kn_serving_queue_depth', of), 0);
    assert.equal(
      sample(text, 'target_info', of, 'k8s_namespace_name="default"', 'kn_service_name="shop"'),
      1,
    );
  });

  it('tell what the autoscaler sees and decides, at its pod and at its Service', async () => {
    const slow = send(wire.today, 'shop', 30, '/?sleep=8000');
    const activatorPath = podPath(wire.today, 'knative-serving', 'app', 'activator', 9090);
    const activator = async (): Promise<string> => (await wire.today.call('GET', activatorPath)).text;
    while (sample(await activator(), 'kn_revision_request_active', of) !== 30);
    wire.clock.advance(6000);
    const { text } = await wire.today.call('GET', autoscalerOf(wire.today));
    const panic = sample(text, 'kn_revision_concurrency_panic', of) ?? 0;
    assert.ok(panic > 15 && panic <= 30, String(panic));
    assert.ok((sample(text, 'kn_revision_concurrency_stable', of) ?? 0) > 0);
    assert.equal(sample(text, 'kn_revision_concurrency_target', of), 70);
    assert.equal(sample(text, 'kn_revision_pods_desired', of), 1);
    assert.equal(sample(text, 'kn_revision_pods_requested', of), 1);
    assert.equal(sample(text, 'kn_revision_pods_count', of), 1);
    assert.equal(sample(text, 'kn_revision_pods_pending_count', of), 0);
    assert.equal(sample(text, 'kn_revision_panic_mode', of), 0);
    assert.equal(sample(text, 'kn_revision_capacity_excess', of), Math.floor(100 - 211 - panic));
    assert.equal(sample(text, 'kn_revision_rps_stable_per_second', of), undefined);
    const service = '/api/v1/namespaces/knative-serving/services/autoscaler';
    for (const port of [':9090', ':http-metrics']) {
      const { text: same } = await wire.today.call('GET', `${service}${port}/proxy/metrics`);
      assert.equal(sample(same, 'kn_revision_concurrency_panic', of), panic, port);
    }
    assert.equal(sample(await activator(), 'kn_revision_request_concurrency', of), 30);
    assert.equal(sample(await activator(), 'kn_revision_request_queued', of), 0);
    await answered(wire.clock, slow, 30);
  });

  it('are for who may use the proxy', async () => {
    for (const path of [autoscalerOf(wire.today), queueProxyOf(wire.today, 'shop-00001')]) {
      const { code, body } = await wire.today.call('GET', path, { as: 'today-viewer' });
      assert.equal(code, 403);
      assert.match(body.message, /User "viewer" cannot get resource "pods\/proxy" in API group ""/);
      assert.equal((await wire.today.call('GET', path, { as: null })).code, 403);
    }
  });

  it('stop when config-observability says so, each on its own', async () => {
    const set = (data: Record<string, string>): void =>
      void client(wire.today).patch('v1 ConfigMap', 'knative-serving', 'config-observability', 'merge', {
        data,
      });
    const codes = async (): Promise<readonly number[]> => [
      (await wire.today.call('GET', autoscalerOf(wire.today))).code,
      (await wire.today.call('GET', queueProxyOf(wire.today, 'shop-00001'))).code,
    ];
    set({ 'request-metrics-protocol': 'none' });
    assert.deepEqual(await codes(), [200, 503]);
    set({ 'metrics-protocol': 'grpc', 'request-metrics-protocol': 'prometheus' });
    assert.deepEqual(await codes(), [503, 200]);
    const { body } = await wire.today.call('GET', autoscalerOf(wire.today));
    assert.equal(body.reason, 'ServiceUnavailable');
    assert.match(
      body.message,
      /^error trying to reach service: dial tcp [\d.]+:9090: connect: connection refused$/,
    );
    set({ 'metrics-protocol': 'prometheus' });
    assert.deepEqual(await codes(), [200, 200]);
    // The feed of the autoscaler is not for others.
    const feed = queueProxyOf(wire.today, 'shop-00001').replace(':9091', ':9090');
    assert.equal((await wire.today.call('GET', feed)).code, 503);
  });
});

describe('the API of metrics', () => {
  it('tells viewers too what pods use, and can only be read', async () => {
    wire.clock.advance(40_000);
    await ask(wire.today, 'shop', 2);
    wire.clock.advance(40_000);
    const path = '/apis/metrics.k8s.io/v1beta1/namespaces/default/pods';
    const { code, body } = await wire.today.call('GET', path, { as: 'today-viewer' });
    assert.equal(code, 200);
    assert.equal(body.kind, 'PodMetricsList');
    assert.equal(body.items.length, 1);
    const [{ metadata, containers }] = body.items;
    assert.deepEqual(
      containers.map(({ name }: { readonly name: string }) => name),
      ['user-container', 'queue-proxy'],
    );
    const one = await wire.today.call('GET', `${path}/${metadata.name}`);
    assert.equal(one.body.kind, 'PodMetrics');
    assert.match(one.body.containers[0].usage.cpu, /^\d+n$/);
    assert.equal((await wire.today.call('GET', `${path}/nobody`)).code, 404);
    assert.equal((await wire.today.call('GET', `${path}?labelSelector=app=none`)).body.items.length, 0);
    assert.equal((await wire.today.call('DELETE', `${path}/${metadata.name}`)).code, 405);
  });
});

describe("the control plane's pods", () => {
  it('are replaced when they are deleted, and tell what they know', async () => {
    const before = autoscalerOf(wire.today);
    const [, name = ''] = /pods\/([^:]+):/.exec(before) ?? [];
    await wire.today.call('DELETE', `/api/v1/namespaces/knative-serving/pods/${name}`);
    wire.clock.advance(10_000);
    assert.equal((await wire.today.call('GET', before)).code, 404);
    const { code, text } = await wire.today.call('GET', autoscalerOf(wire.today));
    assert.equal(code, 200);
    assert.ok(sample(text, 'kn_revision_pods_count', 'kn_revision_name="shop-00001"') !== undefined);
  });
});

describe('metrics of 2019', () => {
  const of = 'revision_name="shop-00001"';

  it('have the names of OpenCensus, and durations in milliseconds', async () => {
    const container = { image: 'gcr.io/knative-samples/helloworld-go' };
    const body = {
      apiVersion: 'serving.knative.dev/v1alpha1',
      kind: 'Service',
      metadata: { name: 'shop' },
      spec: { runLatest: { configuration: { revisionTemplate: { spec: { container } } } } },
    };
    await wire.of2019.call('POST', '/apis/serving.knative.dev/v1alpha1/namespaces/default/services', {
      body,
    });
    wire.clock.advance(10_000);
    assert.deepEqual(await ask(wire.of2019, 'shop', 2), [200, 200]);
    wire.clock.advance(4000);
    const { text } = await wire.of2019.call('GET', queueProxyOf(wire.of2019, 'shop-00001'));
    for (const family of ['revision', 'revision_app']) {
      const code = ['response_code="200"', 'response_code_class="2xx"'];
      assert.equal(sample(text, `${family}_request_count`, of, ...code), 2);
      assert.equal(sample(text, `${family}_request_latencies_bucket`, of, ...code, 'le="20"'), 2);
      assert.equal(sample(text, `${family}_request_latencies_sum`, of, ...code), 20);
    }
    assert.equal(sample(text, 'revision_queue_depth', of), 0);
    const { text: autoscaler } = await wire.of2019.call('GET', autoscalerOf(wire.of2019));
    assert.equal(sample(autoscaler, 'autoscaler_actual_pods', of), 1);
    assert.equal(sample(autoscaler, 'autoscaler_desired_pods', of), 1);
    assert.equal(sample(autoscaler, 'autoscaler_target_concurrency_per_pod', of), 100);
    for (const name of ['stable_request_concurrency', 'panic_request_concurrency', 'panic_mode'])
      assert.ok(sample(autoscaler, `autoscaler_${name}`, of) !== undefined, name);
    assert.doesNotMatch(autoscaler + text, /kn_/);
  });
});
