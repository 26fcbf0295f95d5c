/** Watches: from where they begin, what they tell, and how they end. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { admin } from '#playground/api/auth/users.ts';
import { configMap, core, type Lines, openWire, type Wire } from './wire.ts';

let wire: Wire;

before(async () => {
  wire = await openWire();
  await wire.today.call('POST', `${core}/configmaps`, { body: configMap('old', { app: 'x' }) });
});

after(() => wire.close());

const version = (): string => String(wire.today.served.cluster.store.version);

async function watch(query: string, accept?: string): Promise<Lines> {
  const lines = await wire.today.stream(
    `${core}/configmaps?watch=true&${query}`,
    accept === undefined ? {} : { accept },
  );
  assert.equal(lines.code, 200);
  return lines;
}

const told = async (lines: Lines): Promise<string> => {
  const { type, object } = await lines.event();
  return `${type} ${object.metadata.name}`;
};

describe('a watch', () => {
  it('from a version tells what came after it, and goes on', async () => {
    const from = version();
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('w1') });
    const lines = await watch(`resourceVersion=${from}`);
    assert.equal(await told(lines), 'ADDED w1');
    const patch = { body: { data: { a: 'b' } }, contentType: 'application/merge-patch+json' };
    await wire.today.call('PATCH', `${core}/configmaps/w1`, patch);
    assert.equal(await told(lines), 'MODIFIED w1');
    await wire.today.call('DELETE', `${core}/configmaps/w1`);
    const { type, object } = await lines.event();
    assert.equal(type, 'DELETED');
    assert.equal(object.metadata['resourceVersion'], version());
    lines.close();
  });

  it('without a version begins with what is there', async () => {
    const lines = await watch('');
    assert.equal(await told(lines), 'ADDED kube-root-ca.crt');
    assert.equal(await told(lines), 'ADDED old');
    lines.close();
  });

  it('with a selector tells of what comes into it and leaves it', async () => {
    const lines = await watch(`resourceVersion=${version()}&labelSelector=app=x`);
    const label = (app: string): Promise<unknown> =>
      wire.today.call('PATCH', `${core}/configmaps/mover`, {
        body: { metadata: { labels: { app } } },
        contentType: 'application/merge-patch+json',
      });
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('mover', { app: 'y' }) });
    await label('x');
    await label('z');
    assert.equal(await told(lines), 'ADDED mover');
    const left = await lines.event();
    assert.equal(left.type, 'DELETED');
    assert.deepEqual(left.object.metadata['labels'], { app: 'x' });
    assert.equal(left.object.metadata['resourceVersion'], version());
    lines.close();
  });

  it('from a forgotten version is told so in the stream', async () => {
    const from = version();
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('after') });
    wire.today.served.cluster.store.compact();
    const lines = await watch(`resourceVersion=${from}`);
    const { type, object } = await lines.event();
    assert.equal(type, 'ERROR');
    assert.deepEqual([object['code'], object['reason']], [410, 'Expired']);
    assert.equal(object['message'], `too old resource version: ${from} (${version()})`);
    assert.equal(await lines.next(), undefined);
  });

  it('gets bookmarks where it asks for them', async () => {
    const lines = await watch(`resourceVersion=${version()}&allowWatchBookmarks=true`);
    wire.clock.advance(60_000);
    const { type, object } = await lines.event();
    assert.equal(type, 'BOOKMARK');
    assert.deepEqual([object['kind'], object.metadata['resourceVersion']], ['ConfigMap', version()]);
    lines.close();
  });

  it('can stream the present state with a mark at its end', async () => {
    const query = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const lines = await watch(query);
    let event = await lines.event();
    const seen: string[] = [];
    for (; event.type === 'ADDED'; event = await lines.event()) seen.push(event.object.metadata.name);
    assert.ok(seen.includes('old'));
    assert.equal(event.type, 'BOOKMARK');
    assert.deepEqual(event.object.metadata['annotations'], { 'k8s.io/initial-events-end': 'true' });
    lines.close();
  });

  it('ends when its time is over', async () => {
    const lines = await watch(`resourceVersion=${version()}&timeoutSeconds=5`);
    wire.clock.advance(4999);
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('in-time') });
    assert.equal(await told(lines), 'ADDED in-time');
    wire.clock.advance(1);
    assert.equal(await lines.next(), undefined);
  });

  it('tells nothing of what happens while its connection closes', async () => {
    const lines = await watch(`resourceVersion=${version()}&timeoutSeconds=5`);
    wire.clock.advance(5000);
    wire.today.served.cluster.as(admin, 'test').create(configMap('too-late'));
    assert.equal(await lines.next(), undefined);
  });

  it('comes as tables, the first with its columns', async () => {
    const lines = await watch(`resourceVersion=${version()}`, 'application/json;as=Table;v=v1;g=meta.k8s.io');
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('row1') });
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('row2') });
    const first = (await lines.event()).object as unknown as {
      columnDefinitions: unknown[];
      rows: { cells: unknown[] }[];
    };
    const second = (await lines.event()).object as unknown as typeof first;
    assert.deepEqual([first.columnDefinitions.length, second.columnDefinitions.length], [3, 0]);
    assert.deepEqual([first.rows[0]?.cells[0], second.rows[0]?.cells[0]], ['row1', 'row2']);
    lines.close();
  });

  it('can be cut off', async () => {
    const lines = await watch(`resourceVersion=${version()}`);
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('before-the-cut') });
    assert.equal(await told(lines), 'ADDED before-the-cut');
    wire.today.served.server.cutStreams();
    assert.equal(await lines.next(), undefined);
  });
});
