/** Quantiles of histograms (prometheus/prometheus promql/quantile.go): within a bucket, values are taken to be spread evenly. */

export interface Bucket {
  readonly upper: number;
  /** Up to and with the bound. */
  readonly count: number;
}

/** @param buckets in whatever order */
export function bucketQuantile(share: number, buckets: readonly Bucket[]): number {
  if (Number.isNaN(share)) return NaN;
  if (share < 0) return -Infinity;
  if (share > 1) return Infinity;
  const sorted = rising(buckets.toSorted((a, b) => a.upper - b.upper));
  const last = sorted.at(-1);
  if (last === undefined || last.upper !== Infinity || sorted.length < 2) return NaN;
  if (last.count === 0 || Number.isNaN(last.count)) return NaN;
  const rank = share * last.count;
  const index = sorted.slice(0, -1).findIndex(({ count }) => count >= rank);
  const found = sorted[index];
  // Beyond the last bound nothing more is known.
  if (found === undefined) return sorted.at(-2)?.upper ?? NaN;
  if (index === 0 && found.upper <= 0) return found.upper;
  const below = sorted[index - 1] ?? { upper: 0, count: 0 };
  return below.upper + ((found.upper - below.upper) * (rank - below.count)) / (found.count - below.count);
}

/** Counts scraped apart may contradict one another a little. */
function rising(buckets: readonly Bucket[]): readonly Bucket[] {
  let most = -Infinity;
  return buckets.map(({ upper, count }) => {
    most = Math.max(most, count);
    return { upper, count: most };
  });
}
