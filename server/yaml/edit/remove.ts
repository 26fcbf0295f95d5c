/** An entry or an item less; the comments of others stay. */
import type { Path } from '#knative/path.ts';
import { commentsIn, endOfLine, holdsNothing, taken } from '../lift.ts';
import type { EntryNode, MappingNode, Node, SequenceNode } from '../node.ts';
import { columnOf, lineStart } from '../render.ts';
import { colonEnd, draftOf, isFlow, joined, nodeAt, spansLines, splice, type Draft } from './draft.ts';
import { set } from './set.ts';
import { writtenOut } from './writtenOut.ts';

/** What others share by aliases is written out on the way. */
export function removeOwn(draft: Draft, path: Path): string {
  const text = writtenOut(draft, path);
  return text === undefined ? remove(draft, path) : removeOwn(draftOf(text), path);
}

export function remove(draft: Draft, path: Path): string {
  const part = path.at(-1);
  const parent = nodeAt(draft, path.slice(0, -1));
  if (parent?.kind === 'mapping' && typeof part === 'string') return removeEntry(draft, path, parent, part);
  if (parent?.kind === 'sequence' && typeof part === 'number') return removeItem(draft, path, parent, part);
  return draft.text;
}

function removeEntry(draft: Draft, path: Path, parent: MappingNode, key: string): string {
  const doomed = parent.entries.filter((entry) => entry.key === key && !entry.merge);
  const last = doomed.at(-1);
  if (last === undefined) return draft.text;
  if (doomed.length === parent.entries.length) return emptied(draft, path.slice(0, -1), parent, '{}');
  const shell = doomed.length === 1 ? withoutShell(draft, last) : undefined;
  if (shell !== undefined) return shell;
  const parts = parent.entries.map((entry) => ({
    start: entry.keyStart,
    end: Math.max(entry.value.end, entry.keyEnd),
    headEnd: colonEnd(draft, entry),
  }));
  // Of duplicates, one at a time; the last first.
  const text = withoutPart(draft, parent, parts, parent.entries.lastIndexOf(last));
  return doomed.length === 1 ? text : removeOwn(draftOf(text), path);
}

function removeItem(draft: Draft, path: Path, parent: SequenceNode, index: number): string {
  if (parent.items[index] === undefined) return draft.text;
  if (parent.items.length === 1) return emptied(draft, path.slice(0, -1), parent, '[]');
  const parts = parent.items.map(({ start, value }) => ({
    start,
    end: value.end,
    headEnd: start + (parent.flow ? 0 : 1),
  }));
  return withoutPart(draft, parent, parts, index);
}

/** The comments inside of what moves have emptied stay: they were not about it alone. */
function withoutShell(draft: Draft, entry: EntryNode): string | undefined {
  if (!holdsNothing(entry.value)) return undefined;
  const { text } = draft;
  const cut = taken(text, entry);
  if (cut === undefined || !spansLines(draft, { start: cut.colonEnd, end: entry.value.end }))
    return undefined;
  const comments = commentsIn(text.slice(cut.colonEnd, cut.end));
  if (comments.length === 0) return undefined;
  return splice(draft, entry.keyStart, cut.end, joined(draft, comments, columnOf(text, entry.keyStart)));
}

function emptied(draft: Draft, path: Path, node: Node, empty: '{}' | '[]'): string {
  if (path.length === 0 || isFlow(node)) return splice(draft, node.start, node.end, empty);
  return set(draft, path, { value: empty === '{}' ? {} : [] });
}

interface Part {
  readonly start: number;
  readonly end: number;
  /** Behind its colon or dash. */
  readonly headEnd: number;
}

function withoutPart(
  draft: Draft,
  parent: MappingNode | SequenceNode,
  parts: readonly Part[],
  index: number,
): string {
  const own = parts[index];
  if (own === undefined) return draft.text;
  const { text } = draft;
  const next = parts[index + 1];
  if (parent.flow) {
    if (next !== undefined) return splice(draft, own.start, next.start, '');
    return splice(draft, parts[index - 1]?.end ?? own.start, own.end, '');
  }
  const end = endOfLine(text, Math.max(own.end, own.headEnd));
  const start = lineStart(text, own.start);
  // The first part may share its line with a dash of the list around it.
  if (text.slice(start, own.start).trim() !== '') return splice(draft, own.start, next?.start ?? end, '');
  if (end >= text.length) return splice(draft, beforeBreak(text, start), end, '');
  return splice(draft, start, behindBreak(text, end), '');
}

function behindBreak(text: string, offset: number): number {
  return text.startsWith('\r\n', offset) ? offset + 2 : offset + 1;
}

function beforeBreak(text: string, offset: number): number {
  if (offset === 0) return 0;
  return text.startsWith('\r\n', offset - 2) ? offset - 2 : offset - 1;
}
