/** Works out an expression at many moments at once, each part of it once for all of them. */
import type { SampleStore, Series } from '../sampleStore.ts';
import { aggregated } from './aggregate.ts';
import { calculated } from './calculate.ts';
import {
  type Column,
  emptyColumn,
  ExecutionError,
  grouped,
  type Value,
  without,
  withoutNames,
} from './columns.ts';
import type { Expression, Selector } from './expression.ts';
import { bucketQuantile } from './quantile.ts';
import { overRange } from './rates.ts';

/** Milliseconds that a value counts when nothing newer was scraped. */
const lookBack = 5 * 60_000;

/** @param moments in milliseconds, rising */
export function evaluate(expression: Expression, store: SampleStore, moments: readonly number[]): Value {
  const of = (part: Expression): Value => evaluate(part, store, moments);
  const vector = (part: Expression): readonly Column[] => {
    const value = of(part);
    if (value.kind === 'vector') return value.columns;
    throw new ExecutionError('expected an instant vector');
  };
  switch (expression.kind) {
    case 'number':
      return { kind: 'scalar', values: new Float64Array(moments.length).fill(expression.value) };
    case 'selector':
      return { kind: 'vector', columns: selected(expression, store, moments) };
    case 'over range': {
      const columns = ranged(expression, store, moments);
      return {
        kind: 'vector',
        columns: expression.name === 'last_over_time' ? columns : withoutNames(columns),
      };
    }
    case 'quantile':
      return {
        kind: 'vector',
        columns: quantiles(of(expression.share), vector(expression.of), moments.length),
      };
    case 'aggregation':
      return { kind: 'vector', columns: aggregated(expression, vector(expression.of), moments.length) };
    case 'arithmetic':
      return calculated(expression.operator, of(expression.left), of(expression.right), moments.length);
  }
}

export function seriesFor({ matchers }: Pick<Selector, 'matchers'>, store: SampleStore): readonly Series[] {
  return [...store.series].filter(({ labels }) =>
    matchers.every(({ label, fits }) => fits(labels[label] ?? '')),
  );
}

/** Everything is scraped at once, so that what the newest scrape does not have is gone. */
function selected(selector: Selector, store: SampleStore, moments: readonly number[]): readonly Column[] {
  const { times } = store;
  const newest = positions(times, moments);
  const isOld = moments.map(
    (moment, index) => moment - (times[newest[index] ?? -1] ?? -Infinity) >= lookBack,
  );
  const from = Math.max(0, newest[0] ?? 0);
  const to = (newest.at(-1) ?? -1) + 1;
  return seriesFor(selector, store).map((series) => {
    const values = store.values(series, from, to);
    return filled(series, moments.length, (moment) =>
      isOld[moment] === true ? undefined : values[(newest[moment] ?? -1) - from],
    );
  });
}

function ranged(
  { name, of }: Extract<Expression, { kind: 'over range' }>,
  store: SampleStore,
  moments: readonly number[],
): readonly Column[] {
  const { times } = store;
  const { range = 0 } = of;
  const newest = positions(times, moments);
  const before = positions(
    times,
    moments.map((moment) => moment - range),
  );
  const from = (before[0] ?? -1) + 1;
  const to = (newest.at(-1) ?? -1) + 1;
  // There are so many moments that each had better not have lists of its own.
  const samples: { readonly times: number[]; readonly values: number[] } = { times: [], values: [] };
  return seriesFor(of, store).map((series) => {
    const values = store.values(series, from, to);
    return filled(series, moments.length, (moment) => {
      samples.times.length = 0;
      samples.values.length = 0;
      for (let at = (before[moment] ?? -1) + 1; at <= (newest[moment] ?? -1); at += 1) {
        const value = values[at - from] ?? NaN;
        if (Number.isNaN(value)) continue;
        samples.times.push(times[at] ?? 0);
        samples.values.push(value);
      }
      const end = moments[moment] ?? 0;
      return overRange(name, samples, { start: end - range, end });
    });
  });
}

/** For each moment the last time that is not after it; -1 where there is none. */
function positions(times: readonly number[], moments: readonly number[]): Int32Array {
  const found = new Int32Array(moments.length);
  let at = -1;
  for (const [index, moment] of moments.entries()) {
    while ((times[at + 1] ?? Infinity) <= moment) at += 1;
    found[index] = at;
  }
  return found;
}

function filled(
  { labels }: Series,
  moments: number,
  valueAt: (moment: number) => number | undefined,
): Column {
  const column = emptyColumn(labels, moments);
  for (let moment = 0; moment < moments; moment += 1) {
    const value = valueAt(moment);
    // What was scraped is never NaN.
    if (value === undefined || Number.isNaN(value)) continue;
    column.values[moment] = value;
    column.there[moment] = 1;
  }
  return column;
}

function quantiles(share: Value, columns: readonly Column[], moments: number): readonly Column[] {
  const withBounds = columns.filter(({ labels }) => labels['le'] !== undefined);
  return grouped(withBounds, (labels) => without(labels, '__name__', 'le')).map((group) => {
    const result = emptyColumn(group.labels, moments);
    for (let moment = 0; moment < moments; moment += 1) {
      const buckets = group.columns.flatMap(({ labels, values, there }) =>
        there[moment] === 1 ? [{ upper: boundOf(labels['le']), count: values[moment] ?? 0 }] : [],
      );
      if (buckets.length === 0) continue;
      const wanted = share.kind === 'scalar' ? (share.values[moment] ?? NaN) : NaN;
      result.values[moment] = bucketQuantile(wanted, buckets);
      result.there[moment] = 1;
    }
    return result;
  });
}

function boundOf(le: string | undefined): number {
  return le === '+Inf' ? Infinity : Number(le);
}
