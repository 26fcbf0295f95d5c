/** A value where it is, inside of new parents: the key of its mapping or the dash of its list stays. */
import type { Path } from '#knative/path.ts';
import { nestedPiece, taken } from '../lift.ts';
import { entryOf } from '../locate.ts';
import type { EntryNode, Node } from '../node.ts';
import { columnOf, indented, renderScalar } from '../render.ts';
import { readValue } from '../value.ts';
import { nested } from './content.ts';
import {
  childOf,
  draftOf,
  gapBefore,
  isBlock,
  isFlow,
  joined,
  nodeAt,
  spansLines,
  splice,
  type Child,
  type Draft,
} from './draft.ts';
import { replaceBelow } from './replace.ts';
import { set } from './set.ts';

export function wrap(draft: Draft, path: Path, inside: Path): string {
  const parent = nodeAt(draft, path.slice(0, -1));
  const part = path.at(-1);
  const child = parent === undefined || part === undefined ? undefined : childOf(parent, part);
  if (parent === undefined || child === undefined) return draft.text;
  const asBlock = listAsBlock(draft, path.slice(0, -1), parent);
  if (asBlock !== undefined) return wrap(draftOf(asBlock), path, inside);
  if (isFlow(parent)) return wrapInFlow(draft, child.value, inside);
  if (child.entry === undefined) return wrapItem(draft, path, child, inside);
  return wrapEntry(draft, path, child.entry, inside);
}

function wrapInFlow(draft: Draft, { start, end }: Node, inside: Path): string {
  const open = inside.map((part) => (typeof part === 'number' ? '[' : `{${renderScalar(part)}: `)).join('');
  const close = inside
    .map((part) => (typeof part === 'number' ? ']' : '}'))
    .toReversed()
    .join('');
  return splice(draft, start, end, `${open}${draft.text.slice(start, end)}${close}`);
}

function wrapItem(draft: Draft, path: Path, { value, itemStart }: Child, inside: Path): string {
  const [key, ...rest] = inside;
  const plain = value.kind === 'scalar' && !isBlock(value) && !spansLines(draft, value);
  const bare = draft.text.slice(itemStart + 1, value.start).trim() === '';
  if (typeof key === 'string' && rest.length === 0 && plain && bare)
    return splice(draft, value.start, value.start, `${gapBefore(draft, value)}${renderScalar(key)}: `);
  return set(draft, path, nested(inside, { value: readValue(value).value }, draft.habits));
}

function wrapEntry(draft: Draft, path: Path, entry: EntryNode, inside: Path): string {
  const { text, habits } = draft;
  const cut = taken(text, entry);
  if (cut === undefined)
    return set(draft, path, nested(inside, { value: readValue(entry.value).value }, habits));
  const { inline, below } = cut.piece.rendered;
  // A comment behind the key stays there.
  const comment = inline.startsWith('#');
  const rendered = { inline: comment ? '' : inline, below };
  const { rendered: now } = nestedPiece(inside, { above: [], rendered }, habits);
  const lines = joined(draft, now.below, columnOf(text, entry.keyStart), true);
  return splice(draft, cut.colonEnd, cut.end, (comment ? ` ${inline}` : '') + habits.lineBreak + lines);
}

/**
 * A list of words in brackets that is about to hold more than words, one item a line; undefined where it is no such
 * list. Nobody writes mappings side by side.
 */
function listAsBlock(draft: Draft, path: Path, list: Node): string | undefined {
  if (list.kind !== 'sequence' || !list.flow || list.items.length === 0) return undefined;
  if (list.items.some(({ value }) => value.kind !== 'scalar' || spansLines(draft, value))) return undefined;
  const parent = nodeAt(draft, path.slice(0, -1));
  const part = path.at(-1);
  if (parent?.kind !== 'mapping' || parent.flow || typeof part !== 'string') return undefined;
  const { text, habits } = draft;
  const entry = entryOf(parent, part);
  if (entry === undefined || entry.value !== list || text.slice(list.start, list.end).includes('#'))
    return undefined;
  const lines = list.items.map(({ value }) => `- ${text.slice(value.start, value.end)}`);
  return replaceBelow(draft, entry, { inline: '', below: indented(lines, habits.dashes) });
}
