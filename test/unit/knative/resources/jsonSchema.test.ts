/** The schemas that completion is offered from. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Kind, kindOf, kinds } from '#knative/kinds.ts';
import { jsonSchema } from '#knative/resources/jsonSchema.ts';
import { bool, field, list, map, object, quantity, scalar, string } from '#knative/resources/shape.ts';

const leaf = object('v1.Leaf', {
  mode: field(scalar('string', { allowed: ['a', 'b'] }), 'A or b.', { required: true }),
});
const thing: Kind = {
  apiVersion: 'example.dev/v1',
  kind: 'Thing',
  plural: 'things',
  namespaced: true,
  verdict: 'none',
  table: () =>
    object('v1.Thing', {
      apiVersion: field(string, 'Version.'),
      kind: field(string, 'Kind.'),
      one: field(leaf, 'One.'),
      many: field(list(leaf), 'Many.'),
      other: field(
        object('v1.Leaf', { on: field(bool, 'On.', { default: true }) }),
        'Another struct of that name.',
      ),
      limits: field(map(quantity), 'Limits.', { examples: ['100m'] }),
      hidden: field(string, 'Pruned.', { pruned: true }),
      status: field(leaf, 'Written by the cluster.', { readOnly: true }),
      old: field(string, 'Old.', { deprecated: true }),
    }),
};

describe('jsonSchema', () => {
  it('says what may be written', () => {
    assert.deepEqual(jsonSchema(thing), {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Thing',
      type: 'object',
      properties: {
        apiVersion: {
          type: 'string',
          description: 'Version.',
          const: 'example.dev/v1',
          default: 'example.dev/v1',
        },
        kind: { type: 'string', description: 'Kind.', const: 'Thing', default: 'Thing' },
        one: { $ref: '#/definitions/v1.Leaf', description: 'One.' },
        many: { type: 'array', items: { $ref: '#/definitions/v1.Leaf' }, description: 'Many.' },
        other: { $ref: '#/definitions/v1.Leaf.2', description: 'Another struct of that name.' },
        limits: {
          type: 'object',
          additionalProperties: { type: ['integer', 'string'] },
          description: 'Limits.',
          examples: ['100m'],
        },
        old: { type: 'string', description: 'Old.', deprecationMessage: 'Old.' },
      },
      required: ['apiVersion', 'kind', 'metadata'],
      definitions: {
        'v1.Leaf': {
          type: 'object',
          properties: { mode: { type: 'string', enum: ['a', 'b'], description: 'A or b.' } },
          required: ['mode'],
        },
        'v1.Leaf.2': {
          type: 'object',
          properties: { on: { type: 'boolean', description: 'On.', default: true } },
        },
      },
    });
  });

  it('translates the explanations', () => {
    const schema = jsonSchema(thing, (doc) => doc.toUpperCase());
    assert.equal(schema.properties?.['one']?.description, 'ONE.');
    assert.equal(schema.definitions?.['v1.Leaf']?.properties?.['mode']?.description, 'A OR B.');
  });

  it('is made for every kind, and refers to nothing it does not define', () => {
    for (const kind of kinds()) {
      const schema = jsonSchema(kind);
      const names = JSON.stringify(schema).matchAll(/#\/definitions\/([^"]+)/g);
      for (const [, name = ''] of names) assert.ok(schema.definitions?.[name], `${kind.kind} lacks ${name}`);
    }
  });

  it('offers nothing that the cluster writes or prunes', () => {
    const service = kindOf('serving.knative.dev/v1', 'Service');
    assert.ok(service);
    const schema = jsonSchema(service);
    assert.equal(schema.properties?.['status'], undefined);
    assert.ok(schema.definitions?.['v1.TrafficTarget']?.properties?.['percent']);
    assert.equal(schema.definitions['v1.TrafficTarget'].properties['url'], undefined);
  });
});
