/** Creating, replacing, patching and deleting over the wire, and what is refused in which words. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { JsonObject } from '#knative/json.ts';
import { type Answer, configMap, core, ksvc, openWire, serving, type Wire } from './wire.ts';

let wire: Wire;

before(async () => {
  wire = await openWire();
});

after(() => wire.close());

beforeEach(async () => {
  await wire.today.call('DELETE', `${serving}/services`);
});

const services = `${serving}/services`;
const create = (body: unknown, query = ''): Promise<Answer> =>
  wire.today.call('POST', `${services}${query}`, { body });
const merge = (path: string, body: unknown): Promise<Answer> =>
  wire.today.call('PATCH', path, { body, contentType: 'application/merge-patch+json' });
const json = (path: string, body: unknown): Promise<Answer> =>
  wire.today.call('PATCH', path, { body, contentType: 'application/json-patch+json' });

describe('a new Knative Service', () => {
  it('is stored as the webhook fills it in', async () => {
    const { code, body } = await create(ksvc('hello'));
    assert.equal(code, 201);
    assert.deepEqual(body.spec, {
      template: {
        metadata: {},
        spec: {
          containerConcurrency: 0,
          containers: [
            {
              image: 'gcr.io/knative-samples/knative-route-demo:blue',
              name: 'user-container',
              readinessProbe: { successThreshold: 1, tcpSocket: { port: 0 } },
              resources: {},
            },
          ],
          enableServiceLinks: false,
          timeoutSeconds: 300,
        },
      },
      traffic: [{ latestRevision: true, percent: 100 }],
    });
    assert.equal(body.metadata.generation, 1);
    assert.match(body.metadata.uid, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    assert.equal(body.metadata.annotations['serving.knative.dev/creator'], 'admin');
    assert.equal(body.metadata.annotations['serving.knative.dev/lastModifier'], 'admin');
  });

  it('gets a name from its prefix', async () => {
    const { body } = await create({ ...ksvc(''), metadata: { generateName: 'gen-' } });
    assert.match(body.metadata.name, /^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it('brings no status along', async () => {
    const { body } = await create({ ...ksvc('bare'), status: { url: 'http://x' } });
    assert.equal(body.status, undefined);
  });

  it('is there once only', async () => {
    await create(ksvc('twice'));
    const { code, body } = await create(ksvc('twice'));
    assert.equal(code, 409);
    assert.equal(body.reason, 'AlreadyExists');
    assert.equal(body.message, 'services.serving.knative.dev "twice" already exists');
    assert.deepEqual(body.details, { name: 'twice', group: 'serving.knative.dev', kind: 'services' });
  });

  it('needs a namespace that is there', async () => {
    const path = '/apis/serving.knative.dev/v1/namespaces/nowhere/services';
    const { code, body } = await wire.today.call('POST', path, { body: ksvc('lost') });
    assert.deepEqual([code, body.message], [404, 'namespaces "nowhere" not found']);
  });

  it('is refused by the validating webhook in its words', async () => {
    const traffic = [
      { revisionName: 'hello-00001', percent: 80 },
      { latestRevision: true, percent: 30 },
    ];
    const service = ksvc('sum');
    const { code, body } = await create({
      ...service,
      spec: { ...(service['spec'] as JsonObject), traffic },
    });
    assert.equal(code, 400);
    assert.deepEqual(body, {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'admission webhook "validation.webhook.serving.knative.dev" denied the request: validation failed: Traffic targets sum to 110, want 100: spec.traffic',
      reason: 'BadRequest',
      code: 400,
    });
  });

  it('warns of what the webhook warns of', async () => {
    const { headers } = await create(ksvc('warned'));
    assert.match(String(headers['warning']), /^299 - "Kubernetes default value is insecure, .*runAsNonRoot/);
  });

  it('warns of it where it is refused as well', async () => {
    const { code, headers } = await create({
      ...ksvc('warned'),
      spec: { template: { spec: { containerConcurrency: -1, containers: [{ image: 'ko:1' }] } } },
    });
    assert.equal(code, 400);
    assert.match(String(headers['warning']), /^299 - "Kubernetes default value is insecure, /);
  });

  it('follows the settings of the cluster', async () => {
    const settings = '/api/v1/namespaces/knative-serving/configmaps/config-defaults';
    await merge(settings, { data: { 'revision-timeout-seconds': '42', 'container-name-template': 'main' } });
    const { body } = await create(ksvc('settings'));
    assert.equal(body.spec.template.spec.timeoutSeconds, 42);
    assert.equal(body.spec.template.spec.containers[0].name, 'main');
    await json(settings, [{ op: 'remove', path: '/data' }]);
    const { body: again } = await create(ksvc('settings2'));
    assert.equal(again.spec.template.spec.timeoutSeconds, 300);
  });
});

describe('field validation', () => {
  const misspelt = {
    ...ksvc('typo'),
    spec: { template: { spec: { containers: [{ image: 'ko:1', imagee: 'x' }] } }, x: 1 },
  };
  const words = 'unknown field "spec.template.spec.containers[0].imagee", unknown field "spec.x"';

  it('Strict refuses unknown fields', async () => {
    const { code, body } = await create(misspelt, '?fieldValidation=Strict');
    assert.equal(code, 400);
    assert.equal(
      body.message,
      `Service in version "v1" cannot be handled as a Service: strict decoding error: ${words}`,
    );
  });

  it('Warn tells of them and drops them, and is what happens without a wish', async () => {
    const { code, body, headers } = await create(misspelt);
    assert.equal(code, 201);
    assert.equal(body.spec.x, undefined);
    assert.equal(body.spec.template.spec.containers[0].imagee, undefined);
    assert.match(String(headers['warning']), /299 - "unknown field \\"spec\.x\\""/);
  });

  it('Ignore drops them in silence', async () => {
    const { code, body, headers } = await create(misspelt, '?fieldValidation=Ignore');
    assert.deepEqual([code, body.spec.x], [201, undefined]);
    assert.doesNotMatch(String(headers['warning']), /unknown field/);
  });

  it('finds keys that stand twice', async () => {
    const text = JSON.stringify(ksvc('dup')).replace('"image":', '"image":"a:1","image":');
    const { code, body } = await wire.today.call('POST', `${services}?fieldValidation=Strict`, {
      body: text,
    });
    assert.equal(code, 400);
    assert.match(
      body.message,
      /strict decoding error: duplicate field "spec\.template\.spec\.containers\[0\]\.image"$/,
    );
  });

  it('knows three ways only', async () => {
    const { code, body } = await create(ksvc('way'), '?fieldValidation=Maybe');
    assert.deepEqual([code, body.reason], [422, 'Invalid']);
  });
});

describe('built-in kinds', () => {
  const pods = `${core}/pods?fieldValidation=Strict`;
  const pod = (container: JsonObject): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'strict' },
    spec: { containers: [container] },
  });

  it('are read strictly as well', async () => {
    const unknown = await wire.today.call('POST', pods, {
      body: pod({ name: 'c', image: 'i', imagee: 'x' }),
    });
    assert.equal(
      unknown.body.message,
      'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].imagee"',
    );
    const mistyped = await wire.today.call('POST', pods, { body: pod({ name: true, image: 'i' }) });
    assert.equal(
      mistyped.body.message,
      'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal bool into Go struct field Container.spec.containers.name of type string',
    );
  });

  it('have a few rules', async () => {
    const bare = await wire.today.call('POST', pods, { body: { ...pod({}), spec: {} } });
    assert.deepEqual(
      [bare.code, bare.body.message],
      [422, 'Pod "strict" is invalid: spec.containers: Required value'],
    );
  });

  it('let little of a pod change', async () => {
    const path = `${core}/pods/fixed`;
    const made = { ...pod({ name: 'c', image: 'i' }), metadata: { name: 'fixed' } };
    assert.equal((await wire.today.call('POST', `${core}/pods`, { body: made })).code, 201);
    const refused = async (spec: JsonObject): Promise<readonly unknown[]> => {
      const { code, body } = await merge(path, { spec });
      return [code, body.details?.causes[0].field];
    };
    assert.deepEqual(await refused({ containers: [{ name: 'c', image: 'other' }] }), [200, undefined]);
    const command = ['sh'];
    assert.deepEqual(await refused({ containers: [{ name: 'c', image: 'i', command }] }), [422, 'spec']);
    const two = ['c', 'd'].map((name) => ({ name, image: 'i' }));
    assert.deepEqual(await refused({ containers: two }), [422, 'spec.containers']);
    assert.deepEqual(await refused({ nodeName: 'playground' }), [200, undefined]);
    assert.deepEqual(await refused({ nodeName: 'another' }), [422, 'spec']);
  });

  it('tell several ports apart by their names', async () => {
    const ports = [{ name: 'a', port: 1 }, { port: 2 }];
    const body = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'ports' }, spec: { ports } };
    const answer = await wire.today.call('POST', `${core}/services`, { body });
    assert.deepEqual(
      [answer.code, answer.body.message],
      [422, 'Service "ports" is invalid: spec.ports[1].name: Required value'],
    );
  });

  it('keep Deployments from running out', async () => {
    const template = {
      metadata: { labels: { app: 'd' } },
      spec: { containers: [{ name: 'c', image: 'i' }], restartPolicy: 'Never' },
    };
    const body = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: { replicas: -1, selector: { matchLabels: { app: 'd' } }, template },
    };
    const answer = await wire.today.call('POST', '/apis/apps/v1/namespaces/default/deployments', { body });
    const fields = answer.body.details.causes.map(({ field }: { field: string }) => field);
    assert.deepEqual(fields, ['spec.replicas', 'spec.template.spec.restartPolicy']);
  });
});

describe('the service proxy', () => {
  const proxy = `${core}/services/web:http/proxy/a/b?x=1`;

  it('passes requests on to whoever answers for Services', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { ports: [{ name: 'http', port: 80 }] },
    };
    await wire.today.call('POST', `${core}/services`, { body: service });
    assert.equal((await wire.today.call('GET', proxy)).code, 503);
    const { proxies } = wire.today.served.cluster;
    proxies.service = (_request, response, target) => {
      response.end(JSON.stringify(target));
      return true;
    };
    const { text } = await wire.today.call('GET', proxy);
    assert.deepEqual(JSON.parse(text), {
      namespace: 'default',
      service: 'web',
      port: 'http',
      path: '/a/b?x=1',
    });
    proxies.service = undefined;
    assert.equal((await wire.today.call('GET', `${core}/services/none/proxy/`)).code, 404);
  });

  it('goes to a ready pod otherwise, where anything listens at the port', async () => {
    const services = '/api/v1/namespaces/knative-serving/services';
    const said = async (name: string): Promise<readonly unknown[]> => {
      const { code, body } = await wire.today.call('GET', `${services}/${name}/proxy/metrics`);
      return [code, body.message];
    };
    const refused = (port: number): RegExp =>
      new RegExp(`^error trying to reach service: dial tcp [\\d.]+:${port}: connect: connection refused$`);
    for (const [name, number] of [
      ['autoscaler:9090', 9090],
      ['autoscaler:http-profiling', 8008],
      ['http:autoscaler:http', 8080],
    ] as const) {
      const [code, message] = await said(name);
      assert.equal(code, 503);
      assert.match(String(message), refused(number));
    }
    assert.deepEqual(await said('autoscaler:81'), [
      503,
      'no service port "81" found for service "autoscaler"',
    ]);
    assert.deepEqual(await said('autoscaler'), [503, 'no service port "" found for service "autoscaler"']);
    const { proxies } = wire.today.served.cluster;
    proxies.pod = (_request, response, { pod, port, path }) => {
      response.end(JSON.stringify([pod.metadata.name.startsWith('autoscaler-'), port, path]));
      return true;
    };
    const { text } = await wire.today.call('GET', `${services}/autoscaler:http-metrics/proxy/metrics?x=1`);
    assert.deepEqual(JSON.parse(text), [true, 9090, '/metrics?x=1']);
    proxies.pod = undefined;
  });
});

describe('bodies', () => {
  it('that are no JSON are refused', async () => {
    const { code, body } = await wire.today.call('POST', services, { body: '{"a":' });
    assert.deepEqual([code, body.reason], [400, 'BadRequest']);
  });

  it('may be YAML', async () => {
    const body =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {time: "10:30", on: "yes"}\n';
    const made = await wire.today.call('POST', `${core}/configmaps`, {
      body,
      contentType: 'application/yaml',
    });
    assert.deepEqual([made.code, made.body.data.time], [201, '10:30']);
  });

  it('of a type nobody reads are refused', async () => {
    const { code, body } = await wire.today.call('POST', services, { body: 'x', contentType: 'text/plain' });
    assert.deepEqual([code, body.reason], [415, 'UnsupportedMediaType']);
  });

  it('have a limit', async () => {
    const { code, body } = await create(configMap('big', {}, { x: 'y'.repeat(3 * 1024 * 1024) }));
    assert.deepEqual([code, body.reason], [413, 'RequestEntityTooLarge']);
  });

  it('must be what the address says', async () => {
    const other = await create({ ...ksvc('x'), apiVersion: 'serving.knative.dev/v2' });
    assert.equal(
      other.body.message,
      'the API version in the data (serving.knative.dev/v2) does not match the expected API version (serving.knative.dev/v1)',
    );
    const elsewhere = await create({ ...ksvc('x'), metadata: { name: 'x', namespace: 'kube-system' } });
    assert.equal(
      elsewhere.body.message,
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  });
});

describe('dry run', () => {
  it('answers as the real thing and leaves no trace', async () => {
    const version = wire.today.served.cluster.store.version;
    const made = await create(ksvc('dry'), '?dryRun=All');
    assert.deepEqual([made.code, made.body.spec.traffic[0].percent], [201, 100]);
    assert.equal((await wire.today.call('GET', `${services}/dry`)).code, 404);
    assert.equal(wire.today.served.cluster.store.version, version);
  });

  it('tries the pod as well', async () => {
    const service = {
      ...ksvc('pod'),
      spec: { template: { spec: { containers: [{ image: 'ko:1', imagePullPolicy: 'Sometimes' }] } } },
    };
    const tried = await create(service, '?dryRun=All');
    assert.equal(tried.code, 400);
    assert.match(
      tried.body.message,
      /^admission webhook "validation\.webhook\.serving\.knative\.dev" denied the request: validation callback failed: dry run failed with Pod "dry-run-validation\w{5}" is invalid: spec\.containers\[0\]\.imagePullPolicy: Unsupported value: "Sometimes".*: spec\.template$/,
    );
    assert.equal((await create(service)).code, 201);
  });

  it('changes and deletes nothing', async () => {
    await create(ksvc('stays'));
    const patched = await merge(`${services}/stays?dryRun=All`, { metadata: { labels: { a: 'b' } } });
    assert.deepEqual(patched.body.metadata.labels, { a: 'b' });
    await wire.today.call('DELETE', `${services}/stays?dryRun=All`);
    const { body } = await wire.today.call('GET', `${services}/stays`);
    assert.equal(body.metadata.labels, undefined);
  });

  it('is All or nothing', async () => {
    const { code, body } = await create(ksvc('x'), '?dryRun=Some');
    assert.deepEqual([code, body.details.causes[0].field], [422, 'dryRun']);
  });
});

describe('updates', () => {
  it('need the version they replace', async () => {
    const { body: made } = await create(ksvc('put'));
    await merge(`${services}/put`, { metadata: { labels: { a: 'b' } } });
    const stale = await wire.today.call('PUT', `${services}/put`, { body: made });
    assert.equal(stale.code, 409);
    assert.equal(
      stale.body.message,
      'Operation cannot be fulfilled on services.serving.knative.dev "put": the object has been modified; please apply your changes to the latest version and try again',
    );
    const without = { ...made, metadata: { ...made.metadata, resourceVersion: undefined } };
    const unversioned = await wire.today.call('PUT', `${services}/put`, { body: without });
    assert.equal(unversioned.code, 422);
    assert.match(
      unversioned.body.message,
      /metadata\.resourceVersion: Invalid value: 0: must be specified for an update$/,
    );
  });

  it('count the generation for the spec, and for nothing else', async () => {
    const { body: made } = await create(ksvc('gen'));
    const labelled = await merge(`${services}/gen`, { metadata: { labels: { a: 'b' } } });
    assert.equal(labelled.body.metadata.generation, 1);
    const status = await merge(`${services}/gen/status`, { status: { observedGeneration: 1 } });
    assert.deepEqual([status.body.metadata.generation, status.body.status.observedGeneration], [1, 1]);
    const traffic = [{ revisionName: 'gen-00001', percent: 100 }];
    const routed = await merge(`${services}/gen`, { spec: { traffic } });
    assert.equal(routed.body.metadata.generation, 2);
    assert.equal(routed.body.status.observedGeneration, 1, 'the status stays');
    assert.equal(made.metadata.uid, routed.body.metadata.uid);
  });

  it('of the status leave the spec alone, and the other way round', async () => {
    await create(ksvc('sub'));
    const both = { spec: { traffic: [{ revisionName: 'x', percent: 100 }] }, status: { url: 'http://x' } };
    const status = await merge(`${services}/sub/status`, both);
    assert.deepEqual(
      [status.body.spec.traffic[0].latestRevision, status.body.status.url],
      [true, 'http://x'],
    );
    const spec = await merge(`${services}/sub`, { ...both, status: { url: 'http://y' } });
    assert.deepEqual([spec.body.spec.traffic[0].revisionName, spec.body.status.url], ['x', 'http://x']);
  });

  it('that change nothing make no new version', async () => {
    const { body: made } = await create(ksvc('same'));
    const again = await merge(`${services}/same`, { spec: made.spec });
    assert.equal(again.body.metadata.resourceVersion, made.metadata.resourceVersion);
  });

  it('by somebody else name him, and nobody may rename the creator', async () => {
    await create(ksvc('who'));
    const client = wire.today.served.cluster.as({ name: 'eve', groups: [], rules: [] }, 'eve');
    const key = 'serving.knative.dev/lastModifier';
    const name = 'serving.knative.dev/v1 Service';
    client.patch(name, 'default', 'who', 'merge', { metadata: { labels: { a: 'b' } } });
    const labelled = await wire.today.call('GET', `${services}/who`);
    assert.equal(labelled.body.metadata.annotations[key], 'admin');
    client.patch(name, 'default', 'who', 'merge', { spec: { template: { spec: { timeoutSeconds: 9 } } } });
    const changed = await wire.today.call('GET', `${services}/who`);
    assert.equal(changed.body.metadata.annotations[key], 'eve');
    const renamed = await merge(`${services}/who`, {
      metadata: { annotations: { 'serving.knative.dev/creator': 'mallory' } },
    });
    assert.equal(renamed.code, 400);
    assert.match(
      renamed.body.message,
      /validation failed: annotation value is immutable: metadata\.annotations\.serving\.knative\.dev\/creator$/,
    );
  });
});

describe('patches', () => {
  it('a JSON patch that tests the version', async () => {
    const { body: made } = await create(ksvc('jp'));
    const traffic = [{ revisionName: 'jp-00001', percent: 100 }];
    const patch = [
      { op: 'test', path: '/metadata/resourceVersion', value: made.metadata.resourceVersion },
      { op: 'replace', path: '/spec/traffic', value: traffic },
    ];
    const first = await json(`${services}/jp`, patch);
    assert.equal(first.body.spec.traffic[0].revisionName, 'jp-00001');
    const second = await json(`${services}/jp`, patch);
    assert.deepEqual([second.code, second.body.reason], [422, 'Invalid']);
    assert.equal(second.body.message, 'the server rejected our request due to an error in our request');
  });

  it('a merge patch with a stale version', async () => {
    await create(ksvc('mp'));
    const { code, body } = await merge(`${services}/mp`, {
      metadata: { resourceVersion: '1', labels: { a: 'b' } },
    });
    assert.deepEqual([code, body.reason, body.details.kind], [409, 'Conflict', 'services']);
  });

  it('no strategic merge for custom kinds', async () => {
    await create(ksvc('smp'));
    const contentType = 'application/strategic-merge-patch+json';
    const { code, body } = await wire.today.call('PATCH', `${services}/smp`, { body: {}, contentType });
    assert.equal(code, 415);
    assert.equal(
      body.message,
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    );
  });

  it('of what is not there', async () => {
    const { code, body } = await merge(`${services}/nobody`, {});
    assert.deepEqual([code, body.message], [404, 'services.serving.knative.dev "nobody" not found']);
  });

  it('that leave what nobody can read are refused with all of it', async () => {
    const { body: made } = await create(ksvc('whole'));
    const path = `${services}/whole?fieldValidation=Strict`;
    const { code, body } = await merge(path, { spec: { x: 1 } });
    assert.deepEqual([code, body.reason, body.details.causes[0].field], [422, 'Invalid', 'patch']);
    const { message } = body.details.causes[0];
    assert.match(message, /: strict decoding error: unknown field "spec\.x"$/);
    const shown = JSON.parse(/^Invalid value: (".*"): strict/.exec(message)?.[1] ?? '') as string;
    assert.deepEqual(JSON.parse(shown), { ...made, spec: { ...made.spec, x: 1 } });
  });

  it('do not make another kind of it', async () => {
    await create(ksvc('kept'));
    const { code, body } = await merge(`${services}/kept`, { kind: 'Route' });
    assert.equal(code, 422);
    assert.match(body.message, /^Route\S* "kept" is invalid: kind: Invalid value: "Route": must be Service$/);
    const settings = `${core}/configmaps/kinds`;
    await wire.today.call('POST', `${core}/configmaps`, { body: configMap('kinds', {}) });
    const told = await merge(settings, { kind: 'Route' });
    assert.match(told.body.message, /: no kind "Route" is registered for version "v1" in scheme /);
    const contentType = 'application/strategic-merge-patch+json';
    const kept = await wire.today.call('PATCH', settings, { body: { kind: 'Route' }, contentType });
    assert.deepEqual([kept.code, kept.body.kind], [200, 'ConfigMap']);
  });

  it('are looked at as the whole object that comes of them', async () => {
    await create(ksvc('looked'));
    const { code, body } = await merge(`${services}/looked`, {
      spec: { template: { spec: { containers: [{ image: 'ko:1', env: [{}] }] } } },
    });
    assert.equal(code, 400);
    assert.match(body.message, /missing field\(s\): spec\.template\.spec\.containers\[0\]\.env\[0\]\.name$/);
  });

  it('must leave a valid object', async () => {
    await create(ksvc('valid'));
    const { code, body } = await merge(`${services}/valid`, { metadata: { labels: { a: 'b c' } } });
    assert.deepEqual([code, body.reason, body.details.causes[0].field], [422, 'Invalid', 'metadata.labels']);
  });

  it('the scale of a Deployment', async () => {
    const deployments = '/apis/apps/v1/namespaces/default/deployments';
    const body = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
      },
    };
    await wire.today.call('POST', deployments, { body });
    const scaled = await json(`${deployments}/web/scale`, [{ op: 'add', path: '/spec/replicas', value: 3 }]);
    assert.deepEqual(
      [scaled.body.kind, scaled.body.spec.replicas, scaled.body.status.selector],
      ['Scale', 3, 'app=web'],
    );
    const { body: live } = await wire.today.call('GET', `${deployments}/web`);
    assert.deepEqual([live.spec.replicas, live.metadata.generation], [3, 2]);
    const entry = live.metadata.managedFields.find(
      (one: { subresource?: string }) => one.subresource === 'scale',
    );
    assert.deepEqual(entry.fieldsV1, { 'f:spec': { 'f:replicas': {} } });
  });
});

describe('deleting', () => {
  it('answers with what was deleted', async () => {
    const { body: made } = await create(ksvc('gone'));
    const { code, body } = await wire.today.call('DELETE', `${services}/gone`);
    assert.equal(code, 200);
    assert.deepEqual(body.details, {
      name: 'gone',
      group: 'serving.knative.dev',
      kind: 'services',
      uid: made.metadata.uid,
    });
    assert.equal((await wire.today.call('GET', `${services}/gone`)).code, 404);
  });

  it('keeps to preconditions', async () => {
    const { body: made } = await create(ksvc('pre'));
    const remove = (preconditions: unknown): Promise<Answer> =>
      wire.today.call('DELETE', `${services}/pre`, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', preconditions },
      });
    const other = await remove({ uid: 'other' });
    assert.equal(other.code, 409);
    assert.equal(
      other.body.message,
      `Operation cannot be fulfilled on services.serving.knative.dev "pre": Precondition failed: UID in precondition: other, UID in object meta: ${made.metadata.uid}`,
    );
    assert.equal((await remove({ resourceVersion: '1' })).code, 409);
    assert.equal(
      (await remove({ uid: made.metadata.uid, resourceVersion: made.metadata.resourceVersion })).code,
      200,
    );
  });

  it('waits for finalizers', async () => {
    await create({ ...ksvc('held'), metadata: { name: 'held', finalizers: ['example.com/hold'] } });
    const asked = await wire.today.call('DELETE', `${services}/held`);
    assert.equal(asked.body.metadata.deletionTimestamp, '2026-11-23T16:00:00Z');
    assert.equal(asked.body.metadata.generation, 2);
    await merge(`${services}/held`, { metadata: { finalizers: null } });
    assert.equal((await wire.today.call('GET', `${services}/held`)).code, 404);
  });

  it('gives a running pod time', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'slow' },
      spec: { nodeName: 'playground', containers: [{ name: 'c', image: 'i' }] },
    };
    await wire.today.call('POST', `${core}/pods`, { body: pod });
    const { body } = await wire.today.call('DELETE', `${core}/pods/slow`);
    assert.equal(body.metadata.deletionGracePeriodSeconds, 30);
    assert.equal(body.metadata.deletionTimestamp, '2026-11-23T16:00:30Z');
    assert.equal((await wire.today.call('GET', `${core}/pods/slow`)).code, 200);
    await wire.today.call('DELETE', `${core}/pods/slow?gracePeriodSeconds=0`);
    assert.equal((await wire.today.call('GET', `${core}/pods/slow`)).code, 404);
  });

  it('takes a selection', async () => {
    for (const [name, app] of [
      ['s1', 'x'],
      ['s2', 'x'],
      ['s3', 'y'],
    ] as const) {
      await wire.today.call('POST', `${core}/secrets`, {
        body: {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name, labels: { app } },
          stringData: { a: 'b' },
        },
      });
    }
    await wire.today.call('DELETE', `${core}/secrets?labelSelector=app=x`);
    const { body } = await wire.today.call('GET', `${core}/secrets`);
    assert.deepEqual(
      body.items.map((one: { metadata: { name: string }; data: JsonObject }) => [
        one.metadata.name,
        one.data,
      ]),
      [['s3', { a: 'Yg==' }]],
    );
  });
});
