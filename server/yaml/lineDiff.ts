/** The difference of two texts as few small edits, found line by line. */

export interface TextEdit {
  /** Offsets in the old text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function replacedLines(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const old = linesOf(before);
  const now = linesOf(after);
  let offset = 0;
  let line = 0;
  return lineHunks(old, now).map(({ oldStart, oldEnd, newStart, newEnd }) => {
    for (; line < oldStart; line++) offset += old[line]?.length ?? 0;
    const start = offset;
    for (; line < oldEnd; line++) offset += old[line]?.length ?? 0;
    return narrowed({ start, end: offset, text: now.slice(newStart, newEnd).join('') }, before);
  });
}

/** The lines of a text with their line breaks. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

/** Lines of the old and the new text that take each other's place, counted from 0; the ends are exclusive. */
export interface LineHunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Where two lists of lines differ. */
export function lineHunks(old: readonly string[], now: readonly string[]): readonly LineHunk[] {
  const common = Math.min(old.length, now.length);
  let head = 0;
  while (head < common && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < common - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const hunks = hunksOf(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return hunks.map(({ oldStart, oldEnd, newStart, newEnd }) => ({
    oldStart: oldStart + head,
    oldEnd: oldEnd + head,
    newStart: newStart + head,
    newEnd: newEnd + head,
  }));
}

/** Tables larger than this are not worth the time: the whole stretch is one hunk then. */
const largestTable = 4_000_000;

/** By the longest common subsequence of lines. */
function hunksOf(old: readonly string[], now: readonly string[]): readonly LineHunk[] {
  if ((old.length + 1) * (now.length + 1) > largestTable) {
    return [{ oldStart: 0, oldEnd: old.length, newStart: 0, newEnd: now.length }];
  }
  const lengths = commonLengths(old, now);
  const hunks: { oldStart: number; oldEnd: number; newStart: number; newEnd: number }[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      i++;
      j++;
      continue;
    }
    const last = hunks.at(-1);
    const hunk =
      last?.oldEnd === i && last.newEnd === j ? last : { oldStart: i, oldEnd: i, newStart: j, newEnd: j };
    if (hunk !== last) hunks.push(hunk);
    if (j < now.length && (i >= old.length || lengths(i, j + 1) >= lengths(i + 1, j))) hunk.newEnd = ++j;
    else hunk.oldEnd = ++i;
  }
  return hunks;
}

/** How many lines the rests from `i` and from `j` have in common. */
function commonLengths(old: readonly string[], now: readonly string[]): (i: number, j: number) => number {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

/** Without what both texts begin and end with. */
function narrowed({ start, end, text }: TextEdit, before: string): TextEdit {
  const old = before.slice(start, end);
  const common = Math.min(old.length, text.length);
  let head = 0;
  while (head < common && old[head] === text[head]) head++;
  let tail = 0;
  while (tail < common - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  // Never between the two characters of one line break: no position of LSP is there.
  if (old[head - 1] === '\r') head--;
  if (tail > 0 && old[old.length - tail] === '\n') tail--;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

/** The new text. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
