/** From a manifest to answers: deployed with a slip, told why, corrected, deployed, asked, listened to, deleted. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { startPlayground, type Playground } from '#playground/start.ts';
import { inVsCode } from '../kit/vscode.ts';
import type { Workbench } from '../kit/vscodeWorkbench.ts';
import { sample } from './manifests.ts';

let playground: Playground;
let folder: string;

before(async () => {
  playground = await startPlayground({ scene: 'canary' });
  folder = await mkdtemp(path.join(tmpdir(), 'knative-deploy-'));
  await writeFile(path.join(folder, 'config'), playground.kubeconfig, { mode: 0o600 });
});

after(async () => {
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

function workspace(text: string, context = 'today'): Readonly<Record<string, string>> {
  // The first context is the kubeconfig's own.
  assert.match(playground.kubeconfig, new RegExp(`current-context: ["']?${context}\\b`));
  const settings = { 'knative.kubeconfig': [path.join(folder, 'config')] };
  return { 'canary.yaml': text, '.vscode/settings.json': JSON.stringify(settings) };
}

/** A button of a notification; it may still be folded away. */
async function answer(workbench: Workbench, text: RegExp, button: string): Promise<void> {
  const toast = workbench.notification(text).first();
  await toast.waitFor({ timeout: 60_000 });
  await toast.locator('.monaco-button', { hasText: new RegExp(`^${button}$`) }).click();
}

/** The menu has the entry as soon as the file is known as a manifest. */
async function deployFromExplorer(workbench: Workbench, item = 'canary.yaml'): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const entries = await workbench.contextMenu(workbench.explorerItem(item));
    const entry = entries.filter({ hasText: /^Deploy$/ }).first();
    const limit = attempt < 10 ? { timeout: 2000 } : {};
    try {
      await entry.click(limit);
      return;
    } catch (error) {
      if (attempt === 10) throw error;
      await workbench.closeMenu();
    }
  }
}

function lens(workbench: Workbench, text: string): Locator {
  return workbench.page.locator('.codelens-decoration a', { hasText: text }).first();
}

test('a folder is deployed in order, and what belongs to somebody else may stay', async (t) => {
  const { 'canary.yaml': canary = '', ...settings } = workspace(sample('today/blue-green.yaml'));
  const files = {
    ...settings,
    'shop/canary.yaml': canary.replace('value: green', 'value: teal'),
    'shop/settings.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop-settings\ndata:\n  a: b\n',
    'shop/hello.yaml': sample('today/hello-world.yaml'),
  };
  await inVsCode(t, { files, open: 'shop/hello.yaml' }, async (workbench) => {
    await deployFromExplorer(workbench, 'shop');
    const dispute = workbench.page.locator('.monaco-dialog-box');
    await dispute.getByText(/spec\.traffic/).waitFor({ timeout: 60_000 });
    await picture(workbench, 'folder-conflict');
    await dispute.locator('.monaco-button', { hasText: /^Leave as They Are$/ }).click();
    const question = /Deploy \d resources to default in today\?/;
    await workbench.notification(question).first().waitFor({ timeout: 60_000 });
    await workbench.page.locator('.monaco-diff-editor').nth(1).waitFor();
    await picture(workbench, 'folder-question');
    await answer(workbench, question, 'Deploy');
    await workbench.page.locator('.monaco-diff-editor').first().waitFor({ state: 'detached' });
    await workbench
      .notification(/hello is ready in today: http/)
      .first()
      .waitFor({ timeout: 60_000 });
    await picture(workbench, 'folder-ready');
  });
});

