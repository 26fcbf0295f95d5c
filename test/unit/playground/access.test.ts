/** Who may do what: tokens, the viewer, and what one can ask about oneself. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiError } from '#playground/api/status.ts';
import { tooManyRequests } from '#playground/api/http/faults.ts';
import { type Answer, configMap, core, ksvc, openWire, serving, type Wire } from './wire.ts';

let wire: Wire;

before(async () => {
  wire = await openWire();
});

after(() => wire.close());

const viewer = { as: 'today-viewer' };

describe('tokens', () => {
  it('that nobody has are refused', async () => {
    const { code, body } = await wire.today.call('GET', `${core}/pods`, { token: 'made-up' });
    assert.equal(code, 401);
    assert.deepEqual(body, {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
  });

  it('expire when they are taken away', async () => {
    const { tokens } = wire.today.served.cluster;
    tokens.set('short-lived', {
      name: 'guest',
      groups: [],
      rules: [{ verbs: ['*'], groups: ['*'], resources: ['*'] }],
    });
    assert.equal((await wire.today.call('GET', `${core}/pods`, { token: 'short-lived' })).code, 200);
    tokens.delete('short-lived');
    assert.equal((await wire.today.call('GET', `${core}/pods`, { token: 'short-lived' })).code, 401);
  });

  it('are needed, except for the version', async () => {
    const { code, body } = await wire.today.call('GET', `${core}/pods`, { as: null });
    assert.equal(code, 403);
    assert.equal(
      body.message,
      'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "default"',
    );
    assert.equal((await wire.today.call('GET', '/version', { as: null })).body.gitVersion, 'v1.36.0');
    assert.equal((await wire.today.call('GET', '/apis', { as: null })).code, 403);
  });

  it('of one cluster are worth nothing at the other', async () => {
    assert.equal((await wire.of2019.call('GET', `${core}/pods`, { as: 'today' })).code, 401);
  });
});

describe('the viewer', () => {
  it('reads in the namespace', async () => {
    await wire.today.call('POST', `${serving}/services`, { body: ksvc('seen') });
    const { code, body } = await wire.today.call('GET', `${serving}/services`, viewer);
    assert.deepEqual([code, body.items.length], [200, 1]);
    assert.equal((await wire.today.call('GET', `${core}/configmaps/kube-root-ca.crt`, viewer)).code, 200);
  });

  it('reads nowhere else, and no secrets', async () => {
    const everywhere = await wire.today.call('GET', '/apis/serving.knative.dev/v1/services', viewer);
    assert.equal(everywhere.code, 403);
    assert.equal(
      everywhere.body.message,
      'services.serving.knative.dev is forbidden: User "viewer" cannot list resource "services" in API group "serving.knative.dev" at the cluster scope',
    );
    assert.deepEqual(everywhere.body.details, { group: 'serving.knative.dev', kind: 'services' });
    assert.equal((await wire.today.call('GET', '/api/v1/namespaces/kube-system/pods', viewer)).code, 403);
    assert.equal((await wire.today.call('GET', `${core}/secrets`, viewer)).code, 403);
  });

  it('changes nothing', async () => {
    const change = (method: string, path: string, body?: unknown): Promise<Answer> =>
      wire.today.call(method, path, { ...viewer, ...(body !== undefined && { body }) });
    const answers = [
      await change('POST', `${serving}/services`, ksvc('mine')),
      await change('PUT', `${serving}/services/seen`, ksvc('seen')),
      await change('DELETE', `${serving}/services/seen`),
      await change('DELETE', `${serving}/services`),
      await change('POST', `${core}/configmaps`, configMap('x')),
    ];
    assert.deepEqual(
      answers.map(({ code }) => code),
      [403, 403, 403, 403, 403],
    );
    assert.equal(
      answers[2]?.body.message,
      'services.serving.knative.dev "seen" is forbidden: User "viewer" cannot delete resource "services" in API group "serving.knative.dev" in the namespace "default"',
    );
    assert.equal((await wire.today.call('GET', `${serving}/services/seen`)).code, 200);
  });
});

describe('reviews', () => {
  const ask = async (as: string, attributes: object): Promise<boolean> => {
    const { code, body } = await wire.today.call(
      'POST',
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      {
        as,
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: attributes },
        },
      },
    );
    assert.equal(code, 201);
    return body.status.allowed as boolean;
  };

  it('agree with what is then allowed', async () => {
    const patch = { verb: 'patch', group: 'serving.knative.dev', resource: 'services', namespace: 'default' };
    const log = { verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace: 'default' };
    assert.deepEqual([await ask('today', patch), await ask('today-viewer', patch)], [true, false]);
    assert.deepEqual([await ask('today', log), await ask('today-viewer', log)], [true, true]);
    assert.equal(await ask('today-viewer', { ...log, namespace: 'kube-system' }), false);
    assert.equal(await ask('today-viewer', { ...patch, verb: 'list', namespace: '' }), false);
    assert.equal(await ask('today', { verb: '*', group: '*', resource: '*' }), true);
    assert.equal(
      await ask('today-viewer', { verb: '*', group: '*', resource: '*', namespace: 'default' }),
      false,
    );
  });

  it('list the rules, and say who one is', async () => {
    const rules = await wire.today.call('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
      ...viewer,
      body: { spec: { namespace: 'default' } },
    });
    assert.deepEqual(rules.body.status.resourceRules[0].verbs, ['get', 'list', 'watch']);
    const self = await wire.today.call('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      ...viewer,
      body: {},
    });
    assert.equal(self.body.status.userInfo.username, 'viewer');
  });
});

describe('paths', () => {
  it('that lead nowhere', async () => {
    const unknown = await wire.today.call('GET', '/apis/example.com/v1/things');
    assert.deepEqual([unknown.code, unknown.text], [404, '404 page not found\n']);
    assert.equal((await wire.today.call('POST', `${serving}/services/seen`, { body: {} })).code, 405);
  });

  it('that cannot be read', async () => {
    assert.equal((await wire.today.call('GET', '//')).code, 403);
    assert.equal((await wire.today.call('GET', `${serving}/services/%zz`)).code, 404);
  });

  it('and methods that a resource does not have', async () => {
    const { code, body } = await wire.today.call(
      'GET',
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    );
    assert.deepEqual([code, body.reason], [405, 'MethodNotAllowed']);
  });
});

describe('faults', () => {
  it('can be put between client and cluster', async () => {
    const { server } = wire.today.served;
    const seen: string[] = [];
    server.intercept(({ method, path }) => {
      seen.push(`${method} ${path}`);
      return seen.length % 2 === 1 ? tooManyRequests(3) : undefined;
    });
    const first = await wire.today.call('GET', `${core}/pods`);
    const second = await wire.today.call('GET', `${core}/pods`);
    assert.deepEqual([first.code, first.headers['retry-after'], second.code], [429, '3', 200]);
    server.intercept(() => ({ type: 'refuse', error: new ApiError(500, 'InternalError', 'broken') }));
    assert.equal((await wire.today.call('GET', `${core}/pods`)).code, 500);
    server.intercept(() => ({ type: 'cut' }));
    await assert.rejects(wire.today.call('GET', `${core}/pods`));
    server.intercept(undefined);
    assert.equal((await wire.today.call('GET', `${core}/pods`)).code, 200);
    assert.deepEqual(seen, [`GET ${core}/pods`, `GET ${core}/pods`]);
  });
});
