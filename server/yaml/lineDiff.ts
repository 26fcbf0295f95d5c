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
  const common = Math.min(old.length, now.length);
  let head = 0;
  while (head < common && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < common - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const offset = old.slice(0, head).join('').length;
  const hunks = hunksOf(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return hunks.map((hunk) => narrowed({ start: hunk.start + offset, end: hunk.end + offset, text: hunk.text }, before));
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

/** Tables larger than this are not worth the time: the whole stretch is one edit then. */
const largestTable = 4_000_000;

/** By the longest common subsequence of lines. */
function hunksOf(old: readonly string[], now: readonly string[]): readonly TextEdit[] {
  if ((old.length + 1) * (now.length + 1) > largestTable) {
    return [{ start: 0, end: old.join('').length, text: now.join('') }];
  }
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const hunks: { start: number; end: number; text: string }[] = [];
  let offset = 0;
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const line = old[i];
    if (line !== undefined && line === now[j]) {
      offset += line.length;
      i++;
      j++;
      continue;
    }
    const last = hunks.at(-1);
    const hunk = last?.end === offset ? last : { start: offset, end: offset, text: '' };
    if (hunk !== last) hunks.push(hunk);
    if (j < now.length && (line === undefined || at(i, j + 1) >= at(i + 1, j))) hunk.text += now[j++] ?? '';
    else {
      offset += line?.length ?? 0;
      hunk.end = offset;
      i++;
    }
  }
  return hunks;
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
