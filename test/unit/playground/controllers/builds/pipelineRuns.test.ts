/** PipelineRuns of today: in which order their tasks run, and what ends them. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { conditionOf } from '#knative/conditions.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { listAt, objectAt, textAt } from '#playground/api/object.ts';
import { worldOfToday, type World } from '../world.ts';
import { logOf } from './reading.ts';

const pipelineRun = 'tekton.dev/v1 PipelineRun';
const taskRun = 'tekton.dev/v1 TaskRun';
let world: World;

beforeEach(() => {
  world = worldOfToday();
});

function start(pipelineSpec: JsonObject, spec: JsonObject = {}): void {
  const metadata = { name: 'p', namespace: 'default' };
  world.client.create({
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata,
    spec: { pipelineSpec, ...spec },
  });
}

const task = (name: string, text: string, more: JsonObject = {}, spec: JsonObject = {}): JsonObject => ({
  name,
  taskSpec: { ...spec, steps: [{ name: 'run', image: 'busybox', script: text }] },
  ...more,
});

function verdict(): readonly string[] {
  const found = conditionOf(world.get(pipelineRun, 'p'), 'Succeeded');
  return found === undefined ? [] : [found.status, found.reason, found.message];
}

const began = (name: string): string => textAt(world.get(taskRun, `p-${name}`)['status'], 'startTime');
const ended = (name: string): string => textAt(world.get(taskRun, `p-${name}`)['status'], 'completionTime');
const status = (key: string): readonly Json[] => listAt(world.get(pipelineRun, 'p')['status'], key);

describe('a PipelineRun', () => {
  it('runs tasks after those they name and those whose results they use', () => {
    start(
      {
        params: [{ name: 'who' }],
        tasks: [
          task(
            'deploy',
            'echo "deploy $(params.image)"',
            {
              params: [{ name: 'image', value: '$(params.who)@$(tasks.build.results.digest)' }],
            },
            { params: [{ name: 'image' }] },
          ),
          task(
            'build',
            'printf sha256:abc > $(results.digest.path)',
            { runAfter: ['fetch'] },
            { results: [{ name: 'digest' }] },
          ),
          task('fetch', 'sleep 2'),
          task('beside', 'sleep 1'),
        ],
        results: [{ name: 'digest', value: '$(tasks.build.results.digest)' }],
      },
      { params: [{ name: 'who', value: 'me' }] },
    );
    world.pass(60);
    assert.deepEqual(verdict(), [
      'True',
      'Succeeded',
      'Tasks Completed: 4 (Failed: 0, Cancelled 0), Skipped: 0',
    ]);
    assert.equal(began('fetch'), began('beside'));
    assert.ok(began('build') >= ended('fetch'));
    assert.ok(began('deploy') >= ended('build'));
    const pod = world.get('v1 Pod', 'p-deploy-pod');
    assert.deepEqual(logOf(world, pod, 'step-run'), ['deploy me@sha256:abc']);
    assert.deepEqual(status('results'), [{ name: 'digest', value: 'sha256:abc' }]);
    assert.equal(status('childReferences').length, 4);
  });

  it('counts what is done while it runs', () => {
    start({ tasks: [task('a', 'true'), task('b', 'sleep 30', { runAfter: ['a'] })] });
    world.pass(15);
    assert.deepEqual(verdict(), [
      'Unknown',
      'Running',
      'Tasks Completed: 1 (Failed: 0, Cancelled 0), Incomplete: 1, Skipped: 0',
    ]);
  });

  it('skips what its condition says, and goes on after it', () => {
    const when: Json = [{ input: '$(params.branch)', operator: 'in', values: ['main'] }];
    start({
      params: [{ name: 'branch', default: 'test' }],
      tasks: [
        task('release', 'printf x > $(results.tag.path)', { when }, { results: [{ name: 'tag' }] }),
        task('after', 'true', { runAfter: ['release'] }),
        task('uses', 'true', { params: [{ name: 'tag', value: '$(tasks.release.results.tag)' }] }),
      ],
    });
    world.pass(30);
    assert.deepEqual(verdict(), [
      'True',
      'Completed',
      'Tasks Completed: 1 (Failed: 0, Cancelled 0), Skipped: 2',
    ]);
    assert.deepEqual(status('skippedTasks'), [
      { name: 'release', reason: 'When Expressions evaluated to false' },
      { name: 'uses', reason: 'Results were missing' },
    ]);
  });

  it('stops at a failure, but not before `finally`', () => {
    start({
      tasks: [task('a', 'exit 2'), task('b', 'true', { runAfter: ['a'] })],
      finally: [task('tidy', 'echo "a: $(tasks.a.status)"')],
    });
    world.pass(60);
    assert.deepEqual(verdict(), [
      'False',
      'Failed',
      'Tasks Completed: 2 (Failed: 1, Cancelled 0), Skipped: 1',
    ]);
    assert.deepEqual(logOf(world, world.get('v1 Pod', 'p-tidy-pod'), 'step-run'), ['a: Failed']);
    assert.ok(began('tidy') >= ended('a'));
  });

  it('is cancelled with its tasks', () => {
    start({ tasks: [task('a', 'sleep 60'), task('b', 'true', { runAfter: ['a'] })] });
    world.pass(5);
    world.client.patch(pipelineRun, 'default', 'p', 'merge', { spec: { status: 'Cancelled' } });
    world.pass(5);
    assert.deepEqual(verdict(), ['False', 'Cancelled', 'PipelineRun "p" was cancelled']);
    assert.equal(conditionOf(world.get(taskRun, 'p-a'), 'Succeeded')?.reason, 'TaskRunCancelled');
    assert.equal(world.client.find(taskRun, 'default', 'p-b'), undefined);
    assert.equal(objectAt(world.get(pipelineRun, 'p'), 'status')['completionTime'] === undefined, false);
  });

  it('takes too long', () => {
    start({ tasks: [task('a', 'sleep 60')] }, { timeouts: { pipeline: '20s' } });
    world.pass(25);
    assert.deepEqual(verdict(), [
      'False',
      'PipelineRunTimeout',
      'PipelineRun "p" failed to finish within "20s"',
    ]);
  });
});

describe('a PipelineRun that cannot begin', () => {
  const lacking: readonly (readonly [string, () => void, string, string])[] = [
    [
      'for want of its pipeline',
      () => {
        const metadata = { name: 'p', namespace: 'default' };
        world.client.create({
          apiVersion: 'tekton.dev/v1',
          kind: 'PipelineRun',
          metadata,
          spec: { pipelineRef: { name: 'none' } },
        });
      },
      'CouldntGetPipeline',
      'Error retrieving pipeline for pipelinerun default/p: error when listing pipelines for pipelineRun p: pipelines.tekton.dev "none" not found',
    ],
    [
      'for want of a task',
      () => start({ tasks: [{ name: 'a', taskRef: { name: 'none' } }] }),
      'CouldntGetTask',
      'Pipeline default/ can\'t be Run; it contains Tasks that don\'t exist: Couldn\'t retrieve Task "none": tasks.tekton.dev "none" not found',
    ],
    [
      'for want of a param',
      () => start({ params: [{ name: 'IMAGE' }], tasks: [task('a', 'true')] }),
      'ParameterMissing',
      "[User error] PipelineRun default/p parameters is missing some parameters required by Pipeline 's parameters: pipelineRun missing parameters: [IMAGE]",
    ],
  ];
  for (const [why, begin, reason, message] of lacking) {
    it(why, () => {
      begin();
      world.pass(3);
      assert.deepEqual(verdict(), ['False', reason, message]);
    });
  }
});
