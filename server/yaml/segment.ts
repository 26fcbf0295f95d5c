/**
 * One YAML document of a file as an immutable piece of text. A file is the concatenation of its segments, in which a
 * separator line (`---`) belongs to the document it opens. What is derived from a segment hangs off its identity.
 */

export interface Segment {
  readonly text: string;
  /** Line breaks in it (`\n`, `\r\n` or a lone `\r`). */
  readonly lineBreaks: number;
}

/** A position as LSP counts: lines and UTF-16 units from 0. In a segment, lines count from its own first line. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export function segmentOf(text: string): Segment {
  return { text, lineBreaks: countLineBreaks(text) };
}

const carriageReturn = 13;
const lineFeed = 10;

function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== lineFeed) count++;
  }
  return count;
}

const lineStarts = new WeakMap<Segment, Uint32Array>();

/** Offsets at which the segment's lines start. */
export function lineStartsOf(segment: Segment): Uint32Array {
  const known = lineStarts.get(segment);
  if (known !== undefined) return known;
  const starts = new Uint32Array(segment.lineBreaks + 1);
  let line = 0;
  const { text } = segment;
  const mixed = text.includes('\r');
  if (!mixed) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts[++line] = at + 1;
  } else {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) {
        starts[++line] = at + 1;
      }
    }
  }
  lineStarts.set(segment, starts);
  return starts;
}

/** The position of an offset; offsets outside are moved to the nearest end. */
export function positionAt(segment: Segment, offset: number): Position {
  const starts = lineStartsOf(segment);
  const at = Math.max(0, Math.min(offset, segment.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: at - (starts[low] ?? 0) };
}

/** The offset of a position; positions outside are moved to the nearest end of the line or segment. */
export function offsetAt(segment: Segment, { line, character }: Position): number {
  const starts = lineStartsOf(segment);
  if (line < 0) return 0;
  const start = starts[line];
  if (start === undefined) return segment.text.length;
  return Math.min(start + Math.max(0, character), lineEnd(segment, line));
}

/** The end of a line, before its line break. */
export function lineEnd(segment: Segment, line: number): number {
  const next = lineStartsOf(segment)[line + 1];
  if (next === undefined) return segment.text.length;
  let end = next;
  while (
    end > 0 &&
    isLineBreak(segment.text.charCodeAt(end - 1)) &&
    end > (lineStartsOf(segment)[line] ?? 0)
  ) {
    end--;
  }
  return end;
}

function isLineBreak(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

/** The range of LSP between two offsets. */
export function rangeBetween(segment: Segment, start: number, end: number): Range {
  return { start: positionAt(segment, start), end: positionAt(segment, end) };
}
