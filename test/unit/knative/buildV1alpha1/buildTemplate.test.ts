/** What the webhook of 2019 says of BuildTemplates and ClusterBuildTemplates, and of the names of all. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kindOf } from '#knative/kinds.ts';
import { accepts, answer, type Kind, objectOf, refuses, step } from './objects.ts';

for (const kind of ['BuildTemplate', 'ClusterBuildTemplate'] as const) {
  describe(`a ${kind}`, () => {
    it('may be empty', () => {
      accepts(kind, {});
      accepts(kind, { steps: [{ ...step, args: ['${A${B}}'] }], parameters: [{ name: 'A' }, { name: 'B' }] });
    });

    it('has one error at a time', () => {
      const parameters = [{ name: 'A' }, { name: 'A' }];
      const volumes = [{ name: 'v' }, { name: 'v' }];
      refuses(kind, { steps: [{}], volumes, parameters }, [
        'missing field(s): spec.Image',
        'spec.steps[0].image',
      ]);
      refuses(kind, { steps: [step], volumes, parameters }, [
        'expected exactly one, got both: spec.name',
        'spec.volumes[1].name',
      ]);
      refuses(kind, { steps: [step], parameters }, [
        'invalid key name "ParamName": spec.b.spec.params',
        'spec.parameters[1].name',
      ]);
    });

    it('has no step name twice', () => {
      const named = { ...step, name: 'a' };
      refuses(kind, { steps: [named, named] }, [
        'expected exactly one, got both: spec.name',
        'spec.steps[1].name',
      ]);
    });
  });
}

describe('names', () => {
  const said = (kind: Kind, name: string): readonly string[] =>
    answer(objectOf(kind, { steps: [step] }, { name })).map(
      ({ message, clusterPath, stage }) => `${stage}: ${message}: ${clusterPath}`,
    );

  it('have no dots and at most 63 bytes', () => {
    const invalid = 'mutation: Invalid resource name: ';
    for (const kind of ['Build', 'BuildTemplate', 'ClusterBuildTemplate'] as const) {
      assert.deepEqual(said(kind, 'a.b'), [
        `${invalid}special character . must not be present: metadata.name`,
      ]);
      assert.deepEqual(said(kind, 'a'.repeat(64)), [
        `${invalid}length must be no more than 63 characters: metadata.name`,
      ]);
      assert.deepEqual(said(kind, 'a'.repeat(63)), []);
    }
  });

  it('are otherwise left to the API server, which asks after the webhook', () => {
    assert.equal(answer(objectOf('Build', { steps: [step] }, {}))[0]?.stage, 'schema');
    assert.equal(answer(objectOf('Build', {}, {}))[0]?.stage, 'mutation');
  });

  it('are those of the whole cluster for ClusterBuildTemplates', () => {
    const namespaced = (kind: Kind): boolean | undefined =>
      kindOf('build.knative.dev/v1alpha1', kind)?.namespaced;
    assert.deepEqual([namespaced('BuildTemplate'), namespaced('ClusterBuildTemplate')], [true, false]);
  });
});
