/** The draft of the traffic editor: what each act of its user makes of it, and what would be written. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import {
  changedDraft,
  draftOf,
  isChanged,
  plannedSplit,
  planOf,
  saysTheSame,
  tagError,
  type TrafficDraft,
} from '#client/trafficDraft.ts';
import type { JsonObject } from '#knative/json.ts';
import type { TrafficIntent } from '#protocol/trafficPanel.ts';

const service: JsonObject = {
  spec: {
    template: {},
    traffic: [
      { tag: 'current', revisionName: 'canary-00001', percent: 80 },
      { tag: 'candidate', revisionName: 'canary-00002', percent: 20 },
    ],
  },
  status: { latestReadyRevisionName: 'canary-00003' },
};

function after(...intents: readonly TrafficIntent[]): TrafficDraft {
  return intents.reduce(changedDraft, draftOf(service));
}

function shares({ rows }: TrafficDraft): readonly string[] {
  return rows.map(
    ({ revision, latest, percent, tag = '' }) => `${latest ? '@' : ''}${revision} ${tag} ${percent}`,
  );
}

describe('the draft', () => {
  test('is what the Service says, until something is done', () => {
    assert.deepEqual(shares(after()), ['canary-00001 current 80', 'canary-00002 candidate 20']);
    assert.equal(isChanged(after()), false);
    assert.ok('changes' in planOf(after()));
  });

  test('keeps the total at 100', () => {
    const draft = after({ kind: 'share', id: 1, percent: 50 });
    assert.deepEqual(shares(draft), ['canary-00001 current 50', 'canary-00002 candidate 50']);
    assert.equal(isChanged(draft), true);
  });

  test('takes a revision, and the newest, once each', () => {
    const draft = after(
      { kind: 'add', revision: 'canary-00003' },
      { kind: 'add', revision: '' },
      { kind: 'add', revision: '' },
      { kind: 'share', id: 3, percent: 10 },
    );
    assert.deepEqual(shares(draft).slice(2), ['canary-00003  0', '@canary-00003  10']);
    assert.deepEqual(plannedSplit(draft), {
      spec: {
        traffic: [
          { tag: 'current', revisionName: 'canary-00001', percent: 72 },
          { tag: 'candidate', revisionName: 'canary-00002', percent: 18 },
          { revisionName: 'canary-00003', percent: 0 },
          { latestRevision: true, percent: 10 },
        ],
      },
    });
  });

  test('is shown without what the cluster adds to targets', () => {
    const traffic = [
      { revisionName: 'canary-00001', latestRevision: false, percent: 90 },
      { latestRevision: true, percent: 10 },
    ];
    const spec = { template: { latestRevision: false }, traffic };
    assert.deepEqual(plannedSplit(draftOf({ ...service, spec })), {
      spec: {
        traffic: [
          { revisionName: 'canary-00001', percent: 90 },
          { latestRevision: true, percent: 10 },
        ],
      },
    });
  });

  test('gives what a removed one had to the others', () => {
    assert.deepEqual(shares(after({ kind: 'remove', id: 0 })), ['canary-00002 candidate 100']);
    assert.deepEqual(shares(after({ kind: 'remove', id: 0 }, { kind: 'remove', id: 1 })), [
      'canary-00002 candidate 100',
    ]);
  });

  test('refuses tags that cannot be part of a host name, or are there twice', () => {
    const wrong = after({ kind: 'tag', id: 1, tag: 'Not A Tag' });
    assert.ok('refusal' in planOf(wrong));
    const twice = after({ kind: 'tag', id: 1, tag: 'current' });
    assert.equal(twice.rows.filter((row) => tagError(row, twice.rows) !== undefined).length, 2);
    assert.deepEqual(shares(after({ kind: 'tag', id: 1, tag: '' }))[1], 'canary-00002  20');
  });

  test('goes back', () => {
    const draft = after({ kind: 'share', id: 1, percent: 50 }, { kind: 'reset' });
    assert.equal(isChanged(draft), false);
    assert.ok(saysTheSame(draft, draftOf(service)));
  });

  test('leaves the configuration of a release out of what is shown', () => {
    const release: JsonObject = {
      spec: { release: { revisions: ['a-00001', 'a-00002'], rolloutPercent: 20, configuration: { big: 1 } } },
    };
    const draft = changedDraft(draftOf(release), { kind: 'share', id: 1, percent: 30 });
    assert.deepEqual(plannedSplit(draft), {
      spec: { release: { revisions: ['a-00001', 'a-00002'], rolloutPercent: 30 } },
    });
  });
});
