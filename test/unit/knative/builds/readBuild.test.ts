/** Builds, TaskRuns and PipelineRuns of the playground, read at every stage. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failedStep, type BuildReading } from '#knative/builds/build.ts';
import { readBuild } from '#knative/builds/readBuild.ts';
import type { JsonObject } from '#knative/json.ts';
import { english } from '#knative/text.ts';
import { worldOf2019, worldOfToday, type World } from '../../playground/controllers/world.ts';

const apis = {
  Build: 'build.knative.dev/v1alpha1',
  TaskRun: 'tekton.dev/v1',
  PipelineRun: 'tekton.dev/v1',
} as const;
type Kind = keyof typeof apis;

function start(world: World, kind: Kind, spec: JsonObject): void {
  world.client.create({ apiVersion: apis[kind], kind, metadata: { name: 'b', namespace: 'default' }, spec });
}

function read(world: World, kind: Kind): BuildReading {
  const taskRuns = kind === 'Build' ? [] : world.client.list('tekton.dev/v1 TaskRun');
  const reading = readBuild(world.get(`${apis[kind]} ${kind}`, 'b'), world.client.list('v1 Pod'), taskRuns);
  assert.ok(reading !== undefined);
  return reading;
}

/** `running: fetch[clone=succeeded] build[push=running]` */
function drawn({ state, tasks }: BuildReading): string {
  const told = tasks.map(({ name, state: of, steps }) => {
    const inside = steps.map((step) => `${step.name}=${step.state}`).join(' ');
    return `${name}${steps.length === 0 ? `(${of})` : `[${inside}]`}`;
  });
  return `${state}: ${told.join(' ')}`;
}

function course(world: World, kind: Kind, seconds: number): readonly string[] {
  const seen = new Set<string>();
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    world.pass(0.1);
    seen.add(drawn(read(world, kind)));
  }
  return [...seen];
}

const why = (reading: BuildReading): string => (reading.why === undefined ? '' : english(reading.why));

const step = (name: string, script: string, more: JsonObject = {}): JsonObject => ({
  name,
  image: 'busybox',
  script,
  ...more,
});
const oldStep = (name: string, script: string, more: JsonObject = {}): JsonObject => ({
  name,
  image: 'busybox',
  command: ['sh', '-c'],
  args: [script],
  ...more,
});
const git = { url: 'https://github.com/x/y', revision: 'main' };

