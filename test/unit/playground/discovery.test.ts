/** Discovery, schemas and version: what tells a client which cluster it has before it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openWire, type Wire } from './wire.ts';

let wire: Wire;

before(async () => {
  wire = await openWire();
});

after(() => wire.close());

interface Named {
  readonly name: string;
}

describe('discovery', () => {
  it('names groups and versions', async () => {
    assert.deepEqual((await wire.today.call('GET', '/api')).body.versions, ['v1']);
    const { body } = await wire.today.call('GET', '/apis');
    const groups = (body.groups as readonly Named[]).map(({ name }) => name);
    for (const group of ['apps', 'autoscaling', 'serving.knative.dev', 'networking.internal.knative.dev']) {
      assert.ok(groups.includes(group), group);
    }
    const one = await wire.today.call('GET', '/apis/serving.knative.dev');
    assert.deepEqual(
      one.body.versions.map((version: { version: string }) => version.version),
      ['v1', 'v1beta1'],
    );
    assert.equal(one.body.preferredVersion.version, 'v1');
  });

  it('no cluster serves both APIs', async () => {
    const versions = async (caller: typeof wire.today): Promise<readonly string[]> =>
      (await caller.call('GET', '/apis/serving.knative.dev')).body.versions.map(
        (version: { groupVersion: string }) => version.groupVersion,
      );
    assert.deepEqual(await versions(wire.of2019), ['serving.knative.dev/v1alpha1']);
    assert.equal((await wire.today.call('GET', '/apis/serving.knative.dev/v1alpha1')).code, 404);
    assert.equal((await wire.today.call('GET', '/apis/build.knative.dev/v1alpha1')).code, 404);
    assert.equal((await wire.of2019.call('GET', '/apis/build.knative.dev/v1alpha1')).code, 200);
  });

  it('describes kinds and their subresources', async () => {
    const { body } = await wire.today.call('GET', '/apis/serving.knative.dev/v1');
    const service = body.resources.find(({ name }: Named) => name === 'services');
    assert.deepEqual(service, {
      name: 'services',
      singularName: 'service',
      namespaced: true,
      kind: 'Service',
      verbs: ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'],
      shortNames: ['kservice', 'ksvc'],
      categories: ['all', 'knative', 'serving'],
    });
    assert.ok(body.resources.some(({ name }: Named) => name === 'services/status'));
    const core = await wire.today.call('GET', '/api/v1');
    assert.ok(core.body.resources.some(({ name }: Named) => name === 'pods/log'));
  });

  it('comes aggregated where that is asked for and known', async () => {
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    const today = await wire.today.call('GET', '/apis', { accept });
    assert.equal(
      today.headers['content-type'],
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
    const group = today.body.items.find(
      (item: { metadata: Named }) => item.metadata.name === 'serving.knative.dev',
    );
    assert.equal(
      group.versions[0].resources.find((one: { resource: string }) => one.resource === 'routes').scope,
      'Namespaced',
    );
    assert.equal((await wire.of2019.call('GET', '/apis', { accept })).body.kind, 'APIGroupList');
  });

  it('lists the definitions in the version of the time', async () => {
    const today = await wire.today.call('GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
    const service = today.body.items.find(
      ({ metadata }: { metadata: Named }) => metadata.name === 'services.serving.knative.dev',
    );
    assert.equal(service.spec.versions[0].additionalPrinterColumns[0].jsonPath, '.status.url');
    assert.equal(service.status.conditions[1].type, 'Established');
    const of2019 = await wire.of2019.call(
      'GET',
      '/apis/apiextensions.k8s.io/v1beta1/customresourcedefinitions',
    );
    assert.ok(of2019.body.items.length > 5);
    assert.equal(
      (await wire.of2019.call('GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions')).code,
      404,
    );
  });
});

describe('schemas', () => {
  it('describe Knative’s kinds, and tell kubectl that the server validates', async () => {
    const index = await wire.today.call('GET', '/openapi/v3');
    const place = index.body.paths['apis/serving.knative.dev/v1'].serverRelativeURL as string;
    const { body } = await wire.today.call('GET', place);
    const schema = body.components.schemas['dev.knative.serving.v1.Service'];
    assert.deepEqual(schema['x-kubernetes-group-version-kind'], [
      { group: 'serving.knative.dev', version: 'v1', kind: 'Service' },
    ]);
    const [operation] = Object.values<{ patch: { parameters: readonly Named[] } }>(body.paths);
    assert.ok(operation?.patch.parameters.some(({ name }) => name === 'fieldValidation'));
    for (const reference of JSON.stringify(body).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      assert.ok(reference[1] !== undefined && reference[1] in body.components.schemas, reference[0]);
    }
  });

  it('were in another form in 2019', async () => {
    assert.equal((await wire.of2019.call('GET', '/openapi/v3')).code, 404);
    assert.equal((await wire.of2019.call('GET', '/openapi/v2')).code, 200);
  });
});

describe('the furniture', () => {
  it('is there: a ready node, Knative’s workloads, the ingress', async () => {
    const node = await wire.today.call('GET', '/api/v1/nodes/playground');
    assert.equal(node.body.status.conditions[0].status, 'True');
    const webhook = await wire.today.call(
      'GET',
      '/apis/apps/v1/namespaces/knative-serving/deployments/webhook',
    );
    assert.equal(webhook.body.status.availableReplicas, 1);
    assert.equal(webhook.body.metadata.labels['app.kubernetes.io/version'], '1.23.0');
    const kourier = await wire.today.call('GET', '/api/v1/namespaces/kourier-system/services/kourier');
    assert.equal(kourier.body.spec.type, 'LoadBalancer');
    const istio = await wire.of2019.call(
      'GET',
      '/api/v1/namespaces/istio-system/services/knative-ingressgateway',
    );
    assert.equal(istio.body.status.loadBalancer.ingress[0].ip, '127.0.0.1');
    const domain = await wire.of2019.call(
      'GET',
      '/api/v1/namespaces/knative-serving/configmaps/config-domain',
    );
    assert.deepEqual(domain.body.data, { 'example.com': '' });
  });

  it('is the same for the same seed', async () => {
    const other = await openWire();
    const path = '/api/v1/namespaces/default';
    const uids = [wire, other].map(
      async ({ today }) => (await today.call('GET', path)).body.metadata.uid as string,
    );
    const [one, two] = await Promise.all(uids);
    assert.equal(one, two);
    await other.close();
  });
});
