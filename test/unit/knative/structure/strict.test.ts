/** Which fields the API server calls unknown, and in which order. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unknownFields } from '#knative/admission/structure/strict.ts';
import { formatPath } from '#knative/path.ts';
import { typeAndMeta } from '#knative/resources/meta.ts';
import { field, int64, list, map, object, string } from '#knative/resources/shape.ts';

const table = object('v1.Thing', {
  ...typeAndMeta,
  spec: field(
    object('v1.Spec', {
      count: field(int64, ''),
      names: field(map(string), ''),
      items: field(
        list(object('v1.Item', { a: field(string, '', { pruned: true }), b: field(string, '') })),
        '',
      ),
      open: field(
        object('v1.Open', { a: field(object('v1.A', {}), '') }, { open: true, declared: ['a'] }),
        '',
      ),
    }),
    '',
  ),
});

function unknown(value: object): readonly string[] {
  return unknownFields(value as never, table).map(({ path }) => formatPath(path));
}

describe('unknownFields', () => {
  it('names those of the metadata first, each part in the order of its text', () => {
    const value = { zone: 1, metadata: { z: 1, ownerReferences: [{ b: 1 }] }, spec: { c: 1, a: 1 } };
    assert.deepEqual(unknown(value), [
      'metadata.ownerReferences[0].b',
      'metadata.z',
      'spec.a',
      'spec.c',
      'zone',
    ]);
  });

  it('tells the case of a key', () =>
    assert.deepEqual(unknown({ Spec: {}, spec: { Count: 1 } }), ['Spec', 'spec.Count']));

  it('names every key below a scalar, also in lists', () => {
    const value = { spec: { count: { a: 1 }, names: { x: { y: 1 } }, items: { p: 1 } } };
    assert.deepEqual(unknown(value), ['spec.count.a', 'spec.items.p', 'spec.names.x.y']);
    assert.deepEqual(unknown({ spec: { count: [{ a: 1 }] } }), ['spec.count[0].a']);
  });

  it('names what the CRD prunes although Go knows it', () =>
    assert.deepEqual(unknown({ spec: { items: [{ a: 'x', b: 'x' }] } }), ['spec.items[0].a']));

  it('keeps everything in an open object but below what it declares', () => {
    assert.deepEqual(unknown({ spec: { open: { x: { y: 1 }, a: { y: 1 } } } }), ['spec.open.a.y']);
  });
});
