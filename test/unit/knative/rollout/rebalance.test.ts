/** Shares that always add up to 100. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { rebalance } from '#knative/rollout/rebalance.ts';

const cases: readonly [string, readonly number[], number, number, readonly number[]][] = [
  ['two share', [80, 20], 1, 50, [50, 50]],
  ['the others give in proportion', [60, 30, 10], 2, 55, [30, 15, 55]],
  ['all to one', [80, 20], 0, 100, [100, 0]],
  ['who has all gives to the first other', [0, 100], 1, 40, [60, 40]],
  ['thirds stay whole', [34, 33, 33], 0, 0, [0, 50, 50]],
  ['one alone has all', [100], 0, 30, [100]],
  ['beyond the ends', [50, 50], 0, 170, [100, 0]],
];

for (const [what, percents, index, value, expected] of cases) {
  test(what, () => assert.deepEqual(rebalance(percents, index, value), expected));
}

test('the total is 100 and no share is negative, whatever is done', () => {
  let percents: readonly number[] = [25, 25, 25, 25];
  for (let i = 0; i < 2000; i++) {
    percents = rebalance(percents, (i * 7) % 4, (i * 37) % 131);
    assert.equal(
      percents.reduce((sum, percent) => sum + percent, 0),
      100,
    );
    assert.ok(percents.every((percent) => Number.isInteger(percent) && percent >= 0));
  }
});
