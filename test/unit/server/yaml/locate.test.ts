/** From paths to text and back. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Path } from '#knative/path.ts';
import { pathAt, rangeOf } from '#server/yaml/locate.ts';
import { segmentOf } from '#server/yaml/segment.ts';

const text = `kind: Service
spec:
  traffic:
    - percent: 100
      tag: "x"
    - {percent: 0}
  empty:
anchored: &a
  b: 1
alias: *a
merged:
  <<: *a
`;
const segment = segmentOf(text);

function at(path: Path, which: 'key' | 'value'): string {
  const { start, end } = rangeOf(segment, path, which);
  return text.slice(start, end);
}

describe('rangeOf', () => {
  for (const [path, which, expected] of [
    [['spec', 'traffic', 0, 'percent'], 'value', '100'],
    [['spec', 'traffic', 0, 'percent'], 'key', 'percent'],
    [['spec', 'traffic', 0, 'tag'], 'value', '"x"'],
    [['spec', 'traffic', 1, 'percent'], 'value', '0'],
    [['spec', 'empty'], 'value', 'empty'],
    [['spec', 'missing', 'deeper'], 'value', 'spec'],
    [['spec', 'traffic', 0, 'missing'], 'value', 'percent'],
    [['spec', 'traffic', 7], 'value', 'traffic'],
    [['alias', 'b'], 'value', '*a'],
    [['merged', 'b'], 'value', '<<: *a'],
    [[], 'value', 'kind: Service'],
    [['missing'], 'value', 'kind: Service'],
  ] as const) {
    it(`${JSON.stringify(path)} ${which}`, () => assert.equal(at(path, which), expected));
  }
});

describe('pathAt', () => {
  for (const [place, path, which] of [
    ['percent: 100', ['spec', 'traffic', 0, 'percent'], 'key'],
    ['100', ['spec', 'traffic', 0, 'percent'], 'value'],
    ['"x"', ['spec', 'traffic', 0, 'tag'], 'value'],
    ['{percent', ['spec', 'traffic', 1], 'inside'],
    ['Service', ['kind'], 'value'],
  ] as const) {
    it(place, () => {
      const found = pathAt(segment, text.indexOf(place) + (which === 'inside' ? 0 : 1));
      assert.deepEqual(found?.path, path);
      assert.equal(found?.at, which);
    });
  }

  it('is the inverse of rangeOf', () => {
    for (let offset = 0; offset < text.length; offset++) {
      const found = pathAt(segment, offset);
      if (
        found === undefined ||
        found.at === 'inside' ||
        found.path.includes('<<') ||
        found.span.start === found.span.end
      )
        continue;
      const { start, end } = rangeOf(segment, found.path, found.at);
      assert.ok(start <= offset && offset <= end, `${offset}: ${JSON.stringify(found)}`);
    }
  });
});
