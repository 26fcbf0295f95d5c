/** The cluster of 2019: its kinds, its webhook, and what its API server could not do yet. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { type Answer, openWire, type Wire } from './wire.ts';

let wire: Wire;
const services = '/apis/serving.knative.dev/v1alpha1/namespaces/default/services';

before(async () => {
  wire = await openWire();
});

after(() => wire.close());

const service = (name: string, mode: JsonObject): JsonObject => ({
  apiVersion: 'serving.knative.dev/v1alpha1',
  kind: 'Service',
  metadata: { name },
  spec: mode,
});
const configuration = (image: string, spec: JsonObject = {}): JsonObject => ({
  configuration: { revisionTemplate: { spec: { container: { image }, ...spec } } },
});

describe('a Service of 2019', () => {
  it('gets the defaults and the counter of its webhook', async () => {
    const mode = { runLatest: configuration('gcr.io/x/y', { concurrencyModel: 'Single' }) };
    const { code, body } = await wire.of2019.call('POST', services, { body: service('h', mode) });
    assert.equal(code, 201, JSON.stringify(body));
    assert.equal(body.spec.generation, 1);
    assert.deepEqual(body.spec.runLatest.configuration.revisionTemplate.spec, {
      container: { image: 'gcr.io/x/y' },
      concurrencyModel: 'Single',
      containerConcurrency: 1,
      timeoutSeconds: 300,
    });
    assert.equal(body.metadata.managedFields, undefined);
  });

  it('counts on with every change of the spec', async () => {
    const patch = (body: JsonObject): Promise<{ body: { spec: { generation: number } } }> =>
      wire.of2019.call('PATCH', `${services}/h`, { body, contentType: 'application/merge-patch+json' });
    assert.equal((await patch({ metadata: { labels: { a: 'b' } } })).body.spec.generation, 1);
    const release = { release: { revisions: ['h-00001'], ...configuration('gcr.io/x/y') }, runLatest: null };
    assert.equal((await patch({ spec: release })).body.spec.generation, 2);
  });

  it('keeps fields nobody knows', async () => {
    const mode = { runLatest: configuration('gcr.io/x/y', { futureField: 1 }) };
    const query = '?fieldValidation=Strict';
    const { code, body } = await wire.of2019.call('POST', `${services}${query}`, {
      body: service('loose', mode),
    });
    assert.equal(code, 201);
    assert.equal(body.spec.runLatest.configuration.revisionTemplate.spec.futureField, 1);
  });

  it('cannot be applied by the server', async () => {
    const { code, body } = await wire.of2019.call('PATCH', `${services}/h?fieldManager=x`, {
      body: service('h', { runLatest: configuration('gcr.io/x/y') }),
      contentType: 'application/apply-patch+yaml',
    });
    assert.equal(code, 415);
    assert.equal(
      body.message,
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json',
    );
  });

  it('cannot be tried', async () => {
    const { code, body } = await wire.of2019.call('POST', `${services}?dryRun=All`, {
      body: service('try', { runLatest: configuration('gcr.io/x/y') }),
    });
    assert.deepEqual(
      [code, body.message],
      [400, 'admission webhook "webhook.serving.knative.dev" does not support dry run'],
    );
  });

  it('is refused in the words of its webhook', async () => {
    const release = { revisions: ['a', 'b', 'c'], ...configuration('gcr.io/x/y') };
    const { code, body } = await wire.of2019.call('POST', services, { body: service('three', { release }) });
    assert.equal(code, 400);
    assert.equal(
      body.message,
      'admission webhook "webhook.serving.knative.dev" denied the request: mutation failed: expected number of elements in range [1, 2], got 3: spec.release.revisions',
    );
  });

  it('has revisions that never change', async () => {
    const revisions = services.replace(/services$/, 'revisions');
    const body = {
      apiVersion: 'serving.knative.dev/v1alpha1',
      kind: 'Revision',
      metadata: { name: 'fixed' },
      spec: { container: { image: 'gcr.io/x/y' } },
    };
    assert.equal((await wire.of2019.call('POST', revisions, { body })).code, 201);
    const contentType = 'application/merge-patch+json';
    const patch = (change: JsonObject): Promise<Answer> =>
      wire.of2019.call('PATCH', `${revisions}/fixed`, { body: change, contentType });
    assert.equal((await patch({ metadata: { labels: { a: 'b' } } })).code, 200);
    const refused = await patch({ spec: { container: { image: 'gcr.io/x/z' } } });
    assert.equal(refused.code, 400);
    assert.match(refused.body.message, /mutation failed: Immutable fields changed \(-old \+new\): spec/);
  });

  it('and so is a Build', async () => {
    const builds = '/apis/build.knative.dev/v1alpha1/namespaces/default/builds';
    const build = {
      apiVersion: 'build.knative.dev/v1alpha1',
      kind: 'Build',
      metadata: { name: 'b' },
      spec: {},
    };
    const { body } = await wire.of2019.call('POST', builds, { body: build });
    assert.equal(
      body.message,
      'admission webhook "webhook.build.knative.dev" denied the request: mutation failed: expected exactly one, got neither: spec.steps, spec.template',
    );
  });
});
