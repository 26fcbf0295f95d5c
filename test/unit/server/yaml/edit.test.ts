/** Changes as text edits: what they leave alone, and that the result reads as it should. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change } from '#knative/change.ts';
import { jsonEquals, type Json } from '#knative/json.ts';
import { editsFor } from '#server/yaml/edit.ts';
import { applyEdits } from '#server/yaml/lineDiff.ts';
import { parse } from '#server/yaml/parse.ts';
import { segmentOf } from '#server/yaml/segment.ts';
import { readValue } from '#server/yaml/value.ts';

function changed(text: string, ...changes: readonly Change[]): string {
  return applyEdits(text, editsFor(segmentOf(text), changes));
}

const service = `# a service
spec: # the spec
  template:
    spec:
      timeoutSeconds: 300   # five minutes
      containers:
      - image: "a:1" # the image
        env: [] # none
      - {image: 'b:1', name: b}
  traffic:
    # the first
    - percent: 100
      tag: x
`;

const cases: readonly {
  name: string;
  changes: readonly Change[];
  before?: string;
  find: string;
  replace: string;
}[] = [
  {
    name: 'sets a value before its comment',
    changes: [{ op: 'set', path: ['spec', 'template', 'spec', 'timeoutSeconds'], value: 60 }],
    find: '300 ',
    replace: '60 ',
  },
  {
    name: 'keeps double quotes',
    changes: [{ op: 'set', path: ['spec', 'template', 'spec', 'containers', 0, 'image'], value: 'a:2' }],
    find: '"a:1"',
    replace: '"a:2"',
  },
  {
    name: 'keeps single quotes in flow style',
    changes: [{ op: 'set', path: ['spec', 'template', 'spec', 'containers', 1, 'image'], value: 'b:2' }],
    find: "'b:1'",
    replace: "'b:2'",
  },
  {
    name: 'fills an empty list below its key',
    changes: [
      {
        op: 'insert',
        path: ['spec', 'template', 'spec', 'containers', 0, 'env', 0],
        value: { name: 'A', value: '1' },
      },
    ],
    find: '        env: [] # none\n',
    replace: '        env: # none\n        - name: A\n          value: "1"\n',
  },
  {
    name: 'adds a key with missing parents in the habits of the document',
    changes: [{ op: 'set', path: ['spec', 'template', 'metadata', 'annotations', 'a/b'], value: 'true' }],
    find: "      - {image: 'b:1', name: b}\n",
    replace: '      - {image: \'b:1\', name: b}\n    metadata:\n      annotations:\n        a/b: "true"\n',
  },
  {
    name: 'removes an entry with its comment',
    changes: [{ op: 'remove', path: ['spec', 'template', 'spec', 'timeoutSeconds'] }],
    find: '      timeoutSeconds: 300   # five minutes\n',
    replace: '',
  },
  {
    name: 'removes the first key of a list item',
    changes: [{ op: 'remove', path: ['spec', 'traffic', 0, 'percent'] }],
    find: '    - percent: 100\n      tag: x\n',
    replace: '    - tag: x\n',
  },
  {
    name: 'leaves an empty list where the last item goes',
    changes: [{ op: 'remove', path: ['spec', 'traffic', 0] }],
    find: '  traffic:\n    # the first\n    - percent: 100\n      tag: x\n',
    replace: '  traffic: []\n',
  },
  {
    name: 'inserts an item before another',
    changes: [{ op: 'insert', path: ['spec', 'traffic', 0], value: { tag: 'y' } }],
    find: '    - percent: 100\n',
    replace: '    - tag: "y"\n    - percent: 100\n',
  },
  {
    name: 'renames a key and nothing else',
    changes: [{ op: 'rename', path: ['spec', 'template', 'spec', 'containers', 0, 'env'], key: 'envFrom' }],
    find: 'env: [] # none',
    replace: 'envFrom: [] # none',
  },
  {
    name: 'moves a block with its comments',
    changes: [{ op: 'move', path: ['spec', 'traffic'], to: ['traffic'] }],
    find: '  traffic:\n    # the first\n    - percent: 100\n      tag: x\n',
    replace: 'traffic:\n  # the first\n  - percent: 100\n    tag: x\n',
  },
];

describe('a change', () => {
  for (const { name, changes, find, replace } of cases) {
    it(name, () => {
      assert.ok(service.includes(find));
      assert.equal(changed(service, ...changes), service.replace(find, replace));
    });
  }

  it('keeps Windows line ends', () => {
    const text = 'a:\r\n  b: 1\r\n';
    assert.equal(
      changed(text, { op: 'set', path: ['a', 'c', 'd'], value: 2 }),
      'a:\r\n  b: 1\r\n  c:\r\n    d: 2\r\n',
    );
  });

  it('writes an alias out rather than changing what it stands for', () => {
    const text = 'a: &x\n  b: 1\nc: *x\n';
    assert.equal(changed(text, { op: 'set', path: ['c', 'b'], value: 2 }), 'a: &x\n  b: 1\nc: {b: 2}\n');
  });

  it('comes after the one before it', () => {
    const text = 'a:\n  - 1\n  - 2\n';
    const edits = editsFor(segmentOf(text), [
      { op: 'remove', path: ['a', 0] },
      { op: 'set', path: ['a', 0], value: 3 },
      { op: 'rename', path: ['a'], key: 'b' },
    ]);
    assert.equal(applyEdits(text, edits), 'b:\n  - 3\n');
    for (const [index, edit] of edits.entries()) assert.ok(edit.start >= (edits[index - 1]?.end ?? 0));
  });
});

describe('any value', () => {
  const values: readonly Json[] = [
    null,
    true,
    0,
    -1.5,
    2n ** 60n,
    '',
    'yes',
    '1',
    '1_0',
    ' a',
    'a ',
    'a: b',
    'a #b',
    '#a',
    '- a',
    '-',
    '?',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%',
    '@',
    '`',
    '"',
    "'",
    "it's",
    'a\nb\n',
    'a\n\n',
    '\t',
    '\u0000',
    '\u2028',
    '中文',
    '😀',
    '{}',
    '[]',
    '{a}',
    '[a',
    'a, b',
    '---',
    '...',
    '~',
    '<<',
    '=',
    '0x1',
    '.inf',
    '2001-01-01',
    [],
    {},
    [[]],
    [[1, [2]], { a: [] }],
    { '': 1, yes: 2, 'a b': { c: [] } },
    [{ a: { b: [{ c: 1 }] } }, 'x'],
  ];
  const documents = [
    'a: 1\nb: 2\n',
    'a:\n  - x\n  - y: 1\n# end\n',
    '{a: {b: 1}, c: [1]}\n',
    'a:',
    'a: |\n  text\nb: 1\n',
    '- a: 1\n',
  ];

  for (const text of documents) {
    it(`can stand in ${JSON.stringify(text)}`, () => {
      for (const value of values) {
        const list = text.startsWith('-');
        for (const path of list
          ? [[0, 'a'], [0], [1], [0, 'n', 'm']]
          : [['a'], ['n'], ['n', 'm'], ['a', 'n']]) {
          const result = changed(text, { op: 'set', path, value });
          const { root, problems } = parse(segmentOf(result));
          assert.deepEqual(problems, [], result);
          const read = root === undefined ? null : readValue(root).value;
          const at = path.reduce<unknown>(
            (node, part) => (node as Record<string, unknown> | undefined)?.[part],
            read,
          );
          assert.ok(jsonEquals(at as Json, value), `${JSON.stringify(path)} in ${result}`);
        }
      }
    });
  }
});
