/** Summaries of timing samples. Machines are noisy: quote medians and pairwise ratios, never single figures. */

export interface Summary {
  readonly median: number;
  readonly p95: number;
}

export function summarise(samples: readonly number[]): Summary {
  return { median: quantile(samples, 0.5), p95: quantile(samples, 0.95) };
}

/** The ratios of samples taken in pairs, one after the other, so that a drift of the machine hits both sides. */
export function pairRatios(ours: readonly number[], peer: readonly number[]): readonly number[] {
  return ours.slice(0, peer.length).map((value, i) => value / (peer[i] ?? Number.NaN));
}

/** The `q`-quantile (0 to 1) by linear interpolation; NaN without samples. */
export function quantile(samples: readonly number[], q: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = samples.toSorted((a, b) => a - b);
  const position = q * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}

/** A fixed piece of CPU work in milliseconds: the yardstick printed beside the figures. */
export function yardstick(): number {
  const start = performance.now();
  let hash = 17;
  for (let i = 0; i < 4_000_000; i++) hash = (hash * 31 + i) | 0;
  if (hash === 0.5) throw new Error('unreachable: keeps the loop from being optimised away');
  return performance.now() - start;
}
