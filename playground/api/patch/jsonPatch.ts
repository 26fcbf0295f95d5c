/** JSON patch, RFC 6902. Of one that does not apply the server does not say why. */
import { isArray, isObject, type Json, jsonEquals } from '#knative/json.ts';
import { ApiError } from '../status.ts';
import { type Operation, operationsOf } from './operations.ts';

/** The patched value; throws what the server answers where the patch cannot be applied. */
export function jsonPatched(value: Json, patch: Json): Json {
  return operationsOf(patch).reduce(applyOne, value);
}

function applyOne(root: Json, { op, path, from, value }: Operation): Json {
  if (path === undefined) throw unprocessable();
  const to = pointer(path);
  switch (op) {
    case 'add':
      return edit(root, to, (parent, key) => added(parent, key, value));
    case 'remove':
      return edit(root, to, (parent, key) => removed(parent, key));
    case 'replace':
      find(root, to);
      return edit(root, to, (parent, key) => replaced(parent, key, value));
    case 'test':
      return tested(root, to, value);
    case 'move':
      return moved(root, pointer(from), to);
    case 'copy': {
      const copied = find(root, pointer(from));
      return edit(root, to, (parent, key) => added(parent, key, copied));
    }
    default:
      throw unprocessable();
  }
}

function tested(root: Json, to: readonly string[], value: Json): Json {
  const found = lookUp(root, to);
  if (!jsonEquals(found ?? null, value)) throw unprocessable();
  return root;
}

function moved(root: Json, from: readonly string[], to: readonly string[]): Json {
  const value = find(root, from);
  const rest = edit(root, from, (parent, key) => removed(parent, key));
  return edit(rest, to, (parent, key) => added(parent, key, value));
}

function pointer(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function lookUp(root: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const key of path) {
    if (isArray(value)) value = value[Number(key)];
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

function find(root: Json, path: readonly string[]): Json {
  const value = lookUp(root, path);
  if (value === undefined) throw unprocessable();
  return value;
}

/** Copies the way down to the parent of what is edited. */
function edit(root: Json, path: readonly string[], change: (parent: Json, key: string) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return lookUp(change({ '': root }, ''), ['']) ?? null;
  if (rest.length === 0) return change(root, key);
  const inner = lookUp(root, [key]);
  if (inner === undefined) throw unprocessable();
  const next = edit(inner, rest, change);
  return replaced(root, key, next);
}

function added(parent: Json, key: string, value: Json): Json {
  if (isArray(parent)) {
    const index = key === '-' ? parent.length : indexIn(key, parent.length);
    return [...parent.slice(0, index), value, ...parent.slice(index)];
  }
  if (isObject(parent)) return { ...parent, [key]: value };
  throw unprocessable();
}

function removed(parent: Json, key: string): Json {
  if (isArray(parent)) {
    const index = indexIn(key, parent.length - 1);
    return [...parent.slice(0, index), ...parent.slice(index + 1)];
  }
  if (isObject(parent) && Object.hasOwn(parent, key)) {
    return Object.fromEntries(Object.entries(parent).filter(([one]) => one !== key));
  }
  throw unprocessable();
}

function replaced(parent: Json, key: string, value: Json): Json {
  if (isArray(parent)) return parent.map((item, index) => (index === Number(key) ? value : item));
  return isObject(parent) ? { ...parent, [key]: value } : value;
}

function indexIn(key: string, last: number): number {
  const index = Number(key);
  if (/^\d+$/.test(key) && index <= last) return index;
  throw unprocessable();
}

function unprocessable(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}
