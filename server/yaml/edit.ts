/**
 * Changes by path as edits of the text that leave alone all they do not name: comments, quotes, order, flow or block
 * style, line ends. The result reads as `applyChanges` has it.
 */
import type { Change } from '#knative/change.ts';
import { isArray, isObject, type Json } from '#knative/json.ts';
import type { Path } from '#knative/path.ts';
import { replacedLines, type TextEdit } from './lineDiff.ts';
import { entryOf } from './locate.ts';
import { resolved, type EntryNode, type MappingNode, type Node, type SequenceNode } from './node.ts';
import { parse } from './parse.ts';
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
import { segmentOf, type Segment } from './segment.ts';
import { readValue } from './value.ts';

export type { TextEdit } from './lineDiff.ts';

/** The edits that make the changes, in offsets of the segment, in order and apart from each other. */
export function editsFor(segment: Segment, changes: readonly Change[]): readonly TextEdit[] {
  return replacedLines(segment.text, changedText(segment.text, changes));
}

/** The text after all changes. */
export function changedText(text: string, changes: readonly Change[]): string {
  return changes.reduce((now, change) => new Editor(now).apply(change), text);
}

/** What is to be written: a value, or text taken from elsewhere. */
type Content = { readonly value: Json } | { readonly rendered: Rendered };

/** One text and its tree; every change makes a new text. */
class Editor {
  readonly #text: string;
  readonly #root: Node | undefined;
  readonly #habits: Habits;

  constructor(text: string) {
    this.#text = text;
    this.#root = parse(segmentOf(text)).root;
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
        return this.#add(path.slice(0, depth), node, part, nested(path.slice(depth + 1), content));
      if (last) return this.#replace(node, child, content);
      if (!isCollection(child.value))
        return this.#replace(node, child, nested(path.slice(depth + 1), content));
      if (isEmptyCollection(child.value))
        return this.#replace(node, child, nested(path.slice(depth + 1), content));
      node = resolved(child.value);
    }
    return this.#text;
  }

  #setRoot(path: Path, content: Content): string {
    const whole = nested(path, content);
    const value = 'value' in whole ? whole.value : null;
    const lines = isObject(value) ? mappingLines(value, this.#habits) : [renderFlow(value)];
    const text = this.#joined(lines, 0);
    if (this.#root !== undefined) return this.#splice(this.#root.start, this.#root.end, text);
    const gap = this.#text === '' || /[\r\n]$/.test(this.#text) ? '' : this.#habits.lineBreak;
    return `${this.#text}${gap}${text}${this.#habits.lineBreak}`;
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
    const endOfKey = this.#endOfLine(colonEnd);
    const valueBelow = value.start > endOfKey;
    const commentStart = valueBelow ? colonEnd : Math.max(value.end, colonEnd);
    const lineEnd = this.#endOfLine(commentStart);
    const comment =
      isBlock(value) && value.kind === 'scalar' ? '' : this.#text.slice(commentStart, lineEnd).trimEnd();
    const head = `${inline === '' ? '' : ` ${inline}`}${comment === '' ? '' : ` ${comment.trimStart()}`}`;
    const lines = below.length === 0 ? '' : this.#habits.lineBreak + this.#joined(below, indent, true);
    const end = valueBelow || isBlock(value) ? this.#endOfContent(value.end) : lineEnd;
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
      if (target.entries.length === 0) return this.#set(path, { value: { [part]: plainValue(content) } });
      return target.flow ? this.#addToFlow(target, part, content) : this.#addEntry(target, part, content);
    }
    if (target.kind === 'sequence' && typeof part === 'number')
      return this.#addItem(path, target, target.items.length, plainValue(content));
    return this.#set(path, {
      value: typeof part === 'number' ? [plainValue(content)] : { [part]: plainValue(content) },
    });
  }

  #addEntry(mapping: MappingNode, key: string, content: Content): string {
    const lines = entryLines(key, this.#rendered(content));
    const last = mapping.entries.at(-1);
    const at = this.#endOfContent(
      last === undefined ? mapping.end : Math.max(last.value.end, this.#colonEnd(last)),
    );
    const indent = columnOf(this.#text, mapping.start);
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
    const at = this.#endOfContent(Math.max(before.value.end, before.start + 1));
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
    const end = this.#endOfLine(Math.max(own.end, headEnd(index)));
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
    const content = this.#lifted(path, node);
    return new Editor(this.#remove(path)).setContent(to, content);
  }

  setContent(path: Path, content: Content): string {
    const withoutAlias = this.#withoutAlias(path.slice(0, -1));
    if (withoutAlias !== undefined) return new Editor(withoutAlias).setContent(path, content);
    return this.#set(path, content);
  }

  /** The text of a value, taken out of its indentation, so that its comments go with it. */
  #lifted(path: Path, node: Node): Content {
    const value = readValue(node).value;
    const parent = this.#at(path.slice(0, -1));
    const part = path.at(-1);
    if (parent?.kind !== 'mapping' || parent.flow || typeof part !== 'string') return { value };
    const entry = entryOf(parent, part);
    if (entry === undefined || node !== resolved(entry.value)) return { value };
    if (!this.#spansLines(node)) {
      if (node.start === node.end) return { value };
      const inline = this.#text.slice(node.start, this.#endOfContent(node.end));
      return isBlock(node) ? this.#liftedBlock(entry, node, value) : { rendered: { inline, below: [] } };
    }
    return isBlock(node) ? this.#liftedBlock(entry, node, value) : { value };
  }

  #liftedBlock(entry: EntryNode, node: Node, value: Json): Content {
    const keyColumn = columnOf(this.#text, entry.keyStart);
    const colonEnd = this.#colonEnd(entry);
    const firstEnd = this.#endOfLine(colonEnd);
    if (node.kind !== 'scalar' && node.start < firstEnd) return { value };
    const end = this.#endOfContent(node.end);
    const lines = this.#text
      .slice(firstEnd, end)
      .split(/\r\n|\n|\r/)
      .slice(1);
    const least = Math.min(
      ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
    );
    if (!Number.isFinite(least) || least < keyColumn) return { value };
    const below = lines.map((line) => (line.trim() === '' ? '' : line.slice(keyColumn)));
    return { rendered: { inline: this.#text.slice(colonEnd, firstEnd).trim(), below } };
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

  /** The end of the line with its comment, if nothing but a comment follows. */
  #endOfContent(offset: number): number {
    const end = this.#endOfLine(offset);
    return /^\s*(?:#.*)?$/.test(this.#text.slice(offset, end)) ? end : offset;
  }

  #endOfLine(offset: number): number {
    const rest = /[\r\n]/g;
    rest.lastIndex = offset;
    return rest.exec(this.#text)?.index ?? this.#text.length;
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

/** The value that stands at the head of a path of missing parents. */
function nested(path: Path, content: Content): Content {
  if (path.length === 0) return content;
  const value = path.reduceRight<Json>(
    (inner, part) => (typeof part === 'number' ? [inner] : { [part]: inner }),
    plainValue(content),
  );
  return { value };
}

/** Text that was taken from elsewhere cannot be nested deeper or put on one line as it is; then its value counts. */
function plainValue(content: Content): Json {
  if ('value' in content) return content.value;
  const { inline, below } = content.rendered;
  const tree = parse(segmentOf(['x:' + (inline === '' ? '' : ` ${inline}`), ...below].join('\n')));
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
