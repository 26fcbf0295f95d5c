/** One text and its tree, to find places in and to cut and paste; every change makes a new text. */
import type { Path } from '#knative/path.ts';
import { entryOf } from '../locate.ts';
import { resolved, type EntryNode, type Node } from '../node.ts';
import { parseText } from '../parse.ts';
import { habitsOf, indented, type Habits } from '../render.ts';

export interface Draft {
  readonly text: string;
  readonly root: Node | undefined;
  readonly habits: Habits;
}

export function draftOf(text: string): Draft {
  const { root } = parseText(text);
  return { text, root, habits: habitsOf(text, root) };
}

/** The node at a path, through aliases. */
export function nodeAt({ root }: Draft, path: Path): Exclude<Node, { kind: 'alias' }> | undefined {
  let node = root;
  for (const part of path) node = node === undefined ? undefined : childOf(node, part)?.value;
  return node === undefined ? undefined : resolved(node);
}

export interface Child {
  readonly value: Node;
  /** Undefined for the item of a list. */
  readonly entry: EntryNode | undefined;
  readonly itemStart: number;
}

export function childOf(node: Node, part: string | number): Child | undefined {
  const parent = resolved(node);
  if (parent.kind === 'mapping' && typeof part === 'string') {
    const entry = entryOf(parent, part);
    return entry === undefined ? undefined : { value: entry.value, entry, itemStart: entry.keyStart };
  }
  if (parent.kind !== 'sequence' || typeof part !== 'number') return undefined;
  const item = parent.items[part];
  return item === undefined ? undefined : { value: item.value, entry: undefined, itemStart: item.start };
}

export function splice({ text }: Draft, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** Lines in a column; the first stands where the text already is, unless told otherwise. */
export function joined({ habits }: Draft, lines: readonly string[], columns: number, first = false): string {
  const text = indented(lines, columns).join(habits.lineBreak);
  return first ? text : text.trimStart();
}

/** The blank that an absent value needs behind its colon or dash. */
export function gapBefore({ text }: Draft, { start, end }: Node): string {
  return start === end && /[:-]/.test(text[start - 1] ?? '') ? ' ' : '';
}

export function spansLines({ text }: Draft, { start, end }: Pick<Node, 'start' | 'end'>): boolean {
  return /[\r\n]/.test(text.slice(start, end));
}

/** Behind the colon of an entry. */
export function colonEnd({ text }: Draft, { keyEnd }: EntryNode): number {
  return text.indexOf(':', keyEnd) + 1;
}

export function isCollection(node: Node): boolean {
  return resolved(node).kind !== 'scalar';
}

export function isEmptyCollection(node: Node): boolean {
  const target = resolved(node);
  return (
    (target.kind === 'mapping' && target.entries.length === 0) ||
    (target.kind === 'sequence' && target.items.length === 0)
  );
}

export function isFlow(node: Node): boolean {
  return (node.kind === 'mapping' || node.kind === 'sequence') && node.flow;
}

/** Whether a value's text goes on below its first line by its nature. */
export function isBlock(node: Node): boolean {
  if (node.kind === 'scalar') return node.style === 'literal' || node.style === 'folded';
  return (node.kind === 'mapping' || node.kind === 'sequence') && !node.flow;
}
