/**
 * The verdicts of the real cluster against ours: the same answer, and for a refusal the same paths and messages.
 * `print.ts` shows where they differ.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare, type Comparison } from './measure.ts';
import { corpus, type Vector, vectors } from './read.ts';

describe('admission', () => {
  for (const group of ['serving-v1', 'serving-v1alpha1', 'build-v1alpha1']) {
    agrees(group, () => vectors('admission').filter((vector) => vector.group === group));
  }
});

describe('updates', () => {
  agrees('serving-v1', () => vectors('updates').filter(({ group }) => group === 'updates serving-v1'));
});

/** Kept from `npm run fuzz:admission`: where we once said something else than the cluster. */
describe('what the fuzzer found', () => {
  agrees('serving-v1', () => vectors('fuzzed'));
});

describe('the corpus', { skip: corpus() === undefined ? 'the corpus is not at hand' : false }, () => {
  for (const group of [
    'serving.knative.dev/v1',
    'serving.knative.dev/v1alpha1',
    'build.knative.dev/v1alpha1',
  ]) {
    agrees(group, () => (corpus() ?? []).filter((vector) => vector.group === `corpus ${group}`));
  }
});

function agrees(group: string, selected: () => readonly Vector[]): void {
  describe(group, () => {
    const comparisons = selected().map(compare);
    const judged = comparisons.filter((comparison) => comparison !== undefined);
    it(`judges all ${comparisons.length}`, () => {
      assert.ok(comparisons.length > 0);
      assert.equal(judged.length, comparisons.length);
    });
    it('gives the same verdicts', () => none(judged.filter(({ verdict }) => !verdict)));
    it('names the same paths', () => none(judged.filter(({ paths }) => !paths)));
    it('says the same messages', () => none(judged.filter(({ messages }) => !messages)));
  });
}

function none(disagreements: readonly Comparison[]): void {
  const shown = disagreements.slice(0, 5).map(({ vector, expected, actual }) => ({
    id: vector.id,
    ops: vector.ops,
    cluster: expected.entries.length > 0 ? expected.entries : (vector.verdict.message ?? 'accepts'),
    we: actual,
  }));
  assert.equal(
    disagreements.length,
    0,
    `${disagreements.length} differ, such as ${JSON.stringify(shown, null, 2)}`,
  );
}
