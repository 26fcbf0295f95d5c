/** Owners and what they own, namespaces and what is in them, stepped by hand. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { admin } from '#playground/api/auth/users.ts';
import type { Client } from '#playground/api/client.ts';
import type { Cluster } from '#playground/api/cluster.ts';
import { recordEvent } from '#playground/api/builtin/events.ts';
import { type ApiObject, finalizersOf, ownersOf, uidOf } from '#playground/api/object.ts';
import { ApiError } from '#playground/api/status.ts';
import { type SteppedClock, steppedClock } from '#playground/clock.ts';
import { todaysCluster } from '#playground/start.ts';

let clock: SteppedClock;
let cluster: Cluster;
let client: Client;

const kind = 'v1 ConfigMap';

function make(name: string, owners: readonly ApiObject[] = [], namespace = 'default'): ApiObject {
  const ownerReferences = owners.map((owner) => ({
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: uidOf(owner),
    blockOwnerDeletion: true,
  }));
  return client.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, ownerReferences },
  });
}

function left(namespace = 'default'): string {
  const names = client.list(kind, { namespace }).map(({ metadata }) => metadata.name);
  return names.filter((name) => name !== 'kube-root-ca.crt').join(' ');
}

beforeEach(() => {
  clock = steppedClock();
  cluster = todaysCluster(clock, 1);
  client = cluster.as(admin, 'test');
});

describe('the garbage collector', () => {
  it('follows the owners down, in the background', () => {
    const root = make('a-root');
    const child = make('b-child', [root]);
    make('c-grandchild', [child]);
    client.delete(kind, 'default', 'a-root');
    assert.equal(left(), 'b-child c-grandchild', 'not at once');
    clock.advance(0);
    assert.equal(left(), '');
  });

  it('spares what has another owner, and takes the lost one off its list', () => {
    const one = make('one');
    const two = make('two');
    make('child', [one, two]);
    client.delete(kind, 'default', 'one');
    clock.advance(0);
    assert.deepEqual(
      ownersOf(client.get(kind, 'default', 'child')).map(({ name }) => name),
      ['two'],
    );
  });

  it('deletes what names an owner that never was', () => {
    const ghost = { ...make('ghost'), metadata: { name: 'ghost', uid: 'no-such-uid' } };
    make('orphan', [ghost]);
    clock.advance(0);
    assert.equal(left(), 'ghost');
  });

  it('lets the owner wait in the foreground', () => {
    const root = make('root');
    const child = make('child', [root]);
    client.patch(kind, 'default', 'child', 'merge', { metadata: { finalizers: ['example.com/hold'] } });
    client.delete(kind, 'default', 'root', { propagation: 'Foreground' });
    assert.deepEqual(finalizersOf(client.get(kind, 'default', 'root')), ['foregroundDeletion']);
    clock.advance(0);
    assert.equal(left(), 'child root', 'held by the child, which is held itself');
    client.patch(kind, 'default', 'child', 'merge', { metadata: { finalizers: null } });
    clock.advance(0);
    assert.equal(left(), '');
    assert.equal(uidOf(child) === uidOf(root), false);
  });

  it('leaves orphans behind where it is asked to', () => {
    const root = make('root');
    make('child', [root]);
    client.delete(kind, 'default', 'root', { propagation: 'Orphan' });
    clock.advance(0);
    assert.equal(left(), 'child');
    assert.deepEqual(ownersOf(client.get(kind, 'default', 'child')), []);
  });
});

describe('a namespace', () => {
  it('comes with an account and a certificate', () => {
    client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    assert.equal(client.get('v1 ServiceAccount', 'team', 'default').metadata.name, 'default');
    assert.ok(client.find(kind, 'team', 'kube-root-ca.crt') !== undefined);
  });

  it('of the system stays', () => {
    assert.throws(
      () => client.delete('v1 Namespace', '', 'default'),
      (error) =>
        error instanceof ApiError &&
        error.message === 'namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });

  it('goes after its contents, and takes nothing new meanwhile', () => {
    client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    make('inside', [], 'team');
    client.patch(kind, 'team', 'inside', 'merge', { metadata: { finalizers: ['example.com/hold'] } });
    client.delete('v1 Namespace', '', 'team');
    clock.advance(0);
    const phase = (client.get('v1 Namespace', '', 'team')['status'] as { phase?: string }).phase;
    assert.equal(phase, 'Terminating');
    assert.throws(
      () => make('late', [], 'team'),
      (error) =>
        error instanceof ApiError &&
        error.code === 403 &&
        error.message ===
          'configmaps "late" is forbidden: unable to create new content in namespace team because it is being terminated' &&
        error.details?.causes?.[0]?.reason === 'NamespaceTerminating',
    );
    client.patch(kind, 'team', 'inside', 'merge', { metadata: { finalizers: null } });
    clock.advance(0);
    assert.equal(client.find('v1 Namespace', '', 'team'), undefined);
  });
});

describe('events', () => {
  it('that say the same are counted', () => {
    const about = make('about');
    const what = { type: 'Normal', reason: 'Created', message: 'Created it', component: 'tester' } as const;
    recordEvent(cluster, client, about, what);
    clock.advance(3000);
    recordEvent(cluster, client, about, what);
    recordEvent(cluster, client, about, { ...what, message: 'Something else' });
    const events = client.list('v1 Event').map(({ count, message, firstTimestamp, lastTimestamp }) => ({
      count,
      message,
      firstTimestamp,
      lastTimestamp,
    }));
    assert.deepEqual(
      events.find(({ message }) => message === 'Created it'),
      {
        count: 2,
        message: 'Created it',
        firstTimestamp: '2026-11-23T16:00:00Z',
        lastTimestamp: '2026-11-23T16:00:03Z',
      },
    );
    assert.equal(events.length, 2);
    clock.advance(60 * 60 * 1000 - 1);
    assert.equal(client.list('v1 Event').length, 2);
    clock.advance(1);
    assert.equal(client.list('v1 Event').length, 0, 'forgotten after an hour');
  });
});
