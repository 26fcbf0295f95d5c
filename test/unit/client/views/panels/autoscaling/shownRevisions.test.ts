/** The charts of a Service that is out of sight stay. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { shownRevisions } from '#client/views/panels/autoscaling/shownRevisions.ts';
import type { RevisionState } from '#protocol/autoscalingPanel.ts';

function revision(name: string): RevisionState {
  const plain = { percent: 100, why: 'because', notes: [], settings: [], scaling: undefined };
  return { ...plain, name, panicking: true, zeroAt: 5, containerConcurrency: 0 };
}

describe('revisions that are shown', () => {
  test('are those there are, also where there are none', () => {
    assert.deepEqual(shownRevisions('live', [revision('a')], [revision('b')]), [revision('a')]);
    assert.deepEqual(shownRevisions('live', [], [revision('b')]), []);
  });

  test('stay when the Service is gone or its cluster is out of sight, but nothing goes on', () => {
    const stays = { ...revision('a'), panicking: false, zeroAt: undefined };
    for (const phase of ['gone', 'failed', 'loading'] as const) {
      assert.deepEqual(shownRevisions(phase, [], [revision('a')]), [stays]);
    }
    assert.deepEqual(shownRevisions('failed', [revision('a')], [revision('b')]), [stays]);
  });
});
