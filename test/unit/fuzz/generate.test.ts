/** The manifests of the fuzzer, without asking anybody about them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultProfile } from '#knative/clusterProfile.ts';
import { type FuzzCase, fuzzCases } from '../../cluster/fuzz/generate.ts';
import { operatorsFor } from '../../cluster/fuzz/operators.ts';

const made = (seed: number, count: number): readonly FuzzCase[] => [
  ...fuzzCases(seed, count, defaultProfile),
];

describe('the fuzzer', () => {
  const cases = made(1, 400);

  it('makes the same manifests for the same seed, and others for another', () => {
    assert.deepEqual(made(1, 50), cases.slice(0, 50));
    assert.notDeepEqual(
      made(2, 50).map(({ manifest }) => manifest),
      cases.slice(0, 50).map(({ manifest }) => manifest),
    );
  });

  it('makes none twice', () => {
    const texts = new Set(cases.map(({ manifest, old = '' }) => `${manifest}\n---\n${old}`));
    assert.equal(texts.size, cases.length);
  });

  it('gives every mutation its turn', () => {
    const names = operatorsFor(defaultProfile).map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    const used = new Set(cases.flatMap(({ operators }) => operators));
    assert.deepEqual(
      names.filter((name) => !used.has(name)),
      [],
    );
  });

  it('changes stored objects as well as making new ones', () => {
    const updates = cases.filter(({ old }) => old !== undefined).length;
    assert.ok(updates > cases.length / 8 && updates < cases.length / 2, `${updates} of ${cases.length}`);
  });
});
