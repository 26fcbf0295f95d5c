/** Lists: pages, selectors, versions, and the forms they come in. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { configMap, core, ksvc, openWire, serving, type Wire } from './wire.ts';

let wire: Wire;
const names = (list: { items: readonly { metadata: { name: string } }[] }): readonly string[] =>
  list.items.map(({ metadata }) => metadata.name);

before(async () => {
  wire = await openWire();
  const maps: readonly (readonly [string, JsonObject])[] = [
    ['a', { app: 'x', tier: 'front', weight: '5' }],
    ['b', { app: 'x', tier: 'back' }],
    ['c', { app: 'y' }],
    ['d', {}],
    ['e', { app: 'x', 'example.com/flag': '' }],
  ];
  for (const [name, labels] of maps) {
    const { code } = await wire.today.call('POST', `${core}/configmaps`, { body: configMap(name, labels) });
    assert.equal(code, 201);
  }
});

after(() => wire.close());

describe('selectors', () => {
  const select = async (query: string): Promise<readonly string[]> => {
    const { code, body } = await wire.today.call('GET', `${core}/configmaps?${query}`);
    assert.equal(code, 200, JSON.stringify(body));
    return names(body).filter((name) => name.length === 1);
  };
  const cases: readonly (readonly [string, string])[] = [
    ['app=x', 'a b e'],
    ['app==x,tier=front', 'a'],
    ['app!=x', 'c d'],
    ['app in (x, y)', 'a b c e'],
    ['app notin (x)', 'c d'],
    ['tier', 'a b'],
    ['!app', 'd'],
    ['example.com/flag=', 'e'],
    ['weight>4', 'a'],
    ['weight<5', ''],
  ];
  for (const [selector, expected] of cases) {
    it(`labels: ${selector}`, async () => {
      assert.equal((await select(`labelSelector=${encodeURIComponent(selector)}`)).join(' '), expected);
    });
  }

  it('fields: by name', async () => {
    assert.deepEqual(await select('fieldSelector=metadata.name=c'), ['c']);
    assert.deepEqual(await select('fieldSelector=metadata.name!=c,metadata.namespace=default'), [
      'a',
      'b',
      'd',
      'e',
    ]);
  });

  it('fields: those of pods and of events', async () => {
    const pod = (name: string, nodeName: string): JsonObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: { nodeName, containers: [{ name: 'c', image: 'i' }] },
    });
    await wire.today.call('POST', `${core}/pods`, { body: pod('placed', 'playground') });
    await wire.today.call('POST', `${core}/pods`, { body: pod('unplaced', '') });
    const { body } = await wire.today.call('GET', `${core}/pods?fieldSelector=spec.nodeName=playground`);
    assert.deepEqual(names(body), ['placed']);
    const pending = await wire.today.call('GET', '/api/v1/pods?fieldSelector=status.phase=Pending');
    assert.deepEqual(names(pending.body), ['placed', 'unplaced']);
    await wire.today.call('POST', `${core}/events`, {
      body: {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'e1' },
        involvedObject: { kind: 'Pod', name: 'placed', namespace: 'default' },
        reason: 'Started',
      },
    });
    const query = 'fieldSelector=involvedObject.name=placed,involvedObject.kind=Pod';
    assert.deepEqual(names((await wire.today.call('GET', `${core}/events?${query}`)).body), ['e1']);
    const other = 'fieldSelector=involvedObject.name=unplaced';
    assert.deepEqual(names((await wire.today.call('GET', `${core}/events?${other}`)).body), []);
  });

  it('refuses a field that cannot be selected by', async () => {
    const { code, body } = await wire.today.call('GET', `${serving}/services?fieldSelector=spec.x=1`);
    assert.equal(code, 400);
    assert.equal(body.message, 'field label not supported: spec.x');
  });

  it('refuses a selector it cannot read', async () => {
    const { code, body } = await wire.today.call(
      'GET',
      `${core}/configmaps?labelSelector=${encodeURIComponent('a in b')}`,
    );
    assert.deepEqual([code, body.reason], [400, 'BadRequest']);
  });
});

describe('pages', () => {
  it('come one after the other, as they were when the first was asked for', async () => {
    const first = await wire.today.call('GET', `${core}/configmaps?limit=2`);
    assert.deepEqual(names(first.body), ['a', 'b']);
    assert.equal(first.body.metadata.remainingItemCount, 4);
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('bb') });
    await wire.today.call('DELETE', `${core}/configmaps/d`);
    const token = first.body.metadata.continue as string;
    const second = await wire.today.call('GET', `${core}/configmaps?limit=10&continue=${token}`);
    assert.deepEqual(names(second.body), ['c', 'd', 'e', 'kube-root-ca.crt']);
    assert.equal(second.body.metadata.resourceVersion, first.body.metadata.resourceVersion);
    assert.equal(second.body.metadata.continue, undefined);
  });

  it('end with 410 once the version is forgotten, and a token that goes on in what is there now', async () => {
    const first = await wire.today.call('GET', `${core}/configmaps?limit=1`);
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('ab') });
    wire.today.served.cluster.store.compact();
    const token = first.body.metadata.continue as string;
    const second = await wire.today.call('GET', `${core}/configmaps?limit=2&continue=${token}`);
    assert.deepEqual([second.code, second.body.reason], [410, 'Expired']);
    assert.match(second.body.message, /^The provided continue parameter is too old/);
    const onward = second.body.metadata.continue as string;
    const third = await wire.today.call('GET', `${core}/configmaps?limit=2&continue=${onward}`);
    assert.deepEqual(names(third.body), ['ab', 'b']);
  });

  it('refuse a token that is none', async () => {
    const { code, body } = await wire.today.call('GET', `${core}/configmaps?continue=zzz`);
    assert.deepEqual([code, body.message], [400, 'continue key is not valid: zzz']);
  });
});

describe('versions', () => {
  it('a list can be had as it was', async () => {
    const before = await wire.today.call('GET', `${core}/configmaps`);
    const version = before.body.metadata.resourceVersion as string;
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('z') });
    const exact = `resourceVersion=${version}&resourceVersionMatch=Exact`;
    const then = await wire.today.call('GET', `${core}/configmaps?${exact}`);
    assert.deepEqual(names(then.body), names(before.body));
    const now = await wire.today.call('GET', `${core}/configmaps?resourceVersion=${version}`);
    assert.ok(names(now.body).includes('z'));
  });

  it('of the future are not waited for', async () => {
    const { code, body } = await wire.today.call('GET', `${core}/configmaps?resourceVersion=99999999`);
    assert.deepEqual(
      [code, body.reason, body.details.causes[0].reason],
      [504, 'Timeout', 'ResourceVersionTooLarge'],
    );
  });
});

describe('forms', () => {
  it('a table with the columns of the definition', async () => {
    await wire.today.call('POST', `${serving}/services`, { body: ksvc('tabular') });
    const client = wire.today.served.cluster.as({ name: 'x', groups: [], rules: [] }, 'x');
    const live = client.get('serving.knative.dev/v1 Service', 'default', 'tabular');
    client.updateStatus({
      ...live,
      status: {
        url: 'http://tabular.default.example.com',
        latestReadyRevisionName: 'tabular-00001',
        conditions: [{ type: 'Ready', status: 'False', reason: 'RevisionMissing' }],
      },
    });
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const { body } = await wire.today.call('GET', `${serving}/services`, { accept });
    assert.deepEqual([body.kind, body.apiVersion], ['Table', 'meta.k8s.io/v1']);
    assert.deepEqual(
      body.columnDefinitions.map((column: { name: string }) => column.name),
      ['Name', 'URL', 'LatestCreated', 'LatestReady', 'Ready', 'Reason'],
    );
    assert.deepEqual(body.rows[0].cells, [
      'tabular',
      'http://tabular.default.example.com',
      null,
      'tabular-00001',
      'False',
      'RevisionMissing',
    ]);
    assert.equal(body.rows[0].object.kind, 'PartialObjectMetadata');
    assert.equal(body.rows[0].object.spec, undefined);
  });

  it('a pod prints its trouble', async () => {
    const client = wire.today.served.cluster.as({ name: 'x', groups: [], rules: [] }, 'x');
    const pod = client.get('v1 Pod', 'default', 'placed');
    client.updateStatus({
      ...pod,
      status: {
        phase: 'Pending',
        containerStatuses: [
          { name: 'c', ready: false, restartCount: 3, state: { waiting: { reason: 'ImagePullBackOff' } } },
        ],
      },
    });
    wire.clock.advance(125_000);
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const { body } = await wire.today.call('GET', `${core}/pods/placed`, { accept });
    assert.deepEqual(body.rows[0].cells.slice(0, 5), ['placed', '0/1', 'ImagePullBackOff', '3', '2m5s']);
  });

  it('metadata alone', async () => {
    const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';
    const { body } = await wire.today.call('GET', `${core}/configmaps?limit=1`, { accept });
    assert.equal(body.kind, 'PartialObjectMetadataList');
    assert.deepEqual(Object.keys(body.items[0]).sort(), ['apiVersion', 'kind', 'metadata']);
  });
});
