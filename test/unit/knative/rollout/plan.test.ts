/** The tutorial's blue/green canary, of today and of 2019, from plan to plan; and what is refused. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { applyChanges } from '#knative/applyChanges.ts';
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import type { Intention } from '#knative/rollout/intention.ts';
import { planRollout } from '#knative/rollout/plan.ts';
import { readRollout, shortSplit } from '#knative/rollout/rollout.ts';
import { english } from '#knative/text.ts';

const status = { latestReadyRevisionName: 'canary-00002', latestCreatedRevisionName: 'canary-00002' };

function today(...traffic: readonly Json[]): JsonObject {
  return { spec: { template: {}, ...(traffic.length > 0 && { traffic }) }, status };
}

function changed(service: JsonObject, intention: Intention): JsonObject {
  const plan = planRollout(service, intention);
  assert.ok('changes' in plan, 'refusal' in plan ? english(plan.refusal) : '');
  const after = applyChanges(service, plan.changes);
  assert.ok(isObject(after));
  assert.deepEqual(
    readRollout(after).targets.map(({ percent }) => percent),
    plan.after.map(({ percent }) => percent),
  );
  return after;
}

function refusal(service: JsonObject, intention: Intention): string {
  const plan = planRollout(service, intention);
  assert.ok('refusal' in plan);
  return english(plan.refusal);
}

const trafficOf = (service: JsonObject): Json | undefined =>
  isObject(service['spec']) ? service['spec']['traffic'] : undefined;

const current = { tag: 'current', revisionName: 'canary-00001', percent: 80 };
const candidate = { tag: 'candidate', revisionName: 'canary-00002', percent: 20 };
const latest = { tag: 'latest', latestRevision: true, percent: 0 };

describe('today', () => {
  test('a canary starts: what serves is pinned, what comes next is on trial', () => {
    assert.deepEqual(trafficOf(changed(today(), { kind: 'startCanary', percent: 0 })), [
      { tag: 'current', revisionName: 'canary-00002', percent: 100 },
      { tag: 'candidate', latestRevision: true, percent: 0 },
    ]);
  });
  test('the candidate gets more, up to all', () => {
    const service = today(current, candidate, latest);
    assert.equal(shortSplit(readRollout(service)), '80/20');
    const half = changed(service, { kind: 'candidate', percent: 50 });
    assert.deepEqual(trafficOf(half), [{ ...current, percent: 50 }, { ...candidate, percent: 50 }, latest]);
    assert.equal(shortSplit(readRollout(changed(service, { kind: 'shift', by: 10 }))), '70/30');
    assert.equal(shortSplit(readRollout(changed(service, { kind: 'shift', by: 500 }))), '0/100');
  });
  test('promotion moves the tag "current" on', () => {
    const service = changed(today(current, candidate, latest), { kind: 'promote' });
    assert.deepEqual(trafficOf(service), [
      { ...current, revisionName: 'canary-00002', percent: 100 },
      latest,
    ]);
  });
  test('promotion keeps the address of the next candidate', () => {
    const following = { tag: 'candidate', latestRevision: true, percent: 20 };
    assert.deepEqual(trafficOf(changed(today(current, following), { kind: 'promote' })), [
      { tag: 'current', revisionName: 'canary-00002', percent: 100 },
      { ...following, percent: 0 },
    ]);
  });
  test('without tags, the promoted target gets all and the other goes', () => {
    const service = today(
      { revisionName: 'canary-00001', percent: 90 },
      { latestRevision: true, percent: 10 },
    );
    assert.deepEqual(trafficOf(changed(service, { kind: 'promote' })), [
      { latestRevision: true, percent: 100 },
    ]);
  });
  test('a roll back gives all to a revision, whether it was named before or not', () => {
    const back: Intention = { kind: 'rollBack', revision: 'canary-00001' };
    assert.deepEqual(trafficOf(changed(today(current, candidate), back)), [
      { ...current, percent: 100 },
      { ...candidate, percent: 0 },
    ]);
    assert.deepEqual(trafficOf(changed(today(), back)), [{ revisionName: 'canary-00001', percent: 100 }]);
  });
  test('targets that are the same but for their percent are changed in place', () => {
    const plan = planRollout(today(current, candidate), { kind: 'candidate', percent: 30 });
    assert.ok('changes' in plan);
    assert.deepEqual(
      plan.changes.map(({ op, path }) => [op, path.join('.')]),
      [
        ['set', 'spec.traffic.0.percent'],
        ['set', 'spec.traffic.1.percent'],
      ],
    );
  });
  test('what other revisions get is not given away', () => {
    const third = { revisionName: 'canary-00003', percent: 10 };
    const service = today({ ...current, percent: 70 }, candidate, third);
    assert.match(refusal(service, { kind: 'candidate', percent: 95 }), /10 %/);
  });
  test('what does not add up, or is not there, is refused', () => {
    const targets = [{ revision: 'a', latest: false, percent: 60 }];
    assert.match(refusal(today(), { kind: 'targets', targets }), /add up to 60/);
    assert.match(refusal(today(), { kind: 'promote' }), /one revision only/);
    assert.match(refusal(today(current, candidate), { kind: 'startCanary', percent: 10 }), /canary-00002/);
    const asleep = { spec: { template: {} } };
    assert.match(refusal(asleep, { kind: 'startCanary', percent: 10 }), /No revision is ready/);
  });
});

describe('2019', () => {
  const configuration = { revisionTemplate: {} };
  const release = (revisions: readonly string[], rolloutPercent?: number): JsonObject => ({
    spec: {
      release: { revisions, ...(rolloutPercent !== undefined && { rolloutPercent }), configuration },
    },
    status,
  });
  const releaseOf = (service: JsonObject): Json | undefined =>
    isObject(service['spec']) ? service['spec']['release'] : undefined;
  const two = release(['canary-00001', 'canary-00002'], 20);

  test('its split is read', () => assert.equal(shortSplit(readRollout(two)), '80/20'));
  test('rolloutPercent goes up', () => {
    assert.deepEqual(
      changed(two, { kind: 'candidate', percent: 50 }),
      release(['canary-00001', 'canary-00002'], 50),
    );
  });
  test('99 is the most beside another: all is a promotion', () => {
    const after = releaseOf(changed(two, { kind: 'shift', by: 90 }));
    assert.deepEqual(after, { revisions: ['canary-00002'], configuration });
  });
  test('a promotion and a roll back leave one revision', () => {
    assert.deepEqual(releaseOf(changed(two, { kind: 'promote' })), {
      revisions: ['canary-00002'],
      configuration,
    });
    assert.deepEqual(releaseOf(changed(two, { kind: 'rollBack', revision: 'canary-00001' })), {
      revisions: ['canary-00001'],
      configuration,
    });
  });
  test('runLatest becomes a release when a canary starts', () => {
    const service: JsonObject = { spec: { runLatest: { configuration } }, status };
    assert.deepEqual(changed(service, { kind: 'startCanary', percent: 10 })['spec'], {
      release: { configuration, revisions: ['canary-00002'] },
    });
  });
  test('pinned goes on trial with what was made since', () => {
    const service: JsonObject = { spec: { pinned: { revisionName: 'canary-00001', configuration } }, status };
    assert.deepEqual(changed(service, { kind: 'startCanary', percent: 10 })['spec'], {
      release: { configuration, revisions: ['canary-00001', 'canary-00002'], rolloutPercent: 10 },
    });
  });
  test('three revisions cannot be said', () => {
    const targets = ['a', 'b', 'c'].map((revision, i) => ({
      revision,
      latest: false,
      percent: [50, 30, 20][i] ?? 0,
    }));
    assert.match(refusal(two, { kind: 'targets', targets }), /two revisions at most/);
  });
  test('manual is left to its owner', () => {
    assert.match(refusal({ spec: { manual: {} } }, { kind: 'promote' }), /manual/);
  });
});
