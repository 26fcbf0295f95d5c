/** Builds as the client follows them: the store, their logs, running and cancelling, against the playground over HTTPS. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { imagesOf } from '#client/cluster/actions/imagesOf.ts';
import { askedOf, cancelBuild, reasonsOf, startBuild } from '#client/cluster/actions/runBuild.ts';
import { buildKinds, resourceOf } from '#client/cluster/buildKinds.ts';
import { followBuild, type BuildLogNote } from '#client/cluster/logs/buildLog.ts';
import { BuildsStore } from '#client/cluster/buildsStore.ts';
import { Connection } from '#client/cluster/connection.ts';
import { ClusterError } from '#client/cluster/errors.ts';
import { findBuild } from '#client/cluster/findBuild.ts';
import type { Session } from '#client/cluster/session.ts';
import { watchBuild, type BuildName, type WatchedBuild } from '#client/cluster/watchBuild.ts';
import { isUnderWay, type BuildReading } from '#knative/builds/build.ts';
import type { JsonObject } from '#knative/json.ts';
import { english } from '#knative/text.ts';
import { admin } from '#playground/api/auth/users.ts';
import type { Client } from '#playground/api/client.ts';
import { steppedClock } from '#playground/clock.ts';
import { type Playground, startPlayground } from '#playground/start.ts';
import { eventually } from './faultyWorld.ts';

const clock = steppedClock();
let playground: Playground;
let folder: string;
let ticking: NodeJS.Timeout;
const connections: Connection[] = [];

before(async () => {
  playground = await startPlayground({ clock, scene: 'builds' });
  folder = await mkdtemp(path.join(tmpdir(), 'knative-builds-'));
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

function connectionTo(context: string): Connection {
  const connection = new Connection(async () => ({ paths: [path.join(folder, 'config')], environment: {} }), {
    context,
  });
  connections.push(connection);
  return connection;
}

const phaseOf = (store: BuildsStore): string => store.state.phase;
const inside = (which: 'today' | 'of2019'): Client => playground[which].cluster.as(admin, 'test');

function taskRun(name: string, script: string, more: JsonObject = {}): JsonObject {
  const steps = [
    { name: 'first', image: 'busybox', script: 'echo one\nsleep 1\necho two' },
    { name: 'second', image: 'busybox', script },
  ];
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name, namespace: 'default' },
    spec: { taskSpec: { steps }, ...more },
  };
}

interface Followed {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** Everything that following a build tells. */
async function followed(session: Session, name: BuildName): Promise<Followed> {
  const build = watchBuild(session, name);
  const pods = session.served.find('v1', 'Pod');
  assert.ok(build !== undefined && pods !== undefined);
  const [lines, notes]: [string[], string[]] = [[], []];
  const options = {
    api: session.api,
    pods,
    build,
    isThere: async () => (await findBuild(session, name)) !== undefined,
    onLine: (
      task: { readonly name: string },
      step: { readonly name: string },
      { text }: { readonly text: string },
    ) => void lines.push(`${task.name}/${step.name}: ${text}`),
    onNote: (note: BuildLogNote) => void notes.push(inWords(note)),
    retryDelay: 30,
  };
  await followBuild(options, AbortSignal.timeout(15_000));
  build.release();
  return { lines, notes };
}

function inWords(note: BuildLogNote): string {
  switch (note.kind) {
    case 'begun':
    case 'ended':
    case 'lost':
      return `${note.kind} ${note.step.name} ${note.kind === 'ended' ? String(note.step.exitCode) : ''}`.trim();
    case 'failed':
      return `failed ${note.step.name}: ${note.error.reason}`;
    case 'waiting':
    case 'over':
      return `${note.kind} ${note.reading.state}`;
    case 'gone':
      return note.kind;
  }
}

async function whenOver(build: WatchedBuild | undefined): Promise<BuildReading> {
  await eventually('the build is over', () => build?.reading !== undefined && !isUnderWay(build.reading));
  assert.ok(build?.reading !== undefined);
  return build.reading;
}

