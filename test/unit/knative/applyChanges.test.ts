/** Changes made to a value, one kind at a time; that texts agree is tried in server/yaml/editRandom.test.ts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChanges } from '#knative/applyChanges.ts';
import type { Change } from '#knative/change.ts';
import type { Json } from '#knative/json.ts';

const cases: readonly (readonly [name: string, before: Json, change: Change, after: Json])[] = [
  ['sets what is there', { a: 1 }, { op: 'set', path: ['a'], value: 2 }, { a: 2 }],
  ['creates parents', {}, { op: 'set', path: ['a', 0, 'b'], value: 1 }, { a: [{ b: 1 }] }],
  ['appends behind the end', [1], { op: 'set', path: [9], value: 2 }, [1, 2]],
  ['replaces what has no fields', { a: 1 }, { op: 'set', path: ['a', 'b'], value: 2 }, { a: { b: 2 } }],
  ['replaces all', { a: 1 }, { op: 'set', path: [], value: 2 }, 2],
  ['removes a key', { a: 1, b: 2 }, { op: 'remove', path: ['a'] }, { b: 2 }],
  ['removes an item', { a: [1, 2] }, { op: 'remove', path: ['a', 0] }, { a: [2] }],
  ['leaves an empty parent', { a: { b: 1 } }, { op: 'remove', path: ['a', 'b'] }, { a: {} }],
  ['removes nothing where nothing is', { a: 1 }, { op: 'remove', path: ['b', 'c'] }, { a: 1 }],
  ['inserts before', { a: [2] }, { op: 'insert', path: ['a', 0], value: 1 }, { a: [1, 2] }],
  ['makes the list', {}, { op: 'insert', path: ['a', 3], value: 1 }, { a: [1] }],
  ['renames in place', { a: 1, b: 2 }, { op: 'rename', path: ['a'], key: 'c' }, { c: 1, b: 2 }],
  ['renames over another', { a: 1, b: 2 }, { op: 'rename', path: ['a'], key: 'b' }, { b: 1 }],
  ['moves', { a: { b: 1 } }, { op: 'move', path: ['a', 'b'], to: ['c', 0] }, { a: {}, c: [1] }],
  ['moves nothing where nothing is', { a: 1 }, { op: 'move', path: ['b'], to: ['c'] }, { a: 1 }],
  ['wraps', { a: { b: 1 } }, { op: 'move', path: ['a'], to: ['a', 0] }, { a: [{ b: 1 }] }],
  ['wraps an item', { a: [1, 2] }, { op: 'move', path: ['a', 1], to: ['a', 1, 'b'] }, { a: [1, { b: 2 }] }],
];

describe('a change of a value', () => {
  for (const [name, before, change, after] of cases) {
    it(name, () => {
      const copy = structuredClone(before);
      const result = applyChanges(before, [change]);
      assert.deepEqual(result, after);
      assert.deepEqual(before, copy, 'the old value is as it was');
      if (typeof result === 'object' && result !== null)
        assert.deepEqual(Object.keys(result), Object.keys(Object(after)));
    });
  }

  it('comes after the one before it', () => {
    const changes: readonly Change[] = [
      { op: 'remove', path: [0] },
      { op: 'set', path: [0], value: 'x' },
    ];
    assert.deepEqual(applyChanges([1, 2, 3], changes), ['x', 3]);
  });

  it('keeps the keys that objects have of themselves apart', () => {
    const value = applyChanges({}, [{ op: 'set', path: ['__proto__', 'constructor'], value: 1 }]);
    assert.deepEqual(Object.keys(value as object), ['__proto__']);
    assert.equal(({} as Record<string, unknown>)['constructor'], Object);
  });
});
