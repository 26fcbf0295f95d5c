/** The arithmetic of patches, by themselves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json } from '#knative/json.ts';
import { structureOf } from '#playground/api/fields/structure.ts';
import { coreKinds } from '#playground/api/kinds/core.ts';
import { jsonPatched } from '#playground/api/patch/jsonPatch.ts';
import { operationComplaints } from '#playground/api/patch/operations.ts';
import { mergePatched } from '#playground/api/patch/mergePatch.ts';
import { strategicMerged } from '#playground/api/patch/strategicMerge.ts';
import { ApiError } from '#playground/api/status.ts';

describe('JSON patch', () => {
  const document: Json = { a: { b: [1, 2, 3], 'c/d': 'x', 'e~f': 'y' } };
  const good: readonly (readonly [string, Json, Json])[] = [
    [
      'adds a member',
      [{ op: 'add', path: '/a/z', value: 1 }],
      { a: { b: [1, 2, 3], 'c/d': 'x', 'e~f': 'y', z: 1 } },
    ],
    [
      'inserts an item',
      [{ op: 'add', path: '/a/b/1', value: 9 }],
      { a: { b: [1, 9, 2, 3], 'c/d': 'x', 'e~f': 'y' } },
    ],
    [
      'appends an item',
      [{ op: 'add', path: '/a/b/-', value: 9 }],
      { a: { b: [1, 2, 3, 9], 'c/d': 'x', 'e~f': 'y' } },
    ],
    ['removes an item', [{ op: 'remove', path: '/a/b/0' }], { a: { b: [2, 3], 'c/d': 'x', 'e~f': 'y' } }],
    [
      'reads ~1 as a slash',
      [{ op: 'replace', path: '/a/c~1d', value: 1 }],
      { a: { b: [1, 2, 3], 'c/d': 1, 'e~f': 'y' } },
    ],
    ['reads ~0 as a tilde', [{ op: 'remove', path: '/a/e~0f' }], { a: { b: [1, 2, 3], 'c/d': 'x' } }],
    ['moves', [{ op: 'move', from: '/a/c~1d', path: '/g' }], { a: { b: [1, 2, 3], 'e~f': 'y' }, g: 'x' }],
    ['copies', [{ op: 'copy', from: '/a/b/2', path: '/g' }], { ...document, g: 3 }],
    ['tests deeply', [{ op: 'test', path: '/a/b', value: [1, 2, 3] }], document],
    ['replaces everything', [{ op: 'replace', path: '', value: { z: 1 } }], { z: 1 }],
    [
      'keeps to the order',
      [
        { op: 'add', path: '/n', value: {} },
        { op: 'add', path: '/n/m', value: 1 },
      ],
      { ...document, n: { m: 1 } },
    ],
  ];
  for (const [title, patch, expected] of good) {
    it(title, () => assert.deepEqual(jsonPatched(document, patch), expected));
  }

  // A patch that can be read and does not apply is refused without a word of why.
  const unfit = /^the server rejected our request due to an error in our request$/;
  const bad: readonly (readonly [string, Json, RegExp])[] = [
    ['a test that fails', [{ op: 'test', path: '/a/b', value: [1] }], unfit],
    ['removing what is not there', [{ op: 'remove', path: '/x' }], unfit],
    ['replacing what is not there', [{ op: 'replace', path: '/x', value: 1 }], unfit],
    ['adding below nothing', [{ op: 'add', path: '/x/y', value: 1 }], unfit],
    ['an index beyond the end', [{ op: 'add', path: '/a/b/7', value: 1 }], unfit],
    ['an unknown operation', [{ op: 'bend', path: '/a' }], unfit],
    ['no list', { op: 'add' }, /unmarshal object into Go value of type \[\]handlers\.jsonPatchOp$/],
    ['an operation without a path', [{ op: 'replace', value: 1 }], unfit],
    ['an operation that is null', [null], unfit],
    [
      'a path that is no text',
      [{ op: 'remove', path: 1 }],
      /number into Go struct field jsonPatchOp\.path of type string$/,
    ],
    ['no operation', [1], /unmarshal number into Go value of type handlers\.jsonPatchOp$/],
  ];
  for (const [title, patch, words] of bad) {
    it(`refuses ${title}`, () => {
      assert.throws(
        () => jsonPatched(document, patch),
        (error) => error instanceof ApiError && words.test(error.message),
      );
    });
  }

  it('is read before anything of it is done', () => {
    const patch = [{ op: 'remove', path: '/x' }, { op: 1 }];
    assert.throws(() => jsonPatched(document, patch), /jsonPatchOp\.op of type string$/);
    assert.equal(jsonPatched(document, null), document);
  });

  it('may have members that stand twice or do not belong there, which is told', () => {
    const duplicates = ['duplicate field "[0].op"'];
    assert.deepEqual(operationComplaints([{ op: 'test', path: '/a', note: 1 }], duplicates), [
      'json patch duplicate field "[0].op"',
      'json patch unknown field "[0].note"',
    ]);
  });

  it('leaves the document as it was', () => {
    const copy = structuredClone(document);
    jsonPatched(document, [
      { op: 'remove', path: '/a/b/0' },
      { op: 'add', path: '/a/b/-', value: 4 },
    ]);
    assert.deepEqual(document, copy);
  });
});

describe('merge patch', () => {
  it('merges objects, removes null, replaces the rest', () => {
    const value: Json = { a: { b: 1, c: 2 }, d: [1, 2], e: 'x' };
    const patch: Json = { a: { b: null, f: { g: null, h: 1 } }, d: [3], e: { i: 1 } };
    assert.deepEqual(mergePatched(value, patch), { a: { c: 2, f: { h: 1 } }, d: [3], e: { i: 1 } });
  });
});

describe('members of any name', () => {
  it('are members, and nothing else', () => {
    const patch = JSON.parse('{"a":{"__proto__":{"x":1},"constructor":2}}') as Json;
    assert.equal(
      JSON.stringify(mergePatched({ a: {} }, patch)),
      '{"a":{"__proto__":{"x":1},"constructor":2}}',
    );
    assert.equal(
      JSON.stringify(jsonPatched({}, [{ op: 'add', path: '/__proto__', value: 1 }])),
      '{"__proto__":1}',
    );
  });
});

describe('strategic merge patch', () => {
  const pod = coreKinds.find(({ kind }) => kind === 'Pod');
  assert.ok(pod !== undefined);
  const spec = structureOf(pod).member('spec');
  const value: Json = {
    containers: [
      { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }], ports: [{ containerPort: 80 }] },
      { name: 'b', image: 'b:1', args: ['1', '2'] },
    ],
    tolerations: [{ key: 'x' }],
    nodeSelector: { disk: 'ssd' },
  };

  it('merges containers by name and variables within them', () => {
    const patch: Json = {
      containers: [
        {
          name: 'a',
          env: [
            { name: 'Y', value: '2' },
            { name: 'X', value: '3' },
          ],
        },
      ],
    };
    assert.deepEqual(strategicMerged(value, patch, spec), {
      ...(value as object),
      containers: [
        {
          name: 'a',
          image: 'a:1',
          env: [
            { name: 'X', value: '3' },
            { name: 'Y', value: '2' },
          ],
          ports: [{ containerPort: 80 }],
        },
        { name: 'b', image: 'b:1', args: ['1', '2'] },
      ],
    });
  });

  it('deletes an item, replaces what has no keys, and adds new items', () => {
    const patch: Json = {
      containers: [
        { $patch: 'delete', name: 'b' },
        { name: 'c', image: 'c:1' },
      ],
      tolerations: [{ key: 'y' }],
    };
    const result = strategicMerged(value, patch, spec) as {
      containers: { name: string }[];
      tolerations: unknown;
    };
    assert.deepEqual(
      result.containers.map(({ name }) => name),
      ['a', 'c'],
    );
    assert.deepEqual(result.tolerations, [{ key: 'y' }]);
  });

  it('follows $setElementOrder, $retainKeys and $patch: replace', () => {
    const order: Json = { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] };
    const ordered = strategicMerged(value, order, spec) as { containers: { name: string }[] };
    assert.deepEqual(
      ordered.containers.map(({ name }) => name),
      ['b', 'a'],
    );
    const retained = strategicMerged(
      value,
      { $retainKeys: ['nodeSelector'], nodeSelector: { a: 'b' } },
      spec,
    );
    assert.deepEqual(retained, { nodeSelector: { disk: 'ssd', a: 'b' } });
    assert.deepEqual(strategicMerged(value, { nodeSelector: { $patch: 'replace', a: 'b' } }, spec), {
      ...(value as object),
      nodeSelector: { a: 'b' },
    });
  });

  it('takes single values out of a set', () => {
    const metadata = structureOf(pod).member('metadata');
    const patch: Json = { '$deleteFromPrimitiveList/finalizers': ['a'] };
    assert.deepEqual(strategicMerged({ finalizers: ['a', 'b'] }, patch, metadata), { finalizers: ['b'] });
  });
});