describe('the store', () => {
  test('knows all builds of the cluster, newest first, TaskRuns of a pipeline with it', async () => {
    const store = new BuildsStore(connectionTo('today'));
    const leave = store.view();
    await eventually(
      'builds are known',
      () => store.state.phase === 'known' && store.state.builds.length >= 3,
    );
    assert.ok(store.state.phase === 'known');
    const told = store.state.builds.map(({ kind, name, state }) => `${kind} ${name} ${state}`).toSorted();
    assert.deepEqual(told, [
      'PipelineRun hello-pipeline succeeded',
      'TaskRun hello-broken failed',
      'TaskRun hello-without-task failed',
    ]);
    const pipeline = store.state.builds.find(({ kind }) => kind === 'PipelineRun');
    assert.deepEqual(
      pipeline?.tasks.map(({ name }) => name),
      ['fetch', 'build', 'tell'],
    );
    // What has not changed is the same object.
    const before = pipeline;
    inside('today').create(taskRun('more', 'true'));
    await eventually(
      'one more is known',
      () => store.state.phase === 'known' && store.state.builds.length === 4,
    );
    assert.equal(store.state.builds[0]?.name, 'more');
    assert.equal(
      store.state.builds.find(({ kind }) => kind === 'PipelineRun'),
      before,
    );
    leave();
    assert.equal(phaseOf(store), 'idle');
    store.dispose();
  });

  test('follows to another cluster, and asks nothing while nobody looks', async () => {
    const connection = connectionTo('today');
    const store = new BuildsStore(connection);
    assert.equal(phaseOf(store), 'idle');
    const leave = store.view();
    await eventually('builds are known', () => store.state.phase === 'known');
    connection.choose({ context: '2019' });
    await eventually(
      'Builds are known',
      () => store.state.phase === 'known' && store.state.context === '2019',
    );
    assert.ok(store.state.phase === 'known');
    assert.deepEqual(store.state.builds.map(({ kind, name }) => `${kind} ${name}`).toSorted(), [
      'Build hello-broken',
      'Build hello-image',
      'Build hello-unbound',
    ]);
    leave();
    store.dispose();
  });
});

describe('a cluster that does not answer', () => {
  test('is seen to come back', async () => {
    let isThere = false;
    const paths = [path.join(folder, 'config')];
    const connection = new Connection(
      async () => {
        if (!isThere) throw new ClusterError('unreachable', 'nobody there');
        return { paths, environment: {} };
      },
      { context: 'today' },
    );
    connections.push(connection);
    const store = new BuildsStore(connection, 20);
    const leave = store.view();
    await eventually('it cannot be read', () => store.state.phase === 'failed');
    isThere = true;
    await eventually('it is there', () => store.state.phase === 'known');
    leave();
    store.dispose();
  });
});

