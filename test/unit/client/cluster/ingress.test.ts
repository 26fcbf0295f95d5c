/** Which way into a cluster, and to whom an answer is owed. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { answeredBy, curlCommand } from '#client/cluster/exchange.ts';
import { addressesOf, gatewaysFor, isClusterLocal, type IngressClues } from '#client/cluster/ingress.ts';
import type { KubeObject } from '#client/cluster/object.ts';
import type { LiveRevision, LiveTarget } from '#client/cluster/services.ts';
import type { JsonObject } from '#knative/json.ts';

const nothing: IngressClues = { ingress: undefined, configs: {}, version: 'v1' };

function first(clues: Partial<IngressClues>): string {
  const [gateway] = gatewaysFor({ ...nothing, ...clues });
  return `${gateway?.namespace}/${gateway?.name}`;
}

function ingress(status: JsonObject): KubeObject {
  return { metadata: { name: 'canary' }, status };
}

describe('the gateway', () => {
  test('that the Ingress names', () => {
    const domainInternal = 'kourier.kourier-system.svc.cluster.local';
    assert.equal(
      first({
        ingress: ingress({ publicLoadBalancer: { ingress: [{ domainInternal }] } }),
        configs: { 'config-network': { 'ingress-class': 'istio.ingress.networking.knative.dev' } },
      }),
      'kourier-system/kourier',
    );
    assert.equal(
      first({
        ingress: ingress({
          loadBalancer: { ingress: [{ domainInternal: 'g.istio-system.svc.cluster.local' }] },
        }),
      }),
      'istio-system/g',
    );
  });

  test('that the settings name', () => {
    const istio = { 'gateway.knative-serving.knative-ingress-gateway': 'mine.istio.svc.cluster.local' };
    assert.equal(first({ configs: { 'config-istio': istio } }), 'istio/mine');
    const gateway = { 'external-gateways': '- class: eg\n  gateway: a/b\n  service: envoy/eg-service\n' };
    assert.equal(
      first({
        configs: {
          'config-gateway': gateway,
          'config-network': { 'ingress-class': 'gateway-api.ingress.networking.knative.dev' },
        },
      }),
      'envoy/eg-service',
    );
  });

  test('that the class usually has', () => {
    const of = (key: string, kind: string): string =>
      first({ configs: { 'config-network': { [key]: `${kind}.ingress.networking.knative.dev` } } });
    assert.equal(of('ingress-class', 'kourier'), 'kourier-system/kourier');
    assert.equal(of('ingress.class', 'contour'), 'contour-external/envoy');
    assert.equal(of('ingress-class', 'istio'), 'istio-system/istio-ingressgateway');
  });

  test('of 2019 is Knative’s own', () => {
    assert.equal(first({ version: 'v1alpha1' }), 'istio-system/knative-ingressgateway');
  });

  test('each is tried once', () => {
    const all = gatewaysFor(nothing).map(({ namespace, name }) => `${namespace}/${name}`);
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.includes('kourier-system/kourier'));
  });
});

describe('its addresses', () => {
  const ports = [
    { name: 'status-port', port: 15021, nodePort: 30001 },
    { name: 'http2', port: 80, nodePort: 30080 },
    { name: 'https', port: 443, nodePort: 30443 },
  ];
  const node: KubeObject = {
    metadata: { name: 'n' },
    status: {
      addresses: [
        { type: 'InternalIP', address: '10.0.0.1' },
        { type: 'Hostname', address: 'n' },
        { type: 'ExternalIP', address: '203.0.113.1' },
      ],
    },
  };
  const service = (spec: JsonObject, status: JsonObject = {}): KubeObject => ({
    metadata: { name: 'g' },
    spec,
    status,
  });
  const short = (one: KubeObject, scheme: 'http' | 'https' = 'http'): string =>
    addressesOf(one, [node], scheme)
      .map(({ host, port }) => `${host}:${port}`)
      .join(' ');

  test('the load balancer first, then the nodes', () => {
    const balanced = service({ ports }, { loadBalancer: { ingress: [{ ip: '198.51.100.7' }] } });
    assert.equal(short(balanced), '198.51.100.7:80 203.0.113.1:30080 10.0.0.1:30080');
    assert.equal(short(balanced, 'https'), '198.51.100.7:443 203.0.113.1:30443 10.0.0.1:30443');
  });

  test('a load balancer by name', () => {
    const balanced = service(
      { ports: [{ name: 'http', port: 8080 }] },
      { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }] } },
    );
    assert.equal(short(balanced), 'lb.example.com:8080');
  });

  test('none yet', () => {
    assert.equal(short(service({ ports: [{ port: 80 }] })), '');
    assert.equal(short(service({})), '');
  });
});

test('names that only the cluster knows', () => {
  assert.equal(isClusterLocal('http://canary.default.svc.cluster.local'), true);
  assert.equal(isClusterLocal('http://canary.default.svc.cluster.local/path'), true);
  assert.equal(isClusterLocal('http://canary.default.example.com'), false);
  assert.equal(isClusterLocal('http://svc.example.com'), false);
});

describe('who answered', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only names are looked at
  const revisions = ['canary-00001', 'canary-00002'].map((name) => ({ name }) as LiveRevision);
  const target = (revisionName: string, percent: number): LiveTarget => ({
    revisionName,
    percent,
    latest: false,
    tag: '',
    url: '',
  });
  const split = [target('canary-00001', 80), target('canary-00002', 20)];

  test('a header says it', () => {
    const answer = { headers: [['knative-revision', 'canary-00002']] as const, body: 'canary-00001' };
    assert.equal(answeredBy(answer, { revisions, traffic: split }), 'canary-00002');
  });

  test('the body says it', () => {
    assert.equal(
      answeredBy({ headers: [], body: '<b>canary-00001</b>' }, { revisions, traffic: split }),
      'canary-00001',
    );
  });

  test('nobody says it', () => {
    assert.equal(answeredBy({ headers: [], body: 'hello' }, { revisions, traffic: split }), undefined);
    assert.equal(
      answeredBy({ headers: [], body: 'canary-00001 canary-00002' }, { revisions, traffic: split }),
      undefined,
    );
  });

  test('only one can have', () => {
    const traffic = [target('canary-00001', 100), target('canary-00002', 0)];
    assert.equal(answeredBy({ headers: [], body: '' }, { revisions, traffic }), 'canary-00001');
  });
});

describe('curl', () => {
  test('where the name leads', () => {
    assert.equal(
      curlCommand({ url: 'http://a.example.com/?x=1&y', through: undefined }),
      "curl 'http://a.example.com/?x=1&y'",
    );
  });

  test('through a gateway', () => {
    const url = 'http://canary.default.example.com';
    assert.equal(
      curlCommand({ url, through: { host: '127.0.0.1', port: 8080 } }),
      "curl -H 'Host: canary.default.example.com' http://127.0.0.1:8080/",
    );
    assert.equal(
      curlCommand({ url, through: { host: '::1', port: 80 } }),
      "curl -H 'Host: canary.default.example.com' 'http://[::1]/'",
    );
    assert.equal(
      curlCommand({ url: 'https://a.example.com/x', through: { host: 'lb', port: 8443 } }),
      'curl --connect-to a.example.com:443:lb:8443 https://a.example.com/x',
    );
  });

  test('nothing of an address is a command', () => {
    assert.equal(
      curlCommand({ url: "http://a/'$(id)'", through: undefined }),
      String.raw`curl 'http://a/'\''$(id)'\'''`,
    );
  });
});
