/** The way back through changes: where something stood before them. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { applyChanges } from '#knative/applyChanges.ts';
import type { Change } from '#knative/change.ts';
import { originOf } from '#knative/migrate/origin.ts';
import { valueAt } from '#knative/path.ts';

const before = { old: { list: ['a', 'b', 'c'], inner: { x: 1, y: 2 } }, box: { z: 3 } };

const changes: readonly Change[] = [
  { op: 'move', path: ['old', 'list'], to: ['list'] },
  { op: 'remove', path: ['list', 0] },
  { op: 'insert', path: ['list', 1], value: 'new' },
  { op: 'rename', path: ['old', 'inner'], key: 'within' },
  { op: 'move', path: ['box'], to: ['box', 0] },
  { op: 'move', path: ['list', 0], to: ['first'] },
];

it('finds every value that was kept where it was', () => {
  const after = applyChanges(before, changes);
  for (const path of [
    ['first'],
    ['list', 1],
    ['old', 'within', 'x'],
    ['old', 'within', 'y'],
    ['box', 0, 'z'],
  ]) {
    const value = valueAt(after, path);
    assert.notEqual(value, undefined, path.join('.'));
    assert.equal(valueAt(before, originOf(path, changes)), value, path.join('.'));
  }
});

it('means the list of what is new', () => {
  assert.deepEqual(originOf(['list', 0], changes), ['old', 'list']);
});
