/** Recording what the objects tell: a sample a second and revision, what happened, and quiet when nobody looks. */
import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { MetricsRecorder, type RecorderOptions } from '#client/cluster/metrics/metricsRecorder.ts';
import { MetricsRecorders } from '#client/cluster/metrics/metricsRecorders.ts';
import type { MetricsSource } from '#client/cluster/metrics/metricsSource.ts';
import { rowLength, sampleColumns, type SampleColumn } from '#client/cluster/metrics/sampleLog.ts';
import type { AppendedRows } from '#client/cluster/metrics/sampleStore.ts';
import type { Session } from '#client/cluster/session.ts';
import type { JsonObject } from '#knative/json.ts';
import { english, text } from '#knative/text.ts';
import type { Client } from '#playground/api/client.ts';
import { seedCanary } from '../../../../kit/seededServices.ts';
import { eventually, faultyWorld, type FaultyWorld } from '../faultyWorld.ts';

let world: FaultyWorld;
let client: Client;
let session: Session;

beforeEach(async () => {
  world = await faultyWorld();
  client = seedCanary(world);
  session = await world.connection().session();
});

/** What a test that fails leaves running. */
const open: { dispose(): void }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) one.dispose();
  await world.close();
});

const canary = { namespace: 'default', service: 'canary' };

function record(options: Partial<RecorderOptions> = {}): MetricsRecorder {
  const recorder = new MetricsRecorder(session, { ...canary, sources: [], ...options });
  open.push(recorder);
  return recorder;
}

function scaler(revision: string, desired: number): void {
  const name = `autoscaling.internal.knative.dev/v1alpha1 PodAutoscaler`;
  const object =
    client.find(name, 'default', revision) ??
    client.create({
      apiVersion: 'autoscaling.internal.knative.dev/v1alpha1',
      kind: 'PodAutoscaler',
      metadata: {
        name: revision,
        namespace: 'default',
        annotations: { 'autoscaling.knative.dev/target': '10' },
      },
      spec: {
        containerConcurrency: 50,
        protocolType: 'http1',
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `${revision}-deployment` },
      },
    });
  client.updateStatus({ ...object, status: { desiredScale: desired, actualScale: 0 } });
}

function valuesOf({ rows }: AppendedRows, column: SampleColumn): readonly number[] {
  const index = sampleColumns.indexOf(column) + 1;
  return Array.from({ length: rows.length / rowLength }, (_one, row) => rows[row * rowLength + index] ?? 0);
}

test('what is known: the service, its revisions, what they go by, and how many replicas there are', async () => {
  scaler('canary-00001', 3);
  const recorder = record();
  assert.equal(recorder.state.phase, 'idle');
  const leave = recorder.view();
  await eventually(
    'it is live',
    () => recorder.state.phase === 'live' && recorder.since().batches.length === 3,
  );
  const { state } = recorder;
  assert.equal(state.service?.name, 'canary');
  const revision = state.revisions.find(({ name }) => name === 'canary-00001');
  assert.equal(revision?.live.percent, 80);
  assert.equal(revision?.annotations['autoscaling.knative.dev/target'], '10');
  assert.equal(revision?.containerConcurrency, 50);
  assert.equal(revision?.latest?.desired, 3);
  assert.equal(revision?.latest?.ready, 0);
  assert.equal(revision?.latest?.stable, undefined);
  assert.deepEqual(
    state.sources.map(({ kind, available }) => [kind, available]),
    [['objects', true]],
  );
  assert.equal(typeof state.autoscalerConfig, 'object');
  leave();
});

test('a sample a second, no two of the same, to whoever has not seen it', async () => {
  const recorder = record();
  const leave = recorder.view();
  const own = (): AppendedRows | undefined =>
    recorder.since().batches.find(({ revision }) => revision === 'canary-00002');
  await eventually('there are two samples', () => (own()?.rows.length ?? 0) >= 2 * rowLength);
  const { cursor } = recorder.since();
  assert.deepEqual(recorder.since(cursor).batches, []);
  await eventually('there is another', () => recorder.since(cursor).batches.length > 0);
  const batch = own();
  assert.ok(batch);
  const times = Array.from(
    { length: batch.rows.length / rowLength },
    (_one, row) => batch.rows[row * rowLength] ?? 0,
  );
  assert.equal(new Set(times).size, times.length);
  assert.ok(times.every((time) => Math.abs(time - Date.now() / 1000) < 60));
  leave();
});

