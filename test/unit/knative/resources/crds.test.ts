/** The field tables of Serving equal the CRDs a cluster serves, and the pod's table equals Kubernetes' own schema. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { domainMapping } from '#knative/resources/domainMapping.ts';
import { objectMeta } from '#knative/resources/meta.ts';
import { podSpecFields } from '#knative/resources/core.ts';
import { configuration, revision, route, service } from '#knative/resources/servingV1.ts';
import { object, type ObjectShape } from '#knative/resources/shape.ts';
import { available, coreDefinitions, crdSchema, differences, type Schema } from './crdSchemas.ts';

const kinds: readonly (readonly [file: string, version: string, table: ObjectShape])[] = [
  ['serving/service.yaml', 'v1', service],
  ['serving/configuration.yaml', 'v1', configuration],
  ['serving/revision.yaml', 'v1', revision],
  ['serving/route.yaml', 'v1', route],
  ['serving/domain-mapping.yaml', 'v1beta1', domainMapping],
];

describe('field tables', { skip: available ? false : 'the CRDs are not at hand' }, () => {
  for (const [file, version, table] of kinds) {
    it(`equal ${file} ${version}`, () => {
      assert.deepEqual(
        differences(withoutRoot(table), root(crdSchema(file, version)), { withPruned: false }),
        [],
      );
    });
  }

  it('equal the metadata of Kubernetes', () => {
    const definitions = coreDefinitions();
    const schema = definitions['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'] ?? {};
    assert.deepEqual(differences(objectMeta, schema, { definitions, withPruned: true }), []);
  });

  it('equal the pod of Kubernetes', () => {
    const definitions = coreDefinitions();
    const schema = definitions['io.k8s.api.core.v1.PodSpec'] ?? {};
    const table = object('v1.PodSpec', podSpecFields);
    assert.deepEqual(differences(table, schema, { definitions, withPruned: true }), []);
  });
});

/** `spec` and `status`: the root's other fields are the server's own. */
function withoutRoot(table: ObjectShape): ObjectShape {
  const fields = Object.entries(table.fields).filter(([name]) => name === 'spec' || name === 'status');
  return { ...table, fields: Object.fromEntries(fields) };
}

function root(schema: Schema): Schema {
  const properties = Object.entries(schema.properties ?? {}).filter(
    ([name]) => name === 'spec' || name === 'status',
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}
