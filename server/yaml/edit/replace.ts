/** A new value for what stands there, in the style that it has. */
import { endOfContent, endOfLine } from '../lift.ts';
import type { EntryNode, Node } from '../node.ts';
import { columnOf, itemLines, renderScalar, type Rendered } from '../render.ts';
import { flowOf, isCollectionValue, quotesOf, rendered, type Content } from './content.ts';
import {
  gapBefore,
  isBlock,
  isEmptyCollection,
  isFlow,
  joined,
  spansLines,
  splice,
  type Child,
  type Draft,
} from './draft.ts';

export function replace(draft: Draft, parent: Node, child: Child, content: Content): string {
  const { value } = child;
  if (isFlow(parent)) {
    return splice(draft, value.start, value.end, gapBefore(draft, value) + flowOf(content, quotesOf(value)));
  }
  const onOneLine = !spansLines(draft, value) || isFlow(value);
  const lines = rendered(content, draft.habits);
  if (onOneLine && lines.below.length === 0 && !isBlock(value)) {
    return replaceOnLine(draft, value, content, lines);
  }
  if (child.entry === undefined) return replaceItem(draft, child, content, lines);
  if (
    onOneLine &&
    isFlow(value) &&
    !isEmptyCollection(value) &&
    'value' in content &&
    isCollectionValue(content.value)
  ) {
    return splice(draft, value.start, value.end, flowOf(content));
  }
  return replaceBelow(draft, child.entry, lines);
}

/** Quotes stay. */
function replaceOnLine(draft: Draft, value: Node, content: Content, { inline }: Rendered): string {
  const text =
    'value' in content && value.kind === 'scalar' ? renderScalar(content.value, quotesOf(value)) : inline;
  return splice(draft, value.start, value.end, gapBefore(draft, value) + text);
}

/** Keeps a comment behind the key. */
export function replaceBelow(
  draft: Draft,
  { keyStart, keyEnd, value }: EntryNode,
  { inline, below }: Rendered,
): string {
  const { text, habits } = draft;
  const colonEnd = text.indexOf(':', keyEnd) + 1;
  const valueBelow = value.start > endOfLine(text, colonEnd);
  const commentStart = valueBelow ? colonEnd : Math.max(value.end, colonEnd);
  const lineEnd = endOfLine(text, commentStart);
  const comment =
    isBlock(value) && value.kind === 'scalar'
      ? ''
      : (/(?:^|\s)(#.*)$/.exec(text.slice(commentStart, lineEnd))?.[1]?.trimEnd() ?? '');
  const head = `${inline === '' ? '' : ` ${inline}`}${comment === '' ? '' : ` ${comment}`}`;
  const lines =
    below.length === 0 ? '' : habits.lineBreak + joined(draft, below, columnOf(text, keyStart), true);
  const end = valueBelow || isBlock(value) ? endOfContent(text, value.end) : lineEnd;
  return splice(draft, colonEnd, end, head + lines);
}

function replaceItem(
  draft: Draft,
  { value, itemStart }: Child,
  content: Content,
  { inline, below }: Rendered,
): string {
  const lines = 'value' in content ? itemLines(content.value, draft.habits) : [`- ${inline}`, ...below];
  const end = Math.max(value.end, itemStart + 1);
  return splice(draft, itemStart, end, joined(draft, lines, columnOf(draft.text, itemStart)));
}
