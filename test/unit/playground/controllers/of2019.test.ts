/** The cluster of 2019: the four modes, names and addresses of release 0.3, and the tutorial's slip. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { annotationsOf, labelsOf, listAt, numberAt, textAt } from '#playground/api/object.ts';
import { colour, split, type World, worldOf2019 } from './world.ts';

const configuration = (name: string, more: JsonObject = {}): JsonObject => ({
  ...more,
  revisionTemplate: { spec: { container: colour(name) } },
});

function create(world: World, name: string, spec: JsonObject): void {
  world.client.create({
    apiVersion: 'serving.knative.dev/v1alpha1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec,
  });
}

/** Blue runs, green is deployed beside it. */
function blueAndGreen(rolloutPercent = 20, revisions = ['canary-00001', 'canary-00002']): World {
  const world = worldOf2019();
  create(world, 'canary', { runLatest: { configuration: configuration('blue') } });
  world.pass(5);
  world.patch('canary', {
    runLatest: null,
    release: { revisions: ['canary-00001'], rolloutPercent: 0, configuration: configuration('green') },
  });
  world.pass(5);
  world.patch('canary', { release: { revisions, rolloutPercent } });
  world.pass(5);
  return world;
}

const hosts = (world: World): readonly unknown[] => {
  const [ingress] = world.client.list('networking.internal.knative.dev/v1alpha1 ClusterIngress');
  return listAt(ingress?.['spec'], 'rules').flatMap((rule) => listAt(rule, 'hosts'));
};

