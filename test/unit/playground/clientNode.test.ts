/** The playground through `@kubernetes/client-node`, as the extension will use it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  ApiException,
  AuthorizationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  KubernetesObjectApi,
  Log,
  VersionApi,
  Watch,
} from '@kubernetes/client-node';
import { PassThrough } from 'node:stream';
import { uidOf } from '#playground/api/object.ts';
import { admin } from '#playground/api/auth/users.ts';
import { ksvc, openWire, type Wire } from './wire.ts';

let wire: Wire;
let config: KubeConfig;
const ours = { group: 'serving.knative.dev', version: 'v1', namespace: 'default', plural: 'services' };

before(async () => {
  wire = await openWire();
  config = new KubeConfig();
  config.loadFromString(wire.playground.kubeconfig);
});

after(() => wire.close());

interface Thrown {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
}

async function thrown(run: () => Promise<unknown>): Promise<Thrown> {
  try {
    await run();
  } catch (error) {
    assert.ok(error instanceof ApiException, String(error));
    const body = JSON.parse(String(error.body)) as { reason: string; message: string };
    return { code: error.code, ...body };
  }
  throw new Error('Nothing was thrown.');
}

describe('client-node', () => {
  it('reads the kubeconfig: four contexts, today first', () => {
    assert.equal(config.getCurrentContext(), 'today');
    assert.deepEqual(
      config.getContexts().map(({ name }) => name),
      ['today', '2019', 'today-viewer', '2019-viewer'],
    );
  });

  it('asks for the version and lists', async () => {
    assert.equal((await config.makeApiClient(VersionApi).getCode()).gitVersion, 'v1.36.0');
    const namespaces = await config.makeApiClient(CoreV1Api).listNamespace();
    assert.ok(namespaces.items.some(({ metadata }) => metadata?.name === 'knative-serving'));
    assert.ok(namespaces.items[0]?.metadata?.creationTimestamp instanceof Date);
  });

  it('creates, reads and deletes custom objects', async () => {
    const custom = config.makeApiClient(CustomObjectsApi);
    await custom.createNamespacedCustomObject({ ...ours, body: ksvc('hello') });
    const live = (await custom.getNamespacedCustomObject({ ...ours, name: 'hello' })) as ReturnType<
      typeof ksvc
    >;
    assert.equal((live['metadata'] as { generation: number }).generation, 1);
    await custom.deleteNamespacedCustomObject({ ...ours, name: 'hello' });
    const gone = await thrown(() => custom.getNamespacedCustomObject({ ...ours, name: 'hello' }));
    assert.deepEqual([gone.code, gone.reason], [404, 'NotFound']);
  });

  it('applies on the server side, with a dry run before', async () => {
    const objects = KubernetesObjectApi.makeApiClient(config);
    const spec = { ...ksvc('applied'), metadata: { name: 'applied', namespace: 'default' } } as {
      apiVersion: string;
      kind: string;
      metadata: { name: string; namespace: string };
    };
    const type = 'application/apply-patch+yaml';
    await objects.patch(spec, undefined, 'All', 'knative-tools', false, type);
    assert.equal((await thrown(() => objects.read(spec))).code, 404);
    await objects.patch(spec, undefined, undefined, 'knative-tools', false, type);
    const theirs = { ...ksvc('applied', 'ko:2'), metadata: spec.metadata } as unknown as typeof spec;
    const refused = await thrown(() => objects.patch(theirs, undefined, undefined, 'argo', false, type));
    assert.equal(refused.code, 409);
    assert.match(refused.message, /conflict with "knative-tools": \.spec\.template\.spec\.containers$/);
    await objects.patch(theirs, undefined, undefined, 'argo', true, type);
  });

  it('watches', async () => {
    const version = String(wire.today.served.cluster.store.version);
    const seen: string[] = [];
    const custom = config.makeApiClient(CustomObjectsApi);
    const path = '/apis/serving.knative.dev/v1/namespaces/default/services';
    const both = Promise.withResolvers<undefined>();
    await new Watch(config).watch(
      path,
      { resourceVersion: version },
      (type, object: { metadata: { name: string } }) => {
        seen.push(`${type} ${object.metadata.name}`);
        if (seen.length === 2) both.resolve(undefined);
      },
      () => both.reject(new Error('The watch has ended.')),
    );
    await custom.createNamespacedCustomObject({ ...ours, body: ksvc('watched') });
    await custom.deleteNamespacedCustomObject({ ...ours, name: 'watched' });
    await both.promise;
    assert.deepEqual(seen, ['ADDED watched', 'DELETED watched']);
  });

  it('follows logs', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const body = {
      metadata: { name: 'p' },
      spec: { nodeName: 'playground', containers: [{ name: 'c', image: 'i' }] },
    };
    await core.createNamespacedPod({ namespace: 'default', body });
    const { cluster } = wire.today.served;
    const pod = uidOf(cluster.as(admin, 'test').get('v1 Pod', 'default', 'p'));
    cluster.logs.write(pod, 'c', 'one');
    const stream = new PassThrough();
    const lines = (async () => {
      let text = '';
      for await (const chunk of stream) text += String(chunk);
      return text;
    })();
    await new Log(config).log('default', 'p', 'c', stream, { follow: true });
    cluster.logs.write(pod, 'c', 'two');
    cluster.logs.end(pod);
    assert.equal(await lines, 'one\ntwo\n');
  });

  it('is told what the viewer may not do', async () => {
    const viewer = new KubeConfig();
    viewer.loadFromString(wire.playground.kubeconfig);
    viewer.setCurrentContext('today-viewer');
    const resourceAttributes = {
      verb: 'create',
      group: ours.group,
      resource: ours.plural,
      namespace: 'default',
    };
    const review = await viewer
      .makeApiClient(AuthorizationV1Api)
      .createSelfSubjectAccessReview({ body: { spec: { resourceAttributes } } });
    assert.equal(review.status?.allowed, false);
    const custom = viewer.makeApiClient(CustomObjectsApi);
    const refused = await thrown(() => custom.createNamespacedCustomObject({ ...ours, body: ksvc('x') }));
    assert.deepEqual([refused.code, refused.reason], [403, 'Forbidden']);
  });
});
