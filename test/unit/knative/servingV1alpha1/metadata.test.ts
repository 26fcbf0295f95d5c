/** What the webhook of release 0.3 says of the metadata of an object. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { answer, configuration, container, type Kind, objectOf, printed } from './objects.ts';

const specs: Readonly<Record<Kind, JsonObject>> = {
  Service: { runLatest: { configuration: configuration() } },
  Configuration: configuration(),
  Revision: { container },
  Route: { traffic: [{ configurationName: 'hello', percent: 100 }] },
};
const kinds = Object.keys(specs) as Kind[];

function says(metadata: JsonObject, ...expected: readonly string[]): void {
  for (const kind of kinds) {
    assert.deepEqual(answer(objectOf(kind, specs[kind], metadata)).map(printed), expected, kind);
  }
}

const min = 'autoscaling.knative.dev/minScale';
const max = 'autoscaling.knative.dev/maxScale';

function scaled(annotations: JsonObject): JsonObject {
  return { name: 'hello', annotations };
}

describe('metadata', () => {
  it('has a name without dots, 63 bytes long at most', () => {
    says({ name: 'a.b' }, 'Invalid resource name: special character . must not be present: metadata.name');
    const words = 'Invalid resource name: length must be no more than 63 characters: metadata.name';
    says({ name: 'a'.repeat(64) }, words);
    says({ name: 'é'.repeat(32) }, words);
    says({ name: `1${'a'.repeat(62)}` });
    says({ generateName: 'hello-' });
  });

  it('leaves other names to the server, which is asked last', () => {
    for (const kind of kinds) {
      const [problem] = answer(objectOf(kind, specs[kind], { name: 'Upper' }));
      assert.equal(problem?.stage, 'schema');
      const [first] = answer(objectOf(kind, {}, { name: 'Upper' }));
      assert.equal(first?.stage, 'mutation');
    }
  });

  it('bounds the scale with whole numbers from 1 on', () => {
    for (const key of [min, max]) {
      for (const value of ['0', '-1', '', '1.5', ' 1', 'many', '2147483648']) {
        const words = `Invalid ${key} annotation value: must be an integer greater than 0`;
        says(scaled({ [key]: value }), `${words}: metadata.annotations.${key}`);
      }
      for (const value of ['1', '+3', '007', '2147483647']) says(scaled({ [key]: value }));
    }
  });

  it('has a largest scale that is not below the smallest', () => {
    const words = `${max}=2 is less than ${min}=5: metadata.annotations`;
    says(scaled({ [min]: '5', [max]: '2' }), `${words}.${max}`, `${words}.${min}`);
    says(scaled({ [min]: '5', [max]: '5' }));
    says(scaled({ [min]: '5' }));
  });

  it('tells the first error only, and knows no other annotation', () => {
    says(
      { name: 'a.b', annotations: { [min]: 'x' } },
      'Invalid resource name: special character . must not be present: metadata.name',
    );
    says(
      scaled({ [min]: 'x', [max]: 'y' }),
      `Invalid ${min} annotation value: must be an integer greater than 0: metadata.annotations.${min}`,
    );
    says(scaled({ 'autoscaling.knative.dev/min-scale': 'x', 'autoscaling.knative.dev/class': '' }));
  });

  it('comes together with what the spec says', () => {
    const problems = answer(objectOf('Route', {}, { name: 'a.b' }));
    assert.deepEqual(
      problems.map(({ clusterPath }) => clusterPath),
      ['metadata.name', 'spec'],
    );
  });
});
