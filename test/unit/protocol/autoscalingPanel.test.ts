/** What a webview sends is decoded at the door: what is not exactly an intent is none. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { sampleColumns } from '#client/cluster/metrics/sampleLog.ts';
import { autoscalingIntent, autoscalingSubject, sampleFields } from '#protocol/autoscalingPanel.ts';

const wish = {
  url: 'http://hello.default.example.com',
  path: '/',
  method: 'GET',
  headers: '',
  by: 'rate',
  amount: 10,
  duration: 5,
};

describe('intents of the autoscaling dashboard', () => {
  test('are taken as they are', () => {
    const all = [
      { kind: 'ready' },
      { kind: 'source', source: 'endpoints' },
      { kind: 'annotation', revision: 'a-00001', annotation: 'autoscaling.knative.dev/target' },
      { kind: 'write', annotations: { 'autoscaling.knative.dev/target': '5' } },
      { kind: 'startLoad', wish },
      { kind: 'stopLoad' },
    ];
    for (const intent of all) assert.deepEqual(autoscalingIntent(intent), intent);
  });

  test('what else comes with them is left behind', () => {
    assert.deepEqual(autoscalingIntent({ kind: 'stopLoad', command: 'rm' }), { kind: 'stopLoad' });
    const more = autoscalingIntent({ kind: 'startLoad', wish: { ...wish, script: 'x' } });
    assert.deepEqual(more, { kind: 'startLoad', wish });
  });

  test('anything else is none', () => {
    const wrong: readonly unknown[] = [
      undefined,
      null,
      'ready',
      {},
      { kind: 'delete' },
      { kind: 'source', source: 1 },
      { kind: 'annotation', revision: 'a' },
      { kind: 'write', annotations: { a: 1 } },
      { kind: 'write', annotations: 'a' },
      { kind: 'startLoad' },
      { kind: 'startLoad', wish: { ...wish, by: 'force' } },
      { kind: 'startLoad', wish: { ...wish, amount: Number.NaN } },
      { kind: 'startLoad', wish: { ...wish, duration: '5' } },
    ];
    for (const one of wrong) assert.equal(autoscalingIntent(one), undefined, JSON.stringify(one));
  });
});

test('what VS Code kept of a panel names a Service, or nothing', () => {
  const subject = { context: 'dev', namespace: 'default', service: 'a', revision: '' };
  assert.deepEqual(autoscalingSubject({ ...subject, more: 1 }), subject);
  assert.equal(autoscalingSubject({ ...subject, revision: undefined }), undefined);
  assert.equal(autoscalingSubject(undefined), undefined);
});

test('the rows that are recorded are the rows that the panel reads', () => {
  assert.deepEqual(sampleFields, ['time', ...sampleColumns]);
});
