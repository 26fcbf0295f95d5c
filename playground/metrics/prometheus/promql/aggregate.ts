/** `sum by (…) (…)` and its like. */
import { type Column, emptyColumn, grouped, only, without } from './columns.ts';
import type { Aggregation, Expression } from './expression.ts';

export function aggregated(
  { operator, keeps, labels: names }: Extract<Expression, { kind: 'aggregation' }>,
  columns: readonly Column[],
  moments: number,
): readonly Column[] {
  const groups = grouped(columns, (labels) =>
    keeps === 'by' ? only(labels, names) : without(labels, '__name__', ...names),
  );
  return groups.map((group) => {
    const result = emptyColumn(group.labels, moments);
    const values: number[] = [];
    for (let moment = 0; moment < moments; moment += 1) {
      values.length = 0;
      for (const { values: all, there } of group.columns)
        if (there[moment] === 1) values.push(all[moment] ?? NaN);
      if (values.length === 0) continue;
      result.values[moment] = together(operator, values);
      result.there[moment] = 1;
    }
    return result;
  });
}

function together(operator: Aggregation, values: readonly number[]): number {
  switch (operator) {
    case 'sum':
      return values.reduce((all, one) => all + one, 0);
    case 'avg':
      return values.reduce((all, one) => all + one, 0) / values.length;
    case 'count':
      return values.length;
    case 'max':
      // NaN counts only where there is nothing else.
      return values.reduce((most, one) => (one > most || Number.isNaN(most) ? one : most), NaN);
    case 'min':
      return values.reduce((least, one) => (one < least || Number.isNaN(least) ? one : least), NaN);
  }
}
