/** What a dashboard finds again after it was hidden. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import { autoscalingSubject } from '#protocol/autoscalingPanel.ts';
import { keptView, type KeptView } from '#webview/autoscaling/keptView.ts';
import { changesOf, wishedOf } from '#webview/autoscaling/trial.ts';

const subject = { context: 'c', namespace: 'n', service: 's', revision: '' };
const view: KeptView = {
  viewport: { range: 3600, still: { from: 10, to: 20 } },
  revision: 's-00002',
  asTable: true,
  trial: {
    revision: 's-00002',
    changed: { metric: 'rps', target: 0.5 },
    from: 'drawn',
    points: [{ second: 3, load: 4 }],
  },
  load: { url: 'http://s.n', path: '/', method: 'GET', by: 'rate', amount: 5, duration: 6 },
};

function kept(value: unknown): unknown {
  return JSON.parse(JSON.stringify({ ...subject, view: value })) as unknown;
}

describe('a view that is kept', () => {
  test('comes back as it was, beside what it is about', () => {
    assert.deepEqual(keptView(kept(view)), view);
    assert.deepEqual(autoscalingSubject(kept(view)), subject);
    const live = { ...view, viewport: { range: 300, still: undefined }, trial: undefined, load: undefined };
    assert.deepEqual(keptView(kept(live)), live);
  });

  test('is none where it is not one, and what is wrong in it is left out', () => {
    for (const none of [undefined, null, 'a', [], subject, kept({}), kept({ ...view, revision: 1 })]) {
      assert.equal(keptView(none), undefined);
    }
    const wrong = keptView(
      kept({
        ...view,
        viewport: { range: 300, still: { from: 20, to: 10 } },
        trial: { ...view.trial, changed: { target: '5', window: 6, other: 1 }, points: [{ second: 'x' }] },
        load: { ...view.load, by: 'guess' },
      }),
    );
    assert.equal(wrong?.viewport.still, undefined);
    assert.deepEqual([wrong?.trial?.changed, wrong?.trial?.points], [{ window: 6 }, []]);
    assert.equal(wrong?.load, undefined);
  });

  test('of a trial it is only what was changed', () => {
    const base = wishedOf(autoscalerSettings({}, 0, {}));
    assert.deepEqual(changesOf(base, base), {});
    assert.deepEqual(changesOf(base, { ...base, target: 5, max: 7 }), { target: 5, max: 7 });
  });
});
