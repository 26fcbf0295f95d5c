/** Changes by path as a JSON patch (RFC 6902) of the value they are meant for. */
import { applyChanges } from './applyChanges.ts';
import type { Change } from './change.ts';
import type { Json } from './json.ts';
import { valueAt, type Path } from './path.ts';

export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move'; readonly from: string; readonly path: string };

/** @param root the value that the patch is made for; missing parents are created where a change needs them */
export function jsonPatch(root: Json, changes: readonly Change[]): readonly PatchOperation[] {
  const operations: PatchOperation[] = [];
  let now = root;
  for (const change of changes) {
    operations.push(...operationsOf(now, change));
    now = applyChanges(now, [change]);
  }
  return operations;
}

/** A path as RFC 6901 writes it. */
export function jsonPointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function operationsOf(root: Json, change: Change): readonly PatchOperation[] {
  const exists = valueAt(root, change.path) !== undefined;
  const path = jsonPointer(change.path);
  switch (change.op) {
    case 'set':
      return exists
        ? [{ op: 'replace', path, value: change.value }]
        : [...parentsOf(root, change.path), { op: 'add', path, value: change.value }];
    case 'insert':
      return [...parentsOf(root, change.path), { op: 'add', path, value: change.value }];
    case 'remove':
      return exists ? [{ op: 'remove', path }] : [];
    case 'rename':
      return exists
        ? [{ op: 'move', from: path, path: jsonPointer([...change.path.slice(0, -1), change.key]) }]
        : [];
    case 'move':
      return exists
        ? [...parentsOf(root, change.to), { op: 'move', from: path, path: jsonPointer(change.to) }]
        : [];
  }
}

/** Adds the mappings and lists on the way that do not exist yet. */
function parentsOf(root: Json, path: Path): readonly PatchOperation[] {
  const missing: PatchOperation[] = [];
  for (let depth = 1; depth < path.length; depth++) {
    const parent = path.slice(0, depth);
    if (valueAt(root, parent) !== undefined) continue;
    missing.push({
      op: 'add',
      path: jsonPointer(parent),
      value: typeof path[depth] === 'number' ? [] : {},
    });
  }
  return missing;
}
