/** Splits are written over what was looked at, and over nothing else. */
import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { changeTraffic, undoTraffic, type Undo } from '#client/cluster/actions/changeTraffic.ts';
import { deleteObject } from '#client/cluster/actions/deleteObject.ts';
import { requestJson } from '#client/cluster/api.ts';
import { ClusterError } from '#client/cluster/errors.ts';
import { jsonOf, pathOf, type ApiResource, type KubeObject } from '#client/cluster/object.ts';
import type { Session } from '#client/cluster/session.ts';
import type { JsonObject } from '#knative/json.ts';
import { valueAt } from '#knative/path.ts';
import { readRollout, shortSplit } from '#knative/rollout/rollout.ts';
import { faultyWorld, service, type FaultyWorld } from './faultyWorld.ts';

let world: FaultyWorld;
let session: Session;

const canary = [
  { revisionName: 'shop-00001', percent: 80, tag: 'current' },
  { revisionName: 'shop-00002', percent: 20, tag: 'candidate' },
];

async function open(which: 'today' | 'of2019', object: JsonObject): Promise<void> {
  world = await faultyWorld(which);
  session = await world.connection().session();
  world.client.create(object);
}

function resource(): ApiResource {
  assert.ok(session.serving !== undefined);
  return session.serving.service;
}

async function shown(): Promise<KubeObject> {
  return requestJson<KubeObject>(session.api, { path: pathOf(resource(), 'default', 'shop') });
}

async function split(): Promise<string> {
  return shortSplit(readRollout(jsonOf(await shown())));
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  assert.ok(error instanceof ClusterError, String(error));
  return error.reason;
}

async function changed(...args: Parameters<typeof changeTraffic>): Promise<Undo> {
  const change = await changeTraffic(...args);
  assert.ok('undo' in change, JSON.stringify(change));
  return change.undo;
}

/** Somebody else touches the object, the split or not. */
function meddle(body: JsonObject): void {
  world.client.patch(
    `serving.knative.dev/${session.serving?.version} Service`,
    'default',
    'shop',
    'merge',
    body,
  );
}