describe('what a build goes through', () => {
  it('a Build', () => {
    const world = worldOf2019();
    start(world, 'Build', {
      source: { git },
      steps: [oldStep('one', 'sleep 1'), oldStep('two', 'exit 3'), oldStep('three', 'true')],
    });
    assert.deepEqual(
      course(world, 'Build', 20),
      [
        'pending: ',
        'pending: [git-source-0=waiting one=waiting two=waiting three=waiting]',
        'running: [git-source-0=running one=waiting two=waiting three=waiting]',
        'running: [git-source-0=succeeded one=waiting two=waiting three=waiting]',
        'running: [git-source-0=succeeded one=running two=waiting three=waiting]',
        'running: [git-source-0=succeeded one=succeeded two=waiting three=waiting]',
        'running: [git-source-0=succeeded one=succeeded two=running three=waiting]',
        'running: [git-source-0=succeeded one=succeeded two=failed three=waiting]',
        'failed: [git-source-0=succeeded one=succeeded two=failed three=waiting]',
      ].filter((line) => line !== 'pending: '),
    );
    const reading = read(world, 'Build');
    assert.deepEqual([failedStep(reading)?.exitCode, failedStep(reading)?.container], [3, 'build-step-two']);
    assert.equal(why(reading), 'The step two ended with exit code 3.');
    assert.ok(reading.ended >= reading.started && reading.started !== '');
  });

  it('a TaskRun, whose containers all run from the start', () => {
    const world = worldOfToday();
    start(world, 'TaskRun', {
      taskSpec: { steps: [step('one', 'sleep 1'), step('two', 'exit 3'), step('three', 'true')] },
    });
    assert.deepEqual(course(world, 'TaskRun', 20), [
      'pending: [one=waiting two=waiting three=waiting]',
      'running: [one=running two=waiting three=waiting]',
      'running: [one=succeeded two=running three=waiting]',
      'failed: [one=succeeded two=failed three=skipped]',
    ]);
    assert.equal(why(read(world, 'TaskRun')), 'The step two ended with exit code 3.');
  });

  it('a PipelineRun', () => {
    const world = worldOfToday();
    const task = (name: string, script: string, more: JsonObject = {}): JsonObject => ({
      name,
      taskSpec: { steps: [step('do', script)] },
      ...more,
    });
    start(world, 'PipelineRun', {
      pipelineSpec: {
        tasks: [
          task('build', 'exit 2', { runAfter: ['fetch'] }),
          task('fetch', 'true'),
          task('deploy', 'true', { runAfter: ['build'] }),
        ],
      },
    });
    const seen = course(world, 'PipelineRun', 30);
    assert.ok(seen.includes('running: fetch[do=running] build(pending) deploy(pending)'), seen.join('\n'));
    assert.ok(
      seen.includes('running: fetch[do=succeeded] build[do=running] deploy(pending)'),
      seen.join('\n'),
    );
    assert.equal(seen.at(-1), 'failed: fetch[do=succeeded] build[do=failed] deploy(skipped)');
    assert.equal(why(read(world, 'PipelineRun')), 'The step do ended with exit code 2.');
  });

  it('ends with what it made', () => {
    const world = worldOfToday();
    start(world, 'TaskRun', {
      taskSpec: {
        results: [{ name: 'IMAGE_DIGEST' }],
        steps: [step('one', 'printf sha256:1 > $(results.IMAGE_DIGEST.path)')],
      },
    });
    world.pass(20);
    assert.deepEqual(read(world, 'TaskRun').results, [{ name: 'IMAGE_DIGEST', value: 'sha256:1' }]);
  });

  it('ends with what it made, also in the words of v1beta1', () => {
    const made = [{ name: 'IMAGE_DIGEST', value: 'sha256:1' }];
    const ended = (kind: Kind, status: JsonObject): unknown =>
      readBuild({ apiVersion: 'tekton.dev/v1beta1', kind, metadata: { name: 'b' }, status }, [], [])?.results;
    assert.deepEqual(ended('TaskRun', { taskResults: made }), made);
    assert.deepEqual(ended('PipelineRun', { pipelineResults: made }), made);
  });

  it('may have a step that is allowed to fail', () => {
    const world = worldOfToday();
    start(world, 'TaskRun', {
      taskSpec: { steps: [step('one', 'exit 4', { onError: 'continue' }), step('two', 'true')] },
    });
    world.pass(20);
    assert.equal(drawn(read(world, 'TaskRun')), 'succeeded: [one=succeeded two=succeeded]');
    assert.equal(read(world, 'TaskRun').tasks[0]?.steps[0]?.exitCode, 4);
  });
});

