/** Services, Routes and what belongs to them today, beyond what the recording shows. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { annotationsOf, labelsOf, listAt, textAt } from '#playground/api/object.ts';
import { colour, deploy, split, template, type World, worldOfToday } from './world.ts';

const ingressKind = 'networking.internal.knative.dev/v1alpha1 Ingress';

const url = (world: World, name: string): string => textAt(world.get('Service', name)['status'], 'url');

function route(world: World, name: string, traffic: readonly JsonObject[]): void {
  world.client.create({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Route',
    metadata: { name, namespace: 'default' },
    spec: { traffic },
  });
}

function settings(world: World, map: string, data: JsonObject): void {
  world.client.patch('v1 ConfigMap', 'knative-serving', map, 'merge', { data });
}

describe('a Service of today', () => {
  it('has addresses by the domain that its labels choose', () => {
    const world = worldOfToday();
    settings(world, 'config-domain', { 'shop.example': 'selector:\n  app: shop\n' });
    deploy(world, 'a', template(colour('blue')));
    deploy(world, 'b', template(colour('blue')), { labels: { app: 'shop' } });
    deploy(world, 'c', template(colour('blue')), {
      labels: { 'networking.knative.dev/visibility': 'cluster-local' },
    });
    world.pass(5);
    assert.equal(url(world, 'a'), 'http://a.default.example.com');
    assert.equal(url(world, 'b'), 'http://b.default.shop.example');
    assert.equal(url(world, 'c'), 'http://c.default.svc.cluster.local');
    const rules = listAt(world.client.get(ingressKind, 'default', 'c')['spec'], 'rules');
    assert.deepEqual(
      rules.map((rule) => textAt(rule, 'visibility')),
      ['ClusterLocal'],
    );
    const outside = listAt(world.client.get(ingressKind, 'default', 'a')['spec'], 'rules');
    assert.deepEqual(
      outside.map((rule) => textAt(rule, 'visibility')),
      ['ClusterLocal', 'ExternalIP'],
    );
  });

  it('has addresses by the templates of config-network', () => {
    const world = worldOfToday();
    settings(world, 'config-network', {
      'domain-template': '{{.Name}}-{{.Namespace}}.{{.Domain}}',
      'tag-template': '{{.Name}}-{{.Tag}}',
    });
    deploy(world, 'a', template(colour('blue')));
    world.pass(5);
    world.patch('a', { traffic: [{ latestRevision: true, percent: 100, tag: 'new' }] });
    world.pass(5);
    assert.equal(url(world, 'a'), 'http://a-default.example.com');
    const [target] = listAt(world.get('Service', 'a')['status'], 'traffic');
    assert.equal(textAt(target, 'url'), 'http://a-new-default.example.com');
  });

  it('numbers revisions by changes of the template only', () => {
    const world = worldOfToday();
    deploy(world, 'a', template(colour('blue')));
    world.pass(5);
    world.client.patch('serving.knative.dev/v1 Service', 'default', 'a', 'merge', {
      metadata: { annotations: { note: 'x' } },
    });
    world.patch('a', { traffic: [{ revisionName: 'a-00001', percent: 100 }] });
    world.pass(5);
    assert.equal(world.list('Revision').length, 1);
    world.patch('a', { template: template(colour('green')) });
    world.pass(5);
    assert.deepEqual(
      world.list('Revision').map(({ metadata }) => metadata.name),
      ['a-00001', 'a-00002'],
    );
    assert.deepEqual(split(world.get('Service', 'a')), ['a-00001=100']);
    const [old, young] = world.list('Revision');
    assert.equal(labelsOf(old ?? assert.fail())['serving.knative.dev/routingState'], 'active');
    // Nothing leads to it, and nothing ever did.
    assert.equal(labelsOf(young ?? assert.fail())['serving.knative.dev/routingState'], 'reserve');
  });

  it('cuts names that are too long, and makes them unique', () => {
    const world = worldOfToday();
    const name = 'a'.repeat(60);
    deploy(world, name, template(colour('blue')));
    world.pass(5);
    const [revision] = world.list('Revision');
    assert.match(revision?.metadata.name ?? '', /^a+[0-9a-f]{32}-00001$/);
    assert.equal(revision?.metadata.name.length, 63);
    assert.equal(world.says('Service', name), 'True');
  });

  it('does not touch a Configuration of somebody else', () => {
    const world = worldOfToday();
    world.client.create({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Configuration',
      metadata: { name: 'a', namespace: 'default' },
      spec: { template: template(colour('blue')) },
    });
    deploy(world, 'a', template(colour('green')));
    world.pass(5);
    const why = 'False NotOwned: There is an existing Configuration "a" that we do not own.';
    assert.equal(world.says('Service', 'a', 'ConfigurationsReady'), why);
  });

  it('takes everything along when it goes', () => {
    const world = worldOfToday();
    deploy(world, 'a', template(colour('blue')));
    world.pass(5);
    world.client.delete('serving.knative.dev/v1 Service', 'default', 'a');
    world.pass(5);
    const kinds = [
      'Configuration',
      'Route',
      'Revision',
      'PodAutoscaler',
      ingressKind,
      'apps/v1 Deployment',
      'apps/v1 ReplicaSet',
      'v1 Pod',
      'v1 Service',
      'v1 Endpoints',
    ];
    for (const kind of kinds) assert.deepEqual(world.list(kind), [], kind);
  });
});

describe('a Route of today', () => {
  it('names the first target that cannot be used', () => {
    const world = worldOfToday();
    deploy(world, 'a', template(colour('blue')));
    deploy(world, 'bad', template({ image: 'ghcr.io/shop/crash' }));
    world.pass(5);
    const says = (name: string, target: JsonObject): string => {
      route(world, name, [{ percent: 100, ...target }]);
      world.pass(1);
      return world.says('Route', name, 'AllTrafficAssigned');
    };
    assert.equal(
      says('r1', { configurationName: 'none' }),
      'False ConfigurationMissing: Configuration "none" referenced in traffic not found.',
    );
    assert.equal(
      says('r2', { configurationName: 'bad' }),
      'False RevisionMissing: Configuration "bad" does not have any ready Revision.',
    );
    assert.equal(
      says('r3', { revisionName: 'bad-00001' }),
      'False RevisionMissing: Revision "bad-00001" failed to become ready.',
    );
    assert.equal(says('r4', { revisionName: 'a-00001' }), 'True');
    world.patch('a', { traffic: [{ revisionName: 'bad-00001', percent: 100 }] });
    world.pass(1);
    assert.equal(
      world.says('Route', 'a', 'AllTrafficAssigned'),
      'False RevisionNotOwned: Revision "bad-00001" belongs to Service "bad", not Service "a".',
    );
    assert.deepEqual(split(world.get('Service', 'a')), ['a-00001=100']);
  });

  it('marks the revisions of several Routes', () => {
    const world = worldOfToday();
    deploy(world, 'a', template(colour('blue')));
    world.pass(5);
    route(world, 'z', [{ revisionName: 'a-00001', percent: 100 }]);
    world.pass(5);
    const routes = (): string | undefined =>
      annotationsOf(world.get('Revision', 'a-00001'))['serving.knative.dev/routes'];
    assert.equal(routes(), 'a,z');
    world.client.delete('serving.knative.dev/v1 Route', 'default', 'z');
    world.pass(2);
    assert.equal(routes(), 'a');
  });
});

describe('a DomainMapping', () => {
  const map = (world: World, name: string, service: string): void =>
    void world.client.create({
      apiVersion: 'serving.knative.dev/v1beta1',
      kind: 'DomainMapping',
      metadata: { name, namespace: 'default' },
      spec: { ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: service } },
    });
  const kind = 'serving.knative.dev/v1beta1 DomainMapping';
  const claim = (world: World, name: string, namespace: string): void =>
    void world.client.create({
      apiVersion: 'networking.internal.knative.dev/v1alpha1',
      kind: 'ClusterDomainClaim',
      metadata: { name },
      spec: { namespace },
    });

  it('waits for its claim and for what it refers to', () => {
    const world = worldOfToday();
    map(world, 'shop.org', 'shop');
    world.pass(1);
    assert.equal(
      world.says(kind, 'shop.org', 'DomainClaimed'),
      'False DomainClaimFailed: no ClusterDomainClaim found for domain "shop.org"',
    );
    claim(world, 'shop.org', 'default');
    world.pass(1);
    assert.equal(
      world.says(kind, 'shop.org', 'ReferenceResolved'),
      'False ResolveFailed: services.serving.knative.dev "shop" not found',
    );
    deploy(world, 'shop', template(colour('blue')));
    world.pass(6);
    assert.equal(world.says(kind, 'shop.org'), 'True');
    assert.equal(textAt(world.get(kind, 'shop.org')['status'], 'url'), 'http://shop.org');
  });

  it('claims its domain itself where the cluster lets it, and not one of others', () => {
    const world = worldOfToday();
    settings(world, 'config-network', { 'autocreate-cluster-domain-claims': 'true' });
    deploy(world, 'shop', template(colour('blue')));
    claim(world, 'taken.org', 'kube-system');
    map(world, 'shop.org', 'shop');
    map(world, 'taken.org', 'shop');
    world.pass(6);
    assert.equal(world.says(kind, 'shop.org'), 'True');
    assert.equal(
      world.says(kind, 'taken.org'),
      'False DomainAlreadyClaimed: The domain name is already in use by another DomainMapping',
    );
  });
});

describe('old revisions', () => {
  it('go when config-gc says so, but never those that are routed or wanted', () => {
    const world = worldOfToday();
    settings(world, 'config-gc', {
      'retain-since-create-time': '60s',
      'retain-since-last-active-time': '60s',
      'min-non-active-revisions': '1',
    });
    deploy(world, 'a', template(colour('blue')));
    world.pass(5);
    for (const name of ['green', 'red', 'teal', 'pink']) {
      world.patch('a', {
        template: template(colour(name)),
        traffic: [
          { latestRevision: true, percent: 90 },
          { revisionName: 'a-00001', percent: 10 },
        ],
      });
      world.pass(5);
      const [, young] = world.list('Revision');
      if (young?.metadata.name === 'a-00002') {
        const annotations = { 'serving.knative.dev/no-gc': 'true' };
        world.client.patch('serving.knative.dev/v1 Revision', 'default', 'a-00002', 'merge', {
          metadata: { annotations },
        });
      }
      world.pass(55);
    }
    world.pass(120);
    world.patch('a', { template: template(colour('orange')) });
    world.pass(10);
    // 1 is routed, 2 kept by hand, 5 the one that is kept in any case, 6 the newest.
    assert.deepEqual(
      world.list('Revision').map(({ metadata }) => metadata.name),
      ['a-00001', 'a-00002', 'a-00005', 'a-00006'],
    );
  });
});
