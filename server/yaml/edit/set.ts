/** A value at a path: in the place of what stands there, or new, with the parents that are missing. */
import { isObject, type Json } from '#knative/json.ts';
import type { Path } from '#knative/path.ts';
import { endOfContent, endOfEntry, entryOf as pieceLines } from '../lift.ts';
import { resolved, type MappingNode, type Node, type SequenceNode } from '../node.ts';
import {
  columnOf,
  entryLines,
  itemLines,
  mappingLines,
  renderFlow,
  renderScalar,
  renderValue,
} from '../render.ts';
import { flowOf, nested, plainValue, type Content } from './content.ts';
import {
  childOf,
  colonEnd,
  draftOf,
  isCollection,
  isEmptyCollection,
  joined,
  nodeAt,
  splice,
  type Draft,
} from './draft.ts';
import { replace } from './replace.ts';
import { writtenOut } from './writtenOut.ts';

/** What others share by aliases is written out on the way. */
export function setOwn(draft: Draft, path: Path, content: Content): string {
  const text = writtenOut(draft, path.slice(0, -1));
  return text === undefined ? set(draft, path, content) : setOwn(draftOf(text), path, content);
}

export function set(draft: Draft, path: Path, content: Content): string {
  if (draft.root === undefined || path.length === 0) return setRoot(draft, path, content);
  let node = draft.root;
  for (let depth = 0; depth < path.length; depth++) {
    const part = path[depth] ?? '';
    const child = childOf(node, part);
    const below = nested(path.slice(depth + 1), content, draft.habits);
    if (child === undefined) return add(draft, path.slice(0, depth), node, part, below);
    const isLast = depth === path.length - 1;
    if (isLast || !isCollection(child.value) || isEmptyCollection(child.value)) {
      return replace(draft, node, child, below);
    }
    node = resolved(child.value);
  }
  return draft.text;
}

function setRoot(draft: Draft, path: Path, content: Content): string {
  const { root, text, habits } = draft;
  const value = plainValue(nested(path, content, habits));
  const lines = joined(draft, isObject(value) ? mappingLines(value, habits) : [renderFlow(value)], 0);
  if (root !== undefined) return splice(draft, root.start, root.end, lines);
  const gap = text === '' || /[\r\n]$/.test(text) ? '' : habits.lineBreak;
  return `${text}${gap}${lines}${habits.lineBreak}`;
}

/** Something new below `node`, which stands at `path`. */
function add(draft: Draft, path: Path, node: Node, part: string | number, content: Content): string {
  const target = resolved(node);
  if (target.kind === 'mapping' && typeof part === 'string') {
    if (target.entries.length === 0) return set(draft, path, nested([part], content, draft.habits));
    return target.flow ? addToFlow(draft, target, part, content) : addEntry(draft, target, part, content);
  }
  const value = plainValue(content);
  if (target.kind === 'sequence' && typeof part === 'number')
    return addItem(draft, path, target, target.items.length, value);
  return set(draft, path, { value: typeof part === 'number' ? [value] : { [part]: value } });
}

function addEntry(draft: Draft, mapping: MappingNode, key: string, content: Content): string {
  const { text, habits } = draft;
  const lines =
    'value' in content ? entryLines(key, renderValue(content.value, habits)) : pieceLines(key, content);
  const last = mapping.entries.at(-1);
  const indent = columnOf(text, mapping.start);
  const at =
    last === undefined
      ? endOfContent(text, mapping.end)
      : endOfEntry(text, Math.max(last.value.end, colonEnd(draft, last)), last.value, indent);
  return splice(draft, at, at, habits.lineBreak + joined(draft, lines, indent, true));
}

function addToFlow(draft: Draft, mapping: MappingNode, key: string, content: Content): string {
  const at = mapping.entries.at(-1)?.value.end ?? mapping.start + 1;
  return splice(draft, at, at, `, ${renderScalar(key)}: ${flowOf(content)}`);
}

/** A new item before the one of this index, or behind the last. */
export function insert(draft: Draft, path: Path, value: Json): string {
  const index = path.at(-1);
  const parentPath = path.slice(0, -1);
  const parent = nodeAt(draft, parentPath);
  if (typeof index !== 'number') return draft.text;
  if (parent?.kind !== 'sequence') return set(draft, parentPath, { value: [value] });
  return addItem(draft, parentPath, parent, Math.min(index, parent.items.length), value);
}

function addItem(draft: Draft, path: Path, list: SequenceNode, index: number, value: Json): string {
  if (list.items.length === 0) return set(draft, path, { value: [value] });
  if (list.flow) return addFlowItem(draft, list, index, value);
  const { text, habits } = draft;
  const before = list.items[index - 1];
  const indent = columnOf(text, list.start);
  const lines = itemLines(value, habits);
  if (before === undefined) {
    const own = `${joined(draft, lines, indent)}${habits.lineBreak}${' '.repeat(indent)}`;
    return splice(draft, list.start, list.start, own);
  }
  const at = endOfContent(text, Math.max(before.value.end, before.start + 1));
  return splice(draft, at, at, habits.lineBreak + joined(draft, lines, indent, true));
}

function addFlowItem(draft: Draft, list: SequenceNode, index: number, value: Json): string {
  const before = list.items[index - 1];
  if (before !== undefined)
    return splice(draft, before.value.end, before.value.end, `, ${renderFlow(value)}`);
  const first = list.items[0]?.start ?? list.start + 1;
  return splice(draft, first, first, `${renderFlow(value)}, `);
}
