/** Server-side apply and field managers, in process: what is taken, shared, given up, refused. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Json, JsonObject } from '#knative/json.ts';
import { valueAt } from '#knative/path.ts';
import { admin } from '#playground/api/auth/users.ts';
import type { Cluster } from '#playground/api/cluster.ts';
import type { ApiObject } from '#playground/api/object.ts';
import { ApiError } from '#playground/api/status.ts';
import { apply } from '#playground/api/writes/patch.ts';
import { type SteppedClock, steppedClock } from '#playground/clock.ts';
import { todaysCluster } from '#playground/start.ts';

let clock: SteppedClock;
let cluster: Cluster;

beforeEach(() => {
  clock = steppedClock();
  cluster = todaysCluster(clock, 1);
});

function applyAs(
  manager: string,
  object: JsonObject,
  force = false,
  subresource: '' | 'status' = '',
): ApiObject {
  const { apiVersion, kind, metadata } = object as ApiObject;
  const place = {
    kind: cluster.kind(`${apiVersion} ${kind}`),
    namespace: 'default',
    name: metadata.name,
    subresource,
  };
  const request = {
    user: admin,
    manager,
    dryRun: false,
    validation: 'Strict' as const,
    duplicates: [],
    warn: () => undefined,
    force,
  };
  return apply(cluster, place, object, request).object;
}

function refusal(run: () => unknown): ApiError {
  try {
    run();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

const map = (data: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'm', ...metadata },
  data,
});

const service = (spec: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  metadata: { name: 's', ...metadata },
  spec,
});

const template = (image: string): JsonObject => ({ spec: { containers: [{ image }] } });

const deployment = (containers: readonly Json[], spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd' },
  spec: {
    ...spec,
    selector: { matchLabels: { app: 'd' } },
    template: { metadata: { labels: { app: 'd' } }, spec: { containers: [...containers] } },
  },
});

interface Entry {
  readonly manager: string;
  readonly operation: string;
  readonly fieldsV1: JsonObject;
  readonly time?: string;
  readonly subresource?: string;
}

function entries(object: ApiObject): readonly Entry[] {
  return (object.metadata['managedFields'] ?? []) as unknown as readonly Entry[];
}

function fieldsOf(object: ApiObject, manager: string): JsonObject | undefined {
  return entries(object).find((entry) => entry.manager === manager)?.fieldsV1;
}

describe('ownership', () => {
  it('is of what was said, not of what the cluster fills in', () => {
    const made = applyAs('knative-tools', service({ template: template('ko:1') }));
    assert.deepEqual(entries(made), [
      {
        manager: 'knative-tools',
        operation: 'Apply',
        apiVersion: 'serving.knative.dev/v1',
        time: '2026-11-23T16:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:template': { 'f:spec': { 'f:containers': {} } } } },
      },
    ]);
  });

  it('keeps its time while nothing changes, and the object its version', () => {
    const made = applyAs('a', map({ x: '1' }));
    clock.advance(5000);
    const again = applyAs('a', map({ x: '1' }));
    assert.deepEqual(again, made);
    clock.advance(5000);
    const changed = applyAs('a', map({ x: '2' }));
    assert.equal(entries(changed)[0]?.time, '2026-11-23T16:00:10Z');
  });

  it('has no time where all that is said was there already', () => {
    applyAs('a', map({ x: '1' }));
    const agreed = applyAs('b', map({ x: '1' }));
    assert.deepEqual(
      entries(agreed).map(({ manager, time }) => [manager, time]),
      [
        ['b', undefined],
        ['a', '2026-11-23T16:00:00Z'],
      ],
    );
  });

  it('is forgotten on request, and kept again from the next apply on', () => {
    applyAs('a', map({ x: '1' }));
    const client = cluster.as(admin, 'editor');
    const patch = (body: JsonObject): ApiObject =>
      client.patch('v1 ConfigMap', 'default', 'm', 'merge', body);
    assert.deepEqual(entries(patch({ metadata: { managedFields: [{}] } })), []);
    assert.deepEqual(entries(patch({ data: { y: '2' } })), []);
    const error = refusal(() => applyAs('b', map({ x: '3' })));
    assert.equal(
      error.message,
      'Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.x',
    );
    const agreed = applyAs('b', map({ x: '1' }));
    assert.deepEqual(fieldsOf(agreed, 'b'), { 'f:data': { 'f:x': {} } });
    assert.ok(fieldsOf(agreed, 'before-first-apply'));
  });

  it('can be written by those who know how', () => {
    const [entry] = entries(applyAs('a', map({ x: '1' })));
    const client = cluster.as(admin, 'editor');
    const given = client.patch('v1 ConfigMap', 'default', 'm', 'merge', {
      metadata: { managedFields: [{ ...entry, manager: 'heir' }] },
    });
    assert.deepEqual(fieldsOf(given, 'heir'), { 'f:data': { 'f:x': {} } });
    assert.equal(fieldsOf(given, 'a'), undefined);
  });

  it('is shared by those who say the same', () => {
    applyAs('a', map({ x: '1' }));
    const shared = applyAs('b', map({ x: '1', y: '2' }));
    assert.deepEqual(fieldsOf(shared, 'a'), { 'f:data': { 'f:x': {} } });
    assert.deepEqual(fieldsOf(shared, 'b'), { 'f:data': { 'f:x': {}, 'f:y': {} } });
    const given = applyAs('b', map({ y: '2' }));
    assert.deepEqual(given['data'], { x: '1', y: '2' }, 'the other still wants it');
    const gone = applyAs('a', map({}));
    assert.deepEqual(gone['data'], { y: '2' });
  });

  it('of an item of a keyed list is told by its keys', () => {
    const env = (name: string, value: string): JsonObject => ({ name, value });
    applyAs('a', deployment([{ name: 'app', image: 'i:1', env: [env('A', '1'), env('B', '2')] }]));
    const both = applyAs('b', deployment([{ name: 'app', env: [env('C', '3')] }]));
    const container = (((both['spec'] as JsonObject)['template'] as JsonObject)['spec'] as JsonObject)[
      'containers'
    ];
    assert.deepEqual(
      (container as readonly { env: readonly { name: string }[] }[])[0]?.env.map(({ name }) => name),
      ['A', 'B', 'C'],
    );
    const owned = valueAt(fieldsOf(both, 'b'), ['f:spec', 'f:template', 'f:spec']);
    assert.deepEqual(owned, {
      'f:containers': {
        'k:{"name":"app"}': {
          '.': {},
          'f:env': { 'k:{"name":"C"}': { '.': {}, 'f:name': {}, 'f:value': {} } },
          'f:name': {},
        },
      },
    });
    const less = applyAs('a', deployment([{ name: 'app', image: 'i:1', env: [env('B', '2')] }]));
    assert.match(
      JSON.stringify(less['spec']),
      /"env":\[\{"name":"B","value":"2"\},\{"name":"C","value":"3"\}\]/,
    );
  });

  it('of a struct takes what was filled in along when it goes', () => {
    applyAs(
      'a',
      deployment([{ name: 'app', image: 'i' }], {
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3 } },
      }),
    );
    const without = applyAs('a', deployment([{ name: 'app', image: 'i' }]));
    // Defaults come back as they are for a new one.
    assert.deepEqual((without['spec'] as JsonObject)['strategy'], {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
    });
  });

  it('of finalizers is one by one', () => {
    applyAs('a', map({}, { finalizers: ['example.com/a'] }));
    const both = applyAs('b', map({}, { finalizers: ['example.com/b'] }));
    assert.deepEqual(both.metadata['finalizers'], ['example.com/a', 'example.com/b']);
    assert.deepEqual(fieldsOf(both, 'b'), {
      'f:data': {},
      'f:metadata': { 'f:finalizers': { 'v:"example.com/b"': {} } },
    });
  });

  it('of the status is apart', () => {
    applyAs('a', service({ template: template('ko:1') }));
    const status: JsonObject = { ...service({}), status: { url: 'http://s' } };
    const { spec: _, ...statusOnly } = status;
    const both = applyAs('b', statusOnly, false, 'status');
    assert.equal((both['status'] as JsonObject)['url'], 'http://s');
    const entry = entries(both).find(({ manager }) => manager === 'b');
    assert.deepEqual([entry?.subresource, entry?.fieldsV1], ['status', { 'f:status': { 'f:url': {} } }]);
  });
});

describe('conflicts', () => {
  it('with one field are told in one line', () => {
    applyAs('alice', map({ x: '1' }));
    const error = refusal(() => applyAs('bob', map({ x: '2' })));
    assert.equal(error.code, 409);
    assert.equal(error.message, 'Apply failed with 1 conflict: conflict with "alice": .data.x');
    assert.deepEqual(error.details?.causes, [
      { reason: 'FieldManagerConflict', message: 'conflict with "alice"', field: '.data.x' },
    ]);
  });

  it('with several are a list by manager, those who updated with their version', () => {
    const client = cluster.as(admin, 'editor');
    const made = client.create({ ...map({ x: '1', y: '2' }), metadata: { name: 'm', namespace: 'default' } });
    assert.deepEqual(fieldsOf(made, 'editor'), { 'f:data': { '.': {}, 'f:x': {}, 'f:y': {} } });
    applyAs('alice', map({ z: '3' }));
    const error = refusal(() => applyAs('bob', map({ x: '5', y: '5', z: '5' })));
    assert.equal(
      error.message,
      [
        'Apply failed with 3 conflicts: conflicts with "alice":',
        '- .data.z',
        'conflicts with "editor" using v1:',
        '- .data.x',
        '- .data.y',
      ].join('\n'),
    );
  });

  it('are over when forced, and the other has lost the field', () => {
    applyAs('alice', map({ x: '1', y: '1' }));
    const taken = applyAs('bob', map({ x: '2' }), true);
    assert.deepEqual(taken['data'], { x: '2', y: '1' });
    assert.deepEqual(fieldsOf(taken, 'alice'), { 'f:data': { 'f:y': {} } });
    assert.deepEqual(fieldsOf(taken, 'bob'), { 'f:data': { 'f:x': {} } });
  });

  it('do not arise from an update, which takes silently', () => {
    applyAs('alice', map({ x: '1' }));
    const client = cluster.as(admin, 'editor');
    const patched = client.patch('v1 ConfigMap', 'default', 'm', 'merge', { data: { x: '2' } });
    assert.equal(fieldsOf(patched, 'alice'), undefined);
    assert.deepEqual(fieldsOf(patched, 'editor'), { 'f:data': { 'f:x': {} } });
    assert.equal(refusal(() => applyAs('alice', map({ x: '1' }))).reason, 'Conflict');
  });

  it('about the traffic of a Service name the whole list', () => {
    const split = (percent: number): Json => [
      { latestRevision: true, percent },
      { revisionName: 's-00001', percent: 100 - percent },
    ];
    applyAs('knative-tools', service({ template: template('ko:1'), traffic: split(20) }));
    const error = refusal(() => applyAs('argo', service({ traffic: split(50) })));
    assert.equal(error.message, 'Apply failed with 1 conflict: conflict with "knative-tools": .spec.traffic');
  });

  it('of kubectl with its older self are none where nobody came between', () => {
    const config = map({ x: '1' });
    const note = `${JSON.stringify(map({ x: '1' }))}\n`;
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': note };
    const client = cluster.as(admin, 'kubectl-client-side-apply');
    client.create({ ...config, metadata: { name: 'm', namespace: 'default', annotations } });
    assert.equal(refusal(() => applyAs('other', map({ x: '2' }))).reason, 'Conflict');
    const taken = applyAs('kubectl', map({ x: '2' }));
    assert.deepEqual(taken['data'], { x: '2' });
    assert.match(JSON.stringify(taken.metadata['annotations']), /\\"x\\":\\"2\\"/);
  });
});

describe('an apply is refused', () => {
  it('without a manager', () => {
    const error = refusal(() => applyAs('', map({})));
    assert.equal(error.code, 422);
    assert.equal(
      error.message,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  });

  it('with managed fields', () => {
    const error = refusal(() => applyAs('a', map({}, { managedFields: [{ manager: 'x' }] })));
    assert.deepEqual([error.code, error.message], [400, 'metadata.managedFields must be nil']);
  });

  it('where it does not fit the types', () => {
    const error = refusal(() => applyAs('a', service({ template: template('ko:1'), trafficc: [] })));
    assert.equal(error.code, 500);
    assert.equal(
      error.message,
      'failed to create typed patch object (/s; serving.knative.dev/v1, Kind=Service): .spec.trafficc: field not declared in schema',
    );
  });

  it('for an object it knows by another uid', () => {
    const error = refusal(() => applyAs('a', map({}, { uid: 'x' })));
    assert.equal(error.reason, 'Conflict');
    assert.match(error.message, /uid mismatch/);
  });

  it('when its version is stale', () => {
    const made = applyAs('a', map({ x: '1' }));
    applyAs('b', map({ y: '1' }));
    const stale = map({ x: '2' }, { resourceVersion: made.metadata['resourceVersion'] ?? '' });
    assert.equal(refusal(() => applyAs('a', stale)).reason, 'Conflict');
  });
});
