/** Functions of what a series was within a time (prometheus/prometheus promql/functions.go). */
import type { OverRange } from './expression.ts';

/** The samples of a series within a range, oldest first; times in milliseconds. */
export interface Samples {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Undefined where there are too few samples. */
export function overRange(name: OverRange, samples: Samples, range: Range): number | undefined {
  const { values } = samples;
  switch (name) {
    case 'rate':
      return extrapolated(samples, range, true);
    case 'increase':
      return extrapolated(samples, range, false);
    case 'irate':
      return lastRate(samples);
    default: {
      const last = values.at(-1);
      if (last === undefined) return undefined;
      const sum = values.reduce((all, one) => all + one, 0);
      return {
        avg_over_time: sum / values.length,
        sum_over_time: sum,
        max_over_time: Math.max(...values),
        min_over_time: Math.min(...values),
        count_over_time: values.length,
        last_over_time: last,
      }[name];
    }
  }
}

/**
 * What a counter grew by, as if the samples reached to both ends of the range, unless they end well before; a counter that
 * falls has begun anew.
 */
function extrapolated(
  { times, values }: Samples,
  { start, end }: Range,
  perSecond: boolean,
): number | undefined {
  const [first, last, from, to] = [values[0], values.at(-1), times[0], times.at(-1)];
  if (first === undefined || last === undefined || from === undefined || to === undefined || to === from)
    return undefined;
  const grown = last - first + resets(values);
  const sampled = to - from;
  const between = sampled / (values.length - 1);
  const reach = (gap: number): number => (gap >= between * 1.1 ? between / 2 : gap);
  let before = reach(from - start);
  // A counter does not begin below nothing.
  if (grown > 0 && first >= 0) before = Math.min(before, sampled * (first / grown));
  const factor = (sampled + before + reach(end - to)) / sampled;
  return (grown * factor) / (perSecond ? (end - start) / 1000 : 1);
}

function resets(values: readonly number[]): number {
  let [sum, before] = [0, 0];
  for (const value of values) {
    if (value < before) sum += before;
    before = value;
  }
  return sum;
}

function lastRate({ times, values }: Samples): number | undefined {
  const [before, last] = values.slice(-2);
  const [from, to] = times.slice(-2);
  if (before === undefined || last === undefined || from === undefined || to === undefined) return undefined;
  return ((last < before ? last : last - before) * 1000) / (to - from);
}
