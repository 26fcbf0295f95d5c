/** Finds a text, or what a regular expression describes, in lines of a log; bounded in time and in what it keeps. */
import { createContext, runInContext } from 'node:vm';

export interface SearchQuery {
  readonly text: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
}

/** Where it was found: a line by its number, from a character of it up to another. */
export interface Found {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a query. */
export type SearchTrouble = 'invalid' | 'slow';

/** Matches that are kept. */
export const mostFound = 100_000;

/** Milliseconds that one piece of the work may take: an expression that tries too much is stopped. */
const patience = 1000;

export class LogSearch {
  readonly query: SearchQuery;
  readonly #pattern: RegExp | undefined;
  #found: Found[] = [];
  /** The first line that was not looked at yet. */
  next = 0;
  trouble: SearchTrouble | undefined;

  constructor(query: SearchQuery) {
    this.query = query;
    this.#pattern = patternOf(query);
    if (this.#pattern === undefined && query.text !== '') this.trouble = 'invalid';
  }

  get found(): readonly Found[] {
    return this.#found;
  }

  /** There may be more. */
  get isFull(): boolean {
    return this.#found.length >= mostFound;
  }

  /** Looks at the lines up to `end` that it has not looked at; `textOf` gives their text, undefined for those that went. */
  look(end: number, textOf: (line: number) => string | undefined): void {
    const pattern = this.#pattern;
    if (pattern === undefined || this.trouble !== undefined || this.next >= end) return;
    try {
      withinTime(() => {
        for (; this.next < end && !this.isFull; this.next++) this.#lookAt(pattern, textOf(this.next) ?? '');
      });
    } catch (error) {
      if (!isTimeout(error)) throw error;
      this.trouble = 'slow';
    }
  }

  /** Forgets what was found in lines that went. */
  dropBefore(first: number): void {
    if ((this.#found[0]?.line ?? first) >= first) return;
    this.#found = this.#found.slice(this.indexFrom({ line: first, start: 0 }));
  }

  /** The index of the first match there or after it; the number of matches where there is none. */
  indexFrom({ line, start }: Pick<Found, 'line' | 'start'>): number {
    let [low, high] = [0, this.#found.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const one = this.#found[middle];
      const isBefore = one !== undefined && (one.line < line || (one.line === line && one.start < start));
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** What was found in the lines from one number up to another. */
  within(from: number, to: number): readonly Found[] {
    return this.#found.slice(
      this.indexFrom({ line: from, start: 0 }),
      this.indexFrom({ line: to, start: 0 }),
    );
  }

  #lookAt(pattern: RegExp, text: string): void {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [{ length }] = match;
      if (length === 0) pattern.lastIndex++;
      else this.#found.push({ line: this.next, start: match.index, end: match.index + length });
      if (this.isFull) return;
    }
  }
}

function patternOf({ text, isRegex, isCaseSensitive }: SearchQuery): RegExp | undefined {
  if (text === '') return undefined;
  const flags = isCaseSensitive ? 'g' : 'gi';
  try {
    return new RegExp(isRegex ? text : text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`), flags);
  } catch {
    return undefined;
  }
}

const world = createContext({ work: (): void => undefined });

/** V8 stops what runs too long, also inside of an expression, only where it was started like this. */
function withinTime(work: () => void): void {
  world['work'] = work;
  runInContext('work()', world, { timeout: patience });
}

function isTimeout(error: unknown): boolean {
  // It is an error of that other world.
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
