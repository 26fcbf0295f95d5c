/** The fixes for what the webhook of 2019 refuses. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change } from '#knative/change.ts';
import type { JsonObject } from '#knative/json.ts';
import { english } from '#knative/text.ts';
import { answer, objectOf, step } from './objects.ts';

function fixed(spec: JsonObject, metadata?: JsonObject): readonly [string, readonly Change[]][] {
  return answer(objectOf('Build', spec, metadata))
    .slice(0, 1)
    .flatMap(({ fixes }) => fixes)
    .map(({ title, changes }) => [english(title), changes]);
}

describe('fixes', () => {
  it('rename the misspelt key that was meant', () => {
    const rename = (path: readonly (string | number)[], key: string): unknown => [
      [`Rename to ${key}`, [{ op: 'rename', path, key }]],
    ];
    assert.deepEqual(
      fixed({ steps: [step, { imgae: 'x', args: [] }] }),
      rename(['spec', 'steps', 1, 'imgae'], 'image'),
    );
    assert.deepEqual(fixed({ stpes: [step] }), rename(['spec', 'stpes'], 'steps'));
    assert.deepEqual(fixed({ template: { nmae: 'x' } }), rename(['spec', 'template', 'nmae'], 'name'));
    assert.deepEqual(fixed({ steps: [{ picture: 'x' }] }), []);
  });

  it('set the value that was meant', () => {
    const set = (path: readonly (string | number)[], value: string): unknown => [
      [`Change to ${value}`, [{ op: 'set', path, value }]],
    ];
    const timeout = ['spec', 'timeout'];
    assert.deepEqual(fixed({ steps: [step], timeout: '25h' }), set(timeout, '24h'));
    assert.deepEqual(fixed({ steps: [step], timeout: '-5m' }), set(timeout, '5m0s'));
    const kind = ['spec', 'template', 'kind'];
    assert.deepEqual(
      fixed({ template: { name: 'x', kind: 'clusterBuildTemplate' } }),
      set(kind, 'ClusterBuildTemplate'),
    );
    assert.deepEqual(
      fixed({ steps: [step] }, { name: 'hello.world-' }),
      set(['metadata', 'name'], 'hello-world'),
    );
    const named = { ...step, name: 'a' };
    assert.deepEqual(
      fixed({ steps: [named, { ...step, name: 'a-2' }, named] }),
      set(['spec', 'steps', 2, 'name'], 'a-3'),
    );
    assert.deepEqual(
      fixed({ steps: [step], sources: [{}, {}] }),
      set(['spec', 'sources', 1, 'name'], 'source-2'),
    );
  });

  it('remove a volume only where nothing is lost', () => {
    const path = ['spec', 'volumes', 1];
    const cache = { name: 'cache', emptyDir: {} };
    assert.deepEqual(fixed({ steps: [step], volumes: [cache, { emptyDir: {}, name: 'cache' }] }), [
      ['Remove cache', [{ op: 'remove', path }]],
    ]);
    assert.deepEqual(
      fixed({ steps: [step], volumes: [cache, { ...cache, emptyDir: { medium: 'Memory' } }] }),
      [],
    );
  });
});
