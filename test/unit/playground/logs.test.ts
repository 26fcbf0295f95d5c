/** Logs of containers over the wire. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { uidOf } from '#playground/api/object.ts';
import { admin } from '#playground/api/auth/users.ts';
import type { Logs } from '#playground/api/logs.ts';
import { type Answer, core, openWire, type Wire } from './wire.ts';

let wire: Wire;
let logs: Logs;
let pod = '';

before(async () => {
  wire = await openWire();
  logs = wire.today.served.cluster.logs;
  for (const [name, containers] of [
    ['both', ['user-container', 'queue-proxy']],
    ['one', ['app']],
    ['followed', ['app']],
  ] as const) {
    await wire.today.call('POST', `${core}/pods`, {
      body: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name },
        spec: { nodeName: 'playground', containers: containers.map((one) => ({ name: one, image: 'i' })) },
      },
    });
  }
  pod = uid('both');
  logs.write(pod, 'user-container', 'first\nsecond\n');
  wire.clock.advance(10_000);
  logs.write(pod, 'user-container', 'third');
  wire.clock.advance(10_000);
  logs.write(pod, 'user-container', 'fourth äöü');
});

after(() => wire.close());

const uid = (name: string): string =>
  uidOf(wire.today.served.cluster.as(admin, 'test').get('v1 Pod', 'default', name));
const read = (name: string, query = ''): Promise<Answer> =>
  wire.today.call('GET', `${core}/pods/${name}/log?${query}`);

describe('the log of a container', () => {
  it('comes whole', async () => {
    const { code, text, headers } = await read('both', 'container=user-container');
    assert.deepEqual([code, text], [200, 'first\nsecond\nthird\nfourth äöü\n']);
    assert.equal(headers['content-type'], 'text/plain');
  });

  const parts: readonly (readonly [string, string])[] = [
    ['tailLines=2', 'third\nfourth äöü\n'],
    ['tailLines=0', ''],
    ['sinceSeconds=10', 'third\nfourth äöü\n'],
    ['sinceTime=2026-11-23T16:00:15Z', 'fourth äöü\n'],
    ['limitBytes=8', 'first\nse'],
    ['timestamps=true&tailLines=1', '2026-11-23T16:00:20.000000000Z fourth äöü\n'],
  ];
  for (const [query, expected] of parts) {
    it(`comes in part: ${query}`, async () => {
      assert.equal((await read('both', `container=user-container&${query}`)).text, expected);
    });
  }

  it('needs the container named where there are several', async () => {
    const { code, body } = await read('both');
    assert.deepEqual(
      [code, body.message],
      [400, 'a container name must be specified for pod both, choose one of: [user-container queue-proxy]'],
    );
  });

  it('is refused for a container the pod does not have', async () => {
    const { body } = await read('both', 'container=sidecar');
    assert.equal(body.message, 'container sidecar is not valid for pod both');
  });

  it('is not there before the container is', async () => {
    const { code, body } = await read('one');
    assert.deepEqual(
      [code, body.message],
      [400, 'container "app" in pod "one" is waiting to start: ContainerCreating'],
    );
  });

  it('of the container before is kept over a restart', async () => {
    const none = await read('one', 'previous=true');
    assert.equal(none.body.message, 'previous terminated container "app" in pod "one" not found');
    logs.write(uid('one'), 'app', 'crashing');
    logs.restart(uid('one'), 'app');
    logs.write(uid('one'), 'app', 'again');
    assert.equal((await read('one', 'previous=true')).text, 'crashing\n');
    assert.equal((await read('one')).text, 'again\n');
  });
});

describe('a followed log', () => {
  it('goes on line by line and ends with the pod', async () => {
    logs.write(uid('followed'), 'app', 'old 1\nold 2');
    const lines = await wire.today.stream(`${core}/pods/followed/log?follow=true&tailLines=1`);
    assert.equal(await lines.next(), 'old 2');
    logs.write(uid('followed'), 'app', 'new');
    assert.equal(await lines.next(), 'new');
    await wire.today.call('DELETE', `${core}/pods/followed?gracePeriodSeconds=0`);
    assert.equal(await lines.next(), undefined);
  });
});
