/** When a dead server is started again. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { restartPolicy } from '#client/restartPolicy.ts';

test('four deaths within three minutes are forgiven, the fifth is not', () => {
  const policy = restartPolicy();
  const answers = [0, 1, 2, 3, 4].map((minute) => policy.died(minute * 30_000));
  assert.deepEqual(answers, ['restart', 'restart', 'restart', 'restart', 'give-up']);
});

test('old deaths are forgotten', () => {
  const policy = restartPolicy();
  for (let minute = 0; minute < 60; minute++) assert.equal(policy.died(minute * 60_000), 'restart');
});

test('a restart by the user forgets all deaths', () => {
  const policy = restartPolicy(2);
  assert.equal(policy.died(0), 'restart');
  assert.equal(policy.died(1), 'give-up');
  policy.reset();
  assert.equal(policy.died(2), 'restart');
});
