/** Deploying into a cluster of today: what is foretold, what is refused, and who owns what. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { deploy } from '#client/cluster/actions/deploy.ts';
import { perform, rehearse } from '#client/cluster/actions/deploySet.ts';
import { changesAnything, prepareDeploy } from '#client/cluster/actions/prepareDeploy.ts';
import type { Manifest } from '#client/cluster/actions/write.ts';
import { requestJson } from '#client/cluster/api.ts';
import { ClusterError } from '#client/cluster/errors.ts';
import { withoutFields } from '#client/cluster/managedField.ts';
import { pathOf, type KubeObject } from '#client/cluster/object.ts';
import { rejectionsOf } from '#client/cluster/rejection.ts';
import { member, type JsonObject } from '#knative/json.ts';
import { valueAt } from '#knative/path.ts';
import { manifest, service } from './manifests.ts';
import type { World } from './world.ts';

export function deploySuite(world: () => World): void {
  const put = async (one: Manifest): Promise<KubeObject> => {
    const { session, namespace } = world();
    return deploy(session, await prepareDeploy(session, one, namespace));
  };
  const timeoutOf = (object: KubeObject | JsonObject): unknown =>
    valueAt(object as JsonObject, ['spec', 'template', 'spec', 'timeoutSeconds']);

  describe('deploying', () => {
    test('creates what is not there, as foretold', async () => {
      const { session, namespace } = world();
      const prepared = await prepareDeploy(session, service('fresh', { timeoutSeconds: 5 }), namespace);
      assert.equal(prepared.way, 'apply');
      assert.equal(prepared.live, undefined);
      assert.equal(prepared.foretold, true);
      assert.equal(timeoutOf(prepared.outcome), 5);
      assert.equal(member(prepared.outcome['metadata'], 'namespace'), namespace);
      const object = await deploy(session, prepared);
      assert.equal(object.metadata.name, 'fresh');
      const managers = JSON.stringify(member(object.metadata as unknown as JsonObject, 'managedFields'));
      assert.match(managers, /"manager":"knative-tools","operation":"Apply"/);
    });

    test('a dry run writes nothing', async () => {
      const { session, namespace } = world();
      await prepareDeploy(session, service('never', {}), namespace);
      const again = await prepareDeploy(session, service('never', {}), namespace);
      assert.equal(again.live, undefined);
    });

    test('the same again changes nothing', async () => {
      const { session, namespace } = world();
      const same = service('same', { timeoutSeconds: 5 });
      await put(same);
      assert.equal(changesAnything(await prepareDeploy(session, same, namespace)), false);
      const other = await prepareDeploy(session, service('same', { timeoutSeconds: 6 }), namespace);
      assert.equal(changesAnything(other), true);
    });

    test('what the manifest does not say any more goes', async () => {
      await put(service('less', { timeoutSeconds: 5, containerConcurrency: 3 }));
      const object = await put(service('less', { timeoutSeconds: 5 }));
      assert.notEqual(
        valueAt(object as unknown as JsonObject, ['spec', 'template', 'spec', 'containerConcurrency']),
        3,
      );
    });

    test('a refusal names the field', async () => {
      const { session, namespace } = world();
      const wrong = service('wrong', { timeoutSeconds: 5000 });
      const error = await failure(prepareDeploy(session, wrong, namespace));
      assert.deepEqual(
        rejectionsOf(error).map(({ field }) => field),
        ['spec.template.spec.timeoutSeconds'],
      );
      const typo = service('wrong', { timeoutSecond: 5 });
      assert.deepEqual(
        rejectionsOf(await failure(prepareDeploy(session, typo, namespace))).map(({ field }) => field),
        ['spec.template.spec.timeoutSecond'],
      );
    });

    test('a kind that is not served', async () => {
      const { session, namespace } = world();
      const odd = manifest({ apiVersion: 'example.com/v1', kind: 'Odd', metadata: { name: 'odd' } });
      assert.equal((await failure(prepareDeploy(session, odd, namespace))).reason, 'notFound');
    });

    test('somebody else changed it after it was looked at: nothing is written', async () => {
      const { session, namespace } = world();
      await put(service('raced', { timeoutSeconds: 5 }));
      const prepared = await prepareDeploy(session, service('raced', { timeoutSeconds: 6 }), namespace);
      await editAs('somebody', 'raced', { metadata: { labels: { touched: 'yes' } } });
      assert.equal((await failure(deploy(session, prepared))).reason, 'conflict');
      assert.equal(timeoutOf(await read('raced')), 5);
    });

    test('only its status has moved on: it is written all the same', async () => {
      const { session, namespace } = world();
      await put(service('busy', { timeoutSeconds: 5 }));
      const prepared = await prepareDeploy(session, service('busy', { timeoutSeconds: 6 }), namespace);
      assert.ok(session.serving);
      const before = await read('busy');
      await requestJson(session.api, {
        method: 'PATCH',
        path: `${pathOf(session.serving.service, namespace, 'busy')}/status`,
        contentType: 'application/merge-patch+json',
        body: { status: { annotations: { seen: 'yes' } } },
      });
      assert.notEqual((await read('busy')).metadata.resourceVersion, before.metadata.resourceVersion);
      assert.equal(timeoutOf(await deploy(session, prepared)), 6);
    });

    test('a field of somebody else is not taken unasked', async () => {
      const { session, namespace } = world();
      await put(service('shared', { timeoutSeconds: 5 }));
      await editAs('kubectl-edit', 'shared', { spec: { template: { spec: { timeoutSeconds: 7 } } } });
      const wanted = service('shared', { timeoutSeconds: 8 });
      const prepared = await prepareDeploy(session, wanted, namespace);
      assert.deepEqual(
        prepared.conflicts.map(({ owner, field }) => `${owner} ${field}`),
        ['kubectl-edit .spec.template.spec.timeoutSeconds'],
      );
      assert.equal(timeoutOf(prepared.outcome), 8);
      assert.equal((await failure(deploy(session, prepared))).reason, 'conflict');

      const left = {
        ...wanted,
        value: withoutFields(
          wanted.value,
          prepared.conflicts.map(({ field }) => field),
        ),
      };
      const modest = await prepareDeploy(session, left, namespace);
      assert.deepEqual(modest.conflicts, []);
      assert.equal(timeoutOf(await deploy(session, modest)), 7);

      const greedy = await prepareDeploy(session, wanted, namespace);
      assert.equal(timeoutOf(await deploy(session, greedy, { takeOver: true })), 8);
    });

    test('what the cluster is to name is created each time', async () => {
      const { session, namespace } = world();
      const generated = manifest({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { generateName: 'made-' },
        data: { a: '1' },
      });
      const prepared = await prepareDeploy(session, generated, namespace);
      assert.equal(prepared.way, 'create');
      const first = await deploy(session, prepared);
      const second = await deploy(session, prepared);
      assert.match(first.metadata.name, /^made-/);
      assert.notEqual(first.metadata.name, second.metadata.name);
    });
  });

  describe('several at once', () => {
    test('all are tried, all refusals told', async () => {
      const { session, namespace } = world();
      const set = [
        service('a', {}),
        service('b', { timeoutSeconds: -1 }),
        service('c', { timeoutSeconds: -2 }),
      ];
      const { prepared, refused } = await rehearse(session, set, { namespace });
      assert.deepEqual(
        prepared.map(({ manifest: { name } }) => name),
        ['a'],
      );
      assert.deepEqual(
        refused.map(({ manifest: { name } }) => name),
        ['b', 'c'],
      );
    });

    test('a namespace and what goes into it', async () => {
      const { session, namespace } = world();
      const name = `${namespace}-new`;
      const set = [
        manifest({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
        service('inside', {}, { namespace: name }),
      ];
      const { prepared, refused } = await rehearse(session, set, { namespace });
      assert.deepEqual(refused, []);
      assert.deepEqual(
        prepared.map(({ foretold }) => foretold),
        [true, false],
      );
      const { done, failed } = await perform(session, prepared);
      assert.equal(failed, undefined);
      assert.equal(done.length, 2);
      await requestJson(session.api, { method: 'DELETE', path: `/api/v1/namespaces/${name}` });
    });

    test('the first failure stops the rest', async () => {
      const { session, namespace } = world();
      await put(service('second', { timeoutSeconds: 5 }));
      const set = ['first', 'second', 'third'].map((name) => service(name, { timeoutSeconds: 9 }));
      const { prepared } = await rehearse(session, set, { namespace });
      await editAs('somebody', 'second', { metadata: { labels: { touched: 'yes' } } });
      const { done, failed, left } = await perform(session, prepared);
      assert.deepEqual(
        done.map(({ object }) => object.metadata.name),
        ['first'],
      );
      assert.equal(failed?.prepared.manifest.name, 'second');
      assert.equal(failed.error.reason, 'conflict');
      assert.deepEqual(
        left.map(({ manifest: { name } }) => name),
        ['third'],
      );
    });

    test('who asks to stop is heard', async () => {
      const { session, namespace } = world();
      const error = await failure(
        rehearse(session, [service('a', {})], { namespace, signal: AbortSignal.abort() }),
      );
      assert.equal(error.reason, 'aborted');
    });
  });

  const read = async (name: string): Promise<KubeObject> => {
    const { session, namespace } = world();
    assert.ok(session.serving);
    return requestJson<KubeObject>(session.api, { path: pathOf(session.serving.service, namespace, name) });
  };

  const editAs = async (fieldManager: string, name: string, patch: JsonObject): Promise<void> => {
    const { session, namespace } = world();
    assert.ok(session.serving);
    await requestJson(session.api, {
      method: 'PATCH',
      path: pathOf(session.serving.service, namespace, name),
      query: { fieldManager },
      contentType: 'application/merge-patch+json',
      body: patch,
    });
  };
}

/** Deploying where there is neither server-side apply nor a dry run. */
export function deploySuiteOf2019(world: () => World): void {
  const old = (name: string, container: JsonObject): Manifest =>
    manifest({
      apiVersion: 'serving.knative.dev/v1alpha1',
      kind: 'Service',
      metadata: { name },
      spec: {
        runLatest: { configuration: { revisionTemplate: { spec: { container } } } },
      },
    });

  describe('deploying in 2019', () => {
    test('creates, then merges: what is not said any more goes', async () => {
      const { session, namespace } = world();
      const first = await prepareDeploy(
        session,
        old('canary', { image: 'example.com/blue', env: [{ name: 'COLOR', value: 'blue' }] }),
        namespace,
      );
      assert.deepEqual([first.way, first.foretold, first.live], ['create', false, undefined]);
      await deploy(session, first);
      const second = await prepareDeploy(session, old('canary', { image: 'example.com/green' }), namespace);
      assert.equal(second.way, 'merge');
      assert.equal(changesAnything(second), true);
      const path = ['spec', 'runLatest', 'configuration', 'revisionTemplate', 'spec', 'container'];
      const foreseen = valueAt(second.outcome, path) as JsonObject;
      assert.equal(foreseen['image'], 'example.com/green');
      assert.equal(foreseen['env'], undefined);
      const object = (await deploy(session, second)) as unknown as JsonObject;
      assert.equal(valueAt(object, [...path, 'image']), 'example.com/green');
      assert.equal(valueAt(object, [...path, 'env']), undefined);
      const same = await prepareDeploy(session, old('canary', { image: 'example.com/green' }), namespace);
      assert.equal(changesAnything(same), false);
    });

    test('somebody else changed it after it was looked at: nothing is written', async () => {
      const { session, namespace } = world();
      await deploy(
        session,
        await prepareDeploy(session, old('raced', { image: 'example.com/blue' }), namespace),
      );
      const one = await prepareDeploy(session, old('raced', { image: 'example.com/green' }), namespace);
      const other = await prepareDeploy(session, old('raced', { image: 'example.com/red' }), namespace);
      await deploy(session, one);
      assert.equal((await failure(deploy(session, other))).reason, 'conflict');
    });
  });
}

async function failure(promise: Promise<unknown>): Promise<ClusterError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ClusterError) return error;
    throw error;
  }
  assert.fail('It should have failed.');
}
