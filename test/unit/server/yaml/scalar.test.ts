/** Plain scalars, keys and tags as kubectl (go-yaml v2, sigs.k8s.io/yaml) reads them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { segmentOf } from '#server/yaml/segment.ts';
import { parse } from '#server/yaml/parse.ts';
import { readValue } from '#server/yaml/value.ts';

function read(text: string): unknown {
  const { root, problems } = parse(segmentOf(text));
  assert.deepEqual(problems, [], text);
  return root === undefined ? undefined : readValue(root).value;
}

function refusal(text: string): string | undefined {
  const { root, problems } = parse(segmentOf(text));
  return problems[0]?.message ?? (root === undefined ? undefined : readValue(root).refusal);
}

const plain: readonly (readonly [string, unknown])[] = [
  ['y', true],
  ['Yes', true],
  ['YES', true],
  ['on', true],
  ['yEs', 'yEs'],
  ['tRUE', 'tRUE'],
  ['n', false],
  ['Off', false],
  ['', null],
  ['~', null],
  ['Null', null],
  ['nULL', 'nULL'],
  ['012', 10],
  ['0o12', 10],
  ['09', 9],
  ['1_000', 1000],
  ['1e3', 1000],
  ['1.', 1],
  ['.5', 0.5],
  ['.', '.'],
  ['-', undefined],
  ['+3', 3],
  ['0x1F', 31],
  ['0b11', 3],
  ['-0b11', -3],
  ['1:30', '1:30'],
  ['2001-12-14', '2001-12-14'],
  ['2001-12-14T21:59:43Z', '2001-12-14T21:59:43Z'],
  ['9223372036854775807', 9223372036854775807n],
  ['18446744073709551615', 18446744073709551615n],
  ['18446744073709551616', 18446744073709552000],
  ['-9223372036854775809', -9223372036854775808],
  ['1.2.3', '1.2.3'],
  ['v1', 'v1'],
  ['100m', '100m'],
  ['0x', '0x'],
  ['1e', '1e'],
  ['1__0', 10],
];

describe('a plain scalar', () => {
  for (const [text, value] of plain) {
    if (value === undefined) continue;
    it(`${JSON.stringify(text)} is ${typeof value}`, () =>
      assert.deepEqual(read(`a: ${text}\n`), { a: value }));
  }

  it('is text in quotes and blocks', () => {
    assert.deepEqual(read(`a: "yes"\nb: '012'\nc: |-\n  1\nd: >-\n  on\n`), {
      a: 'yes',
      b: '012',
      c: '1',
      d: 'on',
    });
  });

  it('that JSON has no number for is refused', () => {
    assert.equal(refusal('a: .inf\n'), 'json: unsupported value: +Inf');
    assert.equal(refusal('a: -.Inf\n'), 'json: unsupported value: -Inf');
    assert.equal(refusal('a: [.nan]\n'), 'json: unsupported value: NaN');
  });
});

describe('a key', () => {
  it('is what its value is in text', () => {
    assert.deepEqual(read('on: 1\nn: 2\n012: 3\n1.50: 4\n0x10: 5\n'), {
      true: 1,
      false: 2,
      10: 3,
      '1.5': 4,
      16: 5,
    });
  });

  it('may be __proto__ and does no harm', () => {
    const value = read('__proto__: {a: 1}\n') as object;
    assert.deepEqual(Object.keys(value), ['__proto__']);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });

  it('that is null or a mapping is refused', () => {
    assert.match(refusal('~: 1\n') ?? '', /unsupported map key/);
    assert.match(refusal('? {a: 1}\n: 1\n') ?? '', /invalid map key/);
  });
});

describe('a tag', () => {
  it('says what a scalar is', () => {
    assert.deepEqual(read('a: !!str 1\nb: !!binary aGk=\nc: !!int "3"\nd: !!float 1\ne: !mine yes\n'), {
      a: '1',
      b: 'hi',
      c: 3,
      d: 1,
      e: 'yes',
    });
  });

  it('must fit', () => {
    assert.match(refusal('a: !!int x\n') ?? '', /cannot decode `x` as a !!int/);
  });
});

describe('anchors and merges', () => {
  it('stand for what they name', () => {
    assert.deepEqual(read('a: &x {b: 1}\nc: *x\nd: [*x]\n'), { a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }] });
  });

  it('merge in the order of the text, the first of a list winning', () => {
    assert.deepEqual(read('x: &x {a: 1, b: 1}\nw: &w {a: 2, c: 2}\nz:\n  <<: [*x, *w]\n  b: 3\n'), {
      x: { a: 1, b: 1 },
      w: { a: 2, c: 2 },
      z: { a: 1, c: 2, b: 3 },
    });
    // go-yaml v2 lets a merge win over what stands before it.
    assert.deepEqual(read('x: &x {a: 1}\nz:\n  a: 2\n  <<: *x\n'), { x: { a: 1 }, z: { a: 1 } });
    assert.deepEqual(read('a: "<<"\n"<<": 1\n'), { a: '<<', '<<': 1 });
  });

  it('that run in circles or explode are refused', () => {
    assert.equal(refusal('a: &a [*a]\n'), "anchor 'a' value contains itself");
    assert.match(refusal('a: *b\n') ?? '', /unknown anchor|Unresolved alias/);
    const levels = Array.from(
      { length: 20 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]\n`,
    );
    assert.equal(refusal(`a0: &a0 [x]\n${levels.join('')}`), 'document contains excessive aliasing');
  });

  it('duplicate keys are noted, the last counts', () => {
    const { root } = parse(segmentOf('a:\n  b: 1\n  b: 2\n'));
    assert.ok(root);
    assert.deepEqual(readValue(root), { value: { a: { b: 2 } }, duplicateKeys: [['a', 'b']] });
  });
});
