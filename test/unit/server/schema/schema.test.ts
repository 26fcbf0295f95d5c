/** What yaml-language-server says of our schemas: all fields, everywhere, and nothing from the network. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kindOf, kinds, type Kind } from '#knative/kinds.ts';
import type { Path } from '#knative/path.ts';
import type { Fields, Shape } from '#knative/resources/shape.ts';
import { placeText } from '#server/schema/placeText.ts';
import { schemas } from '#server/schema/schema.ts';

/** The mappings of a kind, down to a depth, each struct once. */
function* mappings(
  shape: Shape,
  path: Path,
  seen: Set<Shape>,
): Iterable<{ readonly path: Path; readonly fields: Fields }> {
  if (shape.type === 'list') yield* mappings(shape.items, [...path, 0], seen);
  if (shape.type === 'map') yield* mappings(shape.values, [...path, 'key'], seen);
  if (shape.type !== 'object' || seen.has(shape)) return;
  seen.add(shape);
  yield { path, fields: shape.fields };
  for (const [key, { shape: inner, pruned, readOnly }] of Object.entries(shape.fields)) {
    if (pruned !== true && readOnly !== true) yield* mappings(inner, [...path, key], seen);
  }
}

function kindNamed(apiVersion: string, kind: string): Kind {
  const found = kindOf(apiVersion, kind);
  assert.ok(found, `${apiVersion} ${kind}`);
  return found;
}

describe('the schemas of yaml-language-server', () => {
  it('offer every field of every mapping of every kind', async () => {
    const ask = schemas((doc) => doc);
    let count = 0;
    for (const kind of kinds()) {
      for (const { path, fields } of mappings(kind.table(), [], new Set())) {
        const offered = await ask({ kind, path, want: 'keys' });
        const expected = Object.entries(fields)
          .filter(
            ([, { pruned, readOnly, deprecated }]) =>
              pruned !== true && readOnly !== true && deprecated !== true,
          )
          .map(([key]) => key);
        assert.deepEqual(
          // Some that are deprecated are left out already; completion leaves out the others.
          offered.map(({ label }) => label).filter((label) => fields[label]?.deprecated !== true),
          expected,
          `${kind.apiVersion} ${kind.kind} ${path.join('.')}`,
        );
        count++;
      }
    }
    assert.ok(count > 400, `${count} mappings`);
  });

  it('explain in the user’s language', async () => {
    const ask = schemas((doc) => `<${doc}>`);
    const kind = kindNamed('serving.knative.dev/v1', 'Service');
    const [first] = await ask({ kind, path: ['spec', 'traffic', 0], want: 'keys' });
    assert.match(first?.documentation ?? '', /^<.+>$/);
  });

  it('know the values that are allowed', async () => {
    const ask = schemas((doc) => doc);
    const kind = kindNamed('serving.knative.dev/v1', 'Service');
    const pod = ['spec', 'template', 'spec'];
    const labels = async (path: Path): Promise<readonly string[]> =>
      (await ask({ kind, path, want: 'value' })).map(({ label }) => label);
    assert.deepEqual(await labels([...pod, 'containers', 0, 'imagePullPolicy']), [
      'Always',
      'IfNotPresent',
      'Never',
    ]);
    assert.deepEqual(await labels([...pod, 'enableServiceLinks']), ['false', 'true']);
    assert.deepEqual(await labels(['metadata', 'name']), []);
  });

  it('fetch nothing', async (t) => {
    const fetched = t.mock.method(globalThis, 'fetch', () => Promise.reject(new Error('no network')));
    const ask = schemas((doc) => doc);
    const kind = kindNamed('serving.knative.dev/v1', 'Service');
    const path = ['metadata', 'annotations', '# yaml-language-server: $schema=https://example.com/x.json'];
    assert.deepEqual(await ask({ kind, path, want: 'value' }), []);
    assert.equal(fetched.mock.callCount(), 0);
  });
});

describe('the text of a place', () => {
  it('holds the way to it and nothing else', () => {
    const kind = kindNamed('serving.knative.dev/v1', 'Service');
    assert.equal(
      placeText({ kind, path: ['spec', 'traffic', 3], want: 'keys' }).text,
      'spec:\n  traffic:\n    -\n      x',
    );
    assert.equal(placeText({ kind, path: ['a', 'b: c'], want: 'value' }).text, 'a:\n  "b: c": ');
  });
});
