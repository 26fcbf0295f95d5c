/** Quantiles of a histogram, as Prometheus estimates them: evenly spread within each bucket. Pure. */
export interface Bucket {
  /** Upper bound; Infinity for the last. */
  readonly most: number;
  /** How many are at most so much: each bucket holds those before it. */
  readonly count: number;
}

/** Undefined where nothing was counted. */
export function quantileOf(buckets: readonly Bucket[], quantile: number): number | undefined {
  const sorted = buckets.toSorted((a, b) => a.most - b.most);
  const total = sorted.at(-1)?.count ?? 0;
  if (!(total > 0)) return undefined;
  const rank = quantile * total;
  const index = sorted.findIndex(({ count }) => count >= rank);
  const found = sorted[index];
  if (found === undefined) return undefined;
  const before = sorted[index - 1];
  // Nothing is known of how far the last bucket goes.
  if (found.most === Infinity) return before?.most;
  const [low, counted] = [before?.most ?? Math.min(0, found.most), before?.count ?? 0];
  const within = found.count - counted;
  return within <= 0 ? found.most : low + ((found.most - low) * (rank - counted)) / within;
}
