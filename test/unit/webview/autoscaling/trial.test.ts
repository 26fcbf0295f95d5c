/** From the settings in force to other ones, and to what a manifest says of them. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import { annotationsFor, settingsFor, wishedOf } from '#webview/autoscaling/trial.ts';

const base = autoscalerSettings({ 'autoscaling.knative.dev/target': '10' }, 0, {});

describe('trial', () => {
  test('what is not changed is the same, and nothing is written', () => {
    const wished = wishedOf(base);
    assert.deepEqual(settingsFor(base, wished, 0), base);
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
    assert.deepEqual(autoscalerSettings(written, 0, {}), settingsFor(base, wished, 0));
  });

  test('another metric brings its target along', () => {
    const wished = { ...wishedOf(base), metric: 'rps' as const };
    const written = annotationsFor(base, wished);
    assert.deepEqual(Object.keys(written), [
      'autoscaling.knative.dev/metric',
      'autoscaling.knative.dev/target',
    ]);
    assert.deepEqual(autoscalerSettings(written, 0, {}), settingsFor(base, wished, 0));
  });

  test('no target goes beyond the hard limit of a replica, but one of requests per second', () => {
    const limited = autoscalerSettings({ 'autoscaling.knative.dev/target': '8' }, 10, {});
    for (const metric of ['concurrency', 'rps'] as const) {
      const wished = { ...wishedOf(limited), metric, target: 40 };
      const written = annotationsFor(limited, wished);
      const settings = settingsFor(limited, wished, 10);
      assert.equal(settings.total, metric === 'rps' ? 40 : 10);
      assert.deepEqual(autoscalerSettings(written, 10, {}), settings);
    }
  });

  test('a share that has no round percentage is tried as it is', () => {
    const odd = autoscalerSettings(
      { 'autoscaling.knative.dev/target-utilization-percentage': '66.66' },
      0,
      {},
    );
    assert.deepEqual(settingsFor(odd, wishedOf(odd), 0), odd);
  });
});
