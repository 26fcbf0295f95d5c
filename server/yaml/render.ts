/** Writes values as YAML the way the document around them is written. */
import { isArray, isObject, type Json } from '#knative/json.ts';
import type { Node, ScalarNode } from './node.ts';
import { resolved } from './node.ts';
import { resolvePlain } from './scalar.ts';

/** How a document is written. */
export interface Habits {
  readonly lineBreak: '\n' | '\r\n';
  /** Columns from a key to the keys below it. */
  readonly step: number;
  /** Columns from a key to the dashes of its list. */
  readonly dashes: number;
}

/** A value as text: what stands on the line of its key, and the lines below, indented from the key's column. */
export interface Rendered {
  readonly inline: string;
  readonly below: readonly string[];
}

export function habitsOf(text: string, root: Node | undefined): Habits {
  const found: { step?: number; dashes?: number } = {};
  if (root !== undefined) observe(text, resolved(root), found, 0);
  return {
    lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
    step: found.step ?? 2,
    dashes: found.dashes ?? Math.min(found.step ?? 2, 2),
  };
}

/** The column of an offset. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

export function lineStart(text: string, offset: number): number {
  let start = offset;
  // Not `lastIndexOf`: a text without carriage returns would be searched to its beginning.
  while (start > 0 && !isLineBreak(text.charCodeAt(start - 1))) start--;
  return start;
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function observe(text: string, node: Node, found: { step?: number; dashes?: number }, depth: number): void {
  if (depth > 12 || (found.step !== undefined && found.dashes !== undefined)) return;
  if (node.kind === 'sequence') {
    for (const { value } of node.items) observe(text, value, found, depth + 1);
  }
  if (node.kind !== 'mapping' || node.flow) return;
  for (const { keyStart, value } of node.entries) {
    const below = value.start > keyStart && lineStart(text, value.start) > keyStart;
    const columns = columnOf(text, value.start) - columnOf(text, keyStart);
    if (below && value.kind === 'mapping' && !value.flow && columns > 0) found.step ??= columns;
    if (below && value.kind === 'sequence' && !value.flow) found.dashes ??= Math.max(0, columns);
    observe(text, value, found, depth + 1);
  }
}

/** The value of a key: `inline` follows the colon, `below` is indented from the key's column. */
export function renderValue(value: Json, habits: Habits): Rendered {
  if (isArray(value) && value.length > 0) {
    return { inline: '', below: indented(listLines(value, habits), habits.dashes) };
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    return { inline: '', below: indented(mappingLines(value, habits), habits.step) };
  }
  return { inline: renderScalar(value), below: [] };
}

/** A list's item, dash included; its lines are indented from the dash. */
export function itemLines(value: Json, habits: Habits): readonly string[] {
  if (isObject(value) && Object.keys(value).length > 0) return dashed(mappingLines(value, habits));
  if (isArray(value) && value.length > 0) return dashed(listLines(value, habits));
  const { inline, below } = renderValue(value, habits);
  return [`- ${inline}`, ...below];
}

/** The lines of a key and its value. */
export function entryLines(key: string, { inline, below }: Rendered): readonly string[] {
  const name = renderScalar(key);
  return [inline === '' ? `${name}:` : `${name}: ${inline}`, ...below];
}

export function mappingLines(value: Readonly<Record<string, Json>>, habits: Habits): readonly string[] {
  return Object.keys(value).flatMap((key) => entryLines(key, renderValue(value[key] ?? null, habits)));
}

export function listLines(value: readonly Json[], habits: Habits): readonly string[] {
  return value.flatMap((item) => itemLines(item, habits));
}

function dashed(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`));
}

export function indented(lines: readonly string[], columns: number): readonly string[] {
  const blanks = ' '.repeat(columns);
  return lines.map((line) => (line === '' ? '' : blanks + line));
}

/** On one line, as inside brackets. */
export function renderFlow(value: Json): string {
  if (isArray(value)) return `[${value.map(renderFlow).join(', ')}]`;
  if (!isObject(value)) return renderScalar(value);
  const entries = Object.entries(value).map(([key, inner]) => `${renderScalar(key)}: ${renderFlow(inner)}`);
  return `{${entries.join(', ')}}`;
}

/** A scalar on one line; in the quotes of the one it replaces. */
export function renderScalar(value: Json, style?: ScalarNode['style']): string {
  if (value === null) return 'null';
  if (isArray(value) || isObject(value)) return isArray(value) ? '[]' : '{}';
  if (typeof value !== 'string') return Object.is(value, -0) ? '0' : String(value);
  if (style === 'double') return doubleQuoted(value);
  if (style === 'single' && isPrintable(value)) return singleQuoted(value);
  if (isPlain(value)) return value;
  return doubleQuoted(value);
}

function isPlain(text: string): boolean {
  return (
    /^[A-Za-z0-9_./$][A-Za-z0-9_./$@:+=%() -]*$/.test(text) &&
    !/: |:$| $|^(?:---|\.\.\.)/.test(text) &&
    resolvePlain(text) === text
  );
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e\u00a1-\u1fff\u3000-\ud7ff]*$/.test(text);
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function doubleQuoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007f-\u00a0\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
