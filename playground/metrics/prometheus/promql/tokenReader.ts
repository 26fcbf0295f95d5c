/** Goes through the words of a query, one by one. */
import { QueryError, type Token, tokensOf } from './tokens.ts';

export class TokenReader {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(query: string) {
    this.#tokens = tokensOf(query);
  }

  get next(): Token {
    return this.#tokens[this.#index] ?? { kind: 'end', text: '', at: 0 };
  }

  get isDone(): boolean {
    return this.next.kind === 'end';
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#index += 1;
    return token;
  }

  isNext(sign: string): boolean {
    return this.next.kind === 'sign' && this.next.text === sign;
  }

  /** Whether this word comes next, in whatever case. */
  isWord(word: string): boolean {
    return this.next.kind === 'name' && this.next.text.toLowerCase() === word;
  }

  /** Whether a name comes next with a parenthesis behind it. */
  isCall(): boolean {
    return this.next.kind === 'name' && this.afterNext.text === '(';
  }

  get afterNext(): Token {
    return this.#tokens[this.#index + 1] ?? this.next;
  }

  skip(sign: string): boolean {
    const isThere = this.isNext(sign);
    if (isThere) this.#index += 1;
    return isThere;
  }

  expect(sign: string, context: string): void {
    if (!this.skip(sign)) throw this.unexpected(this.next, context, `"${sign}"`);
  }

  takeKind(kind: Token['kind'], context: string): Token {
    if (this.next.kind !== kind) throw this.unexpected(this.next, context, kind);
    return this.take();
  }

  unexpected({ kind, text, at }: Token, context: string, wanted?: string): QueryError {
    const what = kind === 'end' ? 'end of input' : kind === 'name' ? `identifier "${text}"` : `"${text}"`;
    const expected = wanted === undefined ? '' : `, expected ${wanted}`;
    return new QueryError(at, `unexpected ${what} in ${context}${expected}`);
  }
}