test('a manifest with a slip is deployed, explained, corrected and deployed again', async (t) => {
  const files = workspace(sample('today/blue-green.yaml'));
  // Drawn as text, so that it can be read.
  const settings = { 'terminal.integrated.gpuAcceleration': 'off' };
  await inVsCode(t, { files, open: 'canary.yaml', settings }, async (workbench) => {
    await deployFromExplorer(workbench);
    // What is there was applied by kubectl.
    const dispute = workbench.page.locator('.monaco-dialog-box');
    await dispute.getByText(/spec\.traffic belongs to kubectl/).waitFor({ timeout: 60_000 });
    await picture(workbench, 'conflict');
    await dispute.locator('.monaco-button', { hasText: /^Take Over$/ }).click();

    const question = /Deploy Service canary to default in today\?/;
    await workbench.notification(question).first().waitFor({ timeout: 60_000 });
    await workbench.page.locator('.monaco-diff-editor').first().waitFor();
    await picture(workbench, 'question');
    await answer(workbench, question, 'Deploy');

    const why =
      /Traffic leads to the revision canary-0001, which does not exist\. Did you mean canary-00001\?/;
    await workbench.notification(why).first().waitFor({ timeout: 60_000 });
    await picture(workbench, 'why');
    await answer(workbench, why, 'Correct the File');
    await workbench.seesText('revisionName: canary-00001');

    await lens(workbench, 'Deploy').click();
    await answer(workbench, question, 'Deploy');
    const ready = /canary is ready in today: http:\/\/canary\.default\.example\.com/;
    await workbench.notification(ready).first().waitFor({ timeout: 60_000 });
    await picture(workbench, 'ready');
    await answer(workbench, ready, 'Send Request');
    await workbench.seesText('200 OK in');
    await workbench.seesText('answered by canary-0000');

    await lens(workbench, 'Send 10').click();
    await workbench.seesText('11 requests:');
    await picture(workbench, 'answers');
    const text = await workbench.visibleText();
    assert.match(text, /canary-00001\s+█+ \d/);

    await workbench.command('Knative: Follow Logs');
    await workbench.pick('canary');
    const terminal = workbench.page.locator('.xterm-rows');
    await terminal
      .getByText(/GET.\/.200/)
      .first()
      .waitFor();
    await picture(workbench, 'logs');

    await workbench.command('Knative: Show YAML');
    await workbench.pick('canary');
    await workbench.seesText('kind: Service');
    assert.doesNotMatch(await workbench.visibleText(), /resourceVersion|status:|timeoutSeconds: 300/);
    await picture(workbench, 'yaml');

    await workbench.command('Knative: Show Events');
    await workbench.pick('canary');
    await workbench.seesText('Created Revision');

    await workbench.command('Knative: Delete from Cluster...');
    await workbench.pick('canary');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Delete Service canary from default in today?').waitFor();
    await picture(workbench, 'delete');
    await dialog.locator('.monaco-button', { hasText: /^Delete$/ }).click();
    await gone('canary');
  });
});

test('what the cluster refuses stands at its field, and goes with the next edit', async (t) => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  labels:
    tier: not a label
data:
  a: b
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: other
spec:
  template:
    spec:
      containers:
        - image: example.com/blue:1
`;
  await inVsCode(t, { files: workspace(text), open: 'canary.yaml' }, async (workbench) => {
    await deployFromExplorer(workbench);
    const refusal = /today refuses ConfigMap settings: metadata\.labels: Invalid value/;
    await workbench.notification(refusal).first().waitFor({ timeout: 60_000 });
    await picture(workbench, 'refused');
    await answer(workbench, refusal, 'Show Problems');
    const problem = workbench.page.locator('.markers-panel-container .monaco-list-row', {
      hasText: 'Invalid value',
    });
    await problem.first().waitFor();
    await workbench.focusEditor();
    await workbench.cursorAfter('canary.yaml', 'a: b');
    await workbench.page.keyboard.type('c');
    await problem.first().waitFor({ state: 'detached' });
    assert.equal(
      playground.today.cluster.store.get(
        playground.today.cluster.kind('v1 ConfigMap'),
        'default',
        'settings',
      ),
      undefined,
    );
  });
});

async function gone(name: string): Promise<void> {
  const { cluster } = playground.today;
  const kind = cluster.kind('serving.knative.dev/v1 Service');
  for (let waited = 0; cluster.store.get(kind, 'default', name) !== undefined; waited += 100) {
    assert.ok(waited < 20_000, `${name} is still there`);
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
}

async function picture(workbench: Workbench, name: string): Promise<void> {
  const wanted = process.env['PICTURES'];
  if (wanted !== undefined)
    await workbench.page.screenshot({ path: path.join(wanted, `deploy-${name}.png`) });
}
