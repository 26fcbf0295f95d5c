/**
 * Where in a manifest the cursor is and what an accepted proposal would replace. Told from the text, not from a tree:
 * what is being typed is seldom YAML yet.
 */
import type { Path } from '#knative/path.ts';
import { positionAt, type Segment } from '../../yaml/segment.ts';
import { climb, hasBelow, nextLine, type Climb } from './climb.ts';
import { flowSpot } from './flow.ts';
import { columnOf, isEmpty, lineOf, quoteEnd, skipBlanks, type Line, type Opener } from './lines.ts';

export interface Spot {
  /**
   * - `key`: `path` is the mapping; a colon follows, so only the name is wanted.
   * - `value`: `path` is the value of a key on the same line, or in brackets.
   * - `bare`: a word or nothing, where `path` says whether a key, an item or a value belongs.
   * - `text`: inside a text of several lines at `path`.
   */
  readonly at: 'key' | 'value' | 'bare' | 'text';
  /** From the root of the document. */
  readonly path: Path;
  /** Offsets of what a proposal replaces; quotes stay. */
  readonly start: number;
  readonly end: number;
  readonly quote: '' | '"' | "'";
  /** What must be written before: blanks that are missing. */
  readonly before: string;
  /** What must be written behind: a quote that is missing. */
  readonly behind: string;
  readonly flow: boolean;
  /** The column of the keys beside it, or of the key whose value it is. */
  readonly column: number;
}

/** Undefined where nothing is to be completed: in comments, behind a value, in separators. */
export function spotAt(segment: Segment, offset: number): Spot | undefined {
  const line = lineOf(segment, positionAt(segment, offset).line);
  if (line.mark || (offset > line.end && line.content < line.end) || isInComment(segment, line, offset)) {
    return undefined;
  }
  if (isEmpty(line)) return onEmptyLine(segment, line, offset);
  const last = line.openers.at(-1);
  if (last?.type === 'key' && offset <= last.end) return onKey(segment, line, last, offset);
  if (offset < line.opened) return undefined;
  return last?.type === 'key' ? behindKey(segment, line, last, offset) : onBareWord(segment, line, offset);
}

function isInComment({ text }: Segment, line: Line, offset: number): boolean {
  return offset > line.end && text[line.end] === '#';
}

function onKey(segment: Segment, line: Line, key: Opener, offset: number): Spot | undefined {
  if (offset < key.start) return undefined;
  const way = climb(segment, { line: line.index, column: key.column, left: line.openers.slice(0, -1) });
  if (way.within !== undefined) return within(segment, way, offset);
  const quote = quoteAt(segment.text, key.start);
  const inner = quote === '' ? 0 : 1;
  return { ...plain('key', way.path, key.start + inner, key.end - inner, key.column), quote };
}

function behindKey(segment: Segment, line: Line, key: Opener, offset: number): Spot | undefined {
  const way = climb(segment, { line: line.index, column: key.column, left: line.openers.slice(0, -1) });
  if (way.within !== undefined) return within(segment, way, offset);
  const path = [...way.path, key.name];
  if (line.content >= line.end) {
    if (hasBelow(segment, line.index, key.column)) return undefined;
    return { ...plain('value', path, offset, offset, key.column), before: offset === line.opened ? ' ' : '' };
  }
  return onScalar(segment, line, offset, plain('value', path, offset, offset, key.column));
}

function onBareWord(segment: Segment, line: Line, offset: number): Spot | undefined {
  const { text } = segment;
  const dash = line.openers.at(-1);
  const isEmptyItem = line.content >= line.end;
  const column = isEmptyItem ? columnOfItem(dash, offset - line.start) : line.content - line.start;
  const way = climb(segment, { line: line.index, column, left: line.openers });
  if (way.within !== undefined) return within(segment, way, offset);
  if (way.neighbours !== undefined && way.neighbours !== column) return undefined;
  const spot = plain('bare', way.path, offset, offset, column);
  if (!isEmptyItem) return onScalar(segment, line, offset, spot);
  const next = nextLine(segment, line.index);
  if (next !== undefined && dash !== undefined && columnOf(next) > dash.column && columnOf(next) !== column) {
    return undefined;
  }
  return { ...spot, before: text[offset - 1] === '-' ? ' ' : '' };
}

function columnOfItem(dash: Opener | undefined, cursor: number): number {
  if (dash === undefined) return cursor;
  return cursor > dash.column + 1 ? cursor : dash.column + 2;
}

