import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { applyChanges } from '#knative/applyChanges.ts';
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import { planRollout } from '#knative/rollout/plan.ts';
import { readRollout } from '#knative/rollout/rollout.ts';
import { tagged, untagged, type Tagging } from '#knative/rollout/tags.ts';
import { english } from '#knative/text.ts';

const status = { latestReadyRevisionName: 'shop-00002' };

function service(...traffic: readonly Json[]): JsonObject {
  return { spec: { traffic }, status };
}

/** What the spec's traffic becomes by way of the plan that is sent. */
function written(before: JsonObject, tagging: Tagging): Json | undefined {
  assert.ok('targets' in tagging, 'refusal' in tagging ? english(tagging.refusal) : '');
  const plan = planRollout(before, { kind: 'targets', targets: tagging.targets });
  assert.ok('changes' in plan, 'refusal' in plan ? english(plan.refusal) : '');
  const after = applyChanges(before, plan.changes);
  return isObject(after) && isObject(after['spec']) ? after['spec']['traffic'] : undefined;
}

function refused(tagging: Tagging): string {
  assert.ok('refusal' in tagging);
  return english(tagging.refusal);
}

describe('tagged', () => {
  test('gives the revision’s own target the tag', () => {
    const before = service(
      { revisionName: 'shop-00001', percent: 80 },
      { latestRevision: true, percent: 20 },
    );
    assert.deepEqual(written(before, tagged(readRollout(before), 'shop-00001', 'stable')), [
      { tag: 'stable', revisionName: 'shop-00001', percent: 80 },
      { latestRevision: true, percent: 20 },
    ]);
  });

  test('adds a target without requests for a revision that has none, or has a tag', () => {
    const before = service({ tag: 'stable', revisionName: 'shop-00001', percent: 100 });
    assert.deepEqual(written(before, tagged(readRollout(before), 'shop-00001', 'old')), [
      { tag: 'stable', revisionName: 'shop-00001', percent: 100 },
      { tag: 'old', revisionName: 'shop-00001', percent: 0 },
    ]);
  });

  test('what only follows the latest revision keeps following it', () => {
    const before: JsonObject = { spec: {}, status };
    assert.deepEqual(written(before, tagged(readRollout(before), 'shop-00002', 'green')), [
      { latestRevision: true, percent: 100 },
      { tag: 'green', revisionName: 'shop-00002', percent: 0 },
    ]);
  });

  test('refuses what the webhook would refuse, and a tag that is taken', () => {
    const rollout = readRollout(service({ tag: 'stable', revisionName: 'shop-00001', percent: 100 }));
    assert.match(refused(tagged(rollout, 'shop-00002', 'stable')), /taken/);
    for (const tag of ['Green', '', '1st', 'a_b', 'a'.repeat(64), 'end-']) {
      assert.match(refused(tagged(rollout, 'shop-00002', tag)), /lower case/, tag);
    }
    assert.ok('targets' in tagged(rollout, 'shop-00002', 'a'.repeat(63)));
  });

  test('refuses the modes of 2019', () => {
    const release = readRollout({ spec: { release: { revisions: ['shop-00001'] } } });
    assert.match(refused(tagged(release, 'shop-00001', 'x')), /2019/);
    assert.match(refused(untagged(release, 'current')), /2019/);
  });
});

describe('untagged', () => {
  test('removes a target without requests and keeps one with', () => {
    const before = service(
      { tag: 'stable', revisionName: 'shop-00001', percent: 100 },
      { tag: 'green', revisionName: 'shop-00002', percent: 0 },
    );
    assert.deepEqual(written(before, untagged(readRollout(before), 'green')), [
      { tag: 'stable', revisionName: 'shop-00001', percent: 100 },
    ]);
    assert.deepEqual(written(before, untagged(readRollout(before), 'stable')), [
      { revisionName: 'shop-00001', percent: 100 },
      { tag: 'green', revisionName: 'shop-00002', percent: 0 },
    ]);
    assert.match(refused(untagged(readRollout(before), 'blue')), /no tag blue/);
  });
});
