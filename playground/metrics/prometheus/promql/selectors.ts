/** Reads selectors of series: a name, label matchers, and how far back they look. */
import { type Matcher, type Selector } from './expression.ts';
import { QueryError } from './tokens.ts';
import type { TokenReader } from './tokenReader.ts';

export function readSelector(reader: TokenReader): Selector {
  const { at } = reader.next;
  const name = reader.next.kind === 'name' ? reader.take().text : undefined;
  const matchers = [
    ...(name === undefined ? [] : [matcherOf('__name__', '=', name, at)]),
    ...(reader.isNext('{') ? readMatchers(reader, name !== undefined) : []),
  ];
  if (matchers.every(({ fits }) => fits('')))
    throw new QueryError(at, 'vector selector must contain at least one non-empty matcher');
  return { kind: 'selector', matchers, range: reader.isNext('[') ? readRange(reader) : undefined };
}

function readMatchers(reader: TokenReader, isNamed: boolean): readonly Matcher[] {
  const matchers: Matcher[] = [];
  reader.expect('{', 'label matching');
  while (!reader.isNext('}')) {
    const label = reader.takeKind('name', 'label matching');
    if (isNamed && label.text === '__name__')
      throw new QueryError(label.at, 'metric name must not be set twice');
    const sign = reader.take();
    const operator = (['=', '!=', '=~', '!~'] as const).find(
      (one) => sign.kind === 'sign' && one === sign.text,
    );
    if (operator === undefined) throw reader.unexpected(sign, 'label matching', 'label matching operator');
    const value = reader.takeKind('string', 'label matching');
    matchers.push(matcherOf(label.text, operator, value.text, value.at));
    if (!reader.skip(',')) break;
  }
  reader.expect('}', 'label matching');
  return matchers;
}

/** An expression has to fit the whole value; a label that is absent is the same as an empty one. */
function matcherOf(label: string, operator: Matcher['operator'], value: string, at: number): Matcher {
  const matcher = { label, operator, value };
  switch (operator) {
    case '=':
      return { ...matcher, fits: (one) => one === value };
    case '!=':
      return { ...matcher, fits: (one) => one !== value };
    case '=~':
    case '!~': {
      const pattern = patternOf(value, at);
      return { ...matcher, fits: (one) => pattern.test(one) === (operator === '=~') };
    }
  }
}

function patternOf(value: string, at: number): RegExp {
  try {
    return new RegExp(`^(?:${value})$`, 's');
  } catch {
    throw new QueryError(at, `error parsing regexp: \`${value}\``);
  }
}

function readRange(reader: TokenReader): number {
  reader.expect('[', 'range');
  const token = reader.take();
  if (token.kind !== 'duration' && token.kind !== 'number')
    throw reader.unexpected(token, 'subquery or range selector', 'number, duration, or duration expression');
  reader.expect(']', 'range selector');
  const range = durationOf(token.text) ?? 0;
  if (range <= 0) throw new QueryError(token.at, 'duration must be greater than 0');
  return range;
}

const units: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 7 * 86_400_000],
  ['y', 365 * 86_400_000],
]);

/** Milliseconds of `1h30m`, or of a number of seconds; undefined for anything else. */
export function durationOf(text: string): number | undefined {
  if (text !== '' && Number.isFinite(Number(text))) return Number(text) * 1000;
  if (!/^(?:\d+(?:ms|[smhdwy]))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units.get(unit ?? '') ?? 0),
    0,
  );
}
