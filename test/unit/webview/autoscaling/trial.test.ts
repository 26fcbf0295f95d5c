/** From the settings in force to other ones, and to what a manifest says of them. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import { annotationsFor, settingsFor, wishedOf } from '#webview/autoscaling/trial.ts';

const base = autoscalerSettings({ 'autoscaling.knative.dev/target': '10' }, 0, {});

describe('trial', () => {
  test('what is not changed is the same, and nothing is written', () => {
    const wished = wishedOf(base);
    assert.deepEqual(settingsFor(base, wished), base);
    assert.deepEqual(annotationsFor(base, wished), {});
  });

  test('only what differs is written, as Knative reads it again', () => {
    const wished = { ...wishedOf(base), target: 20, window: 30, max: 5 };
    const written = annotationsFor(base, wished);
    assert.deepEqual(written, {
      'autoscaling.knative.dev/target': '20',
      'autoscaling.knative.dev/window': '30s',
      'autoscaling.knative.dev/max-scale': '5',
    });
    assert.deepEqual(autoscalerSettings(written, 0, {}), settingsFor(base, wished));
  });

  test('another metric brings its target along', () => {
    const wished = { ...wishedOf(base), metric: 'rps' as const };
    const written = annotationsFor(base, wished);
    assert.deepEqual(Object.keys(written), [
      'autoscaling.knative.dev/metric',
      'autoscaling.knative.dev/target',
    ]);
    assert.deepEqual(autoscalerSettings(written, 0, {}), settingsFor(base, wished));
  });
});
