/** Takes a key's value out of a text with the comments that belong to it, and gives it the shape of another place. */
import type { Path } from '#knative/path.ts';
import { resolved, type EntryNode, type MappingNode, type Node } from './node.ts';
import { columnOf, entryLines, indented, lineStart, type Habits, type Rendered } from './render.ts';

/** Text taken from elsewhere: the comments above its key, and the value as it was written. */
export interface Piece {
  readonly above: readonly string[];
  readonly rendered: Rendered;
}

/** Where an entry of a block mapping stands, its comments included: `start` at a line's beginning, `end` before a break. */
export interface Taken {
  readonly piece: Piece;
  readonly start: number;
  readonly colonEnd: number;
  readonly end: number;
}

/** Undefined where the text cannot be cut out: the key shares its line, or a line is indented less than the key. */
export function taken(text: string, { keyStart, keyEnd, value }: EntryNode): Taken | undefined {
  const line = lineStart(text, keyStart);
  if (text.slice(line, keyStart).trim() !== '') return undefined;
  const column = keyStart - line;
  const colonEnd = text.indexOf(':', keyEnd) + 1;
  const end = endOfEntry(text, Math.max(value.end, colonEnd), value, column);
  const [first = '', ...rest] = text.slice(colonEnd, end).split(/\r\n|\n|\r/);
  if (rest.some((one) => one.slice(0, column).trim() !== '')) return undefined;
  const above = commentsAbove(text, line, column);
  return {
    piece: {
      above: above.lines,
      rendered: { inline: first.trim(), below: rest.map((one) => one.slice(column)) },
    },
    start: above.start,
    colonEnd,
    end,
  };
}

/** The text without what was taken, `{}` in the place of the only entry. */
export function without(text: string, mapping: MappingNode, { start, end }: Taken, habits: Habits): string {
  const rest = text.slice(end).replace(/^(?:\r\n|\n|\r)/, '');
  if (mapping.entries.length > 1) {
    const before = text.slice(0, start);
    return rest === '' && end === text.length ? before.replace(/(?:\r\n|\n|\r)$/, '') : before + rest;
  }
  const before = text.slice(0, start);
  const tail = end === text.length ? '' : habits.lineBreak;
  // Comments that stay need a place to be: the braces then stand below them.
  if (!before.trimEnd().endsWith(':')) {
    return `${before}${' '.repeat(columnOf(text, mapping.start))}{}${tail}${rest}`;
  }
  return `${before.trimEnd()} {}${tail}${rest}`;
}

/** A piece as the value of a path of new parents. */
export function nestedPiece(path: Path, piece: Piece, habits: Habits): Piece {
  return path.reduceRight<Piece>((inner, part) => {
    const lines = typeof part === 'number' ? itemOf(inner) : entryOf(part, inner);
    const columns = typeof part === 'number' ? habits.dashes : habits.step;
    return { above: [], rendered: { inline: '', below: indented(lines, columns) } };
  }, piece);
}

/** The lines of a key with the piece as its value. */
export function entryOf(key: string, { above, rendered }: Piece): readonly string[] {
  return [...above, ...entryLines(key, rendered)];
}

/** The lines of a list's item; comments above its first key come above its dash. */
function itemOf({ above, rendered: { inline, below } }: Piece): readonly string[] {
  if (inline !== '' && !inline.startsWith('#')) return [...above, `- ${inline}`, ...below];
  const comments = inline === '' ? above : [...above, inline];
  const least = Math.min(...below.filter(isWritten).map(indentOf));
  const lines = below.map((line) => line.slice(Number.isFinite(least) ? least : 0));
  const head = lines.findIndex((line) => isWritten(line) && !line.startsWith('#'));
  if (head < 0) return [...comments, '- null', ...lines];
  const [first = '', ...rest] = lines.slice(head);
  return [...comments, ...lines.slice(0, head), `- ${first}`, ...indented(rest, 2)];
}

/** Whether nothing but empty collections stands below a node. */
export function holdsNothing(node: Node): boolean {
  const target = resolved(node);
  switch (target.kind) {
    case 'scalar':
      return false;
    case 'mapping':
      return target.entries.every(({ value, merge }) => !merge && holdsNothing(value));
    case 'sequence':
      return target.items.every(({ value }) => holdsNothing(value));
  }
}

/** The comments of a text that holds nothing else but keys and empty collections. */
export function commentsIn(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/).flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1]?.trimEnd() ?? []);
}

/** The end of the line with its comment, if nothing but a comment follows. */
export function endOfContent(text: string, offset: number): number {
  const end = endOfLine(text, offset);
  return /^\s*(?:#.*)?$/.test(text.slice(offset, end)) ? end : offset;
}

export function endOfLine(text: string, offset: number): number {
  const rest = /[\r\n]/g;
  rest.lastIndex = offset;
  return rest.exec(text)?.index ?? text.length;
}

/** Directly above a key and in its column. */
function commentsAbove(
  text: string,
  line: number,
  column: number,
): { readonly lines: readonly string[]; readonly start: number } {
  const lines: string[] = [];
  let start = line;
  while (start > 0) {
    const above = lineStart(text, beforeBreak(text, start));
    const comment = text.slice(above, beforeBreak(text, start));
    if (indentOf(comment) !== column || comment[column] !== '#') break;
    lines.unshift(comment.trim());
    start = above;
  }
  return { lines, start };
}

/** The end of a value with the comments below that are indented as if they belonged to it: what was commented out. */
export function endOfEntry(text: string, valueEnd: number, value: Node, column: number): number {
  const end = endOfContent(text, valueEnd);
  if (value.kind === 'scalar' || ('flow' in value && value.flow)) return end;
  let last = end;
  let at = end;
  while (at < text.length) {
    const line = behindBreak(text, at);
    if (line === at) break;
    at = endOfLine(text, line);
    const content = text.slice(line, at);
    if (!isWritten(content)) continue;
    if (indentOf(content) <= column || !content.trimStart().startsWith('#')) break;
    last = at;
  }
  return last;
}

function isWritten(line: string): boolean {
  return line.trim() !== '';
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function behindBreak(text: string, offset: number): number {
  if (offset >= text.length) return offset;
  return text.startsWith('\r\n', offset) ? offset + 2 : offset + 1;
}

function beforeBreak(text: string, offset: number): number {
  if (offset === 0) return 0;
  return text.startsWith('\r\n', offset - 2) ? offset - 2 : offset - 1;
}
