/** Changes as JSON patches: applied by the standard's rules they give what the changes give. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { applyChanges } from '#knative/applyChanges.ts';
import type { Change } from '#knative/change.ts';
import type { Json } from '#knative/json.ts';
import { jsonPatch, jsonPointer, type PatchOperation } from '#knative/jsonPatch.ts';

const root: Json = {
  metadata: { 'a/b~c': 1 },
  spec: { traffic: [{ percent: 80 }, { percent: 20 }], mode: {} },
};

const cases: readonly (readonly Change[])[] = [
  [{ op: 'set', path: ['spec', 'traffic', 0, 'percent'], value: 50 }],
  [{ op: 'set', path: ['spec', 'template', 'metadata', 'name'], value: 'x' }],
  [{ op: 'set', path: ['metadata', 'a/b~c'], value: 2 }],
  [
    { op: 'remove', path: ['spec', 'traffic', 1] },
    { op: 'insert', path: ['spec', 'traffic', 0], value: { percent: 5 } },
  ],
  [{ op: 'remove', path: ['spec', 'nothing', 'here'] }],
  [{ op: 'rename', path: ['spec', 'mode'], key: 'release' }],
  [
    { op: 'move', path: ['spec', 'mode'], to: ['spec', 'release', 'configuration'] },
    { op: 'set', path: ['spec', 'release', 'revisions'], value: ['a'] },
  ],
  [{ op: 'insert', path: ['spec', 'list', 0], value: 'first' }],
];

for (const changes of cases) {
  test(changes.map(({ op, path }) => `${op} ${jsonPointer(path)}`).join(', '), () => {
    const patched = structuredClone(root) as unknown;
    for (const operation of jsonPatch(root, changes)) applyOperation(patched, operation);
    assert.deepEqual(patched, applyChanges(root, changes));
  });
}

/** RFC 6902 to the letter: what it does not allow throws. */
function applyOperation(document: unknown, operation: PatchOperation): void {
  if (operation.op === 'move') {
    const value = take(document, operation.from);
    add(document, operation.path, value);
  } else if (operation.op === 'remove') take(document, operation.path);
  else if (operation.op === 'add') add(document, operation.path, operation.value);
  else {
    take(document, operation.path);
    add(document, operation.path, operation.value);
  }
}

function add(document: unknown, pointer: string, value: unknown): void {
  const [parent, key] = parentOf(document, pointer);
  if (Array.isArray(parent)) {
    assert.ok(Number(key) <= parent.length);
    parent.splice(Number(key), 0, value);
  } else parent[key] = value;
}

function take(document: unknown, pointer: string): unknown {
  const [parent, key] = parentOf(document, pointer);
  assert.ok(key in parent, pointer);
  if (Array.isArray(parent)) return parent.splice(Number(key), 1)[0] as unknown;
  const value = parent[key];
  delete parent[key];
  return value;
}

function parentOf(document: unknown, pointer: string): [Record<string, unknown>, string] {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const key = parts.pop() ?? '';
  let parent = document as Record<string, unknown>;
  for (const part of parts) {
    assert.ok(part in parent, pointer);
    parent = parent[part] as Record<string, unknown>;
  }
  return [parent, key];
}
