/** From a path in a manifest to the field it names. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldAt, fieldsAt, shapeAt } from '#knative/resources/lookup.ts';

const serving = 'serving.knative.dev/v1';

describe('fieldAt', () => {
  it('finds a field through structs and lists', () => {
    assert.deepEqual(fieldAt(serving, 'Service', ['spec', 'traffic', 0, 'percent'])?.range, [0, 100]);
    assert.equal(fieldAt(serving, 'Revision', ['spec', 'timeoutSeconds'])?.default, 300);
  });

  it('takes the list for its item and the map for its key', () => {
    const traffic = fieldAt(serving, 'Route', ['spec', 'traffic']);
    assert.ok(traffic);
    assert.equal(fieldAt(serving, 'Route', ['spec', 'traffic', 3]), traffic);
    const labels = fieldAt(serving, 'Route', ['metadata', 'labels']);
    assert.ok(labels);
    assert.equal(fieldAt(serving, 'Route', ['metadata', 'labels', 'team']), labels);
  });

  it('finds nothing outside the tables', () => {
    assert.equal(fieldAt(serving, 'Service', []), undefined);
    assert.equal(fieldAt(serving, 'Service', ['spec', 'replicas']), undefined);
    assert.equal(fieldAt(serving, 'Service', ['spec', 'toString']), undefined);
    assert.equal(fieldAt(serving, 'Service', ['spec', 'traffic', 'percent']), undefined);
    assert.equal(fieldAt(serving, 'Service', ['spec', 'traffic', 0, 'tag', 'deep']), undefined);
    assert.equal(fieldAt('apps/v1', 'Deployment', ['spec']), undefined);
  });
});

describe('fieldsAt', () => {
  it('gives the fields of a mapping', () => {
    assert.ok(fieldsAt(serving, 'Service', [])?.['spec']);
    assert.ok(fieldsAt(serving, 'Service', ['spec', 'traffic', 0])?.['tag']);
    assert.equal(fieldsAt(serving, 'Service', ['spec', 'traffic']), undefined);
    assert.equal(fieldsAt(serving, 'Service', ['metadata', 'labels']), undefined);
  });
});

describe('shapeAt', () => {
  it('gives the shape of a value', () => {
    assert.equal(shapeAt(serving, 'Service', ['metadata', 'labels', 'x'])?.type, 'string');
    assert.equal(shapeAt(serving, 'Service', ['spec', 'traffic', 0, 'latestRevision'])?.type, 'bool');
  });
});