describe('the cluster of 2019', () => {
  it('runs the latest: names, addresses, conditions', () => {
    const world = worldOf2019();
    create(world, 'canary', { runLatest: { configuration: configuration('blue') } });
    world.pass(5);
    const { status } = world.get('Service', 'canary');
    const { conditions: _, ...rest } = status as JsonObject;
    assert.deepEqual(rest, {
      observedGeneration: 1,
      latestCreatedRevisionName: 'canary-00001',
      latestReadyRevisionName: 'canary-00001',
      domain: 'canary.default.example.com',
      domainInternal: 'canary.default.svc.cluster.local',
      address: { hostname: 'canary.default.svc.cluster.local' },
      traffic: [{ revisionName: 'canary-00001', percent: 100 }],
    });
    for (const kind of ['Service', 'Configuration', 'Route'])
      assert.equal(world.says(kind, 'canary'), 'True');
    const revision = world.get('Revision', 'canary-00001');
    const types = listAt(revision['status'], 'conditions').map((one) => textAt(one, 'type'));
    assert.deepEqual(types, ['Active', 'BuildSucceeded', 'ContainerHealthy', 'Ready', 'ResourcesAvailable']);
    assert.equal(textAt(revision['status'], 'serviceName'), 'canary-00001-service');
    assert.equal(labelsOf(revision)['serving.knative.dev/configurationGeneration'], '1');
    assert.deepEqual(world.events('RevisionReady'), [
      'Revision becomes ready upon endpoint "canary-00001-service" becoming ready',
    ]);
  });

  it('releases: current, candidate and latest, each with a dotted address', () => {
    const world = blueAndGreen();
    assert.deepEqual(split(world.get('Service', 'canary')), [
      'canary-00001=80@current',
      'canary-00002=20@candidate',
      'canary-00002=0@latest',
    ]);
    assert.equal(world.says('Service', 'canary'), 'True');
    const dotted = ['candidate', 'current', 'latest'].map((name) => `${name}.canary.default.example.com`);
    assert.deepEqual(hosts(world).slice(4), dotted);
  });

  it('makes no revision for a change of the split, and one for each change of the Configuration', () => {
    const world = blueAndGreen();
    world.patch('canary', { release: { rolloutPercent: 50 } });
    world.pass(5);
    assert.equal(world.list('Revision').length, 2);
    world.patch('canary', { release: { configuration: configuration('red') } });
    world.pass(5);
    assert.equal(
      textAt(world.get('Service', 'canary')['status'], 'latestCreatedRevisionName'),
      'canary-00003',
    );
    assert.equal(numberAt(world.get('Configuration', 'canary')['spec'], 'generation'), 3);
  });

  it('does not find canary-0001, says so, and goes on as before', () => {
    const world = blueAndGreen(20, ['canary-0001', 'canary-00002']);
    const why = 'False RevisionMissing: Revision "canary-0001" referenced in traffic not found.';
    assert.equal(world.says('Route', 'canary', 'AllTrafficAssigned'), why);
    assert.equal(world.says('Route', 'canary', 'IngressReady'), 'True');
    assert.equal(world.says('Service', 'canary'), why);
    assert.equal(world.says('Service', 'canary', 'ConfigurationsReady'), 'True');
    assert.deepEqual(split(world.get('Service', 'canary')), [
      'canary-00001=100@current',
      'canary-00002=0@latest',
    ]);
    world.patch('canary', { release: { revisions: ['canary-00001', 'canary-00002'] } });
    world.pass(5);
    assert.equal(world.says('Service', 'canary'), 'True');
  });

  it('pins a revision', () => {
    const world = blueAndGreen();
    world.patch('canary', {
      release: null,
      pinned: { revisionName: 'canary-00001', configuration: configuration('green') },
    });
    world.pass(5);
    assert.deepEqual(split(world.get('Service', 'canary')), ['canary-00001=100']);
  });

  it('leaves its children alone in the mode manual', () => {
    const world = blueAndGreen();
    const before = world.get('Route', 'canary');
    world.patch('canary', { release: null, manual: {} });
    world.pass(5);
    const why = 'Unknown Manual: Service is set to Manual, and is not managing underlying resources.';
    for (const type of ['Ready', 'ConfigurationsReady', 'RoutesReady']) {
      assert.equal(world.says('Service', 'canary', type), why);
    }
    assert.deepEqual(world.get('Route', 'canary')['spec'], before['spec']);
  });

  it('quotes why the newest revision failed', () => {
    const world = worldOf2019();
    create(world, 'canary', {
      runLatest: {
        configuration: { revisionTemplate: { spec: { container: { image: 'ghcr.io/shop/crash' } } } },
      },
    });
    world.pass(5);
    assert.match(
      world.says('Configuration', 'canary'),
      /^False RevisionFailed: Revision "canary-00001" failed with message: "Container failed with: .* is not set"\.$/,
    );
    assert.equal(
      world.says('Route', 'canary'),
      'False RevisionMissing: Configuration "canary" does not have any ready Revision.',
    );
    world.pass(130);
    assert.equal(
      world.says('Revision', 'canary-00001', 'ResourcesAvailable'),
      'False ProgressDeadlineExceeded: Unable to create pods for more than 120 seconds.',
    );
  });

  it('builds before it deploys', () => {
    const world = worldOf2019();
    const args = ['--destination=gcr.io/x/canary'];
    const build = { steps: [{ name: 'push', image: 'gcr.io/kaniko-project/executor', args }] };
    create(world, 'canary', { runLatest: { configuration: configuration('blue', { build }) } });
    world.pass(2);
    assert.match(world.says('Revision', 'canary-00001', 'BuildSucceeded'), /^Unknown Building/);
    assert.deepEqual(world.list('apps/v1 Deployment'), []);
    world.pass(60);
    assert.equal(world.says('Revision', 'canary-00001', 'BuildSucceeded'), 'True');
    assert.equal(world.says('Service', 'canary'), 'True');
  });

  it('goes to zero and comes back', () => {
    const world = blueAndGreen();
    world.pass(150);
    assert.deepEqual(world.list('v1 Pod'), []);
    assert.equal(world.says('Service', 'canary'), 'True');
    assert.match(world.says('Revision', 'canary-00001', 'Active'), /^False NoTraffic/);
    const request = world.running.load.begin('default', 'canary-00001');
    world.running.load.wait('default', 'canary-00001');
    world.pass(2);
    request.end(200);
    assert.equal(world.list('v1 Pod').length, 1);
  });

  it('takes everything along when the Service goes', () => {
    const world = blueAndGreen();
    world.client.delete('serving.knative.dev/v1alpha1 Service', 'default', 'canary');
    world.pass(5);
    for (const kind of [
      'Configuration',
      'Route',
      'Revision',
      'PodAutoscaler',
      'apps/v1 Deployment',
      'v1 Pod',
      'v1 Service',
    ]) {
      assert.deepEqual(world.list(kind), [], kind);
    }
    assert.deepEqual(world.client.list('networking.internal.knative.dev/v1alpha1 ClusterIngress'), []);
  });

  it('writes no annotations of later releases', () => {
    const world = blueAndGreen();
    assert.deepEqual(annotationsOf(world.get('Route', 'canary')), {});
  });
});
