/**
 * One edit of a resource, by path. Quick fixes, migrations and traffic changes are lists of these: the server turns
 * them into minimal text edits that keep comments, the client into a JSON patch, the playground applies them.
 * The changes of one list are applied in order, each to the result of the ones before it.
 */
import type { Json } from './json.ts';
import type { Path } from './path.ts';

export type Change =
  /** Sets the value at `path`; creates it (and missing parent mappings) where absent. */
  | { readonly op: 'set'; readonly path: Path; readonly value: Json }
  /** Removes the key or list item at `path`; nothing happens where it is absent. */
  | { readonly op: 'remove'; readonly path: Path }
  /** Inserts a list item so that it stands at `path`, whose last part is its index. */
  | { readonly op: 'insert'; readonly path: Path; readonly value: Json }
  /** Renames the key at `path`, keeping its value, its place and its comments. */
  | { readonly op: 'rename'; readonly path: Path; readonly key: string }
  /**
   * Moves the value at `path`, with its text and comments, to `to` (absent before); missing parents are created. Where
   * `to` lies below `path`, the value is wrapped in place: from `a` to `a`, 0 makes it the only item of a list.
   */
  | { readonly op: 'move'; readonly path: Path; readonly to: Path };