test('what happens is marked: a deploy, another split, another number of replicas', async () => {
  scaler('canary-00001', 1);
  const recorder = record();
  const leave = recorder.view();
  await eventually('it is live', () => recorder.state.phase === 'live');
  assert.equal(recorder.state.markers.length, 0);

  scaler('canary-00001', 4);
  client.create({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Revision',
    metadata: {
      name: 'canary-00003',
      namespace: 'default',
      labels: { 'serving.knative.dev/service': 'canary' },
    },
    spec: { containers: [{ image: 'ghcr.io/shop/canary:red' }] },
  });
  const service = client.get('serving.knative.dev/v1 Service', 'default', 'canary');
  const traffic = [{ revisionName: 'canary-00002', percent: 100 }];
  client.updateStatus({ ...service, status: { conditions: [], traffic } });
  recorder.mark({ time: 1, kind: 'load', revision: '', text: text('Load') });
  await eventually('all is marked', () => recorder.state.markers.length >= 4);
  assert.deepEqual(recorder.state.markers.map((one) => english(one.text)).toSorted(), [
    'Load',
    'Traffic: canary-00002 100 %',
    'canary-00001: from 1 to 4 replicas',
    'canary-00003 was deployed',
  ]);
  leave();
});

test('listeners are called at most ten times a second, and once more for what came last', async () => {
  const recorder = record();
  const leave = recorder.view();
  await eventually('it is live', () => recorder.state.phase === 'live');
  const times: number[] = [];
  const stop = recorder.onChange(() => times.push(performance.now()));
  for (let i = 0; i < 200; i++) recorder.mark({ time: i, kind: 'load', revision: '', text: text('Load') });
  await eventually('all are told', () => times.length >= 2);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  assert.ok(
    gaps.every((gap) => gap > 90),
    String(gaps),
  );
  assert.ok(times.length <= 5);
  stop();
  leave();
});

/** Answers at once, with what came before too. */
function remembering(read: () => void): MetricsSource {
  return {
    kind: 'prometheus',
    interval: 1,
    async read() {
      read();
      return {
        found: true,
        text: text('here'),
        figures: new Map([['canary-00001', { stable: 7, desired: 99 }]]),
      };
    },
    async history(_subject, _from, to) {
      return new Map([['canary-00001', [-60, -30].map((ago) => ({ time: to + ago, stable: 5 }))]]);
    },
  };
}

test('a source adds what objects do not tell, and the hours before; the objects say how many pods there are', async () => {
  scaler('canary-00001', 3);
  const recorder = record({ sources: [remembering(() => undefined)] });
  const leave = recorder.view();
  const own = (): AppendedRows | undefined =>
    recorder.since().batches.find(({ revision }) => revision === 'canary-00001');
  const stable = (): readonly number[] => {
    const batch = own();
    return batch === undefined ? [] : valuesOf(batch, 'stable');
  };
  await eventually('the source is read', () => stable().includes(7) && stable().includes(5));
  // What it remembers holds from one time to the next.
  assert.deepEqual(stable().slice(0, 16), Array<number>(16).fill(5));
  assert.equal(recorder.state.source, 'prometheus');
  const latest = recorder.state.revisions.find(({ name }) => name === 'canary-00001')?.latest;
  assert.equal(latest?.stable, 7);
  assert.equal(latest.desired, 3);
  leave();
});

test('nothing is asked, watched or recorded when nobody looks; what was recorded stays a while', async () => {
  let reads = 0;
  const recorders = new MetricsRecorders({ sourcesFor: () => [remembering(() => reads++)], keep: 300 });
  open.push(recorders);
  const [first, second] = [recorders.lease(session, canary), recorders.lease(session, canary)];
  assert.equal(first.recorder, second.recorder);
  const { recorder } = first;
  await eventually('something is recorded', () => recorder.since().batches.length === 3 && reads > 0);
  assert.equal(recorders.size, 1);
  const running = session.watches.running;
  assert.ok(running >= 5, String(running));
  first.release();
  first.release();
  assert.equal(recorder.state.phase, 'live');
  second.release();
  assert.equal(recorder.state.phase, 'idle');
  const kept = recorder.since();
  assert.equal(kept.batches.length, 3);
  const before = reads;
  // Who comes back finds it.
  const third = recorders.lease(session, canary);
  assert.equal(third.recorder, recorder);
  await eventually('it goes on', () => reads > before && recorder.state.phase === 'live');
  third.release();
  await eventually('it is let go', () => recorders.size === 0);
  assert.deepEqual(recorder.since().batches, []);
  const after = reads;
  await eventually('the watches have ended', () => session.watches.running === 0);
  assert.equal(reads, after);
});

test('a source is asked less often while none of those who look sees it', async () => {
  const recorders = new MetricsRecorders({ sourcesFor: () => [remembering(() => undefined)] });
  open.push(recorders);
  const [first, second] = [recorders.lease(session, canary), recorders.lease(session, canary)];
  const { recorder } = first;
  await eventually('it is read', () => recorder.state.source === 'prometheus');
  assert.equal(recorder.state.interval, 1);
  first.setVisible(false);
  first.setVisible(false);
  assert.equal(recorder.state.interval, 1);
  second.setVisible(false);
  assert.equal(recorder.state.interval, 10);
  first.setVisible(true);
  assert.equal(recorder.state.interval, 1);
  // Whoever has gone counts for nothing.
  first.release();
  first.setVisible(false);
  assert.equal(recorder.state.interval, 10);
  second.setVisible(true);
  assert.equal(recorder.state.interval, 1);
  second.release();
});

