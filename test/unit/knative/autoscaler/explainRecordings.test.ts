/** Every change that the real autoscaler made is explained by a sentence whose own figures come to that number. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { explain } from '#knative/autoscaler/explain.ts';
import { explanationSentence } from '#knative/autoscaler/explanation.ts';
import { explainObservation } from '#knative/autoscaler/explainObservation.ts';
import { english } from '#knative/text.ts';
import { recomputed, wantedIn } from './recomputed.ts';
import { recordings, replay, type Replayed } from './recorded.ts';

const sentenceOf = ({ decided }: Replayed): string => explanationSentence(explain(decided), english);

for (const recording of recordings) {
  describe(`the recording ${recording.scenario}`, () => {
    const replayed = replay(recording);

    test('is decided as it really was, but for a moment', () => {
      const other = replayed.filter(({ decided, shown }) => decided.desired !== shown.desired);
      assert.ok(other.length <= 1, `${other.length} other decisions`);
      assert.ok(replayed.length >= 70);
    });

    test('has a sentence for each number that was wanted, which comes to it', () => {
      const changes = recording.rows.filter(
        ({ t, desired }) => t > 0 && desired !== recording.rows[t - 1]?.desired,
      );
      assert.ok(changes.length >= 8, `${changes.length} changes`);
      const unexplained = changes.filter(({ t, desired }) => {
        const near = replayed.filter(({ shown }) => Math.abs(shown.t - t) <= 2);
        return !near.some((one) => wantedIn(sentenceOf(one)) === desired && comesTo(one, desired));
      });
      assert.ok(unexplained.length <= 1, JSON.stringify(unexplained));
      for (const { t, desired } of unexplained) {
        const near = replayed.filter(({ shown }) => Math.abs(shown.t - t) <= 2);
        assert.ok(near.some((one) => Math.abs(wantedIn(sentenceOf(one)) - desired) <= 1));
      }
    });

    test('is never contradicted by a sentence', () => {
      for (const one of replayed) {
        const { decided } = one;
        const sentence = sentenceOf(one);
        assert.equal(wantedIn(sentence), decided.desired, sentence);
        assert.ok(comesTo(one, decided.desired), sentence);
        assert.equal(/not panicking/.test(sentence), decided.decision?.panicking === false, sentence);
        const readySaid = /(?:ready so far|still ready): (\d+)/.exec(sentence)?.[1];
        if (readySaid !== undefined) assert.equal(Number(readySaid), decided.readyPods, sentence);
        assert.equal(/max-scale \d+ reached/.test(sentence), isAtMost(one), sentence);
      }
    });

    test('is explained from outside by the same sums, where only the figures are seen', () => {
      for (const one of replayed) {
        const { decided, shown } = one;
        const { stable, panic, panicking } = decided.decision ?? {};
        const { settings, desired, readyPods: ready, replicas } = decided;
        const seen = { settings, desired, ready, replicas, stable, panic, panicking };
        const sentence = explanationSentence(explainObservation(seen), english);
        assert.equal(wantedIn(sentence), desired);
        const sum = recomputed(sentence);
        if (sum === 'kept') assert.ok(panicking === true || settings.scaleDownDelay > 0, sentence);
        else assert.equal(sum, desired, `${shown.t}: ${sentence}`);
        assert.doesNotMatch(sentence, /NaN|undefined|other figures/);
      }
    });
  });

  /** What is kept is the most of what was wanted before: in the panic, or during the delay. */
  function comesTo(one: Replayed, desired: number): boolean {
    const sum = recomputed(sentenceOf(one));
    if (sum !== 'kept') return sum === desired;
    const { decision, settings, time } = one.decided;
    const isPanic = decision?.panicking === true;
    const begin = isPanic ? (decision.panicSince ?? 0) : time - settings.scaleDownDelay;
    const before = replay(recording).filter(
      ({ decided }) => (isPanic ? decided.time >= begin : decided.time > begin) && decided.time <= time,
    );
    const numbers = before.flatMap(({ decided }) => [
      decided.decision?.undelayed ?? 0,
      begin === 0 ? (recording.rows[0]?.ready ?? 0) : 0,
    ]);
    return Math.max(...numbers) === desired;
  }

  function isAtMost({ decided: { settings, desired, decision } }: Replayed): boolean {
    return settings.maxScale > 0 && desired === settings.maxScale && decision?.wanted === desired;
  }
}
