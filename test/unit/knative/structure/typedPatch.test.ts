/** What server-side apply says of a manifest that does not fit the types. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { typedPatchProblems } from '#knative/admission/structure/typedPatch.ts';
import type { JsonObject } from '#knative/json.ts';
import { domainMapping } from '#knative/resources/domainMapping.ts';
import { route } from '#knative/resources/servingV1.ts';
import { bool, field, int32, list, object, type ObjectShape, string } from '#knative/resources/shape.ts';

const item = object('v1.Item', {
  name: field(string, '', { required: true }),
  count: field(int32, ''),
  on: field(bool, ''),
});
const table = object('v1.Thing', { items: field(list(item, ['name']), '') });

function said(value: JsonObject, of: ObjectShape = table): readonly string[] {
  return typedPatchProblems(value, of).map(({ clusterPath, message }) => `${clusterPath}: ${message}`);
}

describe('typedPatchProblems', () => {
  it('names items by their keys', () => {
    assert.deepEqual(said({ items: [{ name: 'a', x: 1 }] }), [
      '.items[name="a"].x: field not declared in schema',
    ]);
  });

  it('refuses two items of one key, and an item without one', () => {
    assert.deepEqual(said({ items: [{ name: 'a' }, { name: 'a' }] }), [
      '.items: duplicate entries for key [name="a"]',
    ]);
    assert.deepEqual(said({ items: [{ nam: 'a' }] }), [
      '.items: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn\'t have default values for any key fields)',
    ]);
    assert.deepEqual(said({ items: [true] }), [
      '.items: element 0: associative list with keys may not have non-map elements',
    ]);
  });

  it('says what it expected', () => {
    assert.deepEqual(said({ items: {} }), ['.items: expected list, got &{map[]}']);
    assert.deepEqual(said({ items: [{ name: 'a', count: 'x', on: 1 }] }), [
      '.items[name="a"].count: expected numeric (int or float), got string',
      '.items[name="a"].on: expected boolean, got &{1}',
    ]);
    assert.deepEqual(said({ spec: ['a'] }, route), ['.spec: expected map, got &{[a]}']);
    assert.deepEqual(said({ spec: { traffic: [{ tag: {} }] } }, route), [
      '.spec.traffic[0].tag: expected string, got &value.valueUnstructured{Value:map[string]interface {}{}}',
    ]);
  });

  it('knows the owner without a uid by the empty one', () => {
    const metadata = { ownerReferences: [{ udi: 'x' }] };
    assert.deepEqual(said({ metadata }, domainMapping), [
      '.metadata.ownerReferences[uid=""].udi: field not declared in schema',
    ]);
  });
});
