/** The blue/green tutorial by mouse and keyboard, of today and of 2019: deployed, split, moved, promoted, rolled back. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { FrameLocator, Locator } from 'playwright-core';
import { startPlayground, type Playground } from '#playground/start.ts';
import { inVsCode } from '../kit/vscode.ts';
import type { Workbench } from '../kit/vscodeWorkbench.ts';

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
    const config = path.join(folder, context);
    const chosen = playground.kubeconfig.replace(/current-context: .*/, `current-context: "${context}"`);
    await writeFile(config, chosen, { mode: 0o600 });
    const files = {
      'blue.yaml': blue,
      'green.yaml': green,
      '.vscode/settings.json': JSON.stringify({ 'knative.kubeconfig': [config] }),
    };
    await inVsCode(t, { files, open: 'blue.yaml' }, async (workbench) => {
      await workbench.page.locator('.activitybar .action-item [aria-label^="Knative"]').first().click();
      await workbench.page.locator('.welcome-view-content', { hasText: /Service/ }).waitFor();

      await deploy(workbench, context);
      await row(workbench, /^canary/)
        .first()
        .waitFor();
      await workbench.openFile('green.yaml');
      await deploy(workbench, context);
      await row(workbench, /canary\s*80\/20/).waitFor();

      await fromStatusBar(workbench, 'canary 80/20', 'Set the Percentage...');
      await workbench.page.locator('.quick-input-widget input').fill('50');
      await workbench.page.keyboard.press('Enter');
      await row(workbench, /canary\s*50\/50/).waitFor();
      assert.deepEqual(await answering(context), ['canary-00001', 'canary-00002']);

      await useTrafficEditor(workbench);
      await row(workbench, /canary\s*30\/70/).waitFor();

      await fromStatusBar(workbench, 'canary 30/70', 'Promote canary-00002');
      await statusItem(workbench, /canary 100/).waitFor();
      assert.deepEqual(await answering(context), ['canary-00002']);

      await fromStatusBar(workbench, 'canary', 'Roll Back to a Revision...');
      await workbench.pick('canary-00001');
      await workbench.notification('The traffic of canary is now').first().waitFor();
      await untilAnswered(context, 'canary-00001');
    });
  });
}

/** From the palette: the manifest at hand, to its end. */
async function deploy(workbench: Workbench, context: string): Promise<void> {
  await workbench.command('Knative: Deploy');
  const question = new RegExp(`Deploy Service canary to default in ${context}\\?`);
  await press(workbench, question, 'Deploy');
  await workbench
    .notification(new RegExp(`canary is ready in ${context}`))
    .first()
    .waitFor({ timeout: 60_000 });
  await workbench.command('Notifications: Clear All Notifications');
  await workbench.command('View: Close All Unmodified Editors').catch(() => undefined);
  await workbench.openFile('green.yaml');
}

async function press(workbench: Workbench, text: RegExp, button: string): Promise<void> {
  const toast = workbench.notification(text).first();
  await toast.waitFor({ timeout: 60_000 });
  await toast.locator('.monaco-button', { hasText: new RegExp(`^${button}$`) }).click();
}

function row(workbench: Workbench, label: RegExp): Locator {
  return workbench.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: label });
}

function statusItem(workbench: Workbench, text: string | RegExp): Locator {
  return workbench.page.locator('.statusbar-item', { hasText: text }).first();
}

async function fromStatusBar(workbench: Workbench, shown: string, choice: string): Promise<void> {
  await statusItem(workbench, shown).click();
  await workbench.pick(choice);
}

/** 50/50 becomes 30/70 with the keyboard. */
async function useTrafficEditor(workbench: Workbench): Promise<void> {
  await fromStatusBar(workbench, 'canary 50/50', 'Open the Traffic Editor');
  const panel: FrameLocator = workbench.page.frameLocator('iframe.webview').frameLocator('#active-frame');
  await panel.getByRole('heading', { name: 'canary' }).waitFor();
  const share = panel.getByRole('spinbutton', { name: 'Share: canary-00002' });
  await share.fill('70');
  await share.press('Tab');
  await panel.getByRole('spinbutton', { name: 'Share: canary-00001' }).and(panel.locator('input')).waitFor();
  await panel.locator('pre', { hasText: '70' }).waitFor();
  await panel.getByRole('button', { name: /^Apply to/ }).click();
  await workbench.notification('The traffic of canary is now 30/70').first().waitFor();
  await workbench.openFile('green.yaml');
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
