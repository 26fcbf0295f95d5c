/** JSON patch, RFC 6902, with the words of the server's library (gopkg.in/evanphx/json-patch.v4). */
import { isArray, isObject, type Json, jsonEquals } from '#knative/json.ts';
import { textAt } from '../object.ts';
import { ApiError, badRequest } from '../status.ts';

/** The patched value; throws what the server answers where the patch cannot be applied. */
export function jsonPatched(value: Json, patch: Json): Json {
  if (!isArray(patch))
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  if (patch.length > 10_000) {
    throw new ApiError(
      413,
      'RequestEntityTooLarge',
      'Request entity too large: The allowed maximum operations in a JSON patch is 10000',
    );
  }
  return patch.reduce((result: Json, operation) => applyOne(result, operation), value);
}

function applyOne(root: Json, operation: Json): Json {
  if (!isObject(operation)) throw badRequest('error decoding patch: an operation is no object');
  const path = textAt(operation, 'path');
  const to = pointer(path);
  switch (textAt(operation, 'op')) {
    case 'add':
      return edit(root, to, (parent, key) => added(parent, key, operation['value'] ?? null, path));
    case 'remove':
      return edit(root, to, (parent, key) => removed(parent, key, path));
    case 'replace':
      find(root, to, `replace operation does not apply: doc is missing key: ${path}: missing value`);
      return edit(root, to, (parent, key) => replaced(parent, key, operation['value'] ?? null));
    case 'test':
      return tested(root, to, operation['value'] ?? null, path);
    case 'move':
      return moved(root, pointer(textAt(operation, 'from')), to, path);
    case 'copy': {
      const value = find(
        root,
        pointer(textAt(operation, 'from')),
        `copy operation does not apply: doc is missing from path: ${path}: missing value`,
      );
      return edit(root, to, (parent, key) => added(parent, key, value, path));
    }
    default:
      throw badRequest(`Unexpected kind: ${textAt(operation, 'op')}`);
  }
}

function tested(root: Json, to: readonly string[], value: Json, path: string): Json {
  const found = lookUp(root, to);
  if (!jsonEquals(found ?? null, value)) throw unprocessable(`testing value ${path} failed: test failed`);
  return root;
}

function moved(root: Json, from: readonly string[], to: readonly string[], path: string): Json {
  const value = find(
    root,
    from,
    `move operation does not apply: doc is missing from path: ${path}: missing value`,
  );
  const rest = edit(root, from, (parent, key) => removed(parent, key, path));
  return edit(rest, to, (parent, key) => added(parent, key, value, path));
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

function find(root: Json, path: readonly string[], complaint: string): Json {
  const value = lookUp(root, path);
  if (value === undefined) throw unprocessable(complaint);
  return value;
}

/** Copies the way down to the parent of what is edited. */
function edit(root: Json, path: readonly string[], change: (parent: Json, key: string) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return lookUp(change({ '': root }, ''), ['']) ?? null;
  if (rest.length === 0) return change(root, key);
  const inner = lookUp(root, [key]);
  if (inner === undefined)
    throw unprocessable(
      `add operation does not apply: doc is missing path: "/${path.join('/')}": missing value`,
    );
  const next = edit(inner, rest, change);
  return replaced(root, key, next);
}

function added(parent: Json, key: string, value: Json, path: string): Json {
  if (isArray(parent)) {
    const index = key === '-' ? parent.length : indexIn(key, parent.length, path);
    return [...parent.slice(0, index), value, ...parent.slice(index)];
  }
  if (isObject(parent)) return { ...parent, [key]: value };
  throw unprocessable(
    `add operation does not apply: doc is missing path: ${JSON.stringify(path)}: missing value`,
  );
}

function removed(parent: Json, key: string, path: string): Json {
  if (isArray(parent)) {
    const index = indexIn(key, parent.length - 1, path);
    return [...parent.slice(0, index), ...parent.slice(index + 1)];
  }
  if (isObject(parent) && Object.hasOwn(parent, key)) {
    return Object.fromEntries(Object.entries(parent).filter(([one]) => one !== key));
  }
  throw unprocessable(
    `remove operation does not apply: doc is missing path: ${JSON.stringify(path)}: missing value`,
  );
}

function replaced(parent: Json, key: string, value: Json): Json {
  if (isArray(parent)) return parent.map((item, index) => (index === Number(key) ? value : item));
  return isObject(parent) ? { ...parent, [key]: value } : value;
}

function indexIn(key: string, last: number, path: string): number {
  const index = Number(key);
  if (/^\d+$/.test(key) && index <= last) return index;
  throw unprocessable(
    `add operation does not apply: doc is missing path: ${JSON.stringify(path)}: invalid index referenced`,
  );
}

function unprocessable(message: string): ApiError {
  return new ApiError(
    422,
    'Invalid',
    `the server rejected our request due to an error in our request: ${message}`,
    {},
  );
}
