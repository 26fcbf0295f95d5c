/** Many requests that come to a revision without pods at once. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { flowIn } from '../traffic/flow.ts';
import { metricsIn, sample } from '../metrics/scraped.ts';
import { colour, deploy, template, worldOfToday } from './world.ts';

it('fifty that wait count as fifty, not as the sum of what there was as each came', () => {
  const world = worldOfToday();
  const annotations = {
    'autoscaling.knative.dev/target': '10',
    'autoscaling.knative.dev/window': '6s',
  };
  deploy(world, 'shop', template(colour('blue'), annotations));
  world.pass(100);
  const flow = flowIn(world);
  flow.load('shop-00001', 50, 1, 4000);
  world.pass(1);
  const text = metricsIn(world, 'autoscaler');
  for (const name of ['kn_revision_concurrency_stable', 'kn_revision_concurrency_panic']) {
    const value = sample(text, name, 'kn_revision_name="shop-00001"') ?? 0;
    assert.ok(value > 0 && value <= 51, `${name} ${value}`);
  }
  flow.stop();
});
