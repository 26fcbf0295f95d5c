/** From a place in the migrated manifest back to the one it came from. */
import type { Change } from '../change.ts';
import { startsWith, type Path } from '../path.ts';

/** Where in the old value stood what is at `path` after the changes; for what is new, the place it was put. */
export function originOf(path: Path, changes: readonly Change[]): Path {
  return changes.reduceRight(before, path);
}

/** The place before one change. */
function before(path: Path, change: Change): Path {
  switch (change.op) {
    case 'set':
      return path;
    case 'rename':
      return replaced(path, [...change.path.slice(0, -1), change.key], change.path) ?? path;
    case 'insert':
      return withoutItem(path, change.path);
    case 'remove':
      return withItem(path, change.path);
    case 'move': {
      const moved = replaced(path, change.to, change.path);
      if (moved !== undefined) return moved;
      return startsWith(change.to, change.path) ? path : withItem(path, change.path);
    }
  }
}

function replaced(path: Path, prefix: Path, by: Path): Path | undefined {
  return startsWith(path, prefix) ? [...by, ...path.slice(prefix.length)] : undefined;
}

/** Before an item came into a list; the item itself was nowhere, so the list is meant. */
function withoutItem(path: Path, item: Path): Path {
  const list = item.slice(0, -1);
  const [index, inserted] = [path[list.length], item.at(-1)];
  if (typeof index !== 'number' || typeof inserted !== 'number' || !startsWith(path, list)) return path;
  if (index === inserted) return list;
  return index < inserted ? path : [...list, index - 1, ...path.slice(list.length + 1)];
}

/** Before an item left a list. */
function withItem(path: Path, item: Path): Path {
  const list = item.slice(0, -1);
  const [index, removed] = [path[list.length], item.at(-1)];
  if (typeof index !== 'number' || typeof removed !== 'number' || !startsWith(path, list)) return path;
  return index < removed ? path : [...list, index + 1, ...path.slice(list.length + 1)];
}
