/** What is left to the CRD's schema after the mutating webhook. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { schemaProblems } from '#knative/admission/structure/schema.ts';
import { domainMapping } from '#knative/resources/domainMapping.ts';
import { revision, route, service } from '#knative/resources/servingV1.ts';
import { field, list, object, string } from '#knative/resources/shape.ts';

describe('schemaProblems', () => {
  it('misses the containers wherever the manifest ends before them', () => {
    for (const decoded of [
      {},
      { spec: {} },
      { spec: { template: {} } },
      { spec: { template: { spec: {} } } },
    ]) {
      const [problem, more] = schemaProblems(decoded, service);
      assert.equal(problem?.clusterPath, 'spec.template.spec.containers');
      assert.equal(
        problem?.message,
        'Invalid value: "null": spec.template.spec.containers in body must be of type array: "null"',
      );
      assert.equal(more, undefined);
    }
    assert.equal(schemaProblems({}, revision)[0]?.clusterPath, 'spec.containers');
  });

  it('leaves an empty list to the webhook, and kinds without containers alone', () => {
    assert.deepEqual(schemaProblems({ spec: { template: { spec: { containers: [] } } } }, service), []);
    assert.deepEqual(schemaProblems({}, route), []);
    assert.deepEqual(schemaProblems({}, domainMapping), []);
  });

  it('names the second of each key that occurs more than once', () => {
    const item = object('v1.Item', { name: field(string, '', { required: true }) });
    const table = object('v1.Thing', {
      spec: field(object('v1.Spec', { items: field(list(item, ['name']), '') }), ''),
    });
    const items = [{ name: 'a' }, { name: 'b<' }, { name: 'a' }, { name: 'a' }, { name: 'b<' }, {}, {}];
    const problems = schemaProblems({ spec: { items } }, table);
    assert.deepEqual(
      problems.map(({ clusterPath, message }) => [clusterPath, message]),
      [
        ['spec.items[2]', 'Duplicate value: {"name":"a"}'],
        ['spec.items[4]', 'Duplicate value: {"name":"b\\u003c"}'],
        ['spec.items[6]', 'Duplicate value: {"name":""}'],
      ],
    );
    assert.deepEqual(problems[0]?.related?.[0]?.path, ['spec', 'items', 0]);
  });
});
