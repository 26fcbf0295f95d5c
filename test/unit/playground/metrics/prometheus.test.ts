/** The cluster's Prometheus: found by its labels, asked through the API server, and what it has gathered from a load. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { admin } from '#playground/api/auth/users.ts';
import { listAt, nameOf, namespaceOf, numberAt } from '#playground/api/object.ts';
import { type Caller, ksvc, openWire, serving, type Wire } from '../wire.ts';
import { answered, send } from './requests.ts';

let wire: Wire;
before(async () => {
  wire = await openWire('empty');
});
after(() => wire.close());

/** The path of the only Service with this label. */
function pathTo(caller: Caller, labels: string): string {
  const services = caller.served.cluster.as(admin, 'test').list('v1 Service', { labels });
  const [service] = services;
  assert.ok(service !== undefined && services.length === 1);
  const port = numberAt(listAt(service['spec'], 'ports')[0], 'port');
  return `/api/v1/namespaces/${namespaceOf(service)}/services/${nameOf(service)}:${port}/proxy`;
}

const today = 'app.kubernetes.io/name=prometheus';

async function query(text: string, caller = wire.today, labels = today): Promise<readonly string[]> {
  const { code, body } = await caller.call(
    'GET',
    `${pathTo(caller, labels)}/api/v1/query?query=${encodeURIComponent(text)}`,
  );
  assert.equal(code, 200, JSON.stringify(body));
  return body.data.result.map(({ value }: { readonly value: readonly [number, string] }) => value[1]);
}

describe('the Prometheus of a cluster', () => {
  before(async () => {
    await wire.today.call('POST', `${serving}/services`, { body: ksvc('shop') });
    wire.clock.advance(20_000);
  });

  it('says that it is ready, what it is, and what it has', async () => {
    const path = pathTo(wire.today, today);
    assert.equal((await wire.today.call('GET', `${path}/-/ready`)).text, 'Prometheus Server is Ready.\n');
    const { body } = await wire.today.call('GET', `${path}/api/v1/status/buildinfo`);
    assert.match(body.data.version, /^\d+\.\d+\.\d+$/);
    const labels = await wire.today.call('GET', `${path}/api/v1/labels`);
    for (const label of ['__name__', 'kn_revision_name', 'pod'])
      assert.ok(labels.body.data.includes(label), label);
    const jobs = await wire.today.call('GET', `${path}/api/v1/label/job/values`);
    assert.deepEqual(jobs.body.data, ['activator', 'autoscaler', 'controller', 'queue-proxy', 'webhook']);
    assert.equal((await wire.today.call('GET', `${path}/graph`)).code, 404);
  });

  it('knows rates, shares of errors and durations of what went through', async () => {
    for (let second = 0; second < 90; second += 1) {
      await answered(wire.clock, send(wire.today, 'shop', 4), 4);
      await answered(wire.clock, send(wire.today, 'shop', 1, '/?status=500&sleep=200'), 1);
      // A second is made of what the answers took, and the rest of it.
      wire.clock.advance(1000 - (wire.clock.now() % 1000));
    }
    const of = '{kn_revision_name="shop-00001",k8s_namespace_name="default"}';
    const count = 'kn_serving_invocation_duration_seconds_count';
    const [rate] = await query(`sum by (kn_revision_name) (rate(${count}${of}[1m]))`);
    assert.ok(Math.abs(Number(rate) - 5) < 0.2, rate);
    const [share] = await query(
      `sum(rate(${count}{http_response_status_code=~"5.."}[1m])) / sum(rate(${count}[1m]))`,
    );
    assert.ok(Math.abs(Number(share) - 0.2) < 0.01, share);
    const [slowest] = await query(
      `histogram_quantile(0.95, sum by (le) (rate(kn_serving_invocation_duration_seconds_bucket${of}[1m])))`,
    );
    assert.ok(Number(slowest) > 0.1 && Number(slowest) <= 0.25, slowest);
    assert.deepEqual(await query(`kn_revision_pods_count${of}`), ['1']);
    // What a minute of 4 × 10 ms and 210 ms each second comes to at once.
    const [stable] = await query(`kn_revision_concurrency_stable${of}`);
    assert.ok(Math.abs(Number(stable) - 0.25) < 0.05, stable);
  });

  it('is asked for hours by a form as well', async () => {
    const now = wire.clock.now() / 1000;
    const form = new URLSearchParams({
      query: 'sum(up{job="queue-proxy"})',
      start: String(now - 60),
      end: String(now),
      step: '15',
    });
    const { body } = await wire.today.call('POST', `${pathTo(wire.today, today)}/api/v1/query_range`, {
      body: form.toString(),
      contentType: 'application/x-www-form-urlencoded',
    });
    const [series] = body.data.result;
    assert.equal(body.data.resultType, 'matrix');
    assert.deepEqual(
      series.values.map(([, value]: readonly [number, string]) => value),
      ['1', '1', '1', '1', '1'],
    );
    const wrong = await wire.today.call('GET', `${pathTo(wire.today, today)}/api/v1/query?query=up%5B`);
    assert.equal(wrong.code, 400);
    assert.equal(wrong.body.errorType, 'bad_data');
  });

  it('is not for those who may not use the proxy', async () => {
    const { code } = await wire.today.call('GET', `${pathTo(wire.today, today)}/-/ready`, {
      as: 'today-viewer',
    });
    assert.equal(code, 403);
  });

  it('sees nothing any more when nothing is told', async () => {
    const data = { 'request-metrics-protocol': 'none' };
    wire.today.served.cluster
      .as(admin, 'test')
      .patch('v1 ConfigMap', 'knative-serving', 'config-observability', 'merge', { data });
    wire.clock.advance(10_000);
    assert.deepEqual(await query('sum(up{job="queue-proxy"})'), ['0']);
    assert.deepEqual(await query('kn_serving_queue_depth'), []);
    assert.deepEqual((await query('kn_revision_pods_count')).length, 1);
  });

  it('stands where the monitoring of 2019 had it', async () => {
    wire.clock.advance(10_000);
    const up = await query('count by (job) (up)', wire.of2019, 'app=prometheus');
    assert.deepEqual(up, ['1', '1', '1', '1']);
  });
});
