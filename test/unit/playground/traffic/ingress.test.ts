/** Requests on their way: by host to revisions, split as the Route says, held until a pod is ready. */
import assert from 'node:assert/strict';
import { get, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, it } from 'node:test';
import { uidOf } from '#playground/api/object.ts';
import { colourOf } from '#playground/traffic/answer.ts';
import { type Ingress, startIngress } from '#playground/traffic/ingress.ts';
import { chosen, watchRoutes } from '#playground/traffic/routes.ts';
import { seededRandom } from '#playground/random.ts';
import { colour, deploy, template, type World, worldOf2019, worldOfToday } from '../controllers/world.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

let ingress: Ingress | undefined;

afterEach(async () => {
  await ingress?.close();
  ingress = undefined;
});

async function open(world: World): Promise<number> {
  ingress = await startIngress(world.cluster, world.running.load);
  return ingress.port;
}

/** The answer, while time goes by. */
async function ask(
  world: World,
  port: number,
  host: string,
  path = '/',
  headers: Record<string, string> = {},
): Promise<Answer> {
  const got: { answer?: Answer } = {};
  const asked = new Promise<void>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers: { host, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        got.answer = { status: response.statusCode ?? 0, headers: response.headers, text };
        resolve();
      });
    }).on('error', reject);
  });
  for (let turn = 0; got.answer === undefined && turn < 5000; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    world.pass(0.02);
  }
  await asked;
  return got.answer ?? assert.fail('no answer');
}

/** Blue with 80 %, green with 20 %. */
function canary(annotations = {}): World {
  const world = worldOfToday();
  deploy(world, 'canary', template(colour('blue'), annotations));
  world.pass(5);
  world.patch('canary', {
    template: template(colour('green'), annotations),
    traffic: [
      { revisionName: 'canary-00001', percent: 80, tag: 'current' },
      { latestRevision: true, percent: 20, tag: 'candidate' },
    ],
  });
  world.pass(10);
  return world;
}

