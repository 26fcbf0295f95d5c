/** Arithmetic: with numbers, and between two vectors where their labels are the same. */
import type { Labels } from '../../exposition.ts';
import { keyOf } from '../sampleStore.ts';
import {
  type Column,
  emptyColumn,
  ExecutionError,
  overlap,
  type Value,
  without,
  withoutNames,
} from './columns.ts';
import type { Arithmetic } from './expression.ts';

export function calculated(operator: Arithmetic, left: Value, right: Value, moments: number): Value {
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    return {
      kind: 'scalar',
      values: left.values.map((one, index) => apply(operator, one, right.values[index] ?? NaN)),
    };
  }
  if (left.kind === 'vector' && right.kind === 'vector')
    return { kind: 'vector', columns: between(operator, left.columns, right.columns, moments) };
  const columns = left.kind === 'vector' ? left.columns : right.kind === 'vector' ? right.columns : [];
  const changed = columns.map((column): Column => {
    const at = (value: Value, index: number): number =>
      (value.kind === 'scalar' ? value.values[index] : column.values[index]) ?? NaN;
    const values = column.values.map((_value, index) => apply(operator, at(left, index), at(right, index)));
    return { labels: column.labels, values, there: column.there };
  });
  return { kind: 'vector', columns: withoutNames(changed) };
}

function between(
  operator: Arithmetic,
  left: readonly Column[],
  right: readonly Column[],
  moments: number,
): readonly Column[] {
  const others = byLabels(right, 'right');
  return [...byLabels(left, 'left')].flatMap(([key, columns]) =>
    columns.flatMap((one) =>
      (others.get(key) ?? []).map((other) => {
        const result = emptyColumn(without(one.labels, '__name__'), moments);
        for (let moment = 0; moment < moments; moment += 1) {
          if (one.there[moment] !== 1 || other.there[moment] !== 1) continue;
          result.values[moment] = apply(operator, one.values[moment] ?? NaN, other.values[moment] ?? NaN);
          result.there[moment] = 1;
        }
        return result;
      }),
    ),
  );
}

/** Several of the same labels are allowed at different moments only. */
function byLabels(columns: readonly Column[], side: string): ReadonlyMap<string, readonly Column[]> {
  const found = new Map<string, Column[]>();
  for (const column of columns) {
    const labels: Labels = without(column.labels, '__name__');
    const key = keyOf(labels);
    const same = found.get(key) ?? [];
    if (same.some((one) => overlap(one, column))) {
      const group = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      throw new ExecutionError(
        `found duplicate series for the match group {${group.join(', ')}} on the ${side} hand-side of the operation; many-to-many matching not allowed: matching labels must be unique on one side`,
      );
    }
    found.set(key, [...same, column]);
  }
  return found;
}

function apply(operator: Arithmetic, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '^':
      return left ** right;
  }
}
