/** Builds from their manifest to the Service that uses what they make: the form, failures in words, again, cancelled. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { member, type JsonObject } from '#knative/json.ts';
import { admin } from '#playground/api/auth/users.ts';
import { steppedClock } from '#playground/clock.ts';
import { startPlayground, type Playground } from '#playground/start.ts';
import { sample } from './manifests.ts';
import { inVsCode } from '../kit/vscode.ts';
import type { Workbench } from '../kit/vscodeWorkbench.ts';

const service = `apiVersion: serving.knative.dev/v1alpha1
kind: Service
metadata:
  name: hello
spec:
  runLatest:
    configuration:
      revisionTemplate:
        spec:
          container:
            image: registry.example.com/samples/hello:v0 # what the build makes
`;

const task = `apiVersion: tekton.dev/v1
kind: Task
metadata:
  name: greet
spec:
  params:
    - name: WHO
      description: Who is greeted
    - name: FLAGS
      type: array
      default: ["-v"]
  steps:
    - name: say
      image: busybox:1.37
      args: ["$(params.FLAGS[*])"]
      env:
        - name: WHO
          value: $(params.WHO)
      script: echo "Hello $WHO"
`;

const clock = steppedClock();
let playground: Playground;
let folder: string;
let ticking: NodeJS.Timeout;
/** Of builds, in times as fast as usual. */
let speed = 6;

before(async () => {
  playground = await startPlayground({ clock, scene: 'builds' });
  folder = await mkdtemp(path.join(tmpdir(), 'knative-builds-'));
  const { kubeconfig } = playground;
  const of2019 = kubeconfig.replace(/current-context: .*/, 'current-context: "2019"');
  await writeFile(path.join(folder, '2019'), of2019, { mode: 0o600 });
  await writeFile(path.join(folder, 'today'), kubeconfig, { mode: 0o600 });
  ticking = setInterval(() => clock.advance(20 * speed), 20);
});

after(async () => {
  clearInterval(ticking);
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

function settings(cluster: 'today' | '2019'): string {
  return JSON.stringify({ 'knative.kubeconfig': [path.join(folder, cluster)] });
}

/** Of the tree of builds; the newest first. */
function row(workbench: Workbench, label: RegExp): Locator {
  return workbench.page
    .locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: label })
    .first();
}

function lens(workbench: Workbench, title: string): Locator {
  return workbench.editor().locator('.codelens-decoration a', { hasText: title }).first();
}

/** An entry of the list that is shown. */
function entry(workbench: Workbench, text: string | RegExp): Locator {
  return workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
}

/** Into the field of the form that is asked for. */
async function type(workbench: Workbench, field: string, text: string): Promise<void> {
  await workbench.page.locator('.quick-input-title', { hasText: `› ${field}` }).waitFor();
  await workbench.page.locator('.quick-input-widget input[type="text"]').first().fill(text);
  await workbench.page.keyboard.press('Enter');
}

async function choose(workbench: Workbench, at: Locator, title: string): Promise<void> {
  const entries = await workbench.contextMenu(at);
  await entries.filter({ hasText: title }).first().click();
}