describe('the ingress', () => {
  it('finds the revisions behind hosts, tags and names for browsers', () => {
    const world = canary();
    const routes = watchRoutes(world.cluster);
    const both = ['canary-00001=80', 'canary-00002=20'];
    const behind = (host: string): readonly string[] | undefined =>
      routes.find(host)?.map(({ revision, percent }) => `${revision}=${percent}`);
    for (const host of [
      'canary.default.example.com',
      'canary.default.svc.cluster.local',
      'canary.default',
      'CANARY.default.localhost:8080',
    ]) {
      assert.deepEqual(behind(host), both, host);
    }
    assert.deepEqual(behind('candidate-canary.default.example.com'), ['canary-00002=100']);
    assert.deepEqual(behind('current-canary.default.localhost'), ['canary-00001=100']);
    for (const host of ['other.default.example.com', 'canary.localhost', 'localhost', ''])
      assert.equal(behind(host), undefined, host);
  });

  it('knows the dotted names of 2019, also as a browser can write them', () => {
    const world = worldOf2019();
    const container = colour('blue');
    world.client.create({
      apiVersion: 'serving.knative.dev/v1alpha1',
      kind: 'Service',
      metadata: { name: 'my-canary', namespace: 'default' },
      spec: {
        release: {
          revisions: ['my-canary-00001'],
          configuration: { revisionTemplate: { spec: { container } } },
        },
      },
    });
    world.pass(5);
    const routes = watchRoutes(world.cluster);
    for (const host of [
      'current.my-canary.default.example.com',
      'current-my-canary.default.localhost',
      'latest.my-canary.default.localhost',
    ]) {
      assert.deepEqual(
        routes.find(host)?.map(({ revision }) => revision),
        ['my-canary-00001'],
        host,
      );
    }
  });

  it('splits as asked, the same way for the same seed', () => {
    const splits = [
      { namespace: 'n', revision: 'a', percent: 80 },
      { namespace: 'n', revision: 'b', percent: 20 },
    ];
    const count = (seed: number): number => {
      const random = seededRandom(seed);
      return Array.from({ length: 1000 }, () => chosen(splits, random.next())).filter(
        (one) => one?.revision === 'b',
      ).length;
    };
    assert.equal(count(1), count(1));
    for (const seed of [1, 2, 3]) assert.ok(Math.abs(count(seed) - 200) < 40, String(count(seed)));
    assert.equal(chosen([], 0.5), undefined);
  });

  it('answers with the colour and the environment of the revision, as text or as a page', async () => {
    const world = canary();
    const port = await open(world);
    const text = await ask(world, port, 'candidate-canary.default.example.com');
    assert.equal(text.status, 200);
    assert.equal(text.headers['x-knative-revision'], 'canary-00002');
    assert.match(
      text.text,
      /^Hello World!\nrevision: canary-00002\nservice: canary\ncolour: green\nT_VERSION: green\npod: canary-00002-deployment-/,
    );
    const page = await ask(world, port, `canary.default.localhost:${port}`, '/', { accept: 'text/html,*/*' });
    assert.match(page.headers['content-type'] ?? '', /^text\/html/);
    assert.match(page.text, /<dt>service<\/dt><dd>canary<\/dd>/);
    assert.equal(colourOf('Blue').name, 'blue');
    assert.equal(colourOf('v1').name, colourOf('v1').name);
  });

  it('follows the header of a tag, where the cluster lets it', async () => {
    const world = canary({ 'autoscaling.knative.dev/min-scale': '1' });
    const port = await open(world);
    const header = { 'knative-serving-tag': 'candidate' };
    const ten = async (): Promise<ReadonlySet<unknown>> => {
      const seen = new Set<unknown>();
      for (let i = 0; i < 10; i += 1) {
        seen.add(
          (await ask(world, port, 'canary.default.example.com', '/', header)).headers['x-knative-revision'],
        );
      }
      return seen;
    };
    assert.ok((await ten()).has('canary-00001'));
    const data = { 'tag-header-based-routing': 'enabled' };
    world.client.patch('v1 ConfigMap', 'knative-serving', 'config-features', 'merge', { data });
    assert.deepEqual(await ten(), new Set(['canary-00002']));
  });

  it('leads mapped domains to their service', async () => {
    const world = canary();
    world.client.create({
      apiVersion: 'networking.internal.knative.dev/v1alpha1',
      kind: 'ClusterDomainClaim',
      metadata: { name: 'shop.org' },
      spec: { namespace: 'default' },
    });
    world.client.create({
      apiVersion: 'serving.knative.dev/v1beta1',
      kind: 'DomainMapping',
      metadata: { name: 'shop.org', namespace: 'default' },
      spec: { ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'canary' } },
    });
    world.pass(2);
    const answer = await ask(world, await open(world), 'shop.org');
    assert.match(String(answer.headers['x-knative-revision']), /^canary-0000[12]$/);
  });

  it('honours the split in real requests', async () => {
    const world = canary({ 'autoscaling.knative.dev/min-scale': '1' });
    const port = await open(world);
    let green = 0;
    for (let i = 0; i < 100; i += 1) {
      const { headers } = await ask(world, port, 'canary.default.example.com');
      if (headers['x-knative-revision'] === 'canary-00002') green += 1;
    }
    assert.ok(green > 8 && green < 36, String(green));
  });

  it('holds a request until a pod has started, and writes it to the log', async () => {
    const world = canary();
    world.pass(150);
    assert.deepEqual(world.list('v1 Pod'), []);
    const port = await open(world);
    const answer = await ask(world, port, 'current-canary.default.example.com', '/hello?x=1');
    assert.equal(answer.status, 200);
    const [pod] = world.list('v1 Pod');
    assert.ok(pod !== undefined);
    const lines = (container: string): readonly string[] =>
      (world.cluster.logs.read(uidOf(pod), container, false) ?? []).map(({ text }) => text);
    assert.match(lines('user-container').at(-1) ?? '', / GET \/hello\?x=1 200 \d+ms$/);
    assert.match(lines('queue-proxy')[0] ?? '', /Starting queue-proxy/);
    assert.equal(lines('queue-proxy').length, 1);
  });

  it('lets no more requests into a pod than containerConcurrency', async () => {
    const world = worldOfToday();
    const annotations = { 'autoscaling.knative.dev/max-scale': '1' };
    deploy(world, 'one', template(colour('blue'), annotations, { containerConcurrency: 1 }));
    world.pass(5);
    const port = await open(world);
    const began = world.cluster.clock.now();
    const answers = await Promise.all(
      [1, 2, 3].map(() => ask(world, port, 'one.default.example.com', '/?sleep=1000')),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.ok(world.cluster.clock.now() - began >= 3000);
  });

  it('does not know other hosts, and gives up on revisions that never get ready', async () => {
    const world = worldOfToday();
    deploy(world, 'shop', template(colour('blue'), {}, { timeoutSeconds: 5 }));
    world.pass(5);
    const port = await open(world);
    assert.equal((await ask(world, port, 'nobody.default.example.com')).status, 404);
    // The pod is taken away from under the revision again and again.
    world.cluster.store.subscribe(({ kind, type, object }) => {
      if (kind.kind === 'Pod' && type === 'ADDED') {
        world.cluster.clock.after(100, () => world.client.delete('v1 Pod', 'default', object.metadata.name));
      }
    });
    for (const pod of world.list('v1 Pod')) world.client.delete('v1 Pod', 'default', pod.metadata.name);
    const answer = await ask(world, port, 'shop.default.example.com');
    assert.deepEqual([answer.status, answer.text], [504, 'activator request timeout\n']);
  });

  it('counts requests for the autoscaler', async () => {
    const world = worldOfToday();
    deploy(world, 'busy', template(colour('blue'), { 'autoscaling.knative.dev/target': '2' }));
    world.pass(5);
    const port = await open(world);
    const answers = Array.from({ length: 12 }, () =>
      ask(world, port, 'busy.default.example.com', '/?sleep=20000'),
    );
    await Promise.all(answers);
    assert.ok(world.list('v1 Pod').length > 3, String(world.list('v1 Pod').length));
  });
});