describe('the log', () => {
  test('of a run that is under way comes step by step, to its end', async () => {
    const session = await connectionTo('today').session();
    inside('today').create(taskRun('steps', 'seq 500\nexit 3'));
    const { lines, notes } = await followed(session, {
      kind: 'TaskRun',
      namespace: 'default',
      name: 'steps',
    });
    assert.deepEqual(lines.slice(0, 3), ['/first: one', '/first: two', '/second: 1']);
    assert.equal(lines.length, 502);
    assert.deepEqual(
      notes.filter((note) => !note.startsWith('waiting')),
      ['begun first', 'ended first 0', 'begun second', 'ended second 3', 'over failed'],
    );
  });

  test('of a Build of 2019 that is over is read whole', async () => {
    const session = await connectionTo('2019').session();
    const { lines, notes } = await followed(session, {
      kind: 'Build',
      namespace: 'default',
      name: 'hello-image',
    });
    assert.match(lines[0] ?? '', /^\/git-source-0: /);
    assert.match(lines.at(-1) ?? '', /^\/build-and-push: .*digest: sha256:/);
    assert.deepEqual(notes, [
      'begun git-source-0',
      'ended git-source-0 0',
      'begun build-and-push',
      'ended build-and-push 0',
      'over succeeded',
    ]);
  });

  test('of a pipeline names its tasks', async () => {
    const session = await connectionTo('today').session();
    const { lines } = await followed(session, {
      kind: 'PipelineRun',
      namespace: 'default',
      name: 'hello-pipeline',
    });
    assert.deepEqual([...new Set(lines.map((line) => line.split(': ')[0] ?? ''))].toSorted(), [
      'build/build-and-push',
      'fetch/clone',
      'tell/tell',
    ]);
  });

  test('loses no line and doubles none when the connection is cut', async () => {
    const session = await connectionTo('today').session();
    const cutting = setInterval(() => playground.today.server.cutStreams(), 70);
    let isRead = 0;
    playground.today.server.intercept(({ path: address }) => {
      if (address.endsWith('/log')) isRead++;
      return undefined;
    });
    inside('today').create(
      taskRun('cut', 'seq 20\nsleep 5\nseq 21 40\nsleep 5\nseq 41 60\nsleep 5\nseq 61 80'),
    );
    const { lines } = await followed(session, { kind: 'TaskRun', namespace: 'default', name: 'cut' });
    const numbers = lines
      .filter((line) => /^\/second: \d+$/.test(line))
      .map((line) => Number(line.slice('/second: '.length)));
    assert.deepEqual(
      numbers,
      Array.from({ length: 80 }, (_, index) => index + 1),
    );
    clearInterval(cutting);
    playground.today.server.intercept(undefined);
    assert.ok(isRead > 6, `${isRead} times`);
  });

  test('of one whose pod goes says that it is lost', async () => {
    const session = await connectionTo('today').session();
    inside('today').create(taskRun('doomed', 'sleep 100'));
    const following = followed(session, { kind: 'TaskRun', namespace: 'default', name: 'doomed' });
    const resource = session.served.find('tekton.dev/v1', 'TaskRun');
    assert.ok(resource !== undefined);
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
    await cancelBuild(session, resource, { kind: 'TaskRun', namespace: 'default', name: 'doomed' });
    const { notes } = await following;
    assert.equal(notes.at(-1), 'over cancelled');
  });
});

describe('running', () => {
  test('again gets a name of the server’s', async () => {
    const session = await connectionTo('today').session();
    const kinds = buildKinds(session.served);
    const resource = kinds && resourceOf(kinds, 'TaskRun');
    assert.ok(resource !== undefined);
    const manifest = taskRun('twice', 'true');
    const first = await startBuild(session, resource, 'default', manifest);
    const second = await startBuild(session, resource, 'default', manifest);
    assert.equal(first.metadata.name, 'twice');
    assert.match(second.metadata.name, /^twice-\w{5}$/);
    const build = watchBuild(session, { kind: 'TaskRun', namespace: 'default', name: second.metadata.name });
    assert.equal((await whenOver(build)).state, 'succeeded');
    build?.release();
  });

  test('asks for what the template in the cluster wants', async () => {
    const session = await connectionTo('2019').session();
    const manifest: JsonObject = {
      apiVersion: 'build.knative.dev/v1alpha1',
      kind: 'Build',
      spec: { template: { name: 'kaniko', arguments: [{ name: 'IMAGE', value: 'x' }] } },
    };
    assert.deepEqual(await askedOf(session, manifest, 'default'), [
      {
        name: 'IMAGE',
        description: 'The image to push, with its registry',
        type: 'string',
        fallback: undefined,
        given: 'x',
        choices: [],
        keys: [],
      },
      {
        name: 'DOCKERFILE',
        description: 'The Dockerfile to build',
        type: 'string',
        fallback: '/workspace/Dockerfile',
        given: undefined,
        choices: [],
        keys: [],
      },
    ]);
    const unknown: JsonObject = { ...manifest, spec: { template: { name: 'none' } } };
    assert.deepEqual(await askedOf(session, unknown, 'default'), []);
  });

  test('and failing is explained from the log too', async () => {
    const session = await connectionTo('2019').session();
    const build = watchBuild(session, { kind: 'Build', namespace: 'default', name: 'hello-broken' });
    const reasons = await reasonsOf(session, await whenOver(build));
    assert.deepEqual(reasons.map(english), [
      'The step build-and-push ended with exit code 1.',
      './main.go, line 14: undefined: handler',
    ]);
    build?.release();
  });
});