describe('today', () => {
  beforeEach(async () => open('today', service('shop', { traffic: canary })));
  afterEach(async () => world.close());

  test('moves step by step, promotes, and takes back the last step', async () => {
    await changed(session, await shown(), { kind: 'shift', by: 10 });
    assert.equal(await split(), '70/30');
    await changed(session, await shown(), { kind: 'candidate', percent: 50 });
    assert.equal(await split(), '50/50');
    const undo = await changed(session, await shown(), { kind: 'promote' });
    assert.equal(await split(), '100');
    await undoTraffic(session, undo);
    assert.equal(await split(), '50/50');
    const targets = readRollout(jsonOf(await shown())).targets.map(({ tag, revision }) => [tag, revision]);
    assert.deepEqual(targets, [
      ['current', 'shop-00001'],
      ['candidate', 'shop-00002'],
    ]);
  });

  test('writes as knative-tools, and only what it changes', async () => {
    const before = await shown();
    const change = await changeTraffic(session, before, { kind: 'shift', by: 10 });
    assert.ok('done' in change);
    assert.deepEqual(change.done.spec?.['template'], before.spec?.['template']);
    const managed = JSON.stringify(jsonOf(change.done)['metadata']);
    assert.match(managed, /"manager":"knative-tools"/);
  });

  test('writes nothing where somebody else was faster', async () => {
    const old = await shown();
    meddle({ metadata: { annotations: { note: 'changed meanwhile' } } });
    assert.equal(await reasonOf(changeTraffic(session, old, { kind: 'promote' })), 'conflict');
    assert.equal(await split(), '80/20');
    // With what it has become, it can be written.
    await changed(session, await shown(), { kind: 'promote' });
    assert.equal(await split(), '100');
  });

  test('with somebody else always a step ahead every second write fails, and none is lost', async () => {
    let writes = 0;
    for (let round = 0; round < 6; round++) {
      const seen = await shown();
      if (round % 2 === 0) meddle({ metadata: { annotations: { round: String(round) } } });
      const change = await changeTraffic(session, seen, { kind: 'shift', by: 10 }).catch(
        (error: unknown) => error,
      );
      if (round % 2 === 0) assert.ok(change instanceof ClusterError && change.reason === 'conflict');
      else writes++;
    }
    assert.equal(writes, 3);
    assert.equal(await split(), '50/50');
    const { metadata } = await shown();
    assert.equal(metadata.annotations?.['round'], '4');
  });

  test('takes back nothing that was changed again', async () => {
    const undo = await changed(session, await shown(), { kind: 'promote' });
    meddle({ spec: { traffic: [{ latestRevision: true, percent: 100 }] } });
    assert.equal(await reasonOf(undoTraffic(session, undo)), 'conflict');
    assert.deepEqual((await shown()).spec?.['traffic'], [{ latestRevision: true, percent: 100 }]);
  });

  test('takes back its own change though something else was changed', async () => {
    const undo = await changed(session, await shown(), { kind: 'promote' });
    meddle({ metadata: { annotations: { note: 'changed meanwhile' } } });
    await undoTraffic(session, undo);
    assert.equal(await split(), '80/20');
    assert.equal((await shown()).metadata.annotations?.['note'], 'changed meanwhile');
  });

  test('asks nobody for what cannot be done', async () => {
    const before = world.asked.length;
    const seen = await shown();
    const change = await changeTraffic(session, seen, { kind: 'candidate', percent: 130 });
    assert.ok('refusal' in change);
    assert.equal(world.asked.length, before + 1);
  });

  test('may not do what its user may not', async () => {
    const viewer = await world.connection({ context: 'today-viewer' }).session();
    const seen = await shown();
    assert.equal(await viewer.rights.may('patch', resource(), 'default'), false);
    assert.equal(await viewer.rights.may('list', resource(), 'default'), true);
    assert.equal(await reasonOf(changeTraffic(viewer, seen, { kind: 'promote' })), 'forbidden');
    assert.equal(await split(), '80/20');
  });

  test('what is to be deleted unchanged is not deleted changed', async () => {
    const seen = await shown();
    meddle({ metadata: { annotations: { note: 'in use again' } } });
    const careful = { onlyUnchanged: true };
    assert.equal(await reasonOf(deleteObject(session, resource(), seen, careful)), 'conflict');
    await deleteObject(session, resource(), await shown(), careful);
    assert.equal(await reasonOf(shown()), 'notFound');
  });
});

describe('2019', () => {
  const configuration = {
    revisionTemplate: { spec: { container: { image: 'example.com/shop' } } },
  };
  beforeEach(async () =>
    open('of2019', {
      apiVersion: 'serving.knative.dev/v1alpha1',
      kind: 'Service',
      metadata: { name: 'shop', namespace: 'default' },
      spec: { release: { revisions: ['shop-00001', 'shop-00002'], rolloutPercent: 20, configuration } },
    }),
  );
  afterEach(async () => world.close());

  test('writes revisions and rolloutPercent', async () => {
    const before = await shown();
    await changed(session, await shown(), { kind: 'candidate', percent: 50 });
    assert.equal(await split(), '50/50');
    const undo = await changed(session, await shown(), { kind: 'promote' });
    const { configuration: kept, ...release } = valueAt(jsonOf(await shown()), [
      'spec',
      'release',
    ]) as JsonObject;
    assert.deepEqual(release, { revisions: ['shop-00002'] });
    assert.deepEqual(kept, valueAt(jsonOf(before), ['spec', 'release', 'configuration']));
    await undoTraffic(session, undo);
    assert.equal(await split(), '50/50');
  });

  test('writes nothing where somebody else was faster', async () => {
    const old = await shown();
    meddle({ metadata: { annotations: { note: 'changed meanwhile' } } });
    assert.equal(await reasonOf(changeTraffic(session, old, { kind: 'promote' })), 'conflict');
    assert.equal(await split(), '80/20');
  });
});
