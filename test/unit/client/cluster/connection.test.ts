/** When a cluster is connected to, and when it is connected to anew. */
import { strict as assert } from 'node:assert';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Connection } from '#client/cluster/connection.ts';
import { ClusterError } from '#client/cluster/errors.ts';
import { eventually, faultyWorld, type FaultyWorld } from './faultyWorld.ts';

let world: FaultyWorld;

beforeEach(async () => {
  world = await faultyWorld();
});

afterEach(async () => world.close());

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  assert.ok(error instanceof ClusterError, String(error));
  return error.reason;
}

/** As kubectl and editors do it. */
async function replaceFile(text: string): Promise<void> {
  await writeFile(`${world.file}.new`, text);
  await rename(`${world.file}.new`, world.file);
}

test('reading the kubeconfig asks no cluster', async () => {
  const connection = world.connection({});
  const { contexts, current } = await connection.kubeconfig();
  assert.deepEqual(
    contexts.map(({ name }) => name),
    ['today', '2019', 'today-viewer', '2019-viewer'],
  );
  assert.equal(current, 'today');
  assert.deepEqual(world.asked, []);
  assert.equal(connection.state.phase, 'idle');
});

test('several who ask at once share one session', async () => {
  const connection = world.connection({});
  const [one, two] = await Promise.all([connection.session(), connection.session()]);
  assert.equal(one, two);
  assert.equal(one, await connection.session());
  assert.equal(world.asked.filter((asked) => asked === 'GET /version').length, 1);
  assert.equal(one.serving?.version, 'v1');
  assert.equal(connection.namespace, 'default');
});

test('another namespace keeps the session, another context does not', async () => {
  const connection = world.connection();
  const today = await connection.session();
  connection.choose({ context: 'today', namespace: '' });
  assert.equal(connection.namespace, undefined);
  assert.equal(await connection.session(), today);
  connection.choose({ context: '2019' });
  const other = await connection.session();
  assert.equal(other.context.name, '2019');
  assert.equal(other.serving?.version, 'v1alpha1');
});

test('choosing again while it connects leads to the last choice', async () => {
  const connection = world.connection();
  world.spoil(() => ({ type: 'delay', milliseconds: 100 }));
  const first = reasonOf(connection.session());
  await eventually('it connects', () => connection.state.phase === 'connecting');
  connection.choose({ context: '2019' });
  assert.equal(await first, 'aborted');
  await eventually('it is connected', () => connection.state.phase === 'connected');
  assert.equal((await connection.session()).context.name, '2019');
});

test('a file that changes elsewhere leaves the session alone; one that changes its server does not', async () => {
  const connection = world.connection();
  const before = await connection.session();
  const text = await readFile(world.file, 'utf8');

  let told = 0;
  connection.onChange(() => told++);
  await replaceFile(text.replace('current-context: today', 'current-context: "2019"'));
  await eventually('the change is noticed', () => told > 0);
  assert.equal(await connection.session(), before);
  assert.equal((await connection.kubeconfig()).current, '2019');

  const token = /token: (\S+)/.exec(text)?.[1] ?? '';
  await replaceFile(text.replace(token, 'expired'));
  await eventually('it fails with the new token', () => connection.state.phase === 'failed');
  assert.equal(await reasonOf(connection.session()), 'unauthorized');
  await replaceFile(text);
  await eventually('it connects by itself', () => connection.state.phase === 'connected');
});

test('a file that cannot be read is told, and noticed when it is mended', async () => {
  const text = await readFile(world.file, 'utf8');
  await writeFile(world.file, 'contexts: [');
  const connection = world.connection();
  assert.equal(await reasonOf(connection.session()), 'kubeconfig');
  await replaceFile(text);
  await eventually('it connects by itself', () => connection.state.phase === 'connected');
});

test('without a kubeconfig it says so; a context that is missing is another matter', async () => {
  const nowhere = path.join(path.dirname(world.file), 'missing', 'config');
  const none = new Connection(async () => ({ paths: [nowhere], environment: {} }));
  assert.equal(await reasonOf(none.session()), 'noKubeconfig');
  const wrong = world.connection({ context: 'production' });
  assert.equal(await reasonOf(wrong.session()), 'kubeconfig');
  none.dispose();
});

test('a source that refuses is asked again by the next who needs the cluster', async () => {
  let isTrusted = false;
  const connection = new Connection(async () => {
    if (!isTrusted) throw new ClusterError('untrusted', 'Not here.');
    return { paths: [world.file], environment: {} };
  });
  assert.equal(await reasonOf(connection.session()), 'untrusted');
  isTrusted = true;
  connection.reload();
  assert.equal((await connection.session()).context.name, 'today');
  connection.dispose();
});

test('contexts of our own stand beside the user’s under names of their own, and are never the default', async () => {
  const user = path.join(path.dirname(world.file), 'user');
  await writeFile(user, world.kubeconfig.replace('current-context: today', 'current-context: ""'));
  const connection = new Connection(
    async () => ({ paths: [user], environment: {}, own: { file: world.file, label: 'playground: ' } }),
    {},
  );
  const { contexts, current } = await connection.kubeconfig();
  assert.equal(contexts.length, 8);
  assert.ok(!current, String(current));
  assert.equal(await reasonOf(connection.session()), 'noKubeconfig');
  connection.choose({ context: 'playground: 2019' });
  const session = await connection.session();
  assert.equal(session.context.cluster, 'playground: playground-2019');
  assert.equal(session.serving?.version, 'v1alpha1');
  connection.dispose();
});
