/** Objects as the cluster has them, and as somebody would have written them. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { cleanObject } from '#client/cluster/cleanObject.ts';
import { defaultProfile } from '#knative/clusterProfile.ts';
import { defaulted } from '#knative/defaulting/webhook.ts';
import type { JsonObject } from '#knative/json.ts';
import { kindOf } from '#knative/kinds.ts';
import { resourceOf, vectors } from '../../../vectors/read.ts';

const written: JsonObject = {
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  metadata: { name: 'canary', namespace: 'default', annotations: { mine: 'yes' } },
  spec: {
    template: {
      metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '1' } },
      spec: {
        containers: [
          {
            image: 'blue',
            env: [{ name: 'COLOR', value: 'blue' }],
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          },
        ],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    },
  },
};

function stored(object: JsonObject): JsonObject {
  const filled = defaulted(object, { profile: defaultProfile, user: 'somebody', stored: undefined });
  const metadata = filled['metadata'] as JsonObject;
  return {
    status: { url: 'http://canary.default.example.com' },
    ...filled,
    metadata: {
      creationTimestamp: '2026-01-01T00:00:00Z',
      generation: 3,
      managedFields: [],
      uid: '1-2-3',
      resourceVersion: '17',
      ...metadata,
    },
  };
}

describe('a clean object', () => {
  test('is what was written', () => {
    const live = stored(written);
    assert.notDeepEqual(live['spec'], written['spec']);
    assert.deepEqual(cleanObject(live), written);
  });

  test('begins with whose it is and what it is called', () => {
    const { spec, metadata, kind, apiVersion } = stored(written) as { [key: string]: JsonObject };
    const shuffled = { spec, metadata, kind, apiVersion } as unknown as JsonObject;
    assert.deepEqual(Object.keys(cleanObject(shuffled)), ['apiVersion', 'kind', 'metadata', 'spec']);
    assert.deepEqual(Object.keys(cleanObject(shuffled)['metadata'] as JsonObject), [
      'name',
      'namespace',
      'annotations',
    ]);
  });

  test('keeps what differs from the default', () => {
    const spec = {
      template: { spec: { containers: [{ image: 'blue' }], timeoutSeconds: 60, containerConcurrency: 5 } },
    };
    assert.deepEqual(cleanObject(stored({ ...written, spec }))['spec'], spec);
  });

  test('keeps fields that we do not know', () => {
    const spec = {
      template: { spec: { containers: [{ image: 'blue', brandNew: { a: 1 } }], brandNew: true } },
    };
    const live = stored({ ...written, spec: { template: { spec: { containers: [{ image: 'blue' }] } } } });
    assert.deepEqual(cleanObject({ ...live, spec })['spec'], spec);
  });

  test('of another kind loses the defaults of its table only', () => {
    const trigger = {
      apiVersion: 'eventing.knative.dev/v1',
      kind: 'Trigger',
      metadata: { name: 'orders', resourceVersion: '1' },
      spec: { broker: 'default', subscriber: { uri: 'http://example.com' } },
    };
    assert.deepEqual(cleanObject(trigger)['spec'], trigger.spec);
  });

  test('of a kind that is not ours loses nothing but what the server keeps', () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a', uid: '1' },
      data: { a: 'Yg==' },
    };
    assert.deepEqual(cleanObject(secret), { ...secret, metadata: { name: 'a' } });
  });

  test('means the same as before, for accepted vectors', () => {
    let count = 0;
    // Every fifth: each is filled in some hundred times.
    for (const { verdict, manifest, id } of vectors('admission').filter((_, index) => index % 5 === 0)) {
      const resource = verdict.ok ? resourceOf(manifest) : undefined;
      if (resource === undefined || kindOf(resource.apiVersion, resource.kind)?.verdict !== 'serving')
        continue;
      const fill = (value: JsonObject): JsonObject =>
        defaulted(value, { profile: defaultProfile, user: '', stored: undefined });
      const live = fill(resource.value);
      const clean = cleanObject(live);
      assert.deepEqual(fill(clean)['spec'], live['spec'], id);
      count++;
    }
    assert.ok(count > 50, `${count} objects`);
  });
});