describe('failures in words, from the state, the log and the events', () => {
  const push = ['--destination=registry.example.com/samples/private:v1'];
  const kaniko = { name: 'push', image: 'gcr.io/kaniko-project/executor:v1.23.2', args: push };
  const volume = { name: 'key', secret: { secretName: 'push-key' } };
  const denied =
    'The registry does not let it push registry.example.com/samples/private:v1: the service account needs a secret for that registry.';
  const told: readonly (readonly ['today' | '2019', BuildName['kind'], JsonObject, readonly string[]])[] = [
    ['2019', 'Build', { steps: [kaniko] }, ['The step push ended with exit code 1.', denied]],
    [
      'today',
      'TaskRun',
      { taskSpec: { steps: [kaniko] } },
      ['The step push ended with exit code 1.', denied],
    ],
    [
      'today',
      'PipelineRun',
      { pipelineSpec: { tasks: [{ name: 'a', taskSpec: { steps: [kaniko] } }] } },
      ['The step push ended with exit code 1.', denied],
    ],
    [
      '2019',
      'Build',
      { steps: [kaniko], volumes: [volume], timeout: '5s' },
      [
        'It took longer than 5s, which is its timeout.',
        'Its pod needs the secret push-key, which does not exist.',
      ],
    ],
    [
      'today',
      'TaskRun',
      { taskSpec: { steps: [kaniko], volumes: [volume] }, timeout: '5s' },
      [
        'It took longer than 5s, which is its timeout.',
        'Its pod needs the secret push-key, which does not exist.',
      ],
    ],
    [
      '2019',
      'Build',
      { template: { name: 'none' } },
      ['There is no BuildTemplate none in the namespace default.'],
    ],
    ['today', 'TaskRun', { taskRef: { name: 'none' } }, ['There is no Task none in the namespace default.']],
    [
      '2019',
      'Build',
      { template: { name: 'kaniko' } },
      ['The parameter IMAGE has no default and was given no value.'],
    ],
  ];
  for (const [index, [context, kind, spec, words]] of told.entries()) {
    test(`${kind}: ${words.join(' ')}`, async () => {
      const session = await connectionTo(context).session();
      const name = `fails-${index}`;
      const apiVersion = kind === 'Build' ? 'build.knative.dev/v1alpha1' : 'tekton.dev/v1';
      const metadata = { name, namespace: 'default' };
      inside(context === 'today' ? 'today' : 'of2019').create({ apiVersion, kind, metadata, spec });
      const build = watchBuild(session, { kind, namespace: 'default', name });
      const reasons = await reasonsOf(session, await whenOver(build));
      assert.deepEqual(reasons.map(english), words);
      build?.release();
    });
  }
});

describe('the image that was made', () => {
  test('is known by its digest: from a result, and in 2019 from the log', async () => {
    for (const [context, name] of [
      ['today', { kind: 'PipelineRun', namespace: 'default', name: 'hello-pipeline' }],
      ['2019', { kind: 'Build', namespace: 'default', name: 'hello-image' }],
    ] as const) {
      const session = await connectionTo(context).session();
      const build = watchBuild(session, name);
      const images = await imagesOf(session, await whenOver(build));
      assert.equal(images.length, 1);
      assert.match(
        images[0]?.reference ?? '',
        /^registry\.example\.com\/samples\/hello@sha256:[0-9a-f]{64}$/,
      );
      build?.release();
    }
  });
});
