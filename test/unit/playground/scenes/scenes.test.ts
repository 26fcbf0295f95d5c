/** The situations that the playground can begin with. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textAt, uidOf } from '#playground/api/object.ts';
import { headStart } from '#playground/scenes/headStart.ts';
import { playOn } from '#playground/scenes/playOn.ts';
import { isScene, play } from '#playground/scenes/scene.ts';
import { type SceneName, sceneNames } from '#playground/scenes/stage.ts';
import { steppedClock } from '#playground/clock.ts';
import { split, type World, worldOf2019, worldOfToday } from '../controllers/world.ts';

function played(name: SceneName, world: World): World {
  const { cluster, running } = world;
  playOn(
    cluster,
    running.load,
    (seconds) => world.pass(seconds),
    (stage) => play(name, cluster.name, stage),
  );
  return world;
}

const missing = 'False RevisionMissing: Revision "canary-0001" referenced in traffic not found.';

describe('scenes', () => {
  it('have names', () => {
    assert.ok(sceneNames.every(isScene));
    assert.ok(!isScene('none'));
  });

  it('canary: blue and green at 80 and 20, today and in 2019', () => {
    const today = played('canary', worldOfToday());
    assert.deepEqual(split(today.get('Service', 'canary')), [
      'canary-00001=80@current',
      'canary-00002=20@candidate',
    ]);
    assert.equal(today.says('Service', 'canary'), 'True');
    assert.equal(today.list('v1 Pod').length, 2);
    const old = played('canary', worldOf2019());
    assert.equal(old.says('Service', 'canary'), 'True');
    assert.deepEqual(split(old.get('Service', 'canary')).slice(0, 2), [
      'canary-00001=80@current',
      'canary-00002=20@candidate',
    ]);
  });

  it('welcome: a first service beside the canary', () => {
    const today = played('welcome', worldOfToday());
    assert.deepEqual(
      today.list('Service').map(({ metadata }) => metadata.name),
      ['canary', 'hello'],
    );
    assert.ok(today.list('Service').every(({ metadata }) => today.says('Service', metadata.name) === 'True'));
    assert.equal(played('welcome', worldOf2019()).says('Service', 'canary'), 'True');
  });

  it('failed-rollout: the slip of the tutorial', () => {
    assert.equal(played('failed-rollout', worldOfToday()).says('Service', 'canary'), missing);
    assert.equal(played('failed-rollout', worldOf2019()).says('Service', 'canary'), missing);
  });

  it('scaled: several pods under load', () => {
    for (const world of [worldOfToday(), worldOf2019()]) {
      const pods = played('scaled', world).list('v1 Pod');
      assert.ok(pods.length >= 4, String(pods.length));
      assert.ok(pods.every((pod) => textAt(pod['status'], 'phase') === 'Running'));
      const answered = pods.map((pod) => world.running.load.ofPod(uidOf(pod))?.begun ?? 0);
      assert.equal(
        answered.reduce((sum, one) => sum + one, 0),
        35 * 30,
      );
    }
  });

  it('empty: nothing', () => {
    assert.deepEqual(played('empty', worldOfToday()).list('Service'), []);
  });
});

describe('a head start', () => {
  it('lets time pass at once, then goes on with the real clock', () => {
    const real = steppedClock();
    const now = real.now();
    const clock = headStart(real, 60_000);
    const seen: number[] = [];
    clock.after(10_000, () => {
      seen.push(clock.now());
      clock.after(100_000, () => seen.push(clock.now()));
    });
    clock.after(70_000, () => seen.push(clock.now())).stop();
    clock.advance(20_000);
    assert.deepEqual(seen, [now - 50_000]);
    clock.goLive();
    assert.equal(clock.now(), now);
    const stopped = clock.after(1000, () => seen.push(0));
    stopped.stop();
    real.advance(60_000);
    assert.deepEqual(seen, [now - 50_000, now + 50_000]);
  });
});

describe('the scene builds', () => {
  it('has one that succeeded and some that failed, each for its own reason', () => {
    const today = played('builds', worldOfToday());
    const tekton = (kind: string, name: string): string =>
      today.says(`tekton.dev/v1 ${kind}`, name, 'Succeeded');
    assert.match(tekton('PipelineRun', 'hello-pipeline'), /^True Succeeded/);
    assert.match(
      tekton('TaskRun', 'hello-broken'),
      /^False Failed: "step-build-and-push" exited with code 1$/,
    );
    assert.match(tekton('TaskRun', 'hello-without-task'), /^False TaskRunResolutionFailed/);
    const old = played('builds', worldOf2019());
    const build = (name: string): string => old.says('build.knative.dev/v1alpha1 Build', name, 'Succeeded');
    assert.equal(build('hello-image'), 'True');
    assert.match(build('hello-broken'), /^False: build step "build-step-build-and-push" exited with code 1/);
    assert.match(build('hello-unbound'), /^False BuildValidationFailed: UnsatisfiedParameter/);
  });
});
