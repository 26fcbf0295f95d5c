/** The text form of Prometheus, with all that may stand in it, and with what may not. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { parsePrometheusText } from '#client/cluster/metrics/prometheusText.ts';

const read = (text: string): readonly unknown[] =>
  parsePrometheusText(text).map(({ name, labels, value }) => [name, { ...labels }, value]);

test('names, labels, values; comments and empty lines are left out', () => {
  assert.deepEqual(
    read(`# HELP up Whether it is up.
# TYPE up gauge
up 1

requests_total{code="200",method="get"} 1027 1395066363000
  spaced { a = "1" , b = "2", }   3.5e-2
no_labels{} -0.5
# EOF
`),
    [
      ['up', {}, 1],
      ['requests_total', { code: '200', method: 'get' }, 1027],
      ['spaced', { a: '1', b: '2' }, 0.035],
      ['no_labels', {}, -0.5],
    ],
  );
});

test('escapes in labels', () => {
  assert.deepEqual(read(String.raw`a{path="C:\\DIR\\",error="line\nof \"many\" }",odd="\q"} 1`), [
    ['a', { path: 'C:\\DIR\\', error: 'line\nof "many" }', odd: String.raw`\q` }, 1],
  ]);
});

test('special values, and not what only looks like one', () => {
  const values = (text: string): readonly unknown[] => parsePrometheusText(text).map(({ value }) => value);
  assert.deepEqual(values('a NaN\na +Inf\na -Inf\na Inf\na 1.\na .5\na 1e3'), [
    Number.NaN,
    Infinity,
    -Infinity,
    Infinity,
    1,
    0.5,
    1000,
  ]);
  assert.deepEqual(values('a\na \na x\na 0x10\na 1_0\na 1 2 3\na 1 then\na e5'), []);
});

test('exemplars and timestamps are left out', () => {
  assert.deepEqual(
    read(`a_bucket{le="0.1"} 8 # {trace_id="KOO5S4vxi0o"} 0.067
a_bucket{le="1"} 11 1520879607.789 # {trace_id="oHg5SJYRHA0"} 9.8 1520879607.789
a_bucket{le="+Inf"} 17 -5`),
    [
      ['a_bucket', { le: '0.1' }, 8],
      ['a_bucket', { le: '1' }, 11],
      ['a_bucket', { le: '+Inf' }, 17],
    ],
  );
});

test('names in quotes, as Prometheus 3 writes them', () => {
  assert.deepEqual(read('{"kn.revision.pods.desired","kn.revision.name"="shop-00001"} 3'), [
    ['kn_revision_pods_desired', { kn_revision_name: 'shop-00001' }, 3],
  ]);
});

test('a line that is none is left out, the others are read', () => {
  assert.deepEqual(
    read(`good 1
{a="1"} 2
bad{a=1} 2
bad{a="1" 2
bad{a="1
bad{"x","y"} 2
bad{="1"} 2
1bad 2
bad-name 3
<html>
{"message":"not found"}
__proto__{__proto__="x"} 4
good 5`),
    [
      ['good', {}, 1],
      ['__proto__', Object.defineProperty({}, '__proto__', { value: 'x', enumerable: true }), 4],
      ['good', {}, 5],
    ].map((line) => line),
  );
});

test('what is not wanted is not read', () => {
  const lines = parsePrometheusText(
    'a{x="1"} 1\nb 2\n{"c"} 3\n{"d"} 4',
    (name) => name === 'b' || name === 'd',
  );
  assert.deepEqual(
    lines.map(({ name }) => name),
    ['b', 'd'],
  );
});

test('a megabyte in a moment, whatever is in it', () => {
  const hostile = [
    `a{${'x="\\\\'.repeat(100_000)}`,
    `a{${'x="1",'.repeat(80_000)}`,
    `a ${' '.repeat(500_000)}x`,
    'a{x="1"} 1\n'.repeat(90_000),
    '{'.repeat(1_000_000),
  ];
  for (const text of hostile) {
    const before = performance.now();
    parsePrometheusText(text);
    const taken = performance.now() - before;
    assert.ok(taken < 1500, `${text.slice(0, 20)}… took ${taken.toFixed(0)} ms`);
  }
});
