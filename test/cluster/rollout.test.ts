/** A canary on the real control plane, from the first revision to the autoscaler's answer to load. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { isArray, type Json, type JsonObject, member } from '#knative/json.ts';
import { valueAt } from '#knative/path.ts';
import { eventually } from './api.ts';
import { type ControlPlane, startControlPlane } from './controlPlane.ts';
import { feedLoad } from './loadFeeder.ts';
import { textAt } from './objects.ts';
import { whyNotHere } from './programs.ts';

const namespace = 'shop';
const skip = whyNotHere() ?? false;

describe('a canary on a real control plane', () => {
  let plane: ControlPlane | undefined;
  let failed = false;

  before(async () => {
    if (skip !== false) return;
    plane = await startControlPlane();
    await plane.createNamespace(namespace);
  });
  after(() => plane?.stop({ keepLogs: failed }));

  function step(name: string, run: (plane: ControlPlane) => Promise<void>): void {
    it(name, { skip }, async () => {
      failed = true;
      assert.ok(plane);
      await run(plane);
      failed = false;
    });
  }

  step('makes a Service ready', async (plane) => {
    apply(plane, service('blue', [{ latestRevision: true, percent: 100 }]));
    const status = await ready(plane, 1);
    assert.equal(textAt(status, 'latestReadyRevisionName'), 'hello-blue');
    assert.equal(textAt(status, 'url'), 'http://hello.shop.svc.cluster.local');
  });

  step('splits the traffic between two revisions', async (plane) => {
    const split = [
      { revisionName: 'hello-blue', percent: 80, tag: 'stable' },
      { latestRevision: true, percent: 20, tag: 'canary' },
    ];
    apply(plane, service('green', split));
    const targets = member(await ready(plane, 2), 'traffic');
    const shares = (isArray(targets) ? targets : []).map((target) => [
      textAt(target, 'revisionName'),
      member(target, 'percent'),
      textAt(target, 'url'),
    ]);
    assert.deepEqual(shares, [
      ['hello-blue', 80, 'http://stable-hello.shop.svc.cluster.local'],
      ['hello-green', 20, 'http://canary-hello.shop.svc.cluster.local'],
    ]);
  });

  step('scales a revision under load', async (plane) => {
    const load = { namespace, revision: 'hello-green', concurrency: 600, requests: 600 };
    const stop = await feedLoad(() => [load]);
    try {
      const path = `/apis/autoscaling.internal.knative.dev/v1alpha1/namespaces/${namespace}/podautoscalers/hello-green`;
      await eventually('more than five replicas', async () => {
        const scale = valueAt(await plane.admin.must('GET', path), ['status', 'actualScale']);
        return typeof scale === 'number' && scale > 5 ? scale : undefined;
      });
    } finally {
      stop();
    }
  });

  step('refuses what its guest may not do', async (plane) => {
    const config = await plane.kubeconfigFor('guest', namespace);
    const { status, stderr } = spawnSync(plane.kubectl, ['--kubeconfig', config, 'get', 'ksvc'], {
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /User "guest" cannot list resource "services"/);
  });
});

function service(revision: string, traffic: Json): JsonObject {
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: 'hello', namespace },
    spec: {
      template: {
        metadata: { name: `hello-${revision}` },
        spec: { containers: [{ image: `registry.local/hello:${revision}` }] },
      },
      traffic,
    },
  };
}

function apply({ kubectl, kubeconfig }: ControlPlane, object: JsonObject): void {
  const { status, stderr } = spawnSync(kubectl, ['--kubeconfig', kubeconfig, 'apply', '-f', '-'], {
    input: JSON.stringify(object),
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
}

/** The Service's status once the controllers have made of this generation what it asks for. */
async function ready({ admin }: ControlPlane, generation: number): Promise<Json> {
  const path = `/apis/serving.knative.dev/v1/namespaces/${namespace}/services/hello`;
  return eventually(`generation ${generation} of the Service to be ready`, async () => {
    const status = member(await admin.must('GET', path), 'status');
    const conditions = member(status, 'conditions');
    const condition = (isArray(conditions) ? conditions : []).find((one) => textAt(one, 'type') === 'Ready');
    const isReady =
      member(status, 'observedGeneration') === generation && textAt(condition, 'status') === 'True';
    return isReady ? status : undefined;
  });
}