test('a new connection to the same cluster goes on with what was recorded', async () => {
  scaler('canary-00001', 3);
  const recorders = new MetricsRecorders({ sourcesFor: () => [remembering(() => undefined)] });
  open.push(recorders);
  const first = recorders.lease(session, canary);
  const { recorder } = first;
  recorder.choose('objects');
  await eventually('something is recorded', () => recorder.since().batches.length === 3);
  const { cursor } = recorder.since();

  session.dispose();
  const next = await world.connection().session();
  assert.notEqual(next, session);
  const second = recorders.lease(next, canary);
  first.release();
  assert.equal(second.recorder, recorder);
  assert.equal(recorders.size, 1);
  assert.equal(recorder.state.choice, 'objects');
  // No more than what is new is told: nobody has to forget what came before.
  await eventually('it goes on', () => recorder.since(cursor).batches.length === 3);
  assert.ok(recorder.since(cursor).batches.every(({ replaces }) => !replaces));
  scaler('canary-00001', 5);
  await eventually('the new session is read', () =>
    recorder.state.revisions.some((one) => one.desired === 5),
  );
  second.release();

  // Another server is another cluster, whatever the context is called.
  const elsewhere = { ...next, context: { ...next.context, server: 'https://127.0.0.1:1' } };
  const other = recorders.lease(elsewhere, canary);
  assert.notEqual(other.recorder, recorder);
  other.release();
});

test('while the cluster does not answer nothing is recorded, and what was is not taken for what is', async () => {
  scaler('canary-00001', 3);
  const recorder = record();
  const leave = recorder.view();
  await eventually('something is recorded', () => recorder.since().batches.length === 3);
  world.spoil(() => ({ type: 'cut' }));
  world.server.cutStreams();
  await eventually('the outage is known', () => recorder.state.error !== undefined, 15_000);
  const { cursor } = recorder.since();
  await delay(2500);
  assert.deepEqual(recorder.since(cursor).batches, []);
  world.spoil(() => undefined);
  await eventually('it goes on', () => recorder.since(cursor).batches.length === 3, 15_000);
  assert.equal(recorder.state.error, undefined);

  // A session that has ended tells nothing any more.
  const last = recorder.since().cursor;
  session.dispose();
  await delay(1500);
  assert.deepEqual(recorder.since(last).batches, []);
  leave();
});

test('an HPA tells what it measures, or that it cannot', async () => {
  const horizontal = client.create({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'canary-00001', namespace: 'default' },
    spec: {
      maxReplicas: 5,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'canary-00001-deployment' },
    },
  });
  const says = (status: JsonObject): unknown =>
    client.updateStatus({
      ...client.get('autoscaling/v2 HorizontalPodAutoscaler', 'default', horizontal.metadata.name),
      status: { currentReplicas: 1, desiredReplicas: 2, ...status },
    });
  const recorder = record();
  const leave = recorder.view();
  const stable = (): number | undefined =>
    recorder.state.revisions.find(({ name }) => name === 'canary-00001')?.figures.stable;

  const resource = (name: string, current: JsonObject): JsonObject => ({
    currentMetrics: [{ type: 'Resource', resource: { name, current } }],
  });
  says(resource('cpu', { averageUtilization: 85, averageValue: '170m' }));
  await eventually('the CPU is told', () => stable() === 85);
  says(resource('memory', { averageValue: '52428800' }));
  await eventually('the memory is told', () => stable() === 50);
  says({
    currentMetrics: [
      { type: 'Pods', pods: { metric: { name: 'sold' }, current: { averageValue: '1500m' } } },
    ],
  });
  await eventually('a metric of its own is told', () => stable() === 1.5);
  assert.match(
    english(recorder.state.sources.at(-1)?.text ?? text('')),
    /^How many replicas are wanted and ready, /,
  );

  says({ conditions: [{ type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric' }] });
  await eventually('nothing is measured', () => stable() === undefined);
  assert.match(english(recorder.state.sources.at(-1)?.text ?? text('')), /of canary-00001 measures nothing/);
  leave();
});

test('a service that is not there is gone', async () => {
  const recorder = record({ service: 'nobody' });
  const leave = recorder.view();
  await eventually('it is gone', () => recorder.state.phase === 'gone');
  assert.deepEqual(recorder.state.revisions, []);
  assert.deepEqual(recorder.since().batches, []);
  leave();
});