test('a templatized Build from its lens to the Service that uses its image', async (t) => {
  const files = {
    'build.yaml': sample('2019/build/templatized-build.yaml'),
    'service.yaml': service,
    '.vscode/settings.json': settings('2019'),
  };
  await inVsCode(t, { files, open: 'build.yaml' }, async (workbench) => {
    const { page } = workbench;
    await page.locator('.activitybar .action-item [aria-label^="Knative"]').first().click();
    await page.locator('.pane-header[aria-label^="Builds"]').click();
    await row(workbench, /hello-broken/).waitFor();

    // The form: every field with what it has.
    await lens(workbench, 'Run').click();
    await entry(workbench, /IMAGE.*registry\.example\.com\/samples\/hello:v1/s).waitFor();
    await workbench.pick('DOCKERFILE');
    await type(workbench, 'DOCKERFILE', '/workspace/broken/Dockerfile');
    await entry(workbench, /DOCKERFILE.*broken/s).waitFor();
    // Given up, it is as it was when it is asked for again.
    await page.keyboard.press('Escape');
    await entry(workbench, 'DOCKERFILE').waitFor({ state: 'hidden' });
    await lens(workbench, 'Run').click();
    await entry(workbench, /DOCKERFILE.*broken/s).waitFor();
    await workbench.pick('Run');

    // It fails, and the tree says why.
    const failed = row(workbench, /hello-image-\w{5}.*exit code 1/s);
    await failed.waitFor({ timeout: 60_000 });

    // Again, with another value, looked away from: its end is told.
    await choose(workbench, failed, 'Run Build Again with Other Values...');
    await workbench.pick('DOCKERFILE');
    await type(workbench, 'DOCKERFILE', '/workspace/Dockerfile');
    await entry(workbench, /DOCKERFILE.*Dockerfile/s).waitFor();
    speed = 0.1;
    await workbench.pick('Run');
    await page.locator('.tab', { hasText: 'hello-image' }).first().waitFor();
    await workbench.openFile('service.yaml');
    await page.locator('.activitybar .action-item [aria-label^="Explorer"]').first().click();
    speed = 6;
    const told = workbench.notification(/Build hello-image-\w+ succeeded: registry\.example\.com/).first();
    await told.waitFor({ timeout: 60_000 });

    // Its image goes into the manifest, by digest, beside the comment.
    await told.locator('.monaco-button', { hasText: 'Use Image in a Service...' }).click();
    await entry(workbench, /:v0 → @sha256:/).waitFor();
    await page.keyboard.press('Enter');
    await workbench
      .notification(/The manifest of hello names registry/)
      .first()
      .waitFor();
    await workbench.focusEditor();
    await workbench.save();
    assert.match(
      await workbench.fileOnDisk('service.yaml'),
      /image: registry\.example\.com\/samples\/hello@sha256:[0-9a-f]{64} # what the build makes\n/,
    );

    // The same from beside its log.
    await page.locator('.tab', { hasText: 'hello-image' }).last().click();
    const log = page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
    await log.getByRole('button', { name: 'Run again with …' }).waitFor();
    await log.getByRole('button', { name: 'Use Image in a Service...' }).click();
    await entry(workbench, 'has it already').waitFor();
    await page.keyboard.press('Escape');

    // One that takes long is cancelled.
    const steps = [{ name: 'wait', image: 'busybox', command: ['sh', '-c'], args: ['sleep 600'] }];
    create({ metadata: { name: 'slow', namespace: 'default' }, spec: { steps } });
    await page.locator('.activitybar .action-item [aria-label^="Knative"]').first().click();
    await row(workbench, /slow.*wait/s).waitFor();
    // From the palette: a menu closes when the row below it is drawn again.
    await workbench.command('Knative: Cancel Build');
    await workbench.pick('slow');
    await page.locator('.monaco-list-row[aria-label*="slow, cancelled"]').first().waitFor();
  });
});

test('a Task from its lens: what is missing is asked for first, and values are sent as they were typed', async (t) => {
  const files = { 'task.yaml': task, 'service.yaml': service, '.vscode/settings.json': settings('today') };
  await inVsCode(t, { files, open: 'task.yaml' }, async (workbench) => {
    const { page } = workbench;
    // Only files that can be run offer it.
    await lens(workbench, 'Run').waitFor();
    assert.ok(await isOffered(workbench, 'task.yaml', 6));
    assert.ok(!(await isOffered(workbench, 'service.yaml', 1)));

    await lens(workbench, 'Run').click();
    await entry(workbench, /WHO \*.*WHO has no default; it needs a value/s).waitFor();
    await page.keyboard.press('Enter');
    const wrong = page.locator('.quick-input-message');
    await wrong.filter({ hasText: 'Who is greeted' }).waitFor();
    await page.keyboard.press('Enter');
    await wrong.filter({ hasText: 'WHO has no default; it needs a value.' }).waitFor();
    await type(workbench, 'WHO', '$(account) "&" <b>');

    await entry(workbench, /WHO \*\s*\$.?\(account\) "&" <b>/).waitFor();
    await workbench.pick('FLAGS');
    await type(workbench, 'FLAGS', '["-v"');
    await wrong.filter({ hasText: 'It is a list of texts' }).waitFor();
    // What is not valid yet stays, and keeps it from being run.
    await page.locator('.quick-input-titlebar .codicon-quick-input-back').click();
    await entry(workbench, /Run\s*first: FLAGS/).waitFor();
    await page.keyboard.press('Enter');
    await type(workbench, 'FLAGS', '-v, --loud');
    await entry(workbench, /FLAGS\s*-v, --loud/).waitFor();
    await page.keyboard.press('Enter');

    await page
      .locator('.tab', { hasText: /^greet-\w{5}/ })
      .first()
      .waitFor();
    const runs = playground.today.cluster.as(admin, 'test').list('tekton.dev/v1 TaskRun');
    const run = runs.find(({ metadata }) => metadata.name.startsWith('greet-'));
    assert.deepEqual(member(run?.['spec'], 'params'), [
      { name: 'WHO', value: '$(account) "&" <b>' },
      { name: 'FLAGS', value: ['-v', '--loud'] },
    ]);
  });
});

/** Whether the menu of a file in the explorer offers to run it; the server may tell so a moment later than it checks files. */
async function isOffered(workbench: Workbench, file: string, attempts: number): Promise<boolean> {
  const entries = await workbench.contextMenu(workbench.explorerItem(file));
  await entries
    .filter({ hasText: /^Rename/ })
    .first()
    .waitFor();
  const count = await entries.filter({ hasText: /^Run Build/ }).count();
  await workbench.closeMenu();
  return count > 0 || (attempts > 1 && isOffered(workbench, file, attempts - 1));
}

function create(rest: JsonObject): void {
  const apiVersion = 'build.knative.dev/v1alpha1';
  playground.of2019.cluster.as(admin, 'test').create({ apiVersion, kind: 'Build', ...rest });
}
