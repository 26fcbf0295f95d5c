/** What is to be written: a value, or text taken from elsewhere. */
import { isArray, isObject, type Json } from '#knative/json.ts';
import type { Path } from '#knative/path.ts';
import { nestedPiece, type Piece } from '../lift.ts';
import type { Node } from '../node.ts';
import { parseText } from '../parse.ts';
import { renderFlow, renderScalar, renderValue, type Habits, type Rendered } from '../render.ts';
import { readValue } from '../value.ts';

export type Content = { readonly value: Json } | Piece;

/** The content that stands at the head of a path of missing parents. */
export function nested(path: Path, content: Content, habits: Habits): Content {
  if (path.length === 0) return content;
  if (!('value' in content)) return nestedPiece(path, content, habits);
  const value = path.reduceRight<Json>(
    (inner, part) => (typeof part === 'number' ? [inner] : { [part]: inner }),
    content.value,
  );
  return { value };
}

export function rendered(content: Content, habits: Habits): Rendered {
  return 'value' in content ? renderValue(content.value, habits) : content.rendered;
}

/** Text that was taken from elsewhere cannot be put on one line as it is; then its value counts. */
export function plainValue(content: Content): Json {
  if ('value' in content) return content.value;
  const { inline, below } = content.rendered;
  const tree = parseText(['x:' + (inline === '' ? '' : ` ${inline}`), ...below].join('\n'));
  const value = tree.root === undefined ? null : readValue(tree.root).value;
  return isObject(value) ? (value['x'] ?? null) : null;
}

export function flowOf(content: Content, quotes?: 'single' | 'double'): string {
  const value = plainValue(content);
  return isCollectionValue(value) ? renderFlow(value) : renderScalar(value, quotes);
}

export function isCollectionValue(value: Json): boolean {
  return isObject(value) || isArray(value);
}

/** The quotes that a scalar has. */
export function quotesOf(node: Node): 'single' | 'double' | undefined {
  return node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')
    ? node.style
    : undefined;
}
