/**
 * Changes by path as edits of the text that leave alone all they do not name: comments, quotes, order, flow or block
 * style, line ends. The result reads as `applyChanges` has it.
 */
import { applyChanges } from '#knative/applyChanges.ts';
import type { Change } from '#knative/change.ts';
import { isArray, isObject, jsonEquals, type Json } from '#knative/json.ts';
import { startsWith, type Path } from '#knative/path.ts';
import { withoutAliases } from './aliases.ts';
import { replacedLines, type TextEdit } from './lineDiff.ts';
import {
  commentsIn,
  endOfContent,
  endOfEntry,
  endOfLine,
  entryOf as pieceLines,
  holdsNothing,
  nestedPiece,
  taken,
  without,
  type Piece,
} from './lift.ts';
import { entryOf } from './locate.ts';
import { resolved, type EntryNode, type MappingNode, type Node, type SequenceNode } from './node.ts';
import { parseText } from './parse.ts';
import {
  columnOf,
  entryLines,
  habitsOf,
  indented,
  itemLines,
  lineStart,
  mappingLines,
  renderFlow,
  renderScalar,
  renderValue,
  type Habits,
  type Rendered,
} from './render.ts';
import type { Segment } from './segment.ts';
import { readValue } from './value.ts';

export type { TextEdit } from './lineDiff.ts';

/** The edits that make the changes, in offsets of the segment, in order and apart from each other. */
export function editsFor(segment: Segment, changes: readonly Change[]): readonly TextEdit[] {
  return replacedLines(segment.text, changedText(segment.text, changes));
}

/** The text after all changes. */
export function changedText(text: string, changes: readonly Change[]): string {
  const now = changedAsWritten(text, changes);
  if (!/[&*]/.test(text)) return now;
  // What is said once for several places may have come to say something else in one of them.
  const before = valueOf(text);
  if (before === undefined) return now;
  const meant = applyChanges(before, changes);
  if (jsonEquals(valueOf(now), meant)) return now;
  const plain = changedAsWritten(withoutAliases(text), changes);
  return jsonEquals(valueOf(plain), meant)
    ? plain
    : new Editor(text).apply({ op: 'set', path: [], value: meant });
}

function changedAsWritten(text: string, changes: readonly Change[]): string {
  return changes.reduce((now, change) => new Editor(now).apply(change), text);
}

function valueOf(text: string): Json | undefined {
  const { root, problems } = parseText(text);
  return root === undefined || problems.length > 0 ? undefined : readValue(root).value;
}

/** What is to be written: a value, or text taken from elsewhere. */
type Content = { readonly value: Json } | Piece;

/** One text and its tree; every change makes a new text. */
class Editor {
  readonly #text: string;
  readonly #root: Node | undefined;
  readonly #habits: Habits;

  constructor(text: string) {
    this.#text = text;
    this.#root = parseText(text).root;
    this.#habits = habitsOf(text, this.#root);
  }

  apply(change: Change): string {
    const withoutAlias = this.#withoutAlias(change.path.slice(0, change.op === 'set' ? -1 : undefined));
    if (withoutAlias !== undefined) return new Editor(withoutAlias).apply(change);
    switch (change.op) {
      case 'set':
        return this.#set(change.path, { value: change.value });
      case 'remove':
        return this.#remove(change.path);
      case 'insert':
        return this.#insert(change.path, change.value);
      case 'rename':
        return this.#rename(change.path, change.key);
      case 'move':
        return this.#move(change.path, change.to);
    }
  }

