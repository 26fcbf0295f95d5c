/**
 * Splits a file into segments without parsing it. A line `---` (then blanks, a comment or nothing) opens a document,
 * `...` closes one, `%` directives belong to the document after them; so it is inside block scalars and quotes too.
 */
import { segmentOf, type Segment } from './segment.ts';

/** The segments of a text, at least one. */
export function split(text: string): readonly Segment[] {
  return pieces(text).map(segmentOf);
}

/**
 * The segments after `text` has taken the place of `old`, which is a run of neighbouring segments: those whose text is
 * the same at both ends stay the same objects.
 */
export function splitAgain(old: readonly Segment[], text: string): readonly Segment[] {
  const now = pieces(text);
  const common = Math.min(old.length, now.length);
  let head = 0;
  while (head < common && old[head]?.text === now[head]) head++;
  let tail = 0;
  while (tail < common - head && old[old.length - 1 - tail]?.text === now[now.length - 1 - tail]) tail++;
  return [
    ...old.slice(0, head),
    ...now.slice(head, now.length - tail).map(segmentOf),
    ...old.slice(old.length - tail),
  ];
}

/** Whether a piece holds directives and no document yet, so that the separator after it opens no new piece. */
export function awaitsDocument(piece: string): boolean {
  if (!piece.includes('%')) return false;
  let directives = false;
  for (let at = piece.charCodeAt(0) === byteOrderMark ? 1 : 0; at < piece.length; at = endOfLine(piece, at)) {
    let first = at;
    while (piece.charCodeAt(first) === 32 || piece.charCodeAt(first) === 9) first++;
    const code = piece.charCodeAt(first);
    if (code === 37 && first === at) directives = true;
    else if (code !== 35 && code !== 10 && code !== 13 && first < piece.length) return false;
  }
  return directives;
}

/** A longer file is not taken apart, and its one segment is then too large to be read. */
const largestFile = 16_000_000;

function pieces(text: string): string[] {
  if (text.length > largestFile) return [text];
  const found: string[] = [];
  let start = 0;
  let dashes = nextMark(text, '---', 0);
  let dots = nextMark(text, '...', 0);
  while (dashes < Infinity || dots < Infinity) {
    if (dots < dashes) {
      const end = endOfLine(text, dots + 3);
      found.push(text.slice(start, end));
      start = end;
      dots = nextMark(text, '...', end);
    } else {
      if (dashes > start && !isPrologue(text.slice(start, dashes))) {
        found.push(text.slice(start, dashes));
        start = dashes;
      }
      dashes = nextMark(text, '---', dashes + 3);
    }
  }
  if (start < text.length || found.length === 0) found.push(text.slice(start));
  return found;
}

/** What belongs to the document behind the separator that follows. */
function isPrologue(piece: string): boolean {
  return piece === '\uFEFF' || awaitsDocument(piece);
}

const byteOrderMark = 0xfeff;

/** The next line that is nothing but the mark, at or after `from`; Infinity where none is. */
function nextMark(text: string, mark: '---' | '...', from: number): number {
  let at = text.indexOf(mark, from);
  while (at >= 0 && !isMark(text, at)) at = text.indexOf(mark, at + 1);
  return at < 0 ? Infinity : at;
}

function isMark(text: string, at: number): boolean {
  if (at > 0) {
    const before = text.charCodeAt(at - 1);
    const atStart = at === 1 && before === byteOrderMark;
    if (before !== 10 && before !== 13 && !atStart) return false;
  }
  let end = at + 3;
  while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9) end++;
  if (end >= text.length) return true;
  const after = text.charCodeAt(end);
  if (after === 10 || after === 13) return true;
  return after === 35 && end > at + 3;
}

function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return at + 1;
    if (code === 13) return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  }
  return text.length;
}
