/** Gradual rollout, step by step. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDone, observeReady, type Rollout, stepped } from '#playground/controllers/serving/rollout.ts';
import { readRollout, rolloutText } from '#playground/controllers/serving/rolloutAnnotation.ts';
import { colour, deploy, split, template, worldOfToday } from './world.ts';

const second = 1e9;

const goal = (revisionName: string, percent = 100): Rollout => [
  { configurationName: 'c', tag: '', percent, revisions: [{ revisionName, percent }], stepParams: {} },
];

const shares = (rollout: Rollout): string =>
  rollout
    .flatMap(({ revisions }) => revisions.map(({ revisionName, percent }) => `${revisionName}=${percent}`))
    .join(' ');

describe('a gradual rollout', () => {
  it('gives a new revision one percent, and the rest in equal steps', () => {
    const started = stepped(goal('b'), goal('a'), 0);
    assert.equal(shares(started), 'a=99 b=1');
    const paced = observeReady(started, 3.2 * second, 20);
    // The first percent took four seconds: 16 are left for 4 steps of a quarter of 99 %.
    assert.deepEqual(paced[0]?.stepParams, {
      starttime: 0,
      nextStepTime: 7.2 * second,
      stepDuration: 4 * second,
      stepSize: 25,
    });
    assert.equal(shares(stepped(goal('b'), paced, 7 * second)), 'a=99 b=1');
    let rollout = paced;
    const seen: string[] = [];
    for (let time = 7.2; !isDone(rollout); time += 4) {
      rollout = stepped(goal('b'), rollout, time * second);
      seen.push(shares(rollout));
    }
    assert.deepEqual(seen, ['a=74 b=26', 'a=49 b=51', 'a=24 b=76', 'b=100']);
    assert.deepEqual(rollout[0]?.stepParams, {});
  });

  it('takes at most one percent a step, and does everything in one where time is short', () => {
    const started = stepped(goal('b', 10), goal('a', 10), 0);
    assert.equal(shares(started), 'a=9 b=1');
    assert.equal(observeReady(started, second, 3600)[0]?.stepParams.stepSize, 1);
    assert.equal(observeReady(started, 60 * second, 5)[0]?.stepParams.stepSize, 9);
  });

  it('begins anew with a still newer one, and drains the newest of the old first', () => {
    const first = stepped(goal('b'), goal('a'), 0);
    const half = observeReady(first, second, 3)[0];
    assert.ok(half !== undefined);
    const newer = stepped(goal('c'), stepped(goal('b'), [half], 2 * second), 2 * second);
    assert.equal(shares(newer), 'a=49 b=50 c=1');
    const paced = observeReady(newer, 3 * second, 3);
    assert.equal(shares(stepped(goal('c'), paced, 5 * second)), 'a=49 c=51');
  });

  it('gives more to the newest, and takes less from the oldest', () => {
    const before = observeReady(stepped(goal('b', 50), goal('a', 50), 0), second, 600);
    assert.equal(shares(stepped(goal('b', 70), before, second)), 'a=49 b=21');
    assert.equal(shares(stepped(goal('b', 30), before, second)), 'a=29 b=1');
  });

  it('is written and read as the annotation has it', () => {
    const rollout = observeReady(stepped(goal('b'), goal('a'), 7), second, 20);
    assert.deepEqual(readRollout(rolloutText(rollout)), rollout);
    assert.equal(rolloutText([]), '{}');
    for (const text of [
      '',
      'no',
      '{"configurations":[{"configurationName":"c","percent":100,"revisions":[]}]}',
    ]) {
      assert.deepEqual(readRollout(text), []);
    }
  });

  it('runs for a whole cluster, by its config-network', () => {
    const world = worldOfToday();
    const data = { 'rollout-duration': '10s' };
    world.client.patch('v1 ConfigMap', 'knative-serving', 'config-network', 'merge', { data });
    deploy(world, 'shop', template(colour('blue')));
    world.pass(5);
    assert.deepEqual(split(world.get('Service', 'shop')), ['shop-00001=100']);
    world.patch('shop', { template: template(colour('green')) });
    const seen = new Set<string>();
    for (let tenths = 0; tenths < 200; tenths += 1) {
      world.pass(0.1);
      seen.add(split(world.get('Service', 'shop')).join(' '));
      if (seen.size === 2)
        assert.match(world.says('Service', 'shop'), /^Unknown RolloutInProgress: A gradual rollout/);
    }
    assert.deepEqual(
      [...seen],
      [
        'shop-00001=100',
        ...[1, 12, 23, 34, 45, 56, 67, 78, 89].map(
          (green) => `shop-00001=${100 - green} shop-00002=${green}`,
        ),
        'shop-00002=100',
      ],
    );
    assert.equal(world.says('Service', 'shop'), 'True');
  });
});
