/** From a path to the text it names, and from a place in the text to its path. */
import type { Path } from '#knative/path.ts';
import { resolved, type EntryNode, type MappingNode, type Node } from './node.ts';
import { parse } from './parse.ts';
import type { Segment } from './segment.ts';

/** Offsets in a segment. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a path stands: its key or its value. Where it does not exist, its nearest ancestor that does: that one's key, so
 * that a missing field underlines a word and not a whole mapping. The path is that of the segment's document.
 */
export function rangeOf(segment: Segment, path: Path, at: 'key' | 'value'): Span {
  const { root } = parse(segment);
  if (root === undefined) return { start: 0, end: 0 };
  const found = follow(root, path);
  const complete = found.length === path.length;
  const last = found.at(-1);
  if (last === undefined) return rootSpan(root);
  if (complete && at === 'value') return valueSpan(last);
  if (last.entry !== undefined) return { start: last.entry.keyStart, end: last.entry.keyEnd };
  return complete && at === 'key' ? valueSpan(last) : headOf(last.value);
}

/** Whether something stands at the path. */
export function exists(segment: Segment, path: Path): boolean {
  const { root } = parse(segment);
  return root !== undefined && follow(root, path).length === path.length;
}

/** One step from a node to the next: by an entry, or into a list. */
interface Step {
  readonly entry: EntryNode | undefined;
  readonly value: Node;
  /** The step was through an alias or a merge, so that the text stands elsewhere. */
  readonly foreign?: Span;
}

function follow(root: Node, path: Path): readonly Step[] {
  const steps: Step[] = [];
  let node = root;
  let foreign: Span | undefined;
  for (const part of path) {
    if (node.kind === 'alias') foreign ??= { start: node.start, end: node.end };
    const step = stepInto(resolved(node), part);
    if (step === undefined) return steps;
    foreign ??= step.foreign;
    steps.push(foreign === undefined ? step : { ...step, entry: undefined, foreign });
    node = step.value;
  }
  return steps;
}

function stepInto(node: Node, part: string | number): Step | undefined {
  if (node.kind === 'sequence' && typeof part === 'number') {
    const value = node.items[part]?.value;
    return value === undefined ? undefined : { entry: undefined, value };
  }
  if (node.kind !== 'mapping' || typeof part !== 'string') return undefined;
  const entry = entryOf(node, part);
  if (entry !== undefined) return { entry, value: entry.value };
  return mergedStep(node, part);
}

/** The entry that counts for a key: the last one. */
export function entryOf(node: MappingNode, key: string): EntryNode | undefined {
  if (node.entries.length > manyEntries) return entriesByKey(node).get(key);
  return node.entries.findLast((entry) => entry.key === key && !entry.merge);
}

/** From here on a table pays. */
const manyEntries = 40;

const tables = new WeakMap<MappingNode, ReadonlyMap<string, EntryNode>>();

function entriesByKey(node: MappingNode): ReadonlyMap<string, EntryNode> {
  let table = tables.get(node);
  if (table === undefined) {
    table = new Map(node.entries.filter(({ merge }) => !merge).map((entry) => [entry.key, entry]));
    tables.set(node, table);
  }
  return table;
}

function mergedStep(node: MappingNode, key: string): Step | undefined {
  for (const entry of node.entries) {
    if (!entry.merge) continue;
    const target = resolved(entry.value);
    const sources = target.kind === 'sequence' ? target.items.map(({ value }) => value) : [target];
    for (const source of sources) {
      const found = stepInto(resolved(source), key);
      if (found !== undefined) return { ...found, foreign: { start: entry.keyStart, end: entry.value.end } };
    }
  }
  return undefined;
}

function valueSpan({ entry, value, foreign }: Step): Span {
  if (foreign !== undefined) return foreign;
  if (entry !== undefined && value.start === value.end) return { start: entry.keyStart, end: entry.keyEnd };
  return { start: value.start, end: value.end };
}

/** Something short at the head of a node that has no key: its first key, or all of it. */
function headOf(node: Node): Span {
  const first = node.kind === 'mapping' ? node.entries[0] : undefined;
  return first === undefined
    ? { start: node.start, end: node.end }
    : { start: first.keyStart, end: first.keyEnd };
}

/** What is said of the whole object stands at its kind. */
function rootSpan(root: Node): Span {
  const kind = root.kind === 'mapping' ? entryOf(root, 'kind') : undefined;
  return kind === undefined ? headOf(root) : { start: kind.keyStart, end: kind.value.end };
}

export interface PathAt {
  readonly path: Path;
  /** Whether the place is in the key or in the value; in neither, the innermost collection that spans it is meant. */
  readonly at: 'key' | 'value' | 'inside';
  readonly span: Span;
}

/** The innermost node at an offset; undefined outside of the document's content. */
export function pathAt(segment: Segment, offset: number): PathAt | undefined {
  const { root } = parse(segment);
  if (root === undefined || offset < root.start || offset > root.end) return undefined;
  const path: (string | number)[] = [];
  let node = root;
  for (;;) {
    if (node.kind === 'mapping') {
      const entry = node.entries.findLast(
        (one) => one.keyStart <= offset && offset <= Math.max(one.keyEnd, one.value.end),
      );
      if (entry === undefined) return { path, at: 'inside', span: node };
      path.push(entry.key);
      if (offset <= entry.keyEnd)
        return { path, at: 'key', span: { start: entry.keyStart, end: entry.keyEnd } };
      if (offset < entry.value.start) return { path, at: 'inside', span: entry.value };
      node = entry.value;
    } else if (node.kind === 'sequence') {
      const index = node.items.findLastIndex((item) => item.start <= offset && offset <= item.value.end);
      const item = node.items[index];
      if (item === undefined) return { path, at: 'inside', span: node };
      path.push(index);
      if (offset < item.value.start) return { path, at: 'inside', span: item.value };
      node = item.value;
    } else {
      return { path, at: 'value', span: node };
    }
  }
}
