/** The real control plane judges as the one that gave the vectors their verdicts: then it may referee more than those. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { expectedOf } from '#test/vectors/expected.ts';
import { type Vector, vectors } from '#test/vectors/read.ts';
import { ask } from './ask.ts';
import { type ControlPlane, startControlPlane } from './controlPlane.ts';
import { whyNotHere } from './programs.ts';

/** One in so many is asked again. */
const sample = 20;
const namespace = 'default';
const skip = whyNotHere() ?? false;

describe('a real control plane as the judge', () => {
  let plane: ControlPlane | undefined;
  let failed = false;

  before(async () => {
    if (skip !== false) return;
    plane = await startControlPlane({ controllers: false });
    await plane.createNamespace(namespace);
  });
  after(() => plane?.stop({ keepLogs: failed }));

  const suites = {
    'new objects': vectors('admission').filter(({ group }) => group === 'serving-v1'),
    changes: vectors('updates').filter(({ group }) => group === 'updates serving-v1'),
    'what the fuzzer found': vectors('fuzzed'),
  };
  for (const [name, all] of Object.entries(suites)) {
    const asked = all.filter((_, index) => index % sample === 0);
    it(`says of ${name} what it said before (${asked.length} of ${all.length})`, { skip }, async () => {
      failed = true;
      assert.ok(asked.length > 0);
      for (const vector of asked) await asBefore(plane, vector);
      failed = false;
    });
  }
});

async function asBefore(plane: ControlPlane | undefined, vector: Vector): Promise<void> {
  assert.ok(plane);
  const verdict = await ask(plane.admin, namespace, vector);
  const said = (text: { readonly ok: boolean; readonly message?: string }): unknown => {
    const { ok, stage, entries } = expectedOf(text);
    return { ok, stage, paths: new Set(entries.map(({ path }) => path)) };
  };
  assert.deepEqual(said(verdict), said(vector.verdict), `${vector.id}: ${verdict.message ?? 'accepted'}`);
}
