/** A service from zero and back, request by request: held by the activator, in panic, at its maximum, and gone again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ApiObject, labelsOf, numberAt, textAt } from '#playground/api/object.ts';
import { colour, deploy, template, type World, worldOf2019, worldOfToday } from '../controllers/world.ts';
import { flowIn } from '../traffic/flow.ts';
import { metricsIn, sample } from './scraped.ts';

const key = (name: string): string => `autoscaling.knative.dev/${name}`;
const of = 'kn_revision_name="shop-00001"';

const podsOf = (world: World): readonly ApiObject[] =>
  world.list('v1 Pod').filter((pod) => labelsOf(pod)['serving.knative.dev/revision'] === 'shop-00001');

const replicas = (world: World): number | undefined =>
  numberAt(world.get('apps/v1 Deployment', 'shop-00001-deployment')['spec'], 'replicas');

describe('a cold start', () => {
  it('is waited for in the activator, and seen in its durations alone', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(colour('blue')));
    world.pass(150);
    assert.deepEqual(podsOf(world), []);
    const flow = flowIn(world);
    flow.load('shop-00001', 10, 0.3);
    const waiting = metricsIn(world, 'activator');
    assert.equal(sample(waiting, 'kn_revision_request_queued', of), 3);
    assert.equal(sample(waiting, 'kn_revision_request_active', of), 0);
    assert.equal(sample(metricsIn(world, 'autoscaler'), 'kn_revision_pods_requested', of), 1);
    world.pass(3);
    assert.deepEqual(flow.answers, { 200: 3 });
    const activator = metricsIn(world, 'activator');
    const took = (text: string, name: string, le: string): number | undefined =>
      sample(text, `${name}_bucket`, of, `le="${le}"`);
    assert.equal(took(activator, 'http_server_request_duration_seconds', '0.25'), 0);
    assert.equal(took(activator, 'http_server_request_duration_seconds', '2.5'), 3);
    assert.equal(sample(activator, 'kn_revision_request_queued', of), 0);
    const pod = metricsIn(world, podsOf(world)[0]);
    assert.equal(took(pod, 'kn_serving_invocation_duration_seconds', '0.01'), 3);
    flow.stop();
  });

  it('is waited for in 2019 too', () => {
    const world = worldOf2019();
    const spec = {
      runLatest: { configuration: { revisionTemplate: { spec: { container: colour('blue') } } } },
    };
    const metadata = { name: 'shop', namespace: 'default' };
    world.client.create({ apiVersion: 'serving.knative.dev/v1alpha1', kind: 'Service', metadata, spec });
    world.pass(200);
    assert.deepEqual(podsOf(world), []);
    const flow = flowIn(world);
    flow.load('shop-00001', 10, 0.2);
    world.pass(3);
    assert.deepEqual(flow.answers, { 200: 2 });
    const activator = metricsIn(world, 'activator');
    const labels = ['revision_name="shop-00001"', 'response_code="200"'];
    assert.equal(sample(activator, 'activator_request_count', ...labels), 2);
    assert.equal(sample(activator, 'activator_request_latencies_bucket', ...labels, 'le="300"'), 0);
    assert.equal(sample(activator, 'activator_request_latencies_bucket', ...labels, 'le="2000"'), 2);
    flow.stop();
  });
});

describe('a load that comes and goes', () => {
  /** As the sample of concurrency, with a window so short that a test and a user need not wait long. */
  const annotations = {
    [key('target')]: '10',
    [key('target-utilization-percentage')]: '70',
    [key('max-scale')]: '6',
    [key('window')]: '20s',
  };

  it('makes the revision panic, grow to its maximum, and go to zero', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(colour('blue'), annotations, { containerConcurrency: 50 }));
    world.pass(10);
    const gauge = (name: string): number | undefined => sample(metricsIn(world, 'autoscaler'), name, of);
    assert.equal(gauge('kn_revision_panic_mode'), 0);
    assert.equal(gauge('kn_revision_concurrency_target'), 7);
    const flow = flowIn(world);
    // Sixty at once.
    flow.load('shop-00001', 60, 8, 1000);
    assert.equal(gauge('kn_revision_panic_mode'), 1);
    const panic = gauge('kn_revision_concurrency_panic') ?? 0;
    assert.ok(panic > 50 && panic <= 62, String(panic));
    flow.load('shop-00001', 60, 22, 1000);
    const stable = gauge('kn_revision_concurrency_stable') ?? 0;
    assert.ok(Math.abs(stable - 60) < 2, String(stable));
    assert.equal(gauge('kn_revision_pods_desired'), 9);
    assert.equal(gauge('kn_revision_pods_requested'), 6);
    assert.equal(gauge('kn_revision_pods_count'), 6);
    const depths = podsOf(world).map(
      (pod) => sample(metricsIn(world, pod), 'kn_serving_queue_depth', of) ?? 0,
    );
    const all = depths.reduce((sum, one) => sum + one, 0);
    assert.ok(all === 59 || all === 60, depths.join(' '));
    assert.ok(Math.max(...depths) - Math.min(...depths) <= 1, depths.join(' '));
    world.pass(15);
    assert.ok((gauge('kn_revision_pods_desired') ?? 0) > 0);
    world.pass(75);
    assert.equal(replicas(world), 0);
    assert.deepEqual(podsOf(world), []);
    assert.equal(gauge('kn_revision_pods_desired'), 0);
    assert.equal(gauge('kn_revision_panic_mode'), 0);
    assert.equal(gauge('kn_revision_concurrency_stable'), 0);
    assert.deepEqual(flow.answers, { 200: 1800 });
    flow.stop();
  });

  it('is counted no more once pods and revision are gone', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(colour('blue'), { [key('window')]: '6s' }));
    world.pass(10);
    const flow = flowIn(world);
    flow.load('shop-00001', 10, 2);
    const [pod] = podsOf(world);
    const uid = textAt(pod?.metadata, 'uid');
    assert.equal(world.running.load.ofPod(uid)?.begun, 20);
    world.pass(60);
    assert.equal(world.running.load.ofPod(uid), undefined);
    assert.equal([...world.running.load.activated].length, 1);
    world.client.delete('serving.knative.dev/v1 Service', 'default', 'shop');
    world.pass(10);
    assert.deepEqual([...world.running.load.activated], []);
    assert.doesNotMatch(metricsIn(world, 'autoscaler'), /shop-00001/);
    flow.stop();
  });

  it('has the figures of its own metric alone', () => {
    const world = worldOfToday();
    const rps = { [key('metric')]: 'rps', [key('target')]: '20', [key('window')]: '10s' };
    deploy(world, 'shop', template(colour('blue'), rps));
    world.pass(10);
    const flow = flowIn(world);
    flow.load('shop-00001', 40, 14);
    const text = metricsIn(world, 'autoscaler');
    assert.equal(sample(text, 'kn_revision_rps_target_per_second', of), 14);
    assert.ok(Math.abs((sample(text, 'kn_revision_rps_stable_per_second', of) ?? 0) - 40) <= 1);
    assert.ok(Math.abs((sample(text, 'kn_revision_rps_panic_per_second', of) ?? 0) - 40) <= 2);
    assert.equal(sample(text, 'kn_revision_concurrency_stable', of), undefined);
    assert.equal(replicas(world), 3);
    flow.stop();
  });
});
