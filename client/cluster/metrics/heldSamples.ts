/** Samples that lie far apart, told as often as those that are recorded: each holds until the next one. Pure. */
import type { Sample } from './sample.ts';

/**
 * @param samples oldest first
 * @param every seconds between what is given
 * @param longest seconds for which one holds where nothing follows
 */
export function heldSamples(samples: readonly Sample[], every: number, longest: number): readonly Sample[] {
  return samples.flatMap((sample, index) => {
    const until = Math.min(samples[index + 1]?.time ?? sample.time + every, sample.time + longest);
    const count = Math.max(1, Math.ceil((until - sample.time) / every));
    return Array.from({ length: count }, (_one, step): Sample => {
      return Object.assign({}, sample, { time: sample.time + step * every });
    });
  });
}
