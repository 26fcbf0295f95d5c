/** The words of PromQL, each with where it stands. */

export interface Token {
  readonly kind: 'name' | 'number' | 'duration' | 'string' | 'sign' | 'end';
  /** Of strings what they mean, of the rest what is written. */
  readonly text: string;
  readonly at: number;
}

/** What is wrong with a query, and where. */
export class QueryError extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const signs = [
  '=~',
  '!~',
  '!=',
  '==',
  '>=',
  '<=',
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ',',
  '=',
  '>',
  '<',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  ':',
  '@',
];

const patterns = [
  ['duration', /(?:\d+(?:ms|[smhdwy]))+/y],
  ['number', /0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[a-zA-Z_:][\w:]*/y],
] as const;

export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const gap = matchAt(/\s+|#[^\n]*/y, query, at);
    if (gap !== '') {
      at += gap.length;
      continue;
    }
    const { token, length } = tokenAt(query, at);
    tokens.push(token);
    at += length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

function tokenAt(query: string, at: number): { readonly token: Token; readonly length: number } {
  const first = query.charAt(at);
  if (first === '"' || first === "'" || first === '`') return stringAt(query, at, first);
  for (const [kind, pattern] of patterns) {
    const text = matchAt(pattern, query, at);
    if (text !== '') return { token: { kind, text, at }, length: text.length };
  }
  const sign = signs.find((one) => query.startsWith(one, at));
  if (sign === undefined) throw new QueryError(at, `unexpected character: '${first}'`);
  return { token: { kind: 'sign', text: sign, at }, length: sign.length };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
]);

/** Between backquotes nothing has a meaning of its own. */
function stringAt(
  query: string,
  at: number,
  quote: string,
): { readonly token: Token; readonly length: number } {
  let text = '';
  let next = at + 1;
  for (; query.charAt(next) !== quote; next += 1) {
    const letter = query.charAt(next);
    if (letter === '' || (letter === '\n' && quote !== '`'))
      throw new QueryError(at, 'unterminated quoted string');
    if (letter !== '\\' || quote === '`') {
      text += letter;
      continue;
    }
    next += 1;
    const meant = escapes.get(query.charAt(next));
    if (meant === undefined) throw new QueryError(next, 'unknown escape sequence');
    text += meant;
  }
  return { token: { kind: 'string', text, at }, length: next + 1 - at };
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
