/** The runner: which rules run, with which severity; what is known of a cluster; and that nothing makes it fall over. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultProfile } from '#knative/clusterProfile.ts';
import { isObject, type Json } from '#knative/json.ts';
import { lint } from '#knative/lint/lint.ts';
import { rules } from '#knative/lint/rules.ts';
import type { Resource } from '#knative/resource.ts';
import { english } from '#knative/text.ts';
import { emptyWorld, type Inventory, type World } from '#knative/world.ts';
import { readMarkers, rulesWithExamples } from '#scripts/ruleExamples.ts';
import { decodeSegment } from '#server/yaml/decode.ts';
import { segmentOf } from '#server/yaml/segment.ts';

const all = { rules: {}, profile: defaultProfile };

function resourceIn(yaml: string): Resource {
  const view = decodeSegment(segmentOf(yaml))[0];
  assert.ok(view);
  return view.resource;
}

const canary = (revision: string, namespace = ''): Resource =>
  resourceIn(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: canary, namespace: "${namespace}" }
spec:
  template: { spec: { containers: [{ image: example.com/hello }] } }
  traffic: [{ revisionName: ${revision}, percent: 100 }]
`);

describe('lint', () => {
  it('gives each problem the code, the page and the severity of its rule', () => {
    const problems = lint(canary('canary-1'), emptyWorld, all);
    assert.deepEqual(
      problems.map(({ code, severity, source }) => [code, severity, source]),
      [
        ['unknown-revision', 'warning', 'lint'],
        ['image-tag', 'information', 'lint'],
        ['readiness-probe', 'hint', 'lint'],
      ],
    );
    for (const { docs } of problems) assert.match(docs, /^https:\/\//);
  });

  it('does as its user chose', () => {
    const chosen = { 'unknown-revision': 'error', 'readiness-probe': 'off' } as const;
    assert.deepEqual(
      lint(canary('canary-1'), emptyWorld, { ...all, rules: chosen }).map(({ code, severity }) => [
        code,
        severity,
      ]),
      [
        ['unknown-revision', 'error'],
        ['image-tag', 'information'],
      ],
    );
  });

  it('has rules with codes of their own, each with a title and a page', () => {
    assert.equal(new Set(rules.map(({ code }) => code)).size, rules.length);
    for (const { code, title, docs } of rules) {
      assert.match(code, /^[a-z]+(?:-[a-z]+)*$/);
      assert.match(title, /^.+\.$/);
      assert.match(docs, /^https:\/\//);
    }
  });
});

describe('revisions of a cluster', () => {
  const inventory: Inventory = {
    context: 'prod',
    stale: false,
    services: ['default', 'shop'].map((namespace, index) => ({
      namespace,
      name: 'canary',
      traffic: [],
      revisions: [
        { name: `canary-0000${index + 3}`, created: '2026-01-01T00:00:00Z' },
        { name: `canary-${namespace}`, created: '2026-01-02T00:00:00Z' },
      ],
    })),
  };
  const isKnown = (revision: string, namespace = '', world: World = { ...emptyWorld, inventory }): boolean =>
    !lint(canary(revision, namespace), world, all).some(({ code }) => code === 'unknown-revision');

  it('are those it has', () => {
    assert.ok(isKnown('canary-00003', 'default'));
    assert.ok(isKnown('canary-default', 'default'));
    assert.ok(!isKnown('canary-00002', 'default'));
    assert.ok(!isKnown('canary-shop', 'default'));
  });

  it('and those the next change of the template makes, which may have skipped the numbers of named ones', () => {
    assert.ok(isKnown('canary-00004', 'default'));
    assert.ok(isKnown('canary-00005', 'default'));
    assert.ok(!isKnown('canary-00006', 'default'));
  });

  it('may be of any namespace where the manifest does not say', () => {
    assert.ok(isKnown('canary-shop'));
    assert.ok(isKnown('canary-default'));
    assert.ok(!isKnown('canary-00001'));
  });

  it('make Git and the form of a name no proof, but a template of the workspace still is', () => {
    const world: World = {
      ...emptyWorld,
      inventory,
      committedRevisionNames: () => ['canary-red'],
      definitions: ({ type, name }) =>
        type === 'revision' && name === 'canary-green'
          ? [{ type, namespace: '', name, path: [], uri: 'file:///a.yaml', data: { service: 'canary' } }]
          : [],
    };
    assert.ok(!isKnown('canary-red', '', world));
    assert.ok(isKnown('canary-green', '', world));
    assert.ok(isKnown('canary-red', '', { ...world, inventory: undefined }));
  });

  it('are numbered on from the newest, be it deleted meanwhile', () => {
    const services = inventory.services.map((one) => ({ ...one, latestCreatedRevision: 'canary-00008' }));
    const world: World = { ...emptyWorld, inventory: { ...inventory, services } };
    assert.ok(isKnown('canary-00009', 'default', world));
    assert.ok(!isKnown('canary-00008', 'default', world));
  });

  it('are not believed while they are stale, nor for a service the cluster does not have', () => {
    assert.ok(
      isKnown('canary-00042', 'default', { ...emptyWorld, inventory: { ...inventory, stale: true } }),
    );
    assert.ok(isKnown('canary-00042', 'elsewhere'));
    assert.ok(!isKnown('canary-0042', 'elsewhere'));
  });
});

describe('secrets', () => {
  const isReported = (name: string, value: string): boolean => {
    const resource = resourceIn(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: shop }
spec: { template: { spec: { containers: [{ image: "example.com/a:1", env: [{ name: ${name}, value: ${JSON.stringify(value)} }] }] } } }
`);
    return lint(resource, emptyWorld, all).some(({ code }) => code === 'secret-in-env');
  };
  const key = ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ');

  for (const [name, value] of [
    ['DB_PASSWORD', 'hunter2'],
    ['password', 'hunter2'],
    ['SMTP_PASS', 'hunter2'],
    ['dbPassword', 'hunter2'],
    ['STRIPE_API_KEY', 'abc'],
    ['AWS_SECRET_ACCESS_KEY', 'abc'],
    ['CLIENT_SECRET_2', 'abc'],
    ['CERTIFICATE', key],
    ['DATABASE_URL', 'mysql://root:hunter2@db:3306/shop'],
  ] as const) {
    it(`${name}=${value} is reported`, () => assert.ok(isReported(name, value)));
  }
  for (const [name, value] of [
    ['PASSWORD_FILE', '/run/secrets/p'],
    ['DB_PASSWORD', '/run/secrets/p'],
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', '$(FROM_SECRET)'],
    ['DB_PASSWORD', 'CHANGE_ME'],
    ['PWD', '/workspace'],
    ['COMPASS', 'north'],
    ['MONKEY', 'banana'],
    ['TOKEN_LIFETIME', '15m'],
    ['USE_TOKEN', 'false'],
    ['SECRET_NAME', 'shop'],
    ['DATABASE_URL', 'mysql://db:3306/shop'],
    ['DATABASE_URL', 'mysql://root:$(PASSWORD)@db:3306/shop'],
  ] as const) {
    it(`${name}=${value} is not`, () => assert.ok(!isReported(name, value)));
  }
});

describe('whatever a manifest holds', () => {
  const strange: readonly Json[] = [null, true, -1, 1e308, 2n ** 70n, '', 'x', [], [null], {}, { '': null }];

  it('lint returns, and its paths and sentences can be shown', async () => {
    let linted = 0;
    for (const { examples } of await rulesWithExamples()) {
      for (const { yaml } of [...examples.bad, ...examples.good]) {
        const resource = resourceIn(readMarkers(yaml).yaml);
        for (const value of mutations(resource.value, strange)) {
          if (!isObject(value)) continue;
          for (const { path, message } of lint({ ...resource, value }, emptyWorld, all)) {
            assert.ok(Array.isArray(path));
            assert.doesNotMatch(english(message), /undefined|\[object|NaN/);
          }
          linted++;
        }
      }
    }
    assert.ok(linted > 5000, `${linted}`);
  });
});

/** The value with each part in turn replaced by something strange. */
function* mutations(value: Json, strange: readonly Json[]): Iterable<Json> {
  yield* strange;
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) {
      for (const other of mutations(item, strange)) yield value.with(index, other) as Json;
    }
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      for (const other of mutations(item, strange)) yield { ...value, [key]: other };
    }
  }
}
