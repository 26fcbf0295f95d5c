/** The log of a build of which the pods, or the build itself, go while they are read. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { Api, ApiRequest } from '#client/cluster/api.ts';
import { followBuild, type BuildLogNote } from '#client/cluster/logs/buildLog.ts';
import { ClusterError } from '#client/cluster/errors.ts';
import type { WatchedBuild } from '#client/cluster/watchBuild.ts';
import type { BuildReading, BuildStep } from '#knative/builds/build.ts';

/** A build that is told of as the test says. */
class ToldBuild implements WatchedBuild {
  reading: BuildReading | undefined;
  complete = false;
  readonly #listeners = new Set<() => void>();

  tell(reading: BuildReading | undefined): void {
    this.reading = reading;
    this.complete = true;
    for (const listener of this.#listeners) listener();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  release(): void {
    this.#listeners.clear();
  }
}

function step(pod: string, ended = ''): BuildStep {
  const more = { exitCode: undefined, reason: '', message: '', image: '', started: '2026-11-25T00:00:00Z' };
  const state = ended === '' ? 'running' : 'succeeded';
  return { name: 'only', container: 'step-only', pod, state, ended, ...more };
}

function reading(only: BuildStep): BuildReading {
  const { state, ended, started } = only;
  assert.ok(state === 'running' || state === 'succeeded');
  const task = { name: '', state, started, ended, pod: only.pod, steps: [only], why: undefined };
  return {
    kind: 'TaskRun',
    apiVersion: 'tekton.dev/v1',
    namespace: 'default',
    name: 'told',
    state,
    started,
    ended,
    created: started,
    tasks: [task],
    why: undefined,
    message: '',
    results: [],
    object: {},
  };
}

interface World {
  readonly build: ToldBuild;
  readonly lines: string[];
  readonly notes: string[];
  /** How often the log of each pod was read. */
  readonly reads: Map<string, number>;
  readonly over: Promise<void>;
}

/** Pods that keep their logs, of one line each. */
function follow(isThere: () => Promise<boolean> = async () => true): World {
  const build = new ToldBuild();
  const [lines, notes]: [string[], string[]] = [[], []];
  const reads = new Map<string, number>();
  const api: Api = {
    request: async () => assert.fail('nothing else is asked for'),
    lines: async ({ path, query }: ApiRequest) => {
      const pod = path.split('/').at(-2) ?? '';
      reads.set(pod, (reads.get(pod) ?? 0) + 1);
      const from = Date.parse(String(query?.['sinceTime'] ?? ''));
      return (async function* () {
        if (!(from > Date.parse('2026-11-25T00:00:01Z'))) yield `2026-11-25T00:00:01.5Z of ${pod}`;
      })();
    },
  };
  const over = followBuild(
    {
      api,
      pods: { group: '', version: 'v1', kind: 'Pod', plural: 'pods', namespaced: true },
      build,
      isThere,
      onLine: (_task, _step, { text }) => void lines.push(text),
      onNote: ({ kind }: BuildLogNote) => void notes.push(kind),
      retryDelay: 5,
    },
    AbortSignal.timeout(3000),
  );
  return { build, lines, notes, reads, over };
}

const soon = async (): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, 40);
  await promise;
};

test('a task that is tried again is read to its end in both pods', async () => {
  const { build, lines, notes, reads, over } = follow();
  build.tell(reading(step('first')));
  await soon();
  build.tell(reading(step('second')));
  await soon();
  const before = reads.get('first');
  await soon();
  // It is not asked for for ever.
  assert.equal(reads.get('first'), before);
  build.tell(reading(step('second', '2026-11-25T00:00:09Z')));
  await over;
  assert.deepEqual(lines, ['of first', 'of second']);
  assert.deepEqual(notes.toSorted(), ['begun', 'begun', 'ended', 'ended', 'over']);
});

test('a build that is deleted without its pod is gone, once its log was read', async () => {
  const { build, lines, notes, over } = follow();
  build.tell(reading(step('kept')));
  await soon();
  build.tell(undefined);
  await over;
  assert.deepEqual(lines, ['of kept']);
  assert.deepEqual(notes, ['begun', 'ended', 'gone']);
});

test('a build that the watch does not know yet is waited for', async () => {
  const { build, lines, notes, over } = follow();
  build.tell(undefined);
  await soon();
  assert.deepEqual(notes, []);
  build.tell(reading(step('late', '2026-11-25T00:00:09Z')));
  await over;
  assert.deepEqual(lines, ['of late']);
  assert.deepEqual(notes, ['begun', 'ended', 'over']);
});

test('whether it is there is asked until there is an answer', async () => {
  let asked = 0;
  const { build, notes, over } = follow(async () => {
    if (++asked < 3) throw new ClusterError('unreachable', 'nobody');
    return false;
  });
  build.tell(undefined);
  await over;
  assert.equal(asked, 3);
  assert.deepEqual(notes, ['gone']);
});
