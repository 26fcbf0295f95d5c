/** TaskRuns of today: their pods, steps, results and failures, stepped by the clock. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { conditionOf } from '#knative/conditions.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { listAt, objectAt, textAt } from '#playground/api/object.ts';
import { worldOfToday, type World } from '../world.ts';
import { logOf, statesOf } from './reading.ts';

const taskRun = 'tekton.dev/v1 TaskRun';
let world: World;

beforeEach(() => {
  world = worldOfToday();
  world.client.create({
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    metadata: { name: 'kaniko', namespace: 'default' },
    spec: {
      params: [
        { name: 'IMAGE', type: 'string' },
        { name: 'DOCKERFILE', type: 'string', default: 'Dockerfile' },
        { name: 'EXTRA', type: 'array', default: [] },
      ],
      results: [{ name: 'IMAGE_DIGEST' }],
      steps: [
        {
          name: 'build-and-push',
          image: 'gcr.io/kaniko-project/executor:v1.23.2',
          args: [
            '--dockerfile=$(params.DOCKERFILE)',
            '--destination=$(params["IMAGE"])',
            '--digest-file=$(results.IMAGE_DIGEST.path)',
            '$(params.EXTRA[*])',
          ],
        },
        {
          name: 'tell',
          image: 'busybox',
          script: 'echo "built ${NAME}"\n',
          env: [{ name: 'NAME', value: '$(context.taskRun.name)' }],
        },
      ],
    },
  });
});

function start(name: string, spec: JsonObject): void {
  world.client.create({
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name, namespace: 'default' },
    spec,
  });
}

const kaniko = (values: Readonly<Record<string, Json>>): JsonObject => ({
  taskRef: { name: 'kaniko' },
  params: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const inline = (...steps: readonly JsonObject[]): JsonObject => ({ taskSpec: { steps: [...steps] } });
const script = (text: string, more: JsonObject = {}): JsonObject => ({
  name: 'run',
  image: 'busybox',
  script: text,
  ...more,
});

function podOf(name: string): ReturnType<World['get']> {
  return world.get('v1 Pod', textAt(world.get(taskRun, name)['status'], 'podName'));
}

function verdict(name: string): readonly string[] {
  const found = conditionOf(world.get(taskRun, name), 'Succeeded');
  return found === undefined ? [] : [found.status, found.reason, found.message];
}

const steps = (name: string): readonly Json[] => listAt(world.get(taskRun, name)['status'], 'steps');

describe('a TaskRun', () => {
  it('has containers with the values of its params in them', () => {
    start('hello', kaniko({ IMAGE: 'gcr.io/x/hello:v1', EXTRA: ['--cache', '--verbosity=info'] }));
    world.pass(0.2);
    const { metadata, spec } = podOf('hello');
    assert.equal(metadata.name, 'hello-pod');
    assert.deepEqual(
      listAt(spec, 'initContainers').map((one) => textAt(one, 'name')),
      ['prepare', 'place-scripts'],
    );
    const containers = listAt(spec, 'containers');
    assert.deepEqual(
      containers.map((one) => textAt(one, 'name')),
      ['step-build-and-push', 'step-tell'],
    );
    assert.deepEqual(listAt(containers[0], 'args').slice(-5), [
      '--dockerfile=Dockerfile',
      '--destination=gcr.io/x/hello:v1',
      '--digest-file=/tekton/results/IMAGE_DIGEST',
      '--cache',
      '--verbosity=info',
    ]);
  });

  it('runs its steps in turn, though all their containers run', () => {
    start('hello', kaniko({ IMAGE: 'gcr.io/x/hello:v1' }));
    const seen = new Set<string>();
    const reasons = new Set<string>();
    for (let tenth = 0; tenth < 300; tenth++) {
      world.pass(0.1);
      seen.add(statesOf(podOf('hello')));
      reasons.add(verdict('hello')[1] ?? '');
    }
    assert.deepEqual(
      [...seen],
      [' ', 'ww ww', 'rw ww', 'tw ww', 'tr ww', 'tt ww', 'tt rr', 'tt tr', 'tt tt'],
    );
    assert.deepEqual([...reasons], ['Pending', 'Running', 'Succeeded']);
    assert.deepEqual(verdict('hello'), ['True', 'Succeeded', 'All Steps have completed executing']);
    assert.deepEqual(
      steps('hello').map((one) => textAt(one, 'container')),
      ['step-build-and-push', 'step-tell'],
    );
    assert.deepEqual(
      steps('hello').map((one) => textAt(one, 'terminationReason')),
      ['Completed', 'Completed'],
    );
  });

  it('says when each step really began', () => {
    start('hello', kaniko({ IMAGE: 'gcr.io/x/hello:v1' }));
    world.pass(30);
    const [first, second] = steps('hello').map((one) => objectAt(one, 'terminated'));
    assert.ok(textAt(second, 'startedAt') >= textAt(first, 'finishedAt'));
  });

  it('writes its lines, and gives its results', () => {
    start('hello', kaniko({ IMAGE: 'gcr.io/x/hello:v1' }));
    world.pass(30);
    const pushed = /Pushed gcr\.io\/x\/hello@(sha256:[0-9a-f]{64})$/.exec(
      logOf(world, podOf('hello'), 'step-build-and-push').at(-1) ?? '',
    );
    assert.notEqual(pushed, null);
    assert.deepEqual(logOf(world, podOf('hello'), 'step-tell'), ['built hello']);
    assert.deepEqual(objectAt(world.get(taskRun, 'hello'), 'status')['results'], [
      { name: 'IMAGE_DIGEST', type: 'string', value: pushed?.[1] },
    ]);
  });

  it('goes on after a step that may fail', () => {
    start('hello', inline(script('exit 4', { onError: 'continue' }), script('echo on', { name: 'after' })));
    world.pass(20);
    assert.equal(verdict('hello')[0], 'True');
    assert.equal(objectAt(steps('hello')[0], 'terminated')['exitCode'], 4);
    assert.equal(textAt(steps('hello')[0], 'terminationReason'), 'Continued');
    assert.deepEqual(logOf(world, podOf('hello'), 'step-after'), ['on']);
  });
});

describe('a TaskRun that fails', () => {
  const failing: readonly (readonly [string, () => void, string, string | RegExp])[] = [
    [
      'for want of its task',
      () => start('t', { taskRef: { name: 'none' } }),
      'TaskRunResolutionFailed',
      'error when listing tasks for taskRun t: tasks.tekton.dev "none" not found',
    ],
    [
      'for want of a param',
      () => start('t', kaniko({})),
      'TaskRunValidationFailed',
      '[User error] invalid input params for task kaniko: missing values for these params which have no default values: [IMAGE]',
    ],
    [
      'for a param of another type',
      () => start('t', kaniko({ IMAGE: ['a'] })),
      'TaskRunValidationFailed',
      /param types don't match the user-specified type: \[IMAGE\]$/,
    ],
    [
      'for want of a workspace',
      () => start('t', { taskSpec: { workspaces: [{ name: 'source' }], steps: [script('true')] } }),
      'TaskRunValidationFailed',
      '[User error] declared workspace "source" is required but has not been bound',
    ],
    [
      'for want of its account',
      () => start('t', { ...kaniko({ IMAGE: 'gcr.io/x/y' }), serviceAccountName: 'builder' }),
      'PodCreationFailed',
      'failed to create task run pod "t": translating TaskSpec to Pod: serviceaccounts "builder" not found. Maybe missing or invalid Task default/kaniko',
    ],
    [
      'at a step',
      () => start('t', inline(script('echo one\nexit 3'), script('echo two', { name: 'never' }))),
      'Failed',
      '"step-run" exited with code 3',
    ],
    [
      'for an image that cannot be pulled',
      () => start('t', inline(script('true', { image: 'gcr.io/x/no-such-image' }))),
      'TaskRunImagePullFailed',
      /^the step "run" in TaskRun "t" failed to pull the image/,
    ],
    [
      'for want of a secret',
      () =>
        start(
          't',
          inline(
            script('true', { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'none', key: 'a' } } }] }),
          ),
        ),
      'CreateContainerConfigError',
      'Failed to create pod due to config error',
    ],
    [
      'for want of the right to push',
      () => start('t', kaniko({ IMAGE: 'gcr.io/x/private' })),
      'Failed',
      '"step-build-and-push" exited with code 1',
    ],
    [
      'because it takes too long',
      () => start('t', { ...inline(script('sleep 100')), timeout: '20s' }),
      'TaskRunTimeout',
      'TaskRun "t" failed to finish within "20s"',
    ],
  ];
  for (const [why, begin, reason, message] of failing) {
    it(why, () => {
      begin();
      world.pass(30);
      const [status, told, words = ''] = verdict('t');
      assert.deepEqual([status, told], ['False', reason], words);
      if (typeof message === 'string') assert.equal(words, message);
      else assert.match(words, message);
      assert.notEqual(textAt(world.get(taskRun, 't')['status'], 'completionTime'), '');
    });
  }

  it('never gets to the steps after that', () => {
    start('t', inline(script('echo one\nexit 3'), script('echo two', { name: 'never' })));
    world.pass(20);
    assert.deepEqual(logOf(world, podOf('t'), 'step-never'), []);
    assert.deepEqual(
      steps('t').map((one) => textAt(one, 'terminationReason')),
      ['Error', 'Skipped'],
    );
  });

  it('is cancelled, and its pod goes', () => {
    start('t', inline(script('sleep 100')));
    world.pass(5);
    world.client.patch(taskRun, 'default', 't', 'merge', { spec: { status: 'TaskRunCancelled' } });
    world.pass(3);
    assert.deepEqual(verdict('t'), ['False', 'TaskRunCancelled', 'TaskRun "t" was cancelled. ']);
    assert.equal(textAt(objectAt(steps('t')[0], 'terminated'), 'reason'), 'TaskRunCancelled');
    assert.equal(world.client.find('v1 Pod', 'default', 't-pod'), undefined);
  });
});

describe('the pod of a TaskRun', () => {
  it('has ready steps while they run, and none when they have ended', () => {
    start('t', inline(script('sleep 3')));
    const ready = (): readonly (readonly Json[])[] =>
      ['initContainerStatuses', 'containerStatuses'].map((key) =>
        listAt(podOf('t')['status'], key).map((one) => objectAt({ one }, 'one')['ready'] ?? null),
      );
    world.pass(4);
    assert.deepEqual(ready(), [[true, true], [true]]);
    world.pass(10);
    assert.deepEqual(ready(), [[true, true], [false]]);
    assert.equal(textAt(podOf('t')['status'], 'phase'), 'Succeeded');
  });
});
