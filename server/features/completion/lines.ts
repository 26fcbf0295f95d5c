/** What one line of block YAML opens, read without its neighbours: dashes, then a key, then what follows. */
import { lineEnd, lineStartsOf, type Segment } from '../../yaml/segment.ts';

/** A dash, or a key with its colon. */
export interface Opener {
  readonly type: 'dash' | 'key';
  readonly column: number;
  /** Of a key, without quotes. */
  readonly name: string;
  readonly start: number;
  /** Behind the dash, or behind the key and before its colon. */
  readonly end: number;
}

export interface Line {
  readonly index: number;
  readonly start: number;
  /** Before the comment, or the line's end. */
  readonly end: number;
  readonly openers: readonly Opener[];
  /** Where what the openers open begins: a value, a word, or nothing. */
  readonly content: number;
  /** Behind the last dash or colon. */
  readonly opened: number;
  /** `---`, `...` or a directive: the document ends or has not begun. */
  readonly mark: boolean;
}

export function lineOf(segment: Segment, index: number): Line {
  const start = lineStartsOf(segment)[index] ?? segment.text.length;
  return readLine(segment.text, index, start, lineEnd(segment, index));
}

/** Whether nothing but blanks and a comment is on the line. */
export function isEmpty({ openers, content, end }: Line): boolean {
  return openers.length === 0 && content >= end;
}

/** The column of the first thing on the line. */
export function columnOf({ openers, content, start }: Line): number {
  return openers[0]?.column ?? content - start;
}

function readLine(text: string, index: number, start: number, lineEnd: number): Line {
  const end = commentStart(text, start, lineEnd);
  const openers: Opener[] = [];
  let at = skipBlanks(text, start, end);
  let opened = start;
  while (text[at] === '-' && at < end && endsToken(text, at + 1, end)) {
    openers.push({ type: 'dash', column: at - start, name: '', start: at, end: at + 1 });
    opened = at + 1;
    at = skipBlanks(text, opened, end);
  }
  const key = keyAt(text, skipProperties(text, at, end), end);
  if (key !== undefined) {
    openers.push({ type: 'key', column: key.start - start, ...key });
    opened = text.indexOf(':', key.end) + 1;
    at = skipBlanks(text, opened, end);
  }
  const mark = /^(?:---(?=\s|$)|\.\.\.(?=\s|$)|%)/.test(text.slice(start, start + 4));
  return { index, start, end, openers, content: skipProperties(text, at, end), opened, mark };
}

/** The key at an offset, if a colon follows it. */
function keyAt(text: string, start: number, end: number): Omit<Opener, 'type' | 'column'> | undefined {
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    const close = quoteEnd(text, start, end);
    if (close === undefined) return undefined;
    const colon = skipBlanks(text, close, end);
    if (text[colon] !== ':' || !endsToken(text, colon + 1, end)) return undefined;
    return { name: text.slice(start + 1, close - 1), start, end: close };
  }
  if (start >= end || /[[\]{}#|>@`%,]/.test(quote ?? '')) return undefined;
  for (let at = start; at < end; at++) {
    if (text[at] !== ':' || !endsToken(text, at + 1, end)) continue;
    const name = text.slice(start, at).trimEnd();
    return { name, start, end: start + name.length };
  }
  return undefined;
}

/** Behind the closing quote; undefined where it is missing. */
export function quoteEnd(text: string, start: number, end: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < end; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at + 1;
    }
  }
  return undefined;
}

/** Where the comment of a line begins; its end where there is none. */
function commentStart(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const char = text[at];
    if (char !== '#' && char !== '"' && char !== "'") continue;
    const before = at === start ? ' ' : (text[at - 1] ?? '');
    if (char === '#') {
      if (isBlank(before)) return at;
    } else if (/[\s[{,:-]/.test(before)) at = (quoteEnd(text, at, end) ?? end) - 1;
  }
  return end;
}

export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text[at])) at++;
  return at;
}

/** Anchors and tags stand before what they are about. */
function skipProperties(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === '&' || text[at] === '!')) {
    while (at < end && !isBlank(text[at])) at++;
    at = skipBlanks(text, at, end);
  }
  return at;
}

function endsToken(text: string, at: number, end: number): boolean {
  return at >= end || isBlank(text[at]);
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}
