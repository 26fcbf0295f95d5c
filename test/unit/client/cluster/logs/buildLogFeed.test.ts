/** The log of a build as text that grows: across sessions and broken connections, with what happens to it in words. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BuildLogFeed, stepKey } from '#client/cluster/logs/buildLogFeed.ts';
import { Connection } from '#client/cluster/connection.ts';
import type { Session } from '#client/cluster/session.ts';
import type { JsonObject } from '#knative/json.ts';
import { english } from '#knative/text.ts';
import { admin } from '#playground/api/auth/users.ts';
import { internalError } from '#playground/api/http/faults.ts';
import { steppedClock } from '#playground/clock.ts';
import { type Playground, startPlayground } from '#playground/start.ts';
import { eventually } from '../faultyWorld.ts';

const clock = steppedClock();
let playground: Playground;
let folder: string;
let ticking: NodeJS.Timeout;
const connections: Connection[] = [];

before(async () => {
  playground = await startPlayground({ clock, scene: 'empty' });
  folder = await mkdtemp(path.join(tmpdir(), 'knative-feed-'));
  await writeFile(path.join(folder, 'config'), playground.kubeconfig, { mode: 0o600 });
  // Twenty times as fast as usual.
  ticking = setInterval(() => clock.advance(100), 5);
});

after(async () => {
  clearInterval(ticking);
  for (const one of connections) one.dispose();
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

async function session(): Promise<Session> {
  const connection = new Connection(async () => ({ paths: [path.join(folder, 'config')], environment: {} }), {
    context: 'today',
  });
  connections.push(connection);
  return connection.session();
}

function start(name: string, script: string): BuildLogFeed {
  playground.today.cluster.as(admin, 'test').create({
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name, namespace: 'default' },
    spec: { taskSpec: { steps: [{ name: 'only', image: 'busybox', script }] } },
  } satisfies JsonObject);
  return new BuildLogFeed({
    build: { kind: 'TaskRun', namespace: 'default', name },
    inWords: english,
    errorInWords: ({ message }) => message,
    onChange: () => undefined,
    retryDelay: 30,
  });
}

const only = stepKey({ name: '' }, { container: 'step-only' });

function linesOf({ text }: BuildLogFeed, source: string): readonly string[] {
  const lines = text.of(source);
  return Array.from({ length: lines.end - lines.first }, (_, index) => lines.at(lines.first + index)).map(
    (line) => `${line?.isNote === true ? '— ' : ''}${line?.text ?? ''}`,
  );
}

const upTo = (last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => String(index + 1));

describe('the text of a build', () => {
  test('says when a step begins, how it ended and how all ended', async () => {
    const feed = start('told', 'echo one\nexit 3');
    await feed.follow(await session());
    assert.deepEqual(linesOf(feed, only), ['one', '— Step only ended with exit code 3.']);
    assert.deepEqual(linesOf(feed, ''), [
      '— Step only',
      'one',
      '— Step only ended with exit code 3.',
      '— The build failed.',
    ]);
    assert.equal(feed.phase, 'over');
    assert.equal(feed.reading?.state, 'failed');
  });

  test('goes on in another session where the one before was left: no line twice, none lost', async () => {
    const feed = start(
      'sessions',
      Array.from({ length: 8 }, (_, at) => `seq ${at * 50 + 1} ${at * 50 + 50}\nsleep 3`).join('\n'),
    );
    for (let round = 1; round <= 3; round++) {
      const following = feed.follow(await session());
      const wanted = round * 100;
      await eventually('some lines are there', () => feed.text.of(only).end >= wanted);
      feed.stop();
      await following;
      assert.equal(feed.phase, 'idle');
    }
    const cutting = setInterval(() => playground.today.server.cutStreams(), 60);
    await feed.follow(await session());
    clearInterval(cutting);
    assert.deepEqual(linesOf(feed, only), upTo(400));
    assert.deepEqual(
      linesOf(feed, '').filter((line) => line.startsWith('— ')),
      ['— Step only', '— The build succeeded.'],
    );
  });

  test('says what keeps it from being read, and goes on', async () => {
    const feed = start('refused', 'seq 10\nsleep 20\nseq 11 20');
    playground.today.server.intercept(({ path: address }) =>
      address.endsWith('/log') ? internalError() : undefined,
    );
    const following = feed.follow(await session());
    await eventually('it is said', () => feed.trouble.startsWith('only cannot be read: '));
    playground.today.server.intercept(undefined);
    await eventually('it goes on', () => feed.trouble === '' && feed.text.of(only).end >= 10);
    await following;
    assert.deepEqual(linesOf(feed, only), upTo(20));
  });

  test('of what is over is read whole, though the connection breaks', async () => {
    const feed = start('over', 'seq 3000');
    const finished = start('over-2', 'sleep 10');
    await finished.follow(await session());
    const server = playground.today.server;
    let broken = 0;
    const cutting = setInterval(() => {
      if (feed.text.of(only).end < 3000) broken += 1;
      server.cutStreams();
    }, 2);
    setTimeout(() => clearInterval(cutting), 600);
    await feed.follow(await session());
    assert.deepEqual(linesOf(feed, only), upTo(3000));
    assert.ok(broken > 0);
  });

  test('of what cannot be read says so, and comes to its end', async () => {
    const feed = start('unreadable', 'seq 3');
    playground.today.server.intercept(({ path: address }) =>
      address.endsWith('/log') ? internalError() : undefined,
    );
    await feed.follow(await session());
    playground.today.server.intercept(undefined);
    assert.match(linesOf(feed, only).join('\n'), /^— only cannot be read: [^\n]*$/);
    assert.equal(feed.trouble, '');
    assert.equal(feed.phase, 'over');
  });

  test('says that a pod went, and its log with it', async () => {
    const feed = start('gone', 'seq 5\nsleep 1000');
    const following = feed.follow(await session());
    await eventually('its lines are there', () => feed.text.of(only).end >= 5);
    const client = playground.today.cluster.as(admin, 'test');
    client.delete('v1 Pod', 'default', feed.reading?.tasks[0]?.pod ?? '');
    await eventually('it is said', () =>
      linesOf(feed, only).includes('— The pod of only is gone, and with it the rest of the log.'),
    );
    assert.deepEqual(linesOf(feed, only).slice(0, 5), upTo(5));
    client.delete('tekton.dev/v1 TaskRun', 'default', 'gone');
    await following;
    assert.ok(feed.phase === 'over' || feed.phase === 'gone');
  });

  test('is of one build, and not of another that is started under its name', async () => {
    const feed = start('again', 'echo once');
    const at = await session();
    await feed.follow(at);
    assert.equal(await feed.isReplaced(at), false);
    playground.today.cluster.as(admin, 'test').delete('tekton.dev/v1 TaskRun', 'default', 'again');
    assert.equal(await feed.isReplaced(at), false);
    const second = start('again', 'echo twice');
    assert.equal(await feed.isReplaced(at), true);
    // At once, when a watch may not know it yet.
    await second.follow(at);
    assert.equal(second.phase, 'over');
    assert.ok(linesOf(second, only).includes('twice'));
    assert.equal(await second.isReplaced(at), false);
  });

  test('of a line of 10 MB keeps what can be read', async () => {
    playground.today.cluster.as(admin, 'test').create({
      apiVersion: 'tekton.dev/v1',
      kind: 'TaskRun',
      metadata: { name: 'hostile', namespace: 'default' },
      spec: { taskSpec: { steps: [{ name: 'only', image: 'ghcr.io/samples/hostile:1' }] } },
    });
    const feed = new BuildLogFeed({
      build: { kind: 'TaskRun', namespace: 'default', name: 'hostile' },
      inWords: english,
      errorInWords: ({ message }) => message,
      onChange: () => undefined,
      retryDelay: 30,
    });
    await feed.follow(await session());
    const lines = linesOf(feed, only);
    assert.equal(lines.at(-1), '\u001B[32mstill here\u001B[0m');
    assert.equal(lines.at(-2)?.length, 65_536);
    assert.ok(feed.text.charactersOf('') < 70_000);
    assert.ok(lines.includes('progress 100 %'));
    const styles = new RegExp(String.raw`\u001B\[[\d;:]*m`, 'g');
    for (const line of lines) assert.doesNotMatch(line.replaceAll(styles, ''), /[^\P{Cc}\t]|\u202E/u);
  });
});
