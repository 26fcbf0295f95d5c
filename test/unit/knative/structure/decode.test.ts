/** Go's decoding by field tables: its errors word for word, and the value it leaves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '#knative/admission/structure/decode.ts';
import {
  any,
  bool,
  embedded,
  field,
  int32,
  int64,
  intOrString,
  list,
  map,
  object,
  quantity,
  scalar,
  string,
} from '#knative/resources/shape.ts';

const item = object('v1.Item', {
  name: field(string, ''),
  count: field(int32, ''),
  port: field(intOrString, ''),
  flag: field(bool, ''),
  pull: field(scalar('string', { go: 'v1.PullPolicy' }), ''),
});
const spec = object('v1.Spec', {
  ...embedded('PodSpec', { items: field(list(item), '') }),
  labels: field(map(string), ''),
  limits: field(map(quantity, { go: 'v1.ResourceList' }), ''),
  big: field(int64, ''),
  hidden: field(string, '', { pruned: true }),
  kept: field(object('v1.Kept', { hidden: field(string, '', { pruned: true }) }, { open: true }), ''),
  free: field(any, ''),
});
const root = object('v1.Thing', { spec: field(spec, '') });

describe('decode', () => {
  const errors: readonly (readonly [
    what: string,
    value: object,
    message: string,
    path: readonly (string | number)[],
  ])[] = [
    [
      'a scalar in a struct in a list, with the embedded struct in the path',
      { spec: { items: [{ name: 'a' }, { name: [] }] } },
      'json: cannot unmarshal array into Go struct field Item.spec.PodSpec.items.name of type string',
      ['spec', 'items', 1, 'name'],
    ],
    [
      'an item that is no object',
      { spec: { items: [true] } },
      'json: cannot unmarshal bool into Go struct field Spec.spec.PodSpec.items of type v1.Item',
      ['spec', 'items', 0],
    ],
    [
      'a list that is none',
      { spec: { items: {} } },
      'json: cannot unmarshal object into Go struct field Spec.spec.PodSpec.items of type []v1.Item',
      ['spec', 'items'],
    ],
    [
      'a map value, whose key Go does not name',
      { spec: { labels: { a: 'b', c: 1 } } },
      'json: cannot unmarshal number into Go struct field Spec.spec.labels of type string',
      ['spec', 'labels', 'c'],
    ],
    [
      'a named map',
      { spec: { limits: 'x' } },
      'json: cannot unmarshal string into Go struct field Spec.spec.limits of type v1.ResourceList',
      ['spec', 'limits'],
    ],
    [
      'a named string',
      { spec: { items: [{ pull: 1 }] } },
      'json: cannot unmarshal number into Go struct field Item.spec.PodSpec.items.pull of type v1.PullPolicy',
      ['spec', 'items', 0, 'pull'],
    ],
    [
      'a fraction where an integer belongs',
      { spec: { items: [{ count: 1.5 }] } },
      'json: cannot unmarshal number 1.5 into Go struct field Item.spec.PodSpec.items.count of type int32',
      ['spec', 'items', 0, 'count'],
    ],
    [
      'an integer beyond int32',
      { spec: { items: [{ count: 2147483648 }] } },
      'json: cannot unmarshal number 2147483648 into Go struct field Item.spec.PodSpec.items.count of type int32',
      ['spec', 'items', 0, 'count'],
    ],
    [
      'an integer beyond int64',
      { spec: { big: 9223372036854775808n } },
      'json: cannot unmarshal number 9223372036854776000 into Go struct field Spec.spec.big of type int64',
      ['spec', 'big'],
    ],
    [
      'neither number nor text',
      { spec: { items: [{ port: true }] } },
      'json: cannot unmarshal bool into Go struct field Item.spec.PodSpec.items.port of type int32',
      ['spec', 'items', 0, 'port'],
    ],
    ['a root that is no object', [], 'json: cannot unmarshal array into Go value of type v1.Thing', []],
    [
      'the first of several errors in the order of the keys',
      { spec: { labels: 1, big: 'x' } },
      'json: cannot unmarshal string into Go struct field Spec.spec.big of type int64',
      ['spec', 'big'],
    ],
    [
      'a decoding of its own before earlier type errors',
      { spec: { big: 'x', limits: { cpu: '1GB' } } },
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      ['spec', 'limits', 'cpu'],
    ],
    [
      'a key in another case',
      { Spec: { BIG: 'x' } },
      'json: cannot unmarshal string into Go struct field Spec.spec.big of type int64',
      ['Spec', 'BIG'],
    ],
  ];
  for (const [what, value, message, path] of errors) {
    it(`tells ${what}`, () => {
      const { error } = decode(value as never, root);
      assert.equal(error?.message, message);
      assert.deepEqual(error?.path, path);
    });
  }

  it('keeps what fits, ignores what is unknown, and takes null for absence', () => {
    const value = {
      spec: {
        items: [null, { name: 'a', count: 'x', other: 1 }],
        labels: { a: null },
        big: null,
        free: [null],
      },
    };
    const { value: decoded } = decode(value, root);
    assert.deepEqual(decoded, { spec: { items: [{}, { name: 'a' }], labels: { a: '' }, free: [null] } });
  });

  it('drops what the CRD prunes, but not where it keeps unknown fields', () => {
    const value = { spec: { hidden: 'a', kept: { hidden: 'b' } } };
    assert.deepEqual(decode(value, root, { withoutPruned: true }).value, { spec: { kept: { hidden: 'b' } } });
    assert.deepEqual(decode(value, root).value, value);
  });

  it('fills the same struct from keys that differ by case alone', () => {
    const value = { Spec: { big: 1, labels: { a: 'b' } }, spec: { big: 2 } };
    assert.deepEqual(decode(value, root).value, { spec: { big: 2, labels: { a: 'b' } } });
  });

  it('takes keys as they are written where asked to', () => {
    assert.deepEqual(decode({ Spec: { big: 1 } }, root, { exactKeys: true }).value, {});
  });
});
