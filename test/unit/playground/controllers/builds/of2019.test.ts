/** Builds of 2019: their pods, steps, logs and failures, stepped by the clock. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { conditionOf } from '#knative/conditions.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { listAt, objectAt, textAt } from '#playground/api/object.ts';
import { worldOf2019, type World } from '../world.ts';
import { logOf, statesOf } from './reading.ts';

const build = 'build.knative.dev/v1alpha1 Build';
const git = { url: 'https://github.com/knative/docs.git', revision: 'v0.3.0' };
let world: World;

beforeEach(() => {
  world = worldOf2019();
  world.client.create({
    apiVersion: 'build.knative.dev/v1alpha1',
    kind: 'BuildTemplate',
    metadata: { name: 'kaniko', namespace: 'default' },
    spec: {
      parameters: [
        { name: 'IMAGE', description: 'Where to push' },
        { name: 'DOCKERFILE', default: '/workspace/Dockerfile' },
      ],
      steps: [
        {
          name: 'build-and-push',
          image: 'gcr.io/kaniko-project/executor:v0.9.0',
          args: ['--dockerfile=${DOCKERFILE}', '--destination=${IMAGE}'],
          env: [{ name: 'GOOGLE', value: '${ELSEWHERE}' }],
        },
      ],
    },
  });
});

function start(name: string, spec: JsonObject): void {
  const metadata = { name, namespace: 'default' };
  world.client.create({ apiVersion: 'build.knative.dev/v1alpha1', kind: 'Build', metadata, spec });
}

const templated = (values: Readonly<Record<string, string>>): JsonObject => ({
  source: { git },
  template: { name: 'kaniko', arguments: Object.entries(values).map(([name, value]) => ({ name, value })) },
});

const steps = (...some: readonly JsonObject[]): JsonObject => ({ steps: [...some] });
const shell = (script: string, more: JsonObject = {}): JsonObject => ({
  name: 'run',
  image: 'busybox',
  command: ['sh', '-c'],
  args: [script],
  ...more,
});

function podOf(name: string): ReturnType<World['get']> {
  return world.get('v1 Pod', textAt(objectAt(world.get(build, name)['status'], 'cluster'), 'podName'));
}

function verdict(name: string): readonly string[] {
  const { status, reason, message } = conditionOf(world.get(build, name), 'Succeeded') ?? {
    status: 'none',
    reason: '',
    message: '',
  };
  return [status, reason, message];
}

describe('a Build with a template', () => {
  it('has init containers with the arguments and defaults in them', () => {
    start('hello', templated({ IMAGE: 'gcr.io/x/hello:v1' }));
    world.pass(0.1);
    const { metadata, spec } = podOf('hello');
    assert.match(metadata.name, /^hello-pod-[0-9a-f]{6}$/);
    const containers = listAt(spec, 'initContainers');
    assert.deepEqual(
      containers.map((one) => textAt(one, 'name')),
      ['build-step-credential-initializer', 'build-step-git-source-0', 'build-step-build-and-push'],
    );
    assert.deepEqual(listAt(containers[1], 'args'), ['-url', git.url, '-revision', 'v0.3.0']);
    assert.deepEqual(listAt(containers[2], 'args'), [
      '--dockerfile=/workspace/Dockerfile',
      '--destination=gcr.io/x/hello:v1',
    ]);
    assert.equal(textAt(containers[2], 'workingDir'), '/workspace');
    // What nobody gives stays as it is.
    assert.deepEqual(listAt(containers[2], 'env'), [
      { name: 'HOME', value: '/builder/home' },
      { name: 'GOOGLE', value: '${ELSEWHERE}' },
    ]);
  });

  it('runs step after step and succeeds', () => {
    start('hello', templated({ IMAGE: 'gcr.io/x/hello:v1' }));
    const seen = new Set<string>();
    for (let tenth = 0; tenth < 300; tenth++) {
      world.pass(0.1);
      seen.add(statesOf(podOf('hello')));
    }
    assert.deepEqual(
      [...seen],
      ['www w', 'rww w', 'tww w', 'trw w', 'ttw w', 'ttr w', 'ttt w', 'ttt r', 'ttt t'],
    );
    assert.deepEqual(verdict('hello'), ['True', '', '']);
    const status = objectAt(world.get(build, 'hello'), 'status');
    assert.deepEqual(status['stepsCompleted'], ['build-step-build-and-push']);
    assert.equal(textAt(objectAt(listAt(status, 'stepStates')[0], 'terminated'), 'reason'), 'Completed');
    assert.equal(status['completionTime'], undefined);
  });

  it('is pending while its steps run, and says what is incomplete', () => {
    start('hello', templated({ IMAGE: 'gcr.io/x/hello:v1' }));
    world.pass(3);
    assert.deepEqual(verdict('hello'), [
      'Unknown',
      'Pending',
      'pod status "Initialized":"False"; message: "containers with incomplete status: [build-step-git-source-0 build-step-build-and-push]"',
    ]);
  });

  it('writes as git and kaniko do, the digest last', () => {
    start('hello', templated({ IMAGE: 'gcr.io/x/hello:v1' }));
    world.pass(30);
    const pod = podOf('hello');
    assert.match(logOf(world, pod, 'build-step-git-source-0').at(-1) ?? '', /Successfully cloned .*v0\.3\.0/);
    const lines = logOf(world, pod, 'build-step-build-and-push');
    assert.match(lines.at(-1) ?? '', /gcr\.io\/x\/hello:v1: digest: sha256:[0-9a-f]{64} size: \d+$/);
    assert.ok(lines.some((line) => line.startsWith('\u001B[36mINFO\u001B[0m[')));
  });

  it('lines come one after the other', () => {
    start('hello', templated({ IMAGE: 'gcr.io/x/hello:v1' }));
    const counts: number[] = [];
    for (let second = 0; second < 14; second++) {
      world.pass(1);
      counts.push(logOf(world, podOf('hello'), 'build-step-build-and-push').length);
    }
    assert.ok(new Set(counts).size > 5, counts.join(' '));
  });
});

describe('a Build that fails', () => {
  const failing: readonly (readonly [string, () => void, readonly (string | RegExp)[]])[] = [
    [
      'for want of an argument',
      () => start('b', templated({})),
      [
        'False',
        'BuildValidationFailed',
        'UnsatisfiedParameter: build does not specify these required parameters: [{IMAGE Where to push}]',
      ],
    ],
    [
      'for an argument that is there twice',
      () =>
        start('b', {
          template: { name: 'kaniko', arguments: ['1', '2'].map((value) => ({ name: 'IMAGE', value })) },
        }),
      ['False', 'BuildValidationFailed', 'DuplicateArgName: duplicate argument name "IMAGE"'],
    ],
    [
      'for want of its template',
      () => start('b', { template: { name: 'none' } }),
      ['False', 'BuildValidationFailed', 'buildtemplates.build.knative.dev "none" not found'],
    ],
    [
      'for want of a template of the whole cluster',
      () => start('b', { template: { name: 'kaniko', kind: 'ClusterBuildTemplate' } }),
      ['False', 'BuildValidationFailed', 'clusterbuildtemplates.build.knative.dev "kaniko" not found'],
    ],
    [
      'for want of its service account',
      () => start('b', { ...steps(shell('true')), serviceAccountName: 'builder' }),
      ['False', 'BuildValidationFailed', 'serviceaccounts "builder" not found'],
    ],
    [
      'for want of its account’s secret',
      () => {
        const metadata = { name: 'builder', namespace: 'default' };
        world.client.create({
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata,
          secrets: [{ name: 'push' }],
        });
        start('b', { ...steps(shell('true')), serviceAccountName: 'builder' });
      },
      ['False', 'BuildValidationFailed', 'secrets "push" not found'],
    ],
    [
      'for a source without a revision',
      () => start('b', { ...steps(shell('true')), source: { git: { url: git.url } } }),
      ['False', 'BuildValidationFailed', 'missing field(s): b.spec.source.git.revision'],
    ],
    [
      'at a step',
      () => start('b', steps(shell('echo one; exit 3'), shell('echo two', { name: 'never' }))),
      [
        'False',
        '',
        /^build step "build-step-run" exited with code 3 \(image: "busybox"\); for logs run: kubectl -n default logs b-pod-\w+ -c build-step-run$/,
      ],
    ],
    [
      'at its source',
      () =>
        start('b', {
          ...steps(shell('true')),
          source: { git: { ...git, url: 'https://github.com/x/no-such' } },
        }),
      ['False', '', /^build step "build-step-git-source-0" exited with code 1/],
    ],
    [
      'for an image that is broken',
      () => start('b', templated({ IMAGE: 'gcr.io/x/broken' })),
      ['False', '', /^build step "build-step-build-and-push" exited with code 1/],
    ],
    [
      'for want of the right to push',
      () => start('b', templated({ IMAGE: 'gcr.io/x/private' })),
      ['False', '', /^build step "build-step-build-and-push" exited with code 1/],
    ],
    [
      'for a name no container may have',
      () => start('b', steps(shell('true', { name: 'Upper_Case' }))),
      ['False', 'BuildExecuteFailed', /build-step-Upper_Case/],
    ],
  ];
  for (const [why, begin, wanted] of failing) {
    it(why, () => {
      begin();
      world.pass(30);
      for (const [index, told] of verdict('b').entries()) {
        const want = wanted[index] ?? '';
        if (typeof want === 'string') assert.equal(told, want);
        else assert.match(told, want);
      }
    });
  }

  it('never gets to the steps after that', () => {
    start('b', steps(shell('echo one; exit 3'), shell('echo two', { name: 'never' })));
    world.pass(30);
    assert.deepEqual(logOf(world, podOf('b'), 'build-step-run'), ['one']);
    assert.deepEqual(logOf(world, podOf('b'), 'build-step-never'), []);
    assert.deepEqual(objectAt(world.get(build, 'b'), 'status')['stepsCompleted'], ['build-step-run']);
  });

  it('says where the code is wrong, and who may not push', () => {
    start('b', templated({ IMAGE: 'gcr.io/x/broken' }));
    start('c', templated({ IMAGE: 'gcr.io/x/private' }));
    world.pass(30);
    assert.ok(
      logOf(world, podOf('b'), 'build-step-build-and-push').includes('./main.go:14:2: undefined: handler'),
    );
    assert.match(
      logOf(world, podOf('c'), 'build-step-build-and-push').at(-1) ?? '',
      /^error checking push permissions .*UNAUTHORIZED/,
    );
  });

  it('may push with a secret', () => {
    const annotations = { 'build.knative.dev/docker-0': 'https://gcr.io' };
    world.client.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'push', namespace: 'default', annotations },
    });
    const metadata = { name: 'builder', namespace: 'default' };
    world.client.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata, secrets: [{ name: 'push' }] });
    start('c', { ...templated({ IMAGE: 'gcr.io/x/private' }), serviceAccountName: 'builder' });
    world.pass(30);
    assert.equal(verdict('c')[0], 'True');
  });
});

describe('a Build that does not end by itself', () => {
  it('waits for an image', () => {
    start('b', steps(shell('true', { image: 'gcr.io/x/no-such-image' })));
    world.pass(5);
    assert.deepEqual(verdict('b'), [
      'Unknown',
      'Pending',
      'build step "build-step-run" is pending with reason "Back-off pulling image \\"gcr.io/x/no-such-image\\""',
    ]);
  });

  it('waits for a secret, and goes on when it comes', () => {
    const env: readonly Json[] = [
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key: 'text' } } },
    ];
    start('b', steps(shell('true', { env })));
    world.pass(5);
    assert.equal(
      verdict('b')[2],
      'build step "build-step-run" is pending with reason "secret \\"token\\" not found"',
    );
    const metadata = { name: 'token', namespace: 'default' };
    world.client.create({ apiVersion: 'v1', kind: 'Secret', metadata, stringData: { text: 'x' } });
    world.pass(30);
    assert.equal(verdict('b')[0], 'True');
  });

  it('takes too long, and its pod goes', () => {
    start('b', { ...steps(shell('true', { image: 'gcr.io/x/never-ready' })), timeout: '20s' });
    world.pass(19);
    assert.equal(verdict('b')[0], 'Unknown');
    const pod = podOf('b').metadata.name;
    world.pass(3);
    assert.deepEqual(verdict('b'), ['False', 'BuildTimeout', 'Build "b" failed to finish within "20s"']);
    assert.notEqual(textAt(world.get(build, 'b')['status'], 'completionTime'), '');
    assert.equal(world.client.find('v1 Pod', 'default', pod), undefined);
  });

  it('is cancelled, and its pod goes', () => {
    start('b', steps(shell('sleep 60')));
    world.pass(5);
    world.client.patch(build, 'default', 'b', 'merge', { spec: { Status: 'BuildCancelled' } });
    world.pass(3);
    assert.deepEqual(verdict('b'), ['False', 'BuildCancelled', 'Build "b" was cancelled']);
    assert.equal(world.client.list('v1 Pod', { namespace: 'default' }).length, 0);
  });
});
