/** What the tree says of a Service, drawn as text. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { KubeObject } from '#client/cluster/object.ts';
import { joinServices } from '#client/cluster/services.ts';
import type { Branch } from '#client/views/trees/branch.ts';
import { serviceBranch } from '#client/views/trees/serviceBranch.ts';
import type { JsonObject } from '#knative/json.ts';
import { english, type Text } from '#knative/text.ts';

const ready = { conditions: [{ type: 'Ready', status: 'True' }] };

function failed(reason: string): JsonObject {
  return { conditions: [{ type: 'Ready', status: 'False', reason, message: `${reason} it is.` }] };
}

function words(told: Text | string): string {
  return typeof told === 'string' ? told : english(told);
}

function drawn({ look, children }: Branch, indent = ''): string {
  const line = `${indent}${words(look.label)} | ${look.description.map(words).join(' · ')}`;
  return [`${line} [${look.icon.name}]`, ...children.map((one) => drawn(one, `${indent}  `))].join('\n');
}

function revision(name: string, service: string, status: JsonObject, created: string): KubeObject {
  return {
    metadata: {
      name,
      namespace: 'default',
      creationTimestamp: created,
      labels: { 'serving.knative.dev/service': service },
    },
    spec: { containers: [{ image: `ghcr.io/knative/${service}@sha256:0123456789abcdef` }] },
    status,
  };
}

function pod(name: string, revisionName: string, status: JsonObject): KubeObject {
  return {
    metadata: { name, namespace: 'default', labels: { 'serving.knative.dev/revision': revisionName } },
    spec: {},
    status,
  };
}

const canary: KubeObject = {
  metadata: { name: 'canary', namespace: 'default' },
  spec: {
    traffic: [
      { revisionName: 'canary-00001', percent: 80, tag: 'current' },
      { revisionName: 'canary-00002', percent: 20, tag: 'candidate' },
      { latestRevision: true, percent: 0, tag: 'latest' },
    ],
  },
  status: {
    ...ready,
    url: 'http://canary.default.example.com',
    latestReadyRevisionName: 'canary-00002',
    latestCreatedRevisionName: 'canary-00002',
    traffic: [
      {
        revisionName: 'canary-00001',
        percent: 80,
        tag: 'current',
        url: 'http://current-canary.default.example.com',
      },
      {
        revisionName: 'canary-00002',
        percent: 20,
        tag: 'candidate',
        url: 'http://candidate-canary.default.example.com',
      },
      {
        revisionName: 'canary-00002',
        latestRevision: true,
        percent: 0,
        tag: 'latest',
        url: 'http://latest-canary.default.example.com',
      },
    ],
  },
};

function branchOf(objects: Parameters<typeof joinServices>[0], withNamespace = false): Branch {
  const [service] = joinServices(objects);
  assert.ok(service !== undefined);
  return serviceBranch(service, withNamespace);
}

const rolling = {
  services: [canary],
  revisions: [
    revision('canary-00000', 'canary', ready, '2026-11-01T00:00:00Z'),
    revision('canary-00001', 'canary', ready, '2026-11-02T00:00:00Z'),
    revision('canary-00002', 'canary', ready, '2026-11-03T00:00:00Z'),
  ],
  pods: [
    pod('canary-00001-a', 'canary-00001', {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ restartCount: 2 }],
    }),
  ],
  autoscalers: [
    { metadata: { name: 'canary-00001', namespace: 'default' }, status: { desiredScale: 2, actualScale: 1 } },
    { metadata: { name: 'canary-00002', namespace: 'default' }, status: { desiredScale: 0, actualScale: 0 } },
  ],
};

test('a canary of today', () => {
  assert.equal(
    drawn(branchOf(rolling)),
    `canary | 80/20 · canary.default.example.com [pass-filled]
  Traffic | canary-00001 → canary-00002 80/20 [git-branch]
    80 % | canary-00001 · tag current · current-canary.default.example.com [arrow-right]
    20 % | canary-00002 · tag candidate · candidate-canary.default.example.com [arrow-right]
    0 % | canary-00002 · @latest · tag latest · latest-canary.default.example.com [arrow-right]
  canary-00002 | 20 % · tag candidate · tag latest · scaled to zero · canary@0123456 [pass-filled]
  canary-00001 | 80 % · tag current · 1 of 2 replicas · canary@0123456 [pass-filled]
    canary-00001-a | Running · 2 restarts [vm-running]
  canary-00000 | unreferenced · canary@0123456 [circle-outline]`,
  );
});

test('tokens say what can be done', () => {
  const branch = branchOf(rolling);
  assert.deepEqual(branch.look.tokens, ['service', 'ready', 'canary', 'url', 'prunable', 'v1']);
  assert.deepEqual(
    branch.children.map(({ look }) => look.tokens.join(' ')),
    [
      'traffic canary',
      'revision ready routed tagged v1',
      'revision ready routed tagged v1',
      'revision ready prunable v1',
    ],
  );
});

test('a Service that fails says why, in the cluster’s words', () => {
  const service = {
    metadata: { name: 'shop', namespace: 'prod' },
    spec: {},
    status: { ...failed('RevisionMissing'), latestCreatedRevisionName: 'shop-00001' },
  };
  const branch = branchOf({ services: [service], revisions: [], pods: [] }, true);
  assert.equal(
    drawn(branch),
    `shop | prod · RevisionMissing [error]
  Traffic | not routed yet [git-branch]`,
  );
  assert.deepEqual(branch.look.spoken.map(english), ['Service shop', 'failed']);
});

test('a release of 2019 shows its mode', () => {
  const release: KubeObject = {
    metadata: { name: 'canary', namespace: 'default' },
    spec: { release: { revisions: ['canary-00001', 'canary-00002'], rolloutPercent: 20 } },
    status: {
      ...ready,
      domain: 'canary.default.example.com',
      latestReadyRevisionName: 'canary-00002',
      traffic: [
        { revisionName: 'canary-00001', percent: 80, name: 'current' },
        { revisionName: 'canary-00002', percent: 20, name: 'candidate' },
        { revisionName: 'canary-00002', percent: 0, name: 'latest' },
      ],
    },
  };
  const branch = branchOf({ services: [release], revisions: [], pods: [] });
  assert.equal(
    drawn(branch),
    `canary | release 80/20 · canary.default.example.com [pass-filled]
  Traffic | release · canary-00001 → canary-00002 80/20 [git-branch]
    80 % | canary-00001 · tag current [arrow-right]
    20 % | canary-00002 · tag candidate [arrow-right]
    0 % | canary-00002 · tag latest [arrow-right]`,
  );
  assert.ok(branch.look.tokens.includes('v1alpha1'));
});

test('ids are unique, and stay while a split changes', () => {
  const idsOf = ({ id, children }: Branch): readonly string[] => [id, ...children.flatMap(idsOf)];
  const before = idsOf(branchOf(rolling));
  assert.equal(new Set(before).size, before.length);
  const moved = JSON.parse(
    JSON.stringify(rolling).replaceAll('"percent":80', '"percent":50'),
  ) as typeof rolling;
  assert.deepEqual(idsOf(branchOf(moved)), before);
});
