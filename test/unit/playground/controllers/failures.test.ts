/** What becomes of images that cannot be pulled, crash, or never pass their probe. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { listAt, uidOf } from '#playground/api/object.ts';
import { behaviourOf } from '#playground/controllers/workload/images.ts';
import { colour, deploy, split, template, type World, worldOfToday } from './world.ts';

const image = (name: string): JsonObject => ({ image: `ghcr.io/shop/${name}` });

function userState(world: World): JsonObject {
  const [pod] = world.list('v1 Pod');
  const [user] = listAt(pod?.['status'], 'containerStatuses');
  return user as JsonObject;
}

describe('images that fail', () => {
  it('are known by the last part of their repository or by their tag', () => {
    assert.equal(behaviourOf('ghcr.io/shop/no-such-image'), 'missing');
    assert.equal(behaviourOf('ghcr.io/shop/api:crash'), 'crashes');
    assert.equal(behaviourOf('probe-fails'), 'unready');
    assert.equal(behaviourOf('localhost:5000/slow/api:1'), 'serves');
    assert.equal(behaviourOf('ghcr.io/crash/api@sha256:00'), 'serves');
  });

  it('the registry does not know: the digest cannot be found', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(image('no-such-image:1')));
    world.pass(3);
    const why =
      'Unable to fetch image "ghcr.io/shop/no-such-image:1": failed to resolve image to digest: HEAD https://ghcr.io/v2/shop/no-such-image/manifests/1: unexpected status code 404 Not Found (HEAD responses have no body, use GET for details)';
    assert.equal(world.says('Revision', 'shop-00001', 'ContainerHealthy'), `False ContainerMissing: ${why}`);
    assert.equal(
      world.says('Configuration', 'shop'),
      `False RevisionFailed: Revision "shop-00001" failed with message: ${why}.`,
    );
    assert.equal(
      world.says('Route', 'shop'),
      'False RevisionMissing: Configuration "shop" does not have any ready Revision.',
    );
    assert.match(world.says('Service', 'shop'), /^False RevisionMissing: Configuration "shop" does not have/);
    assert.match(
      world.says('Service', 'shop', 'ConfigurationsReady'),
      /^False RevisionFailed: Revision "shop-00001"/,
    );
    assert.deepEqual(world.list('v1 Pod'), []);
    assert.deepEqual(world.events('LatestCreatedFailed'), [
      'Latest created revision "shop-00001" has failed',
    ]);
  });

  it('the node may not pull: first the error, then longer and longer waits, failed after the deadline', () => {
    const world = worldOfToday();
    deploy(
      world,
      'shop',
      template(image('unpullable:1'), { 'serving.knative.dev/progress-deadline': '60s' }),
    );
    world.pass(1.5);
    assert.match(JSON.stringify(userState(world)['state']), /"waiting":\{"reason":"ErrImagePull"/);
    world.pass(3);
    assert.match(
      JSON.stringify(userState(world)['state']),
      /"ImagePullBackOff","message":"Back-off pulling image/,
    );
    assert.equal(world.says('Revision', 'shop-00001'), 'Unknown Deploying');
    world.pass(70);
    assert.match(world.says('Revision', 'shop-00001'), /^False ImagePullBackOff: Back-off pulling image/);
    assert.match(
      world.says('apps/v1 Deployment', 'shop-00001-deployment', 'Progressing'),
      /^False ProgressDeadlineExceeded: ReplicaSet "shop-00001-deployment-\w+" has timed out progressing\.$/,
    );
    assert.ok(world.events('BackOff').length > 0 && world.events('Failed').length > 0);
  });

  it('crash: the exit code and the last words reach the Service', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(image('crash')));
    world.pass(4);
    const words =
      /Container failed with: 2026\/11\/23 16:00:0\d cannot start: the variable DATABASE_URL is not set/;
    assert.match(world.says('Revision', 'shop-00001'), new RegExp(`^False ExitCode1: ${words.source}$`));
    assert.match(world.says('Configuration', 'shop'), words);
    const state = userState(world);
    assert.match(JSON.stringify(state['state']), /CrashLoopBackOff/);
    assert.match(JSON.stringify(state['lastState']), /"exitCode":1,"reason":"Error"/);
    assert.equal(state['restartCount'], 1);
    world.pass(15);
    assert.equal(userState(world)['restartCount'], 2);
    const [pod] = world.list('v1 Pod');
    assert.ok(pod !== undefined);
    const previous = world.cluster.logs.read(uidOf(pod), 'user-container', true) ?? [];
    assert.match(previous.at(-1)?.text ?? '', /cannot start/);
  });

  it('never get ready: the deadline passes', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(image('api:never-ready')));
    world.pass(30);
    assert.equal(
      world.says('v1 Pod', world.list('v1 Pod')[0]?.metadata.name ?? '').split(':')[0],
      'False ContainersNotReady',
    );
    assert.equal(
      world.says('Service', 'shop'),
      'Unknown RevisionMissing: Configuration "shop" is waiting for a Revision to become ready.',
    );
    assert.deepEqual(world.events('Unhealthy'), [
      'Readiness probe failed: HTTP probe failed with statuscode: 503',
    ]);
    world.pass(600);
    assert.match(world.says('Revision', 'shop-00001'), /^False ProgressDeadlineExceeded: ReplicaSet/);
    assert.match(world.says('Service', 'shop'), /^False RevisionMissing/);
  });

  it('start slowly: ready after twenty seconds', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(image('slow')));
    world.pass(15);
    assert.equal(world.says('Revision', 'shop-00001'), 'Unknown Deploying');
    world.pass(10);
    assert.equal(world.says('Service', 'shop'), 'True');
  });

  it('ask for more than the node has: they wait for a place, and get it when there is one', () => {
    const world = worldOfToday();
    const big = (cpu: string): JsonObject => ({ ...colour('blue'), resources: { requests: { cpu } } });
    deploy(world, 'first', template(big('5')));
    world.pass(5);
    deploy(world, 'second', template(big('5')));
    world.pass(5);
    const why =
      'Unschedulable: 0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';
    assert.equal(world.says('Revision', 'second-00001', 'ResourcesAvailable'), `False ${why}`);
    assert.match(world.says('Service', 'second', 'ConfigurationsReady'), /Insufficient cpu/);
    world.client.delete('serving.knative.dev/v1 Service', 'default', 'first');
    world.pass(20);
    assert.equal(world.says('Service', 'second'), 'True');
  });

  it('leave the traffic with the last revision that is ready', () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(colour('blue')));
    world.pass(5);
    world.patch('shop', { template: template(image('crash')) });
    world.pass(5);
    assert.match(world.says('Service', 'shop'), /^False RevisionFailed: Revision "shop-00002" failed/);
    assert.deepEqual(split(world.get('Service', 'shop')), ['shop-00001=100']);
    world.patch('shop', { template: template(colour('green')) });
    world.pass(5);
    assert.equal(world.says('Service', 'shop'), 'True');
    assert.deepEqual(split(world.get('Service', 'shop')), ['shop-00003=100']);
  });
});
