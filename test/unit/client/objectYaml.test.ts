/** Objects written as YAML. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { parse } from 'yaml';
import { objectYaml } from '#client/objectYaml.ts';

test('an object is written as a manifest', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a' },
    data: { on: 'yes', script: 'one\ntwo\n', long: 'word '.repeat(40).trim(), number: '080' },
  };
  const text = objectYaml(object);
  assert.deepEqual(parse(text, { version: '1.1' }), object);
  assert.match(
    text,
    /^apiVersion: v1\nkind: ConfigMap\nmetadata:\n {2}name: a\ndata:\n {2}"on": "yes"\n {2}script: \|\n {4}one\n {4}two\n/,
  );
});

test('one object in two places is written twice', () => {
  const shared = { a: 1 };
  assert.doesNotMatch(objectYaml({ x: shared, y: shared }), /[&*]/);
});

test('what tells things apart stands first, the rest as it was', () => {
  const container = { env: [{ value: '1', name: 'A' }], image: 'blue', name: 'main', args: [] };
  assert.equal(
    objectYaml({ containers: [container] }),
    'containers:\n  - name: main\n    image: blue\n    env:\n      - name: A\n        value: "1"\n    args: []\n',
  );
});