/** Nothing on the line: its column may have to be mended before anything can stand there. */
function onEmptyLine(segment: Segment, line: Line, offset: number): Spot | undefined {
  if (offset > line.end || skipBlanks(segment.text, line.start, offset) < offset) return undefined;
  const typed = offset - line.start;
  const next = nextLine(segment, line.index);
  const wanted = next !== undefined && columnOf(next) > typed ? columnOf(next) : typed;
  let way = climb(segment, { line: line.index, column: wanted, left: [] });
  if (way.within !== undefined && isMultiLine(segment, way.within)) return within(segment, way, offset);
  const column = way.neighbours ?? (way.within === undefined ? wanted : columnBeside(way.within.line));
  if (column !== wanted) way = climb(segment, { line: line.index, column, left: [] });
  if (way.within !== undefined) return undefined;
  // Blanks too many are taken away, blanks too few are written.
  const start = Math.min(offset, line.start + column);
  return {
    ...plain('bare', way.path, start, offset, column),
    before: ' '.repeat(column - (start - line.start)),
  };
}

/** What stands deeper than a key that has its value can only be meant to stand beside it. */
function columnBeside({ openers }: Line): number {
  return openers.at(-1)?.column ?? 0;
}

function isMultiLine({ text }: Segment, { start, line }: NonNullable<Climb['within']>): boolean {
  const first = text[start] ?? '';
  if (first === '|' || first === '>') return true;
  if (first === '"' || first === "'") return quoteEnd(text, start, line.end) === undefined;
  return (first === '[' || first === '{') && flowSpot(text, start, line.end) !== undefined;
}

/** Below the line on which a text or a flow collection began. */
function within(segment: Segment, { within: outer }: Climb, offset: number): Spot | undefined {
  if (outer === undefined) return undefined;
  const { path, start } = outer;
  const first = segment.text[start] ?? '';
  if (first === '[' || first === '{') return inFlow(segment, path, start, offset, columnBeside(outer.line));
  if (!isMultiLine(segment, outer)) return undefined;
  return plain('text', path, offset, offset, 0);
}

/** On a value, or on a word that may become a key. */
function onScalar(segment: Segment, line: Line, offset: number, spot: Spot): Spot | undefined {
  const { text } = segment;
  const start = line.content;
  if (offset < start) return undefined;
  const first = text[start] ?? '';
  if (first === '[' || first === '{') return inFlow(segment, spot.path, start, offset, spot.column);
  if (first === '|' || first === '>' || first === '*') return undefined;
  const quote = quoteAt(text, start);
  if (quote !== '') return inQuotes(text, line, offset, { ...spot, quote });
  const end = start + text.slice(start, line.end).trimEnd().length;
  return offset <= end ? { ...spot, start, end } : undefined;
}

function inQuotes(text: string, line: Line, offset: number, spot: Spot): Spot | undefined {
  const start = line.content + 1;
  const close = quoteEnd(text, line.content, line.end);
  const end =
    close === undefined ? line.content + text.slice(line.content, line.end).trimEnd().length : close - 1;
  if (offset < start || offset > Math.max(start, end)) return undefined;
  return { ...spot, start, end: Math.max(start, end), behind: close === undefined ? spot.quote : '' };
}

function inFlow(
  segment: Segment,
  path: Path,
  start: number,
  offset: number,
  column: number,
): Spot | undefined {
  const { text } = segment;
  const found = flowSpot(text, start, offset);
  if (found === undefined || (/[\]}]/.test(text[found.start] ?? '') && found.start < offset))
    return undefined;
  const quote = found.start < offset ? quoteAt(text, found.start) : '';
  const begin = quote === '' ? found.start : found.start + 1;
  const word = quote === '' ? /^[^\s,[\]{}]*/ : quote === '"' ? /^(?:[^"\\\n]|\\.)*/ : /^(?:[^'\n]|'')*/;
  const end = begin + lengthOfWord(word.exec(text.slice(begin))?.[0] ?? '', found.at);
  if (end < offset) return undefined;
  const isKey = found.at === 'key' && /^["']?\s*:/.test(text.slice(end));
  return {
    ...plain(
      isKey ? 'key' : found.at === 'key' ? 'bare' : 'value',
      [...path, ...found.path],
      begin,
      end,
      column,
    ),
    quote,
    before: text[begin - 1] === ':' ? ' ' : '',
    behind: quote !== '' && text[end] !== quote ? quote : '',
    flow: true,
  };
}

/** A key ends before its colon. */
function lengthOfWord(word: string, at: 'key' | 'value'): number {
  return at === 'key' && word.endsWith(':') ? word.length - 1 : word.length;
}

function quoteAt(text: string, at: number): Spot['quote'] {
  const char = text[at];
  return char === '"' || char === "'" ? char : '';
}

function plain(at: Spot['at'], path: Path, start: number, end: number, column: number): Spot {
  return { at, path, start, end, quote: '', before: '', behind: '', flow: false, column };
}
