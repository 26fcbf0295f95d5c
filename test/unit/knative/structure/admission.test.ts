/** The stages together: their order, what passes from one to the next, and what an editor is spared. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { admit, knowsVerdict } from '#knative/admission/admission.ts';
import { defaultProfile } from '#knative/clusterProfile.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { firstRejection } from '#knative/problem.ts';
import type { Resource } from '#knative/resource.ts';

const context = { profile: defaultProfile };

function route(rest: JsonObject): Resource {
  const value = { apiVersion: 'serving.knative.dev/v1', kind: 'Route', metadata: { name: 'r' }, ...rest };
  return {
    apiVersion: value.apiVersion,
    kind: value.kind,
    name: 'r',
    namespace: '',
    value,
    duplicateKeys: [],
  };
}

function said(rest: JsonObject): readonly string[] {
  return admit(route(rest), context).map(({ stage, clusterPath }) => `${stage} ${clusterPath}`);
}

const traffic = [{ revisionName: 'r-00001', percent: 100 }];

describe('admit', () => {
  it('accepts what the cluster accepts', () => assert.deepEqual(said({ spec: { traffic } }), []));

  it('tells all stages in their order, the cluster the first alone', () => {
    const rest = { metadata: { name: 'R_' }, spec: { traffic, bogus: 1 } };
    const problems = admit(route(rest), context);
    const structural = problems.filter(({ stage }) => stage !== 'validation');
    assert.deepEqual(
      structural.map(({ stage, code }) => [stage, code]),
      [
        ['decode', 'unknown-field'],
        ['schema', 'invalid-name'],
      ],
    );
    assert.deepEqual(
      firstRejection(problems).map(({ message }) => message),
      ['unknown field "spec.bogus"'],
    );
  });

  it('stops at metadata that does not decode, and calls nothing unknown then', () => {
    const [problem] = admit(route({ metadata: { name: 1, bogus: 1 }, spec: { traffic } }), context);
    assert.equal(
      problem?.message,
      'json: cannot unmarshal number into Go struct field ObjectMeta.name of type string',
    );
    assert.deepEqual(problem.path, ['metadata', 'name']);
    assert.equal(problem.clusterPath, 'name');
  });

  it('offers the name that was meant, and to remove what nothing is near to', () => {
    const near = admit(route({ spec: { trafic: traffic } }), context)[0];
    assert.deepEqual(near?.fixes[0]?.changes, [{ op: 'rename', path: ['spec', 'trafic'], key: 'traffic' }]);
    assert.equal(near.at, 'key');
    const far = admit(route({ spec: { traffic, replicas: 1 } }), context)[0];
    assert.deepEqual(
      far?.fixes.map(({ changes }) => changes),
      [[{ op: 'remove', path: ['spec', 'replicas'] }]],
    );
  });

  it('does not offer a name that is there already', () => {
    const problem = admit(route({ spec: { traffic, traffics: [] } }), context)[0];
    assert.deepEqual(
      problem?.fixes.map(({ changes }) => changes[0]?.op),
      ['remove'],
    );
  });

  it('does not repeat in later stages what comes from a misspelt field or a wrong type', () => {
    assert.deepEqual(said({ spec: { trafic: traffic } }), ['decode spec.trafic']);
    assert.deepEqual(said({ spec: { traffic: 'all' } }), ['mutation spec.traffic']);
  });

  it('answers an update by apply in the words of apply', () => {
    const resource = route({ spec: { traffic, bogus: 1 } });
    const [problem] = admit(resource, { ...context, live: route({ spec: { traffic } }) });
    assert.equal(problem?.clusterPath, '.spec.bogus');
    assert.equal(problem.message, 'field not declared in schema');
  });

  it('says nothing of kinds whose verdict it does not know', () => {
    assert.equal(knowsVerdict('apps/v1', 'Deployment'), false);
    assert.equal(knowsVerdict('serving.knative.dev/v1', 'Route'), true);
    const resource = { ...route({}), apiVersion: 'apps/v1', kind: 'Deployment' };
    assert.deepEqual(admit(resource, context), []);
  });

  it('survives any value anywhere', () => {
    let deep: Json = 'x';
    for (let i = 0; i < 100_000; i++) deep = i % 2 === 0 ? [deep] : { a: deep };
    const values: readonly Json[] = [
      null,
      true,
      1.5,
      1n << 70n,
      '',
      [],
      {},
      [[]],
      { __proto__: null },
      { constructor: 1 },
      deep,
    ];
    for (const value of values) {
      for (const rest of [
        { metadata: value },
        { spec: value },
        { spec: { traffic: value } },
        { status: value },
      ]) {
        assert.ok(Array.isArray(admit(route(rest), context)));
        assert.ok(Array.isArray(admit(route(rest), { ...context, live: route({}) })));
      }
      assert.ok(
        Array.isArray(
          admit(route({ spec: { traffic: [value] }, metadata: { labels: { a: value } } }), context),
        ),
      );
    }
  });
});
