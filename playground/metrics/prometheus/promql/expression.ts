/** The part of PromQL that a dashboard needs, as a tree. */

export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
  readonly fits: (value: string) => boolean;
}

export interface Selector {
  readonly kind: 'selector';
  readonly matchers: readonly Matcher[];
  /** Milliseconds that it looks back; undefined for the newest value. */
  readonly range: number | undefined;
}

export const arithmetic = ['+', '-', '*', '/', '%', '^'] as const;
export type Arithmetic = (typeof arithmetic)[number];

export const aggregations = ['sum', 'avg', 'max', 'min', 'count'] as const;
export type Aggregation = (typeof aggregations)[number];

export const overRanges = [
  'rate',
  'increase',
  'irate',
  'avg_over_time',
  'max_over_time',
  'min_over_time',
  'sum_over_time',
  'count_over_time',
  'last_over_time',
] as const;
export type OverRange = (typeof overRanges)[number];

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | Selector
  | { readonly kind: 'over range'; readonly name: OverRange; readonly of: Selector }
  | { readonly kind: 'quantile'; readonly share: Expression; readonly of: Expression }
  | {
      readonly kind: 'aggregation';
      readonly operator: Aggregation;
      readonly keeps: 'by' | 'without';
      readonly labels: readonly string[];
      readonly of: Expression;
    }
  | {
      readonly kind: 'arithmetic';
      readonly operator: Arithmetic;
      readonly left: Expression;
      readonly right: Expression;
    };

export type ExpressionType = 'scalar' | 'instant vector' | 'range vector';

export function typeOf(expression: Expression): ExpressionType {
  switch (expression.kind) {
    case 'number':
      return 'scalar';
    case 'selector':
      return expression.range === undefined ? 'instant vector' : 'range vector';
    case 'over range':
    case 'quantile':
    case 'aggregation':
      return 'instant vector';
    case 'arithmetic':
      return typeOf(expression.left) === 'scalar' && typeOf(expression.right) === 'scalar'
        ? 'scalar'
        : 'instant vector';
  }
}
