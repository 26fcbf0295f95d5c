/** Scaling on CPU: what requests cost, what the API of metrics tells of it, and how Kubernetes' autoscaler follows. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { conditionOf } from '#knative/conditions.ts';
import { isObject, type JsonObject } from '#knative/json.ts';
import { type ApiObject, listAt, numberAt, objectAt, textAt } from '#playground/api/object.ts';
import { type MeasuredPod, replicasFor } from '#playground/controllers/scaling/replicaCalculator.ts';
import { mostAtOnce, stabilized } from '#playground/controllers/scaling/scalingPace.ts';
import { flowIn } from '../traffic/flow.ts';
import { colour, deploy, template, type World, worldOfToday } from './world.ts';

const key = (name: string): string => `autoscaling.knative.dev/${name}`;

const hpaOf = (world: World, name: string): ApiObject =>
  world.client.get('autoscaling/v2 HorizontalPodAutoscaler', 'default', name);

const replicasOf = (world: World, name: string): number | undefined =>
  numberAt(world.get('apps/v1 Deployment', `${name}-deployment`)['spec'], 'replicas');

/** What the pods use on average, in percent of what they request. */
function shown(hpa: ApiObject): number | undefined {
  const [metric] = listAt(hpa['status'], 'currentMetrics');
  return numberAt(objectAt(objectAt(metric, 'resource'), 'current'), 'averageUtilization');
}

const says = (hpa: ApiObject, type: string): string => {
  const found = conditionOf(hpa, type);
  return found === undefined ? '' : `${found.status} ${found.reason}`;
};

/** The sample's own Service, as the user deploys it. */
function deploySample(world: World): void {
  const file = new URL('../../../../samples/today/autoscaling/cpu.yaml', import.meta.url);
  const service: unknown = parse(readFileSync(file, 'utf8'));
  assert.ok(isObject(service as JsonObject));
  const { metadata } = service as { readonly metadata: JsonObject };
  world.client.create({ ...(service as JsonObject), metadata: { ...metadata, namespace: 'default' } });
}

describe('the sample that scales on CPU', () => {
  it('has more pods under load, as many as its maximum allows, and one again after it', () => {
    const world = worldOfToday();
    deploySample(world);
    const name = 'autoscale-cpu-00001';
    world.pass(40);
    assert.equal(replicasOf(world, name), 1);
    assert.equal(says(hpaOf(world, name), 'ScalingActive'), 'True ValidMetricFound');
    assert.equal(shown(hpaOf(world, name)), 1);
    const flow = flowIn(world);
    // 40 × 11 ms a second are 440 thousandths: of 80 % of 125, more than four pods.
    flow.load(name, 40, 120);
    assert.equal(replicasOf(world, name), 5);
    const share = shown(hpaOf(world, name)) ?? 0;
    assert.ok(share > 60 && share < 80, String(share));
    assert.equal(numberAt(world.get('PodAutoscaler', name)['status'], 'desiredScale'), 5);
    assert.equal(numberAt(world.get('PodAutoscaler', name)['status'], 'actualScale'), 5);
    assert.ok(
      world
        .events('SuccessfulRescale')
        .some((text) =>
          text.endsWith('reason: cpu resource utilization (percentage of request) above target'),
        ),
    );
    flow.load(name, 150, 90);
    assert.equal(replicasOf(world, name), 10);
    assert.equal(says(hpaOf(world, name), 'ScalingLimited'), 'True TooManyReplicas');
    assert.deepEqual(Object.keys(flow.answers), ['200']);
    world.pass(60);
    assert.equal(replicasOf(world, name), 10);
    assert.equal(says(hpaOf(world, name), 'AbleToScale'), 'True ScaleDownStabilized');
    world.pass(300);
    assert.equal(replicasOf(world, name), 1);
    world.pass(60);
    assert.equal(says(hpaOf(world, name), 'ScalingLimited'), 'False DesiredWithinRange');
    flow.stop();
  });

  it('does not count what requests sleep', () => {
    const world = worldOfToday();
    deploySample(world);
    world.pass(40);
    const flow = flowIn(world);
    flow.load('autoscale-cpu-00001', 5, 60, 4000);
    world.pass(5);
    assert.equal(replicasOf(world, 'autoscale-cpu-00001'), 1);
    flow.stop();
  });
});

