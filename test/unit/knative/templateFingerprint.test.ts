/** The fingerprint of a template: the same for the same template, however its keys are ordered. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Json } from '#knative/json.ts';
import { templateFingerprint } from '#knative/templateFingerprint.ts';

it('does not depend on the order of keys', () => {
  assert.equal(
    templateFingerprint({ a: { b: 1, c: [1, 2] }, d: null }),
    templateFingerprint({ d: null, a: { c: [1, 2], b: 1 } }),
  );
});

it('tells values, types, orders of lists and places apart', () => {
  const values: readonly Json[] = [
    {},
    [],
    null,
    '',
    0,
    '0',
    true,
    'true',
    { a: 'b' },
    { b: 'a' },
    { a: { b: '' } },
    { a: '', b: '' },
    ['a', 'b'],
    ['b', 'a'],
    ['ab'],
    [['a'], 'b'],
    [['a', 'b']],
    9_007_199_254_740_993n,
    9_007_199_254_740_992,
  ];
  assert.equal(new Set(values.map(templateFingerprint)).size, values.length);
});
