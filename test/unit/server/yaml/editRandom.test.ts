/** Random changes of real manifests: the edited text reads as the changed value, whatever the style. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChanges } from '#knative/applyChanges.ts';
import type { Change } from '#knative/change.ts';
import { isArray, isObject, jsonEquals, type Json } from '#knative/json.ts';
import type { Path } from '#knative/path.ts';
import { editsFor } from '#server/yaml/edit.ts';
import { applyEdits } from '#server/yaml/lineDiff.ts';
import { parse } from '#server/yaml/parse.ts';
import { renderFlow } from '#server/yaml/render.ts';
import { segmentOf } from '#server/yaml/segment.ts';
import { readValue } from '#server/yaml/value.ts';
import { vectors } from '../../../vectors/read.ts';

/** The same numbers every time (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function valueOf(text: string): Json | undefined {
  const { root, problems } = parse(segmentOf(text));
  return root === undefined || problems.length > 0 ? undefined : readValue(root).value;
}

function pathsIn(value: Json, path: Path = []): readonly Path[] {
  if (isArray(value)) return [path, ...value.flatMap((inner, index) => pathsIn(inner, [...path, index]))];
  if (!isObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

const values: readonly Json[] = [1, 'text', 'a: b', true, null, [], {}, ['x', { y: 1 }], { a: { b: ['c'] } }];

function randomChange(value: Json, random: (below: number) => number): Change {
  const paths = pathsIn(value).filter((path) => path.length > 0);
  const path = paths[random(paths.length)] ?? ['spec'];
  const parent = path.slice(0, -1);
  const last = path.at(-1);
  const given = values[random(values.length)] ?? null;
  switch (random(7)) {
    case 0:
      return { op: 'set', path, value: given };
    case 1:
      return {
        op: 'set',
        path: [...parent, typeof last === 'number' ? last + 1 : 'newKey', 'inner'],
        value: given,
      };
    case 2:
      return { op: 'remove', path };
    case 3:
      return { op: 'insert', path: typeof last === 'number' ? path : [...path, 0], value: given };
    case 4:
      return { op: 'rename', path, key: `${String(last)}2` };
    case 5:
      return { op: 'move', path, to: ['moved', 'here', random(2) === 0 ? 0 : 'too'] };
    default:
      return { op: 'move', path, to: [...path, random(2) === 0 ? 0 : 'within'] };
  }
}

/** A third of them, to be quick. */
const plain = vectors('admission')
  .filter((_, index) => index % 3 === 0)
  .map(({ manifest }) => manifest);

/** Each in other styles as well: with comments, with lists set in, in brackets, with an anchor. */
const styles: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll(/^( *)([\w]+:.*)$/gm, '$1# above\n$1$2'),
  (text) => text.replaceAll(/^( *)(\w+): ([\w./-]+)$/gm, '$1$2: "$3" # behind'),
  (text) => {
    const value = valueOf(text);
    const spec = isObject(value) ? value['spec'] : undefined;
    return spec === undefined ? text : text.replace(/^spec:[^]*/m, `spec: ${renderFlow(spec)}\n`);
  },
  (text) => text.replace(/^( +)containers?:$/m, '$&  &app').concat('other: *app\n'),
];

describe('random changes', () => {
  it('make the text read as the value', () => {
    const random = randomNumbers(20180724);
    let tried = 0;
    for (const [index, manifest] of plain.entries()) {
      const text = styles[index % styles.length]?.(manifest) ?? manifest;
      const before = valueOf(text);
      if (before === undefined) continue;
      const changes: Change[] = [];
      let meant = before;
      for (let count = 1 + random(3); count > 0; count--) {
        const change = randomChange(meant, random);
        changes.push(change);
        meant = applyChanges(meant, [change]);
      }
      const after = applyEdits(text, editsFor(segmentOf(text), changes));
      tried++;
      assert.ok(jsonEquals(valueOf(after), meant), `${JSON.stringify(changes)}\n${text}\n=>\n${after}`);
    }
    assert.ok(tried > 900, String(tried));
  });
});