describe('why', () => {
  const secret = { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'token', key: 'a' } } }] };
  const task = (...steps: readonly JsonObject[]): JsonObject => ({ taskSpec: { steps: [...steps] } });
  const asked: JsonObject = {
    taskSpec: { params: [{ name: 'A' }, { name: 'B' }], steps: [step('one', 'true')] },
  };
  const told: readonly (readonly [Kind, JsonObject, string, string])[] = [
    [
      'Build',
      { template: { name: 'none' } },
      'failed',
      'There is no BuildTemplate none in the namespace default.',
    ],
    [
      'Build',
      { template: { name: 'none', kind: 'ClusterBuildTemplate' } },
      'failed',
      'There is no ClusterBuildTemplate none.',
    ],
    [
      'Build',
      { template: { name: 'kaniko' } },
      'failed',
      'These parameters have no defaults and were given no values: IMAGE, TAG',
    ],
    [
      'Build',
      { template: { name: 'kaniko', arguments: [{ name: 'IMAGE', value: 'x' }] } },
      'failed',
      'The parameter TAG has no default and was given no value.',
    ],
    [
      'Build',
      { steps: [oldStep('one', 'true')], serviceAccountName: 'builder' },
      'failed',
      'There is no service account builder in the namespace default.',
    ],
    [
      'Build',
      { steps: [oldStep('one', 'true', { image: 'gcr.io/x/no-such-image' })] },
      'pending',
      'The image of the step one cannot be pulled: gcr.io/x/no-such-image',
    ],
    [
      'Build',
      { steps: [oldStep('one', 'true', secret)] },
      'pending',
      'The step one needs the secret token, which does not exist.',
    ],
    [
      'Build',
      { steps: [oldStep('one', 'true')], serviceAccountName: 'careless' },
      'failed',
      'There is no secret lost in the namespace default.',
    ],
    [
      'TaskRun',
      { ...task(step('one', 'true')), serviceAccountName: 'careless' },
      'failed',
      'There is no secret lost in the namespace default.',
    ],
    [
      'PipelineRun',
      { pipelineSpec: { tasks: [{ name: 'a', ...task(step('one', 'true', secret)) }] } },
      'failed',
      'The step one needs the secret token, which does not exist.',
    ],
    [
      'PipelineRun',
      {
        pipelineSpec: { tasks: [{ name: 'a', ...task(step('one', 'exit 4')) }] },
      },
      'failed',
      'The step one ended with exit code 4.',
    ],
    [
      'Build',
      { steps: [oldStep('one', 'sleep 60')], timeout: '5s' },
      'failed',
      'It took longer than 5s, which is its timeout.',
    ],
    [
      'Build',
      { steps: [oldStep('one', 'exit 127')] },
      'failed',
      'The step one ended with exit code 127: a command was not found.',
    ],
    [
      'Build',
      { steps: [oldStep('one', 'true')], source: { git: { url: 'x' } } },
      'failed',
      'The cluster says: missing field(s): b.spec.source.git.revision',
    ],
    ['TaskRun', { taskRef: { name: 'none' } }, 'failed', 'There is no Task none in the namespace default.'],
    ['TaskRun', asked, 'failed', 'These parameters have no defaults and were given no values: A, B'],
    [
      'TaskRun',
      { ...task(step('one', 'true')), serviceAccountName: 'builder' },
      'failed',
      'There is no service account builder in the namespace default.',
    ],
    [
      'TaskRun',
      task(step('one', 'true', { image: 'gcr.io/x/no-such-image' })),
      'failed',
      'The image of the step one cannot be pulled: gcr.io/x/no-such-image',
    ],
    [
      'TaskRun',
      task(step('one', 'true', secret)),
      'failed',
      'The step one needs the secret token, which does not exist.',
    ],
    [
      'TaskRun',
      { ...task(step('one', 'sleep 60')), timeout: '5s' },
      'failed',
      'It took longer than 5s, which is its timeout.',
    ],
    [
      'TaskRun',
      { taskSpec: { workspaces: [{ name: 'source' }], steps: [step('one', 'true')] } },
      'failed',
      'The workspace source is bound to nothing.',
    ],
    [
      'PipelineRun',
      { pipelineRef: { name: 'none' } },
      'failed',
      'There is no Pipeline none in the namespace default.',
    ],
    [
      'PipelineRun',
      { pipelineSpec: { tasks: [{ name: 'a', taskRef: { name: 'none' } }] } },
      'failed',
      'There is no Task none in the namespace default.',
    ],
    [
      'PipelineRun',
      { pipelineSpec: { params: [{ name: 'A' }], tasks: [{ name: 'a', ...task(step('one', 'true')) }] } },
      'failed',
      'The parameter A has no default and was given no value.',
    ],
  ];
  for (const [kind, spec, state, words] of told) {
    it(`${kind}: ${words}`, () => {
      const world = kind === 'Build' ? worldOf2019() : worldOfToday();
      if (kind === 'Build') {
        const parameters = [
          { name: 'IMAGE', description: 'The {image}, with its registry' },
          { name: 'TAG' },
        ];
        const metadata = { name: 'kaniko', namespace: 'default' };
        world.client.create({
          apiVersion: apis.Build,
          kind: 'BuildTemplate',
          metadata,
          spec: { parameters, steps: [] },
        });
      }
      const metadata = { name: 'careless', namespace: 'default' };
      world.client.create({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata,
        secrets: [{ name: 'lost' }],
      });
      start(world, kind, spec);
      world.pass(20);
      assert.deepEqual([read(world, kind).state, why(read(world, kind))], [state, words]);
    });
  }

  it('an image that could not be pulled is not taken for a step that failed', () => {
    const message =
      'the step "one" in TaskRun "b" failed to pull the image "gcr.io/x/y". The pod errored with the message: "x."';
    const terminated = { exitCode: 1, reason: 'TaskRunImagePullFailed', finishedAt: '2026-01-01T00:00:00Z' };
    const run: JsonObject = {
      apiVersion: apis.TaskRun,
      kind: 'TaskRun',
      metadata: { name: 'b', namespace: 'default' },
      status: {
        steps: [{ name: 'one', container: 'step-one', terminated }],
        conditions: [{ type: 'Succeeded', status: 'False', reason: 'TaskRunImagePullFailed', message }],
      },
    };
    const reading = readBuild(run, []);
    assert.equal(
      reading?.why && english(reading.why),
      'The image of the step one cannot be pulled: gcr.io/x/y',
    );
    assert.equal(reading && failedStep(reading), undefined);
  });

  it('a pod that was evicted says so', () => {
    const build = {
      apiVersion: apis.Build,
      kind: 'Build',
      metadata: { name: 'b', namespace: 'default' },
      status: {
        cluster: { podName: 'p' },
        conditions: [{ type: 'Succeeded', status: 'False', message: 'x' }],
      },
    };
    const pod = {
      metadata: { name: 'p', namespace: 'default' },
      status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' },
    };
    const reading = readBuild(build, [pod]);
    assert.equal(
      reading?.why && english(reading.why),
      'Its pod was evicted: The node was low on resource: memory.',
    );
  });

  it('what was cancelled was cancelled', () => {
    const world = worldOf2019();
    start(world, 'Build', { steps: [oldStep('one', 'sleep 60'), oldStep('two', 'true')] });
    world.pass(5);
    const pod = world.client.list('v1 Pod').find(({ metadata }) => metadata.name.startsWith('b-'));
    world.client.patch(`${apis.Build} Build`, 'default', 'b', 'merge', {
      spec: { Status: 'BuildCancelled' },
    });
    world.pass(5);
    assert.equal(drawn(read(world, 'Build')), 'cancelled: [one=cancelled two=waiting]');
    assert.equal(why(read(world, 'Build')), 'It was cancelled.');
    // Also for whoever still knows of its pod.
    const pods = [{ ...pod, metadata: { name: 'b-pod', namespace: 'default' } }];
    const object = world.get(`${apis.Build} Build`, 'b');
    const status = { ...(object['status'] as JsonObject), cluster: { podName: 'b-pod' } };
    const reading = readBuild({ ...object, status }, pods);
    const [first] = reading?.tasks[0]?.steps ?? [];
    assert.deepEqual([first?.state, first?.ended], ['cancelled', reading?.ended]);
  });
});

describe('anything else', () => {
  it('is no build', () => {
    assert.equal(readBuild({ apiVersion: 'v1', kind: 'Pod' }, []), undefined);
    assert.equal(readBuild({ apiVersion: 'x/v1', kind: 'Build' }, []), undefined);
  });

  it('may be broken in every way', () => {
    for (const rest of [
      {},
      { metadata: 1, status: [] },
      { status: { steps: [1, null], stepStates: [null], conditions: [0] } },
    ]) {
      for (const [kind, apiVersion] of Object.entries(apis))
        assert.equal(readBuild({ apiVersion, kind, ...rest }, [{}])?.state, 'pending');
    }
  });
});
