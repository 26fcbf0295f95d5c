/** Changes by path made to a value. Editing the text of a manifest gives the same value with its comments. */
import type { Change } from './change.ts';
import { isArray, isObject, type Json } from './json.ts';
import { startsWith, valueAt, type Path } from './path.ts';

/** The value after all changes; what they do not name is shared with the old one. */
export function applyChanges(root: Json, changes: readonly Change[]): Json {
  return changes.reduce<Json>(applied, root);
}

function applied(root: Json, change: Change): Json {
  switch (change.op) {
    case 'set':
      return withValue(root, change.path, change.value);
    case 'remove':
      return withoutValue(root, change.path);
    case 'insert':
      return withItem(root, change.path, change.value);
    case 'rename':
      return renamed(root, change.path, change.key);
    case 'move':
      return moved(root, change.path, change.to);
  }
}

function withValue(node: Json | undefined, path: Path, value: Json): Json {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (typeof part === 'string') {
    const object = isObject(node) ? node : {};
    const inner = Object.hasOwn(object, part) ? object[part] : undefined;
    return { ...object, [part]: withValue(inner, rest, value) };
  }
  const list = isArray(node) ? node : [];
  return list.toSpliced(part, 1, withValue(list[part], rest, value));
}

function withoutValue(root: Json, path: Path): Json {
  const part = path.at(-1);
  const parentPath = path.slice(0, -1);
  const parent = valueAt(root, parentPath);
  if (isArray(parent) && typeof part === 'number' && part < parent.length)
    return withValue(root, parentPath, parent.toSpliced(part, 1));
  if (!isObject(parent) || typeof part !== 'string' || !Object.hasOwn(parent, part)) return root;
  return withValue(root, parentPath, without(parent, part));
}

function without(object: Readonly<Record<string, Json>>, key: string): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function withItem(root: Json, path: Path, value: Json): Json {
  const index = path.at(-1);
  const parentPath = path.slice(0, -1);
  const parent = valueAt(root, parentPath);
  if (typeof index !== 'number') return root;
  return withValue(root, parentPath, (isArray(parent) ? parent : []).toSpliced(index, 0, value));
}

function renamed(root: Json, path: Path, key: string): Json {
  const part = path.at(-1);
  const parent = valueAt(root, path.slice(0, -1));
  if (!isObject(parent) || typeof part !== 'string' || !Object.hasOwn(parent, part)) return root;
  const entries = Object.entries(parent)
    .filter(([name]) => name === part || name !== key)
    .map(([name, value]): [string, Json] => [name === part ? key : name, value]);
  return withValue(root, path.slice(0, -1), Object.fromEntries(entries));
}

function moved(root: Json, path: Path, to: Path): Json {
  const value = valueAt(root, path);
  if (value === undefined) return root;
  if (startsWith(to, path)) return withValue(root, path, withValue(undefined, to.slice(path.length), value));
  return withValue(withoutValue(root, path), to, value);
}
