/** What the autoscaler goes by: annotations over the cluster's configuration over Knative's defaults. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';

const prefix = 'autoscaling.knative.dev/';

function settings(annotations: Record<string, string>, concurrency = 0, config: Record<string, string> = {}) {
  const prefixed = Object.entries(annotations).map(([key, value]) => [prefix + key, value]);
  return autoscalerSettings(Object.fromEntries(prefixed) as Record<string, string>, concurrency, config);
}

describe('the target', () => {
  const cases: readonly [string, Record<string, string>, number, number][] = [
    ['is 70 % of 100 by default', {}, 0, 70],
    ['follows the hard limit', {}, 10, 7],
    ['follows the annotation', { target: '50' }, 0, 35],
    ['is never above the hard limit', { target: '50' }, 20, 14],
    ['takes another utilization', { target: '50', 'target-utilization-percentage': '90' }, 0, 45],
    ['reads a utilization up to 1 as a fraction', { 'target-utilization-percentage': '0.5' }, 0, 50],
    ['is of requests a second where asked', { metric: 'rps' }, 5, 140],
    ['knows the keys of old', { targetUtilizationPercentage: '100' }, 0, 100],
    ['is never 0', { target: '0.01', 'target-utilization-percentage': '1' }, 0, 0.01],
    ['is the default where the annotation cannot be read', { target: 'many' }, 0, 70],
  ];
  for (const [what, annotations, concurrency, target] of cases) {
    test(what, () => assert.equal(settings(annotations, concurrency).target, target));
  }
});

describe('the windows', () => {
  test('are a minute and a tenth of it by default', () => {
    const { stableWindow, panicWindow } = settings({});
    assert.deepEqual([stableWindow, panicWindow], [60, 6]);
  });
  test('are whole seconds, one at least', () => {
    assert.equal(settings({ window: '6s' }).panicWindow, 1);
    assert.equal(settings({ window: '1m15s' }).panicWindow, 8);
  });
});

test('the cluster’s configuration is the default, and the annotation goes before it', () => {
  const config = { 'stable-window': '30s', 'enable-scale-to-zero': 'false', 'min-scale': '2' };
  const { stableWindow, enableScaleToZero, minScale } = settings({ 'min-scale': '3' }, 0, config);
  assert.deepEqual([stableWindow, enableScaleToZero, minScale], [30, false, 3]);
});
