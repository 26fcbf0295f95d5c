/** A collection follows its cluster through everything that goes wrong: nothing is lost, nothing comes twice. */
import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createApi, type Api } from '#client/cluster/api.ts';
import { WritableCollection } from '#client/cluster/collection.ts';
import { loadKubeconfig } from '#client/cluster/kubeconfig.ts';
import type { ApiResource, KubeObject } from '#client/cluster/object.ts';
import { reflect } from '#client/cluster/reflector.ts';
import { internalError, tooManyRequests } from '#playground/api/http/faults.ts';
import { configMap, eventually, faultyWorld, type FaultyWorld } from './faultyWorld.ts';

const configMaps: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
};
const address = '/api/v1/namespaces/default/configmaps';

/** Notes what it is told, so that nothing can come twice or go backwards unseen. */
class Witness extends WritableCollection {
  readonly told: string[] = [];
  readonly #versions = new Map<string, number>();

  override apply(object: KubeObject): void {
    const { name, resourceVersion } = object.metadata;
    const version = Number(resourceVersion);
    this.told.push(`${name} ${version}`);
    assert.ok(version > (this.#versions.get(name) ?? 0), `${name} went back to ${version}`);
    this.#versions.set(name, version);
    super.apply(object);
  }
}

let world: FaultyWorld;
let api: Api;
let stop: AbortController;
let into: Witness;

beforeEach(async () => {
  world = await faultyWorld();
  const kubeconfig = await loadKubeconfig({ paths: [world.file], environment: {} });
  api = createApi(kubeconfig.forContext('today'));
  stop = new AbortController();
  into = new Witness();
});

afterEach(async () => {
  stop.abort();
  await world.close();
});

function follow(
  more: { readonly pageSize?: number; readonly api?: Api; readonly namespace?: string } = {},
): void {
  const options = {
    api,
    resource: configMaps,
    namespace: 'default',
    labelSelector: 'of=test',
    into,
    firstDelay: 10,
    longestDelay: 100,
  };
  void reflect({ ...options, ...more }, stop.signal);
}

const names = (): readonly string[] => into.objects().map(({ metadata }) => metadata.name);
const values = (): readonly string[] =>
  into.objects().map((object) => JSON.stringify((object as { data?: unknown }).data));
const lists = (): number => world.asked.filter((one) => one === `GET ${address}`).length;
const watches = (): number => world.asked.filter((one) => one === `GET ${address} watch`).length;
const isLive = (): boolean => into.freshness.phase === 'live';
const isStale = (): boolean => into.freshness.phase === 'stale';

function staleReason(): string {
  return into.freshness.phase === 'stale' ? into.freshness.error.reason : '';
}

test('reads page by page and then follows, with one watch', async () => {
  for (let i = 0; i < 25; i++) world.client.create(configMap(`map-${String(i).padStart(2, '0')}`));
  follow({ pageSize: 10 });
  await eventually('it is live', isLive);
  assert.equal(into.objects().length, 25);
  assert.equal(lists(), 3);
  world.client.create(configMap('one-more'));
  world.client.delete('v1 ConfigMap', 'default', 'map-00');
  await eventually('the change is seen', () => names().includes('one-more') && !names().includes('map-00'));
  assert.equal(into.objects().length, 25);
  assert.equal(lists(), 3);
  assert.equal(watches(), 1);
});

test('a watch that is cut goes on where it was: no list, no alarm, nothing twice', async () => {
  follow();
  await eventually('it is live', isLive);
  let alarms = 0;
  into.onChange(() => {
    if (isStale()) alarms++;
  });
  for (let round = 0; round < 5; round++) {
    world.client.create(configMap(`before-${round}`));
    world.server.cutStreams();
    // While nobody listens.
    world.client.create(configMap(`between-${round}`));
    world.client.patch('v1 ConfigMap', 'default', `before-${round}`, 'merge', { data: { value: 'changed' } });
    await eventually('both are there', () => names().includes(`between-${round}`));
  }
  await eventually(
    'all changes are seen',
    () => values().filter((one) => one.includes('changed')).length === 5,
  );
  assert.equal(into.objects().length, 10);
  assert.equal(lists(), 1);
  assert.equal(alarms, 0);
  assert.equal(new Set(into.told).size, into.told.length);
});

test('what the server has forgotten is read anew; what was deleted meanwhile is gone', async () => {
  world.client.create(configMap('stays'));
  world.client.create(configMap('goes'));
  follow();
  await eventually('it is live', isLive);
  world.spoil(({ query }) => (query.get('watch') === 'true' ? { type: 'cut' } : undefined));
  world.server.cutStreams();
  await eventually('it is stale', isStale);
  assert.deepEqual(names(), ['goes', 'stays']);
  world.client.delete('v1 ConfigMap', 'default', 'goes');
  world.client.create(configMap('came'));
  world.cluster.store.compact();
  world.spoil(() => undefined);
  await eventually('it is live again', isLive);
  assert.deepEqual(names(), ['came', 'stays']);
  assert.equal(lists(), 2);
});

test('a server that is busy is asked again when it said so, once', async () => {
  let refused = 0;
  world.spoil(({ query }) => {
    if (query.get('watch') === 'true' || refused > 0) return undefined;
    refused++;
    return tooManyRequests(1);
  });
  const begin = performance.now();
  follow();
  await eventually('it is live', isLive);
  assert.ok(performance.now() - begin >= 1000, 'it was asked too early');
  assert.equal(lists(), 2);
  assert.equal(isStale(), false);
});

test('errors of the server mark what is known as old and keep it, until the server recovers', async () => {
  world.client.create(configMap('known'));
  follow();
  await eventually('it is live', isLive);
  world.spoil(() => internalError());
  world.server.cutStreams();
  await eventually('it is stale', isStale);
  assert.equal(staleReason(), 'server');
  assert.deepEqual(names(), ['known']);
  world.client.create(configMap('new'));
  const before = world.asked.length;
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  // 10, 20, 40, 80, 100, 100 … milliseconds between the tries.
  assert.ok(world.asked.length - before < 12, `${world.asked.length - before} requests in half a second`);
  world.spoil(() => undefined);
  await eventually('it is live again', isLive);
  assert.deepEqual(names(), ['known', 'new']);
});

test('slow answers are waited for', async () => {
  world.client.create(configMap('known'));
  world.spoil(() => ({ type: 'delay', milliseconds: 300 }));
  follow();
  await eventually('it is live', isLive);
  assert.deepEqual(names(), ['known']);
  assert.equal(lists(), 1);
});

describe('who is not let in', () => {
  test('keeps what is known when the token expires, and goes on with a new one', async () => {
    world.client.create(configMap('known'));
    follow();
    await eventually('it is live', isLive);
    const [token, user] = [...world.cluster.tokens].find(([, { name }]) => name === 'admin') ?? [
      '',
      undefined,
    ];
    assert.ok(user !== undefined);
    world.cluster.tokens.delete(token);
    world.server.cutStreams();
    await eventually('it is stale', isStale);
    assert.equal(staleReason(), 'unauthorized');
    assert.deepEqual(names(), ['known']);
    world.client.create(configMap('new'));
    world.cluster.tokens.set(token, user);
    await eventually('it is live again', isLive);
    assert.deepEqual(names(), ['known', 'new']);
  });

  test('is told so', async () => {
    const kubeconfig = await loadKubeconfig({ paths: [world.file], environment: {} });
    follow({ api: createApi(kubeconfig.forContext('today-viewer')), namespace: 'kube-system' });
    await eventually('it is stale', isStale);
    assert.equal(staleReason(), 'forbidden');
    assert.equal(into.complete, false);
  });
});

test('a server that ends every watch at once is not asked without pause', async () => {
  world.spoil(({ query }) => {
    if (query.get('watch') === 'true') query.set('timeoutSeconds', '0.001');
    return undefined;
  });
  follow();
  await new Promise((resolve) => {
    setTimeout(resolve, 600);
  });
  assert.ok(watches() > 1);
  assert.ok(watches() < 14, `${watches()} watches in 0.6 s`);
});

test('random changes under random faults end in the cluster’s own state', async () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  follow({ pageSize: 3 });
  await eventually('it is live', isLive);
  for (let round = 0; round < 300; round++) {
    const name = `map-${random(12)}`;
    const exists = world.client.find('v1 ConfigMap', 'default', name) !== undefined;
    if (!exists) world.client.create(configMap(name, String(round)));
    else if (random(3) === 0) world.client.delete('v1 ConfigMap', 'default', name);
    else world.client.patch('v1 ConfigMap', 'default', name, 'merge', { data: { value: String(round) } });
    const what = random(30);
    if (what === 0) world.server.cutStreams();
    if (what === 1) world.cluster.store.compact();
    if (what === 2) world.spoil(() => (random(2) === 0 ? internalError() : undefined));
    if (what === 3) world.spoil(() => (random(2) === 0 ? { type: 'cut' } : undefined));
    if (what === 4) world.spoil(() => undefined);
    if (random(4) === 0) {
      await new Promise((resolve) => {
        setTimeout(resolve, 3);
      });
    }
  }
  world.spoil(() => undefined);
  world.client.create(configMap('last'));
  const wanted = (): readonly string[] =>
    world.client
      .list('v1 ConfigMap', { namespace: 'default', labels: 'of=test' })
      .map(({ metadata }) => [metadata.name, metadata['resourceVersion'] as string].join(' '));
  const seen = (): readonly string[] =>
    into.objects().map(({ metadata }) => [metadata.name, metadata.resourceVersion].join(' '));
  await eventually('it is as the cluster is', () => isLive() && seen().join() === wanted().join());
});

test('ends when it is told to, also while it waits', async () => {
  world.spoil(() => internalError());
  const ended = reflect(
    { api, resource: configMaps, into, firstDelay: 60_000, longestDelay: 60_000 },
    stop.signal,
  );
  await eventually('it is stale', isStale);
  stop.abort();
  await ended;
});
