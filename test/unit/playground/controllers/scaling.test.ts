/** The autoscaler at work: to zero and back, up under load, and Kubernetes' own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { numberAt, textAt } from '#playground/api/object.ts';
import { colour, deploy, template, type World, worldOfToday } from './world.ts';

const key = (name: string): string => `autoscaling.knative.dev/${name}`;

function scales(world: World, name: string): readonly (number | undefined)[] {
  const autoscaler = world.get('PodAutoscaler', name);
  const deployment = world.get('apps/v1 Deployment', `${name}-deployment`);
  return [
    numberAt(autoscaler['status'], 'desiredScale'),
    numberAt(autoscaler['status'], 'actualScale'),
    numberAt(deployment['spec'], 'replicas'),
  ];
}

const mode = (world: World, name: string): string =>
  textAt(
    world.client.get('networking.internal.knative.dev/v1alpha1 ServerlessService', 'default', name)['spec'],
    'mode',
  );

describe('scaling', () => {
  it('goes to zero after a window without requests and the grace period, and stays Ready', () => {
    const world = worldOfToday();
    // With burst capacity asked for, the activator is in the path all along, and no grace is left to wait for.
    deploy(world, 'shop', template(colour('blue'), { [key('target-burst-capacity')]: '0' }));
    world.pass(30);
    assert.deepEqual(scales(world, 'shop-00001'), [1, 1, 1]);
    world.pass(40);
    assert.equal(
      world.says('PodAutoscaler', 'shop-00001', 'Active'),
      'False NoTraffic: The target is not receiving traffic.',
    );
    assert.deepEqual(scales(world, 'shop-00001'), [0, 1, 1]);
    world.pass(35);
    assert.deepEqual(scales(world, 'shop-00001'), [0, 0, 0]);
    assert.deepEqual(world.list('v1 Pod'), []);
    assert.equal(mode(world, 'shop-00001'), 'Proxy');
    assert.equal(
      world.says('Revision', 'shop-00001', 'Active'),
      'False NoTraffic: The target is not receiving traffic.',
    );
    assert.equal(world.says('Service', 'shop'), 'True');
  });

  it('comes back as soon as a request waits', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(colour('blue')));
    world.pass(120);
    const request = world.running.load.begin('default', 'shop-00001');
    world.running.load.wait('default', 'shop-00001');
    world.pass(0.1);
    assert.equal(scales(world, 'shop-00001')[2], 1);
    assert.match(
      world.says('PodAutoscaler', 'shop-00001', 'Active'),
      /^Unknown Queued: Requests to the target are being buffered/,
    );
    world.pass(2);
    request.end(200);
    assert.deepEqual(scales(world, 'shop-00001'), [1, 1, 1]);
    assert.equal(world.says('Revision', 'shop-00001', 'Active'), 'True');
  });

  it('gives an activation up that never comes to an end', () => {
    const world = worldOfToday();
    const data = { 'allow-zero-initial-scale': 'true' };
    world.client.patch('v1 ConfigMap', 'knative-serving', 'config-autoscaler', 'merge', { data });
    const annotations = { [key('initial-scale')]: '0' };
    deploy(world, 'shop', template({ image: 'ghcr.io/shop/api:never-ready' }, annotations));
    world.pass(5);
    assert.equal(world.says('Service', 'shop'), 'True');
    const request = world.running.load.begin('default', 'shop-00001');
    world.running.load.wait('default', 'shop-00001');
    world.pass(10);
    request.end(200);
    world.pass(300);
    assert.match(world.says('PodAutoscaler', 'shop-00001', 'Active'), /^Unknown Queued/);
    world.pass(400);
    const gaveUp = 'False TimedOut: The target could not be activated.';
    assert.equal(world.says('PodAutoscaler', 'shop-00001', 'Active'), gaveUp);
    assert.equal(world.says('Revision', 'shop-00001', 'Active'), gaveUp);
    assert.equal(scales(world, 'shop-00001')[2], 0);
  });

  it('keeps its minimum, while routes lead to it', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(colour('blue'), { [key('min-scale')]: '2' }));
    world.pass(200);
    assert.deepEqual(scales(world, 'shop-00001'), [2, 2, 2]);
    world.patch('shop', { template: template(colour('green')) });
    world.pass(200);
    assert.deepEqual(scales(world, 'shop-00001'), [0, 0, 0]);
  });

  it('takes new annotations of a live Revision', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(colour('blue')));
    world.pass(5);
    const annotations = { [key('min-scale')]: '3' };
    world.client.patch('serving.knative.dev/v1 Revision', 'default', 'shop-00001', 'merge', {
      metadata: { annotations },
    });
    world.pass(10);
    assert.deepEqual(scales(world, 'shop-00001'), [3, 3, 3]);
  });

  it('grows with the load, up to its maximum, and shrinks after it', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(colour('blue'), { [key('target')]: '10', [key('max-scale')]: '4' }));
    world.pass(10);
    const requests = Array.from({ length: 60 }, () => world.running.load.begin('default', 'shop-00001'));
    world.pass(20);
    assert.deepEqual(scales(world, 'shop-00001'), [4, 4, 4]);
    assert.equal(numberAt(world.get('Revision', 'shop-00001')['status'], 'actualReplicas'), 4);
    for (const one of requests) one.end(200);
    world.pass(180);
    assert.deepEqual(scales(world, 'shop-00001'), [0, 0, 0]);
    assert.ok(world.events('SuccessfulDelete').length >= 4);
  });

  it('takes the activator out of the path when there is capacity to spare', () => {
    const world = worldOfToday();
    deploy(
      world,
      'shop',
      template(colour('blue'), { [key('target-burst-capacity')]: '0', [key('min-scale')]: '1' }),
    );
    world.pass(10);
    assert.equal(mode(world, 'shop-00001'), 'Serve');
  });

  it('may begin with none, where the cluster lets it', () => {
    const world = worldOfToday();
    const data = { 'allow-zero-initial-scale': 'true' };
    world.client.patch('v1 ConfigMap', 'knative-serving', 'config-autoscaler', 'merge', { data });
    deploy(world, 'shop', template(colour('blue'), { [key('initial-scale')]: '0' }));
    world.pass(10);
    assert.equal(world.says('Service', 'shop'), 'True');
    assert.deepEqual(world.list('v1 Pod'), []);
  });

  it('leaves the class hpa to a HorizontalPodAutoscaler, which never goes to zero', () => {
    const world = worldOfToday();
    const annotations = {
      [key('class')]: 'hpa.autoscaling.knative.dev',
      [key('target')]: '70',
      [key('min-scale')]: '2',
    };
    deploy(world, 'shop', template(colour('blue'), annotations));
    world.pass(300);
    const hpa = world.client.get('autoscaling/v2 HorizontalPodAutoscaler', 'default', 'shop-00001');
    assert.deepEqual(hpa['spec'], {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-00001-deployment' },
      maxReplicas: 2_147_483_647,
      minReplicas: 2,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
        },
      ],
    });
    assert.deepEqual(scales(world, 'shop-00001'), [2, 2, 2]);
    assert.equal(world.says('Service', 'shop'), 'True');
  });
});
