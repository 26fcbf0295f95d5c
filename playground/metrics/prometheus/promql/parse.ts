/** Parses PromQL (prometheus/prometheus promql/parser): the arithmetic of it, the aggregations, and the functions of rates. */
import {
  aggregations,
  type Arithmetic,
  arithmetic,
  type Expression,
  type ExpressionType,
  overRanges,
  typeOf,
} from './expression.ts';
import { readSelector } from './selectors.ts';
import { TokenReader } from './tokenReader.ts';
import { QueryError } from './tokens.ts';

/** Throws `QueryError` for what it does not understand. */
export function parse(query: string): Expression {
  const reader = new TokenReader(query);
  if (reader.isDone) throw new QueryError(0, 'no expression found in input');
  const expression = readBinary(reader, 0);
  if (!reader.isDone) throw reader.unexpected(reader.next, 'query');
  return expression;
}

const strengths: Readonly<Record<Arithmetic, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 4 };
/** A sign binds stronger than a product, and weaker than a power. */
const signStrength = 3;

function readBinary(reader: TokenReader, least: number): Expression {
  let left = readUnary(reader);
  for (;;) {
    const { at } = reader.next;
    const operator = arithmetic.find((one) => reader.isNext(one));
    if (operator === undefined || strengths[operator] < least) return left;
    reader.take();
    const right = readBinary(reader, operator === '^' ? strengths[operator] : strengths[operator] + 1);
    if (typeOf(left) === 'range vector' || typeOf(right) === 'range vector')
      throw new QueryError(at, 'binary expression must contain only scalar and instant vector types');
    left = { kind: 'arithmetic', operator, left, right };
  }
}

function readUnary(reader: TokenReader): Expression {
  const { at } = reader.next;
  const isNegative = reader.skip('-');
  if (!isNegative && !reader.skip('+')) return readPrimary(reader);
  const of = readBinary(reader, signStrength);
  if (typeOf(of) === 'range vector')
    throw new QueryError(
      at,
      'unary expression only allowed on expressions of type scalar or instant vector, got "range vector"',
    );
  if (!isNegative) return of;
  return { kind: 'arithmetic', operator: '*', left: { kind: 'number', value: -1 }, right: of };
}

function readPrimary(reader: TokenReader): Expression {
  const { next } = reader;
  if (next.kind === 'number') return { kind: 'number', value: Number(reader.take().text) };
  if (reader.skip('(')) {
    const expression = readBinary(reader, 0);
    reader.expect(')', 'paren expression');
    return expression;
  }
  if (reader.isNext('{')) return readSelector(reader);
  if (next.kind !== 'name') throw reader.unexpected(next, 'query');
  return readNamed(reader);
}

/** What begins with a word: a number, an aggregation, a function or a selector. */
function readNamed(reader: TokenReader): Expression {
  const value = { inf: Infinity, nan: NaN }[reader.next.text.toLowerCase()];
  if (value !== undefined) {
    reader.take();
    return { kind: 'number', value };
  }
  return readAggregation(reader) ?? (reader.isCall() ? readCall(reader) : readSelector(reader));
}

function readAggregation(reader: TokenReader): Expression | undefined {
  const operator = aggregations.find((one) => reader.isWord(one));
  // A series may have such a name too.
  const isFollowed = ['(', 'by', 'without'].includes(reader.afterNext.text.toLowerCase());
  if (operator === undefined || !isFollowed) return undefined;
  reader.take();
  const before = readGrouping(reader);
  reader.expect('(', 'aggregation');
  const { at } = reader.next;
  const of = readBinary(reader, 0);
  reader.expect(')', 'aggregation');
  expectType(of, 'instant vector', 'aggregation expression', at);
  const { keeps, labels } = before ?? readGrouping(reader) ?? allTogether;
  return { kind: 'aggregation', operator, keeps, labels, of };
}

type Grouping = Pick<Extract<Expression, { kind: 'aggregation' }>, 'keeps' | 'labels'>;

const allTogether: Grouping = { keeps: 'by', labels: [] };

function readGrouping(reader: TokenReader): Grouping | undefined {
  const keeps = (['by', 'without'] as const).find((one) => reader.isWord(one));
  if (keeps === undefined) return undefined;
  reader.take();
  reader.expect('(', 'grouping opts');
  const labels: string[] = [];
  while (!reader.isNext(')')) {
    labels.push(reader.takeKind('name', 'grouping opts').text);
    if (!reader.skip(',')) break;
  }
  reader.expect(')', 'grouping opts');
  return { keeps, labels };
}

function readCall(reader: TokenReader): Expression {
  const name = reader.take();
  reader.expect('(', 'function call');
  const over = overRanges.find((one) => one === name.text);
  if (over === undefined && name.text !== 'histogram_quantile')
    throw new QueryError(name.at, `unknown function with name "${name.text}"`);
  const args: { readonly at: number; readonly expression: Expression }[] = [];
  while (!reader.isNext(')')) {
    args.push({ at: reader.next.at, expression: readBinary(reader, 0) });
    if (!reader.skip(',')) break;
  }
  reader.expect(')', 'function call');
  const wanted: readonly ExpressionType[] =
    over === undefined ? ['scalar', 'instant vector'] : ['range vector'];
  if (args.length !== wanted.length)
    throw new QueryError(
      name.at,
      `expected ${wanted.length} argument(s) in call to "${name.text}", got ${args.length}`,
    );
  for (const [index, { at, expression }] of args.entries())
    expectType(expression, wanted[index] ?? 'scalar', `call to function "${name.text}"`, at);
  const [first, second] = args.map(({ expression }) => expression);
  if (over !== undefined && first?.kind === 'selector') return { kind: 'over range', name: over, of: first };
  if (first === undefined || second === undefined) throw new QueryError(name.at, 'missing argument');
  return { kind: 'quantile', share: first, of: second };
}

function expectType(expression: Expression, wanted: ExpressionType, where: string, at: number): void {
  const got = typeOf(expression);
  if (got !== wanted) throw new QueryError(at, `expected type ${wanted} in ${where}, got ${got}`);
}
