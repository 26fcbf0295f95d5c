/** The Services while somebody looks: shared, counted, reconnected, and ended with the last viewer. */
import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, test } from 'node:test';
import { ServicesStore } from '#client/cluster/servicesStore.ts';
import { internalError } from '#playground/api/http/faults.ts';
import { eventually, faultyWorld, service, type FaultyWorld } from './faultyWorld.ts';

let world: FaultyWorld;

beforeEach(async () => {
  world = await faultyWorld();
});

afterEach(async () => world.close());

function names(store: ServicesStore): readonly string[] {
  return store.state.phase === 'known' ? store.state.services.map(({ name }) => name) : [];
}

const isKnown = (store: ServicesStore): boolean => store.state.phase === 'known';
const watches = (): number => world.asked.filter((one) => one.endsWith(' watch')).length;

test('nothing is asked before somebody looks, and everything only once however many look', async () => {
  world.client.create(service('shop'));
  const connection = world.connection();
  const store = new ServicesStore(connection);
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  assert.deepEqual(world.asked, []);
  assert.equal(connection.state.phase, 'idle');

  const leave = [store.view(), store.view(), store.view()];
  await eventually('the Services are known', () => isKnown(store) && watches() === 4);
  assert.deepEqual(names(store), ['shop']);
  const lists = world.asked.filter((one) => /\/namespaces\/default\/\w+$/.test(one));
  // Services, Revisions, Pods and PodAutoscalers.
  assert.equal(lists.length, 4, lists.join('\n'));
  assert.equal(watches(), 4);

  for (const one of leave) {
    one();
    // Leaving twice is leaving once.
    one();
  }
  assert.equal(store.state.phase, 'idle');
  store.dispose();
});

test('the watches end a little after the last viewer has left, and not before', async () => {
  const connection = world.connection();
  const store = new ServicesStore(connection);
  const session = await connection.session();
  const [first, second] = [store.view(), store.view()];
  await eventually('the Services are known', () => isKnown(store));
  assert.equal(session.watches.running, 4);
  first();
  assert.equal(session.watches.running, 4);
  second();
  // Whoever comes back at once finds them running.
  assert.equal(session.watches.running, 4);
  const before = world.asked.length;
  const third = store.view();
  await eventually('the Services are known again', () => isKnown(store));
  assert.equal(world.asked.length, before);
  third();
  await eventually('the watches have ended', () => session.watches.running === 0);
  store.dispose();
});

test('changes are told, revisions and pods with their Service', async () => {
  world.client.create(service('shop'));
  const store = new ServicesStore(world.connection());
  const leave = store.view();
  await eventually('the Service is known', () => names(store).includes('shop'));
  world.client.create({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Revision',
    metadata: {
      name: 'shop-00001',
      namespace: 'default',
      labels: { 'serving.knative.dev/service': 'shop' },
    },
    spec: { containers: [{ image: 'example.com/shop:1' }] },
  });
  await eventually('the revision is shown', () => {
    const { state } = store;
    return state.phase === 'known' && state.services[0]?.revisions[0]?.image === 'example.com/shop:1';
  });
  world.client.delete('serving.knative.dev/v1 Service', 'default', 'shop');
  await eventually('it is gone', () => isKnown(store) && names(store).length === 0);
  leave();
  store.dispose();
});

test('trouble is told, and what is known stays', async () => {
  world.client.create(service('shop'));
  const store = new ServicesStore(world.connection());
  const leave = store.view();
  await eventually('the Service is known', () => names(store).includes('shop'));
  world.spoil(() => internalError());
  world.server.cutStreams();
  const trouble = (): string | undefined =>
    store.state.phase === 'known' ? store.state.trouble?.reason : undefined;
  await eventually('the trouble is told', () => trouble() === 'server');
  assert.deepEqual(names(store), ['shop']);
  world.spoil(() => undefined);
  await eventually('all is well again', () => isKnown(store) && trouble() === undefined);
  leave();
  store.dispose();
});

test('a cluster that does not answer is asked again while somebody looks', async () => {
  world.spoil(() => ({ type: 'cut' }));
  const connection = world.connection();
  const store = new ServicesStore(connection, 20);
  const leave = store.view();
  await eventually('it has failed', () => store.state.phase === 'failed');
  assert.equal(store.state.phase === 'failed' && store.state.error.reason, 'unreachable');
  world.spoil(() => undefined);
  await eventually('it is connected', () => isKnown(store));
  leave();
  world.spoil(() => ({ type: 'cut' }));
  connection.reconnect();
  await eventually('it has failed again', () => connection.state.phase === 'failed');
  const before = world.asked.length;
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  assert.equal(world.asked.length, before, 'nobody looks any more');
  store.dispose();
});

test('who may not list them is told so; in a namespace they may, they are shown', async () => {
  world.client.create(service('shop'));
  const connection = world.connection({ context: 'today-viewer', namespace: '' });
  const store = new ServicesStore(connection);
  const leave = store.view();
  await eventually('it has failed', () => store.state.phase === 'failed');
  assert.equal(store.state.phase === 'failed' && store.state.error.reason, 'forbidden');
  connection.choose({ context: 'today-viewer', namespace: 'default' });
  await eventually('the Service is known', () => names(store).includes('shop'));
  leave();
  store.dispose();
});

test('follows to another context and namespace, and leaves nothing running behind', async () => {
  world.client.create(service('shop'));
  const connection = world.connection();
  const store = new ServicesStore(connection);
  const leave = store.view();
  await eventually('the Service is known', () => names(store).includes('shop'));
  const today = await connection.session();
  connection.choose({ context: '2019' });
  await eventually('the other cluster is known', () => {
    return isKnown(store) && store.state.phase === 'known' && store.state.context === '2019';
  });
  assert.deepEqual(names(store), []);
  assert.equal(today.watches.running, 0);
  connection.choose({ context: '2019', namespace: '' });
  const other = await connection.session();
  assert.equal(other.serving?.version, 'v1alpha1');
  await eventually('it is known', () => isKnown(store));
  leave();
  store.dispose();
});
