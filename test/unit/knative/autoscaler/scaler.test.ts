/** What becomes of a decision: bounds, initial scale, and each step of the way to zero. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { initialState, scale, type ScalerState, type Seen } from '#knative/autoscaler/scaler.ts';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';

const prefix = 'autoscaling.knative.dev/';
const active: ScalerState = { activity: 'active', since: 0, initialized: true, proxiedSince: undefined };
const one: Seen = { wanted: 0, readyPods: 1, replicas: 1, reachable: true, proxied: false };

function settings(annotations: Record<string, string> = {}, config: Record<string, string> = {}) {
  const prefixed = Object.entries(annotations).map(([key, value]) => [prefix + key, value]);
  return autoscalerSettings(Object.fromEntries(prefixed) as Record<string, string>, 0, config);
}

describe('bounds', () => {
  const bounds = settings({ 'min-scale': '2', 'max-scale': '5' });
  const desired = (wanted: number, reachable = true): number =>
    scale(bounds, active, { ...one, wanted, reachable }, 100).desired;

  test('hold from below and above', () => assert.deepEqual([desired(1), desired(3), desired(9)], [2, 3, 5]));
  test('from below only while a route leads there', () => assert.equal(desired(1, false), 1));
});

test('before the initial scale is reached there are no fewer pods', () => {
  const { desired, state } = scale(
    settings({ 'initial-scale': '3' }),
    initialState,
    { ...one, wanted: 1 },
    10,
  );
  assert.deepEqual([desired, state.initialized, state.activity], [3, false, 'activating']);
  const reached = scale(settings({ 'initial-scale': '3' }), state, { ...one, wanted: 1, readyPods: 3 }, 12);
  assert.equal(reached.state.initialized, true);
});

describe('on the way to zero', () => {
  test('the last pod stays until it was active for a window', () => {
    assert.deepEqual(pick(scale(settings(), active, one, 59)), [1, 1, 'active']);
  });
  test('then it is marked inactive and kept', () => {
    assert.deepEqual(pick(scale(settings(), active, one, 60)), [0, undefined, 'inactive']);
  });
  test('it goes when the activator has had the requests for the grace period', () => {
    const marked: ScalerState = { ...active, activity: 'inactive', since: 60 };
    const proxied = scale(settings(), marked, { ...one, proxied: true }, 62);
    assert.deepEqual(pick(proxied), [0, undefined, 'inactive']);
    assert.equal(proxied.state.proxiedSince, 62);
    assert.equal(scale(settings(), proxied.state, { ...one, proxied: true }, 91).replicas, undefined);
    assert.equal(scale(settings(), proxied.state, { ...one, proxied: true }, 92).replicas, 0);
  });
  test('it stays longer where a retention is asked for', () => {
    const marked: ScalerState = { ...active, activity: 'inactive', since: 60, proxiedSince: 60 };
    const patient = settings({ 'scale-to-zero-pod-retention-period': '2m' });
    assert.equal(scale(patient, marked, { ...one, proxied: true }, 179).replicas, undefined);
    assert.equal(scale(patient, marked, { ...one, proxied: true }, 180).replicas, 0);
  });
  test('it never goes where the cluster does not scale to zero', () => {
    const { desired } = scale(settings({}, { 'enable-scale-to-zero': 'false' }), active, one, 500);
    assert.equal(desired, 1);
  });
  test('a request wakes it up', () => {
    const asleep: ScalerState = { ...active, activity: 'inactive', since: 60 };
    const woken = scale(settings(), asleep, { ...one, wanted: 1, readyPods: 0, replicas: 0 }, 200);
    assert.deepEqual(pick(woken), [1, 1, 'activating']);
    const ready = scale(settings(), woken.state, { ...one, wanted: 1 }, 202);
    assert.deepEqual(pick(ready), [1, 1, 'active']);
  });
  test('an activation that does not succeed is given up', () => {
    const stuck: ScalerState = { ...active, activity: 'activating', since: 0, initialized: true };
    const none = { ...one, readyPods: 0 };
    assert.deepEqual(pick(scale(settings(), stuck, none, 630)), [-1, undefined, 'activating']);
    assert.deepEqual(pick(scale(settings(), stuck, none, 631)), [0, 0, 'inactive']);
  });
});

function pick({ desired, replicas, state }: ReturnType<typeof scale>): readonly unknown[] {
  return [desired, replicas, state.activity];
}
