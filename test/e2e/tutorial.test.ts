/** The blue/green tutorial by mouse and keyboard, of today and of 2019: deployed, split, moved, promoted, rolled back. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startPlayground, type Playground } from '#playground/start.ts';
import { doTutorial } from '../kit/tutorial.ts';

let playground: Playground;
let folder: string;

before(async () => {
  playground = await startPlayground({ scene: 'empty' });
  folder = await mkdtemp(path.join(tmpdir(), 'knative-tutorial-'));
});

after(async () => {
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

interface Era {
  readonly context: 'today' | '2019';
  readonly blue: string;
  readonly green: string;
}

const container = (colour: string, indent: string): string =>
  [
    `${indent}image: gcr.io/knative-samples/knative-route-demo:${colour}`,
    `${indent}env: [{ name: T_VERSION, value: ${colour} }]`,
  ].join('\n');

const service = (version: string, spec: string): string =>
  `apiVersion: serving.knative.dev/${version}\nkind: Service\nmetadata:\n  name: canary\nspec:\n${spec}\n`;

const template = (colour: string): string =>
  `  template:\n    spec:\n      containers:\n      -\n${container(colour, '        ')}`;

const configuration = (colour: string): string =>
  `    configuration:\n      revisionTemplate:\n        spec:\n          container:\n${container(colour, '            ')}`;

const eras: readonly Era[] = [
  {
    context: 'today',
    blue: service('v1', template('blue')),
    green: service(
      'v1',
      `${template('green')}
  traffic:
  - { tag: current, revisionName: canary-00001, percent: 80 } # blue
  - { tag: candidate, revisionName: canary-00002, percent: 20 } # green`,
    ),
  },
  {
    context: '2019',
    blue: service('v1alpha1', `  runLatest:\n${configuration('blue')}`),
    green: service(
      'v1alpha1',
      `  release:
    revisions: [canary-00001, canary-00002] # blue, green
    rolloutPercent: 20
${configuration('green')}`,
    ),
  },
];

for (const { context, blue, green } of eras) {
  test(`blue/green, ${context}`, async (t) => {
    const kubeconfig = path.join(folder, context);
    const chosen = playground.kubeconfig.replace(/current-context: .*/, `current-context: "${context}"`);
    await writeFile(kubeconfig, chosen, { mode: 0o600 });
    const onSplit = async (split: 'both' | 'green' | 'blue'): Promise<void> => {
      if (split === 'both') assert.deepEqual(await answering(context), ['canary-00001', 'canary-00002']);
      else await untilAnswered(context, split === 'green' ? 'canary-00002' : 'canary-00001');
    };
    await doTutorial(t, { kubeconfig, context, namespace: 'default', blue, green, onSplit });
  });
}

/** The revisions that answer thirty requests. */
async function answering(context: Era['context']): Promise<readonly string[]> {
  const seen = new Set<string>();
  for (let i = 0; i < 30; i++) seen.add(await answeredBy(context));
  return [...seen].toSorted();
}

async function untilAnswered(context: Era['context'], revision: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const all = await answering(context);
    if (all.length === 1 && all[0] === revision) return;
  }
  assert.fail(`other revisions than ${revision} still answer`);
}

async function answeredBy(context: Era['context']): Promise<string> {
  const port = (context === 'today' ? playground.today : playground.of2019).ingress?.port;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  request({ port, host: '127.0.0.1', headers: { host: 'canary.default.example.com' } }, (response) => {
    response.resume();
    resolve(String(response.headers['x-knative-revision']));
  })
    .on('error', reject)
    .end();
  return promise;
}