  /** The text with the first alias or merge on the way written out, since changing its anchor would change others. */
  #withoutAlias(path: Path): string | undefined {
    let node = this.#root;
    for (const part of path) {
      if (node === undefined) return undefined;
      if (node.kind === 'alias') return this.#writtenOut(node);
      if (node.kind === 'mapping' && typeof part === 'string' && entryOf(node, part) === undefined) {
        if (node.entries.some(({ merge }) => merge) && !node.flow) return this.#mergeWrittenOut(node);
      }
      node = childOf(node, part)?.value;
    }
    return node?.kind === 'alias' ? this.#writtenOut(node) : undefined;
  }

  #writtenOut(alias: Node): string {
    return this.#splice(alias.start, alias.end, renderFlow(readValue(alias).value));
  }

  #mergeWrittenOut(mapping: MappingNode): string {
    const value = readValue(mapping).value;
    const lines = isObject(value) ? mappingLines(value, this.#habits) : [];
    const indent = columnOf(this.#text, mapping.start);
    return this.#splice(mapping.start, mapping.end, this.#joined(lines, indent));
  }

  #set(path: Path, content: Content): string {
    const root = this.#root;
    if (root === undefined || path.length === 0) return this.#setRoot(path, content);
    let node = root;
    for (let depth = 0; depth < path.length; depth++) {
      const part = path[depth] ?? '';
      const last = depth === path.length - 1;
      const child = childOf(node, part);
      if (child === undefined)
        return this.#add(path.slice(0, depth), node, part, this.#nested(path.slice(depth + 1), content));
      if (last) return this.#replace(node, child, content);
      if (!isCollection(child.value))
        return this.#replace(node, child, this.#nested(path.slice(depth + 1), content));
      if (isEmptyCollection(child.value))
        return this.#replace(node, child, this.#nested(path.slice(depth + 1), content));
      node = resolved(child.value);
    }
    return this.#text;
  }

  #setRoot(path: Path, content: Content): string {
    const value = plainValue(this.#nested(path, content));
    const lines = isObject(value) ? mappingLines(value, this.#habits) : [renderFlow(value)];
    const text = this.#joined(lines, 0);
    if (this.#root !== undefined) return this.#splice(this.#root.start, this.#root.end, text);
    const gap = this.#text === '' || /[\r\n]$/.test(this.#text) ? '' : this.#habits.lineBreak;
    return `${this.#text}${gap}${text}${this.#habits.lineBreak}`;
  }

  /** The value that stands at the head of a path of missing parents. */
  #nested(path: Path, content: Content): Content {
    if (path.length === 0) return content;
    if (!('value' in content)) return nestedPiece(path, content, this.#habits);
    const value = path.reduceRight<Json>(
      (inner, part) => (typeof part === 'number' ? [inner] : { [part]: inner }),
      content.value,
    );
    return { value };
  }

  /** A new value for what stands there. */
  #replace(parent: Node, child: Child, content: Content): string {
    const { value } = child;
    if (isFlow(parent))
      return this.#splice(value.start, value.end, this.#gap(value) + flowOf(content, quotesOf(value)));
    const onOneLine = !this.#spansLines(value) || isFlow(value);
    const rendered = this.#rendered(content);
    if (child.entry === undefined) return this.#replaceItem(child, content, rendered, onOneLine);
    if (onOneLine && rendered.below.length === 0 && !isBlock(value)) {
      const text =
        'value' in content && value.kind === 'scalar'
          ? renderScalar(content.value, quotesOf(value))
          : rendered.inline;
      return this.#splice(value.start, value.end, this.#gap(value) + text);
    }
    if (
      onOneLine &&
      isFlow(value) &&
      !isEmptyCollection(value) &&
      'value' in content &&
      isCollectionValue(content.value)
    ) {
      return this.#splice(value.start, value.end, flowOf(content));
    }
    return this.#replaceBelow(child.entry, rendered);
  }

  /** Keeps a comment behind the key. */
  #replaceBelow({ keyStart, keyEnd, value }: EntryNode, { inline, below }: Rendered): string {
    const colonEnd = this.#text.indexOf(':', keyEnd) + 1;
    const indent = columnOf(this.#text, keyStart);
    const endOfKey = endOfLine(this.#text, colonEnd);
    const valueBelow = value.start > endOfKey;
    const commentStart = valueBelow ? colonEnd : Math.max(value.end, colonEnd);
    const lineEnd = endOfLine(this.#text, commentStart);
    const comment =
      isBlock(value) && value.kind === 'scalar'
        ? ''
        : (/(?:^|\s)(#.*)$/.exec(this.#text.slice(commentStart, lineEnd))?.[1]?.trimEnd() ?? '');
    const head = `${inline === '' ? '' : ` ${inline}`}${comment === '' ? '' : ` ${comment}`}`;
    const lines = below.length === 0 ? '' : this.#habits.lineBreak + this.#joined(below, indent, true);
    const end = valueBelow || isBlock(value) ? endOfContent(this.#text, value.end) : lineEnd;
    return this.#splice(colonEnd, end, head + lines);
  }

  #replaceItem(child: Child, content: Content, rendered: Rendered, onOneLine: boolean): string {
    const { value, itemStart } = child;
    if (onOneLine && rendered.below.length === 0 && !isBlock(value)) {
      const text =
        'value' in content && value.kind === 'scalar'
          ? renderScalar(content.value, quotesOf(value))
          : rendered.inline;
      return this.#splice(value.start, value.end, this.#gap(value) + text);
    }
    const lines =
      'value' in content
        ? itemLines(content.value, this.#habits)
        : [`- ${rendered.inline}`, ...rendered.below];
    return this.#splice(
      itemStart,
      Math.max(value.end, itemStart + 1),
      this.#joined(lines, columnOf(this.#text, itemStart)),
    );
  }

  /** Something new below `node`, which stands at `path`. */
  #add(path: Path, node: Node, part: string | number, content: Content): string {
    const target = resolved(node);
    if (target.kind === 'mapping' && typeof part === 'string') {
      if (target.entries.length === 0) return this.#set(path, this.#nested([part], content));
      return target.flow ? this.#addToFlow(target, part, content) : this.#addEntry(target, part, content);
    }
    if (target.kind === 'sequence' && typeof part === 'number')
      return this.#addItem(path, target, target.items.length, plainValue(content));
    return this.#set(path, {
      value: typeof part === 'number' ? [plainValue(content)] : { [part]: plainValue(content) },
    });
  }

  #addEntry(mapping: MappingNode, key: string, content: Content): string {
    const lines =
      'value' in content
        ? entryLines(key, renderValue(content.value, this.#habits))
        : pieceLines(key, content);
    const last = mapping.entries.at(-1);
    const indent = columnOf(this.#text, mapping.start);
    const at =
      last === undefined
        ? endOfContent(this.#text, mapping.end)
        : endOfEntry(this.#text, Math.max(last.value.end, this.#colonEnd(last)), last.value, indent);
    return this.#splice(at, at, this.#habits.lineBreak + this.#joined(lines, indent, true));
  }

  #addToFlow(mapping: MappingNode, key: string, content: Content): string {
    const at = mapping.entries.at(-1)?.value.end ?? mapping.start + 1;
    return this.#splice(at, at, `, ${renderScalar(key)}: ${flowOf(content)}`);
  }

  #insert(path: Path, value: Json): string {
    const index = path.at(-1);
    const parentPath = path.slice(0, -1);
    const parent = this.#at(parentPath);
    if (typeof index !== 'number') return this.#text;
    if (parent?.kind !== 'sequence' || parent.items.length === 0)
      return this.#set(parentPath, { value: [value] });
    return this.#addItem(parentPath, parent, Math.min(index, parent.items.length), value);
  }

  #addItem(path: Path, list: SequenceNode, index: number, value: Json): string {
    if (list.items.length === 0) return this.#set(path, { value: [value] });
    const before = list.items[index - 1];
    if (list.flow) {
      if (before !== undefined)
        return this.#splice(before.value.end, before.value.end, `, ${renderFlow(value)}`);
      const first = list.items[0]?.start ?? list.start + 1;
      return this.#splice(first, first, `${renderFlow(value)}, `);
    }
    const indent = columnOf(this.#text, list.start);
    const lines = itemLines(value, this.#habits);
    if (before === undefined) {
      return this.#splice(
        list.start,
        list.start,
        `${this.#joined(lines, indent)}${this.#habits.lineBreak}${' '.repeat(indent)}`,
      );
    }
    const at = endOfContent(this.#text, Math.max(before.value.end, before.start + 1));
    return this.#splice(at, at, this.#habits.lineBreak + this.#joined(lines, indent, true));
  }

  #remove(path: Path): string {
    const part = path.at(-1);
    const parent = this.#at(path.slice(0, -1));
    if (part === undefined || parent === undefined) return this.#text;
    if (parent.kind === 'mapping' && typeof part === 'string') {
      const doomed = parent.entries.filter(({ key, merge }) => key === part && !merge);
      if (doomed.length === 0) return this.#text;
      if (doomed.length === parent.entries.length) return this.#emptied(path.slice(0, -1), parent, '{}');
      const shell = this.#withoutShell(doomed);
      if (shell !== undefined) return shell;
      // Of duplicates, one at a time; the last first.
      const index = parent.entries.lastIndexOf(doomed.at(-1) ?? unreachable());
      const text = this.#withoutPart(
        parent,
        parent.entries.map(({ keyStart, value, keyEnd }) => ({
          start: keyStart,
          end: Math.max(value.end, keyEnd),
        })),
        index,
        (at) => this.#colonEnd(parent.entries[at] ?? unreachable()),
      );
      return doomed.length === 1 ? text : new Editor(text).apply({ op: 'remove', path });
    }
    if (parent.kind !== 'sequence' || typeof part !== 'number' || parent.items[part] === undefined)
      return this.#text;
    if (parent.items.length === 1) return this.#emptied(path.slice(0, -1), parent, '[]');
    const parts = parent.items.map(({ start, value }) => ({ start, end: value.end }));
    return this.#withoutPart(parent, parts, part, (at) => (parts[at]?.start ?? 0) + (parent.flow ? 0 : 1));
  }

  /** The comments inside of what moves have emptied stay: they were not about it alone. */
  #withoutShell([entry, second]: readonly EntryNode[]): string | undefined {
    if (entry === undefined || second !== undefined || !holdsNothing(entry.value)) return undefined;
    const cut = taken(this.#text, entry);
    if (cut === undefined || !this.#spansLines({ ...entry.value, start: cut.colonEnd })) return undefined;
    const comments = commentsIn(this.#text.slice(cut.colonEnd, cut.end));
    if (comments.length === 0) return undefined;
    const lines = this.#joined(comments, columnOf(this.#text, entry.keyStart));
    return this.#splice(entry.keyStart, cut.end, lines);
  }

  #emptied(path: Path, node: Node, empty: '{}' | '[]'): string {
    if (path.length === 0 || isFlow(node)) return this.#splice(node.start, node.end, empty);
    return this.#set(path, { value: empty === '{}' ? {} : [] });
  }

  #withoutPart(
    parent: MappingNode | SequenceNode,
    parts: readonly { readonly start: number; readonly end: number }[],
    index: number,
    headEnd: (index: number) => number,
  ): string {
    const own = parts[index] ?? unreachable();
    const next = parts[index + 1];
    const before = parts[index - 1];
    if (parent.flow) {
      if (next !== undefined) return this.#splice(own.start, next.start, '');
      return this.#splice(before?.end ?? own.start, own.end, '');
    }
    const end = endOfLine(this.#text, Math.max(own.end, headEnd(index)));
    const start = lineStart(this.#text, own.start);
    // The first part may share its line with a dash of the list around it.
    if (this.#text.slice(start, own.start).trim() !== '') {
      return next === undefined ? this.#splice(own.start, end, '') : this.#splice(own.start, next.start, '');
    }
    if (end >= this.#text.length) return this.#splice(this.#beforeBreak(start), end, '');
    return this.#splice(start, this.#behindBreak(end), '');
  }

  #rename(path: Path, key: string): string {
    const parent = this.#at(path.slice(0, -1));
    const part = path.at(-1);
    if (parent?.kind !== 'mapping' || typeof part !== 'string') return this.#text;
    const entry = entryOf(parent, part);
    if (entry === undefined || part === key) return this.#text;
    if (entryOf(parent, key) !== undefined) {
      return new Editor(this.#remove([...path.slice(0, -1), key])).apply({ op: 'rename', path, key });
    }
    const quote = this.#text[entry.keyStart];
    const style = quote === '"' ? 'double' : quote === "'" ? 'single' : undefined;
    return this.#splice(entry.keyStart, entry.keyEnd, renderScalar(key, style));
  }

  #move(path: Path, to: Path): string {
    const node = this.#at(path);
    if (node === undefined) return this.#text;
    if (to.length === path.length && startsWith(to, path)) return this.#text;
    if (startsWith(to, path)) return this.#wrap(path, to.slice(path.length));
    const part = path.at(-1);
    const parent = this.#at(path.slice(0, -1));
    const entry = parent?.kind === 'mapping' && typeof part === 'string' ? entryOf(parent, part) : undefined;
    const cut = entry === undefined || isFlow(parent ?? node) ? undefined : taken(this.#text, entry);
    if (parent?.kind !== 'mapping' || cut === undefined) {
      return new Editor(this.#remove(path)).setContent(to, { value: readValue(node).value });
    }
    const rest = without(this.#text, parent, cut, this.#habits);
    // Of duplicate keys the others go too.
    return new Editor(new Editor(rest).#remove(path)).setContent(to, cut.piece);
  }

  /** The value where it is, inside of new parents: the key of the mapping or the dash of the list stays. */
  #wrap(path: Path, inside: Path): string {
    const parent = this.#at(path.slice(0, -1));
    const part = path.at(-1);
    const child = parent === undefined || part === undefined ? undefined : childOf(parent, part);
    if (parent === undefined || child === undefined) return this.#text;
    const asBlock = this.#asBlock(path.slice(0, -1), parent);
    if (asBlock !== undefined) return new Editor(asBlock).#wrap(path, inside);
    if (isFlow(parent)) return this.#wrapInFlow(child.value, inside);
    if (child.entry === undefined) return this.#wrapItem(path, child, inside);
    const cut = taken(this.#text, child.entry);
    if (cut === undefined)
      return this.#set(path, this.#nested(inside, { value: readValue(child.value).value }));
    const { inline, below } = cut.piece.rendered;
    // A comment behind the key stays there.
    const comment = inline.startsWith('#');
    const rendered = { inline: comment ? '' : inline, below };
    const { rendered: now } = nestedPiece(inside, { above: [], rendered }, this.#habits);
    const lines = this.#joined(now.below, columnOf(this.#text, child.entry.keyStart), true);
    const head = comment ? ` ${inline}` : '';
    return this.#splice(cut.colonEnd, cut.end, head + this.#habits.lineBreak + lines);
  }

  #wrapInFlow({ start, end }: Node, inside: Path): string {
    const open = inside.map((part) => (typeof part === 'number' ? '[' : `{${renderScalar(part)}: `)).join('');
    const close = inside
      .map((part) => (typeof part === 'number' ? ']' : '}'))
      .toReversed()
      .join('');
    return this.#splice(start, end, `${open}${this.#text.slice(start, end)}${close}`);
  }

  #wrapItem(path: Path, { value, itemStart }: Child, inside: Path): string {
    const [key, ...rest] = inside;
    const plain = value.kind === 'scalar' && !isBlock(value) && !this.#spansLines(value);
    const bare = this.#text.slice(itemStart + 1, value.start).trim() === '';
    if (typeof key === 'string' && rest.length === 0 && plain && bare)
      return this.#splice(value.start, value.start, `${this.#gap(value)}${renderScalar(key)}: `);
    return this.#set(path, this.#nested(inside, { value: readValue(value).value }));
  }

  /**
   * A list of words in brackets that is about to hold more than words, one item a line; undefined where it is no such
   * list. Nobody writes mappings side by side.
   */
  #asBlock(path: Path, list: Node): string | undefined {
    if (list.kind !== 'sequence' || !list.flow || list.items.length === 0) return undefined;
    if (list.items.some(({ value }) => value.kind !== 'scalar' || this.#spansLines(value))) return undefined;
    const parent = this.#at(path.slice(0, -1));
    const part = path.at(-1);
    if (parent?.kind !== 'mapping' || parent.flow || typeof part !== 'string') return undefined;
    const entry = entryOf(parent, part);
    if (entry === undefined || entry.value !== list || this.#text.slice(list.start, list.end).includes('#'))
      return undefined;
    const lines = list.items.map(({ value }) => `- ${this.#text.slice(value.start, value.end)}`);
    return this.#replaceBelow(entry, { inline: '', below: indented(lines, this.#habits.dashes) });
  }

  setContent(path: Path, content: Content): string {
    const withoutAlias = this.#withoutAlias(path.slice(0, -1));
    if (withoutAlias !== undefined) return new Editor(withoutAlias).setContent(path, content);
    return this.#set(path, content);
  }

  #at(path: Path): Exclude<Node, { kind: 'alias' }> | undefined {
    let node = this.#root;
    for (const part of path) node = node === undefined ? undefined : childOf(node, part)?.value;
    return node === undefined ? undefined : resolved(node);
  }

  #rendered(content: Content): Rendered {
    return 'value' in content ? renderValue(content.value, this.#habits) : content.rendered;
  }

  /** The blank that an absent value needs behind its colon or dash. */
  #gap({ start, end }: Node): string {
    return start === end && /[:-]/.test(this.#text[start - 1] ?? '') ? ' ' : '';
  }

  #spansLines({ start, end }: Node): boolean {
    return /[\r\n]/.test(this.#text.slice(start, end));
  }

  #colonEnd({ keyEnd }: EntryNode): number {
    return this.#text.indexOf(':', keyEnd) + 1;
  }

  #behindBreak(offset: number): number {
    return this.#text.startsWith('\r\n', offset) ? offset + 2 : offset + 1;
  }

  #beforeBreak(offset: number): number {
    if (offset === 0) return 0;
    return this.#text.startsWith('\r\n', offset - 2) ? offset - 2 : offset - 1;
  }

  /** Lines in a column; the first stands where the text already is, unless told otherwise. */
  #joined(lines: readonly string[], columns: number, first = false): string {
    const text = indented(lines, columns).join(this.#habits.lineBreak);
    return first ? text : text.trimStart();
  }

  #splice(start: number, end: number, text: string): string {
    return this.#text.slice(0, start) + text + this.#text.slice(end);
  }
}

interface Child {
  readonly value: Node;
  readonly entry: EntryNode | undefined;
  readonly itemStart: number;
}

function childOf(node: Node, part: string | number): Child | undefined {
  const parent = resolved(node);
  if (parent.kind === 'mapping' && typeof part === 'string') {
    const entry = entryOf(parent, part);
    return entry === undefined ? undefined : { value: entry.value, entry, itemStart: entry.keyStart };
  }
  if (parent.kind !== 'sequence' || typeof part !== 'number') return undefined;
  const item = parent.items[part];
  return item === undefined ? undefined : { value: item.value, entry: undefined, itemStart: item.start };
}

/** Text that was taken from elsewhere cannot be put on one line as it is; then its value counts. */
function plainValue(content: Content): Json {
  if ('value' in content) return content.value;
  const { inline, below } = content.rendered;
  const tree = parseText(['x:' + (inline === '' ? '' : ` ${inline}`), ...below].join('\n'));
  const value = tree.root === undefined ? null : readValue(tree.root).value;
  return isObject(value) ? (value['x'] ?? null) : null;
}

function flowOf(content: Content, quotes?: 'single' | 'double'): string {
  const value = plainValue(content);
  return isCollectionValue(value) ? renderFlow(value) : renderScalar(value, quotes);
}

function isCollection(node: Node): boolean {
  return resolved(node).kind !== 'scalar';
}

function isCollectionValue(value: Json): boolean {
  return isObject(value) || isArray(value);
}

function isEmptyCollection(node: Node): boolean {
  const target = resolved(node);
  return (
    (target.kind === 'mapping' && target.entries.length === 0) ||
    (target.kind === 'sequence' && target.items.length === 0)
  );
}

function isFlow(node: Node): boolean {
  return (node.kind === 'mapping' || node.kind === 'sequence') && node.flow;
}

/** Whether a value's text goes on below its first line by its nature. */
function isBlock(node: Node): boolean {
  if (node.kind === 'scalar') return node.style === 'literal' || node.style === 'folded';
  return (node.kind === 'mapping' || node.kind === 'sequence') && !node.flow;
}

function quotesOf(node: Node): 'single' | 'double' | undefined {
  return node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')
    ? node.style
    : undefined;
}

function unreachable(): never {
  throw new Error('an index that was just looked up');
}