describe('a HorizontalPodAutoscaler', () => {
  const annotations = (metric: string, more = {}): JsonObject => ({
    [key('class')]: 'hpa.autoscaling.knative.dev',
    [key('metric')]: metric,
    [key('target')]: '80',
    ...more,
  });

  it('says why it cannot work something out, and stays within its limits', () => {
    const world = worldOfToday();
    deploy(world, 'plain', template(colour('blue'), annotations('cpu', { [key('min-scale')]: '2' })));
    deploy(world, 'own', template(colour('blue'), annotations('depth')));
    world.pass(60);
    const reasons = (name: string): string => conditionOf(hpaOf(world, name), 'ScalingActive')?.message ?? '';
    assert.match(
      reasons('plain-00001'),
      /failed to get cpu utilization: missing request for cpu in container user-container of Pod plain-00001-/,
    );
    assert.equal(replicasOf(world, 'plain-00001'), 2);
    assert.match(reasons('own-00001'), /unable to get metric depth/);
    assert.equal(replicasOf(world, 'own-00001'), 1);
  });

  it('scales on memory, and waits as long as the window says', () => {
    const world = worldOfToday();
    const more = { [key('target')]: '100', [key('window')]: '30s' };
    deploy(world, 'big', template(colour('blue'), annotations('memory', more)));
    world.pass(40);
    assert.deepEqual(objectAt(hpaOf(world, 'big-00001')['spec'], 'behavior'), {
      scaleUp: { stabilizationWindowSeconds: 30 },
      scaleDown: { stabilizationWindowSeconds: 30 },
    });
    const flow = flowIn(world);
    // 320 at once hold 80 MiB more than the 38 that are there anyhow.
    flow.load('big-00001', 80, 60, 4000);
    assert.equal(replicasOf(world, 'big-00001'), 2);
    world.pass(120);
    assert.equal(replicasOf(world, 'big-00001'), 1);
    flow.stop();
  });
});

describe('the use of pods', () => {
  it('is told by the API of metrics, and forgotten with the pod', () => {
    const world = worldOfToday();
    deploySample(world);
    world.pass(31);
    const told = (): readonly ApiObject[] =>
      world.cluster.computed.get('metrics.k8s.io/v1beta1 PodMetrics')?.() ?? [];
    const flow = flowIn(world);
    flow.load('autoscale-cpu-00001', 5, 30);
    const [metrics] = told();
    assert.ok(metrics !== undefined && told().length === 1);
    assert.equal(textAt(metrics, 'window'), '15s');
    assert.deepEqual(
      listAt(metrics, 'containers').map((one) => [textAt(one, 'name'), objectAt(one, 'usage')]),
      [
        ['user-container', { cpu: '51000000n', memory: '24Mi' }],
        ['queue-proxy', { cpu: '6000000n', memory: '14Mi' }],
      ],
    );
    const [pod] = world.list('v1 Pod');
    world.client.delete('v1 Pod', 'default', textAt(pod?.metadata, 'name'));
    world.pass(5);
    assert.deepEqual(told(), []);
    flow.stop();
  });
});

describe('the calculation', () => {
  const pod = (usage: number | undefined, unready = false): MeasuredPod => ({ usage, request: 100, unready });
  const replicas = (current: number, ...pods: readonly MeasuredPod[]): number | undefined =>
    replicasFor(0.5, current, pods)?.replicas;

  it('leaves small differences alone', () => {
    assert.equal(replicas(2, pod(54), pod(55)), 2);
    assert.equal(replicas(2, pod(56), pod(56)), 3);
    assert.equal(replicas(2, pod(24), pod(20)), 1);
  });

  it('takes what it does not know for what changes least', () => {
    assert.equal(replicas(2, pod(100), pod(undefined)), 2);
    assert.equal(replicas(2, pod(210), pod(undefined)), 5);
    assert.equal(replicas(2, pod(10), pod(undefined)), 2);
    assert.equal(replicas(2, pod(200), pod(300, true)), 4);
    assert.equal(replicas(2, pod(10), pod(0, true)), 1);
    assert.equal(replicas(2, pod(undefined)), undefined);
  });

  it('goes up to double or by four in a period, and down once the window has passed', () => {
    assert.equal(mostAtOnce(1, [], 100_000), 5);
    assert.equal(mostAtOnce(10, [], 100_000), 20);
    assert.equal(mostAtOnce(10, [{ at: 90_000, by: 5 }], 100_000), 10);
    const pace = { upWindow: 30_000, downWindow: 60_000 };
    const recent = [
      { at: 50_000, replicas: 8 },
      { at: 80_000, replicas: 3 },
    ];
    assert.equal(stabilized(8, 2, recent, 100_000, pace), 8);
    assert.equal(stabilized(8, 2, recent, 115_000, pace), 3);
    assert.equal(stabilized(2, 9, recent, 100_000, pace), 3);
    assert.equal(stabilized(2, 9, recent, 115_000, pace), 9);
  });
});
