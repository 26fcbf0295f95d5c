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

function pieces(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  for (let at = nextMark(text, 0); at >= 0; at = nextMark(text, at + 3)) {
    if (text.charCodeAt(at) === dot) {
      const end = endOfLine(text, at + 3);
      found.push(text.slice(start, end));
      start = end;
    } else if (at > start && !isPrologue(text.slice(start, at))) {
      found.push(text.slice(start, at));
      start = at;
    }
  }
  if (start < text.length || found.length === 0) found.push(text.slice(start));
  return found;
}

/** What belongs to the document behind the separator that follows. */
function isPrologue(piece: string): boolean {
  return piece === '\uFEFF' || awaitsDocument(piece);
}

const dot = 46;
const byteOrderMark = 0xfeff;

/** The next `---` or `...` at the start of a line that is nothing else, at or after `from`; -1 where none is. */
function nextMark(text: string, from: number): number {
  let dashes = text.indexOf('---', from);
  while (dashes >= 0 && !isMark(text, dashes)) dashes = text.indexOf('---', dashes + 1);
  const limit = dashes < 0 ? text.length : dashes;
  let dots = text.indexOf('...', from);
  while (dots >= 0 && dots < limit && !isMark(text, dots)) dots = text.indexOf('...', dots + 1);
  return dots >= 0 && dots < limit ? dots : dashes;
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
