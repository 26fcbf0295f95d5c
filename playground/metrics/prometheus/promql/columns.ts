/** What an expression comes to: for each set of labels its values at all the moments that are asked for. */
import type { Labels } from '../../exposition.ts';
import { keyOf } from '../sampleStore.ts';

export interface Column {
  readonly labels: Labels;
  readonly values: Float64Array;
  /** 1 at the moments at which there is a value, which may well be NaN. */
  readonly there: Uint8Array;
}

export type Value =
  | { readonly kind: 'scalar'; readonly values: Float64Array }
  | { readonly kind: 'vector'; readonly columns: readonly Column[] };

/** An expression that is right, and cannot be worked out. */
export class ExecutionError extends Error {}

export function emptyColumn(labels: Labels, moments: number): Column {
  return { labels, values: new Float64Array(moments), there: new Uint8Array(moments) };
}

export function without(labels: Labels, ...names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

export function only(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}

/** A function's result has no name; two series that differed in it alone cannot be told apart any more. */
export function withoutNames(columns: readonly Column[]): readonly Column[] {
  const seen = new Map<string, Column>();
  return columns.map((column) => {
    const named: Column = { ...column, labels: without(column.labels, '__name__') };
    const key = keyOf(named.labels);
    const other = seen.get(key);
    if (other !== undefined && overlap(other, column))
      throw new ExecutionError('vector cannot contain metrics with the same labelset');
    seen.set(key, named);
    return named;
  });
}

export function overlap(a: Column, b: Column): boolean {
  return a.there.some((is, moment) => is === 1 && b.there[moment] === 1);
}

/** Columns by what `labelsOf` leaves of their labels. */
export function grouped(
  columns: readonly Column[],
  labelsOf: (labels: Labels) => Labels,
): readonly { readonly labels: Labels; readonly columns: readonly Column[] }[] {
  const groups = new Map<string, { readonly labels: Labels; readonly columns: Column[] }>();
  for (const column of columns) {
    const labels = labelsOf(column.labels);
    const key = keyOf(labels);
    const group = groups.get(key) ?? { labels, columns: [] };
    group.columns.push(column);
    groups.set(key, group);
  }
  return [...groups.values()];
}
