/** The clock that tests move by hand, and chance that comes out the same. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { steppedClock, timestamp } from '#playground/clock.ts';
import { seededRandom } from '#playground/random.ts';

describe('the stepped clock', () => {
  it('runs what is due in order, at its time, and nothing else', () => {
    const clock = steppedClock(1000);
    const log: string[] = [];
    const at =
      (name: string): (() => void) =>
      () =>
        void log.push(`${name}@${clock.now()}`);
    clock.after(300, at('c'));
    clock.after(100, at('a'));
    clock.after(100, at('b'));
    const stopped = clock.after(200, at('never'));
    clock.after(301, at('later'));
    stopped.stop();
    clock.advance(300);
    assert.deepEqual(log, ['a@1100', 'b@1100', 'c@1300']);
    assert.equal(clock.now(), 1300);
  });

  it('runs what is started meanwhile, as far as it falls due', () => {
    const clock = steppedClock(0);
    const ticks: number[] = [];
    const tick = (): void => {
      ticks.push(clock.now());
      clock.after(2000, tick);
    };
    clock.after(2000, tick);
    clock.advance(7000);
    assert.deepEqual(ticks, [2000, 4000, 6000]);
    clock.advance(0);
    assert.equal(ticks.length, 3);
  });

  it('lets work stop other work of the same moment', () => {
    const clock = steppedClock(0);
    const log: string[] = [];
    clock.after(1, () => second.stop());
    const second = clock.after(1, () => log.push('second'));
    clock.advance(1);
    assert.deepEqual(log, []);
  });
});

describe('seeded chance', () => {
  it('is the same for the same seed, and another for another', () => {
    const draw = (seed: number): string => {
      const random = seededRandom(seed);
      return `${random.uid()} ${random.suffix(5)} ${random.next()}`;
    };
    assert.equal(draw(1), draw(1));
    assert.notEqual(draw(1), draw(2));
  });

  it('is even enough', () => {
    const random = seededRandom(3);
    const below = Array.from({ length: 10_000 }, () => random.next()).filter((one) => one < 0.2).length;
    assert.ok(below > 1850 && below < 2150, String(below));
  });
});

describe('times', () => {
  it('are written to the second', () => assert.equal(timestamp(1_790_000_000_999), '2026-09-21T14:13:20Z'));
});
