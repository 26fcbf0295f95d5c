/** Fields as conflicts name them. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { pathOfManagedField, withoutFields } from '#client/cluster/managedField.ts';
import type { JsonObject } from '#knative/json.ts';

const object: JsonObject = {
  metadata: { annotations: { 'a.example.com/b': '1', c: '2' }, finalizers: ['x', 'y'] },
  spec: {
    timeoutSeconds: 5,
    containers: [
      { name: 'a', image: 'one' },
      { name: 'b', image: 'two', ports: [{ containerPort: 80, protocol: 'TCP' }] },
    ],
  },
};

describe('fields of server-side apply', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['.spec.timeoutSeconds', 'spec timeoutSeconds'],
    ['.metadata.annotations.a.example.com/b', 'metadata annotations a.example.com/b'],
    ['.spec.containers[name="b"].image', 'spec containers 1 image'],
    [
      '.spec.containers[name="b"].ports[containerPort=80,protocol="TCP"].protocol',
      'spec containers 1 ports 0 protocol',
    ],
    ['.metadata.finalizers[="y"]', 'metadata finalizers 1'],
  ];
  for (const [field, path] of cases) {
    test(field, () => assert.equal(pathOfManagedField(object, field)?.join(' '), path));
  }

  test('an item that is not there', () => {
    assert.equal(pathOfManagedField(object, '.spec.containers[name="c"].image'), undefined);
    assert.deepEqual(withoutFields(object, ['.spec.containers[name="c"].image', '.spec.other']), object);
  });

  test('fields are left out, the rest stays as it is', () => {
    const fields = [
      '.metadata.finalizers[="x"]',
      '.metadata.finalizers[="y"]',
      '.spec.containers[name="b"].image',
      '.metadata.annotations.c',
    ];
    assert.deepEqual(withoutFields(object, fields), {
      metadata: { annotations: { 'a.example.com/b': '1' }, finalizers: [] },
      spec: {
        timeoutSeconds: 5,
        containers: [
          { name: 'a', image: 'one' },
          { name: 'b', ports: [{ containerPort: 80, protocol: 'TCP' }] },
        ],
      },
    });
  });
});
