/** The log of a build in its panel: streamed, searched, explained, and harmless whatever it holds. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { FrameLocator, Locator } from 'playwright-core';
import type { JsonObject } from '#knative/json.ts';
import { admin } from '#playground/api/auth/users.ts';
import { type Playground, startPlayground } from '#playground/start.ts';
import { inVsCode, type VsCodeOptions } from '../kit/vscode.ts';
import type { Workbench } from '../kit/vscodeWorkbench.ts';

let playground: Playground;
let folder: string;

before(async () => {
  playground = await startPlayground({ scene: 'builds' });
  folder = await mkdtemp(path.join(tmpdir(), 'knative-log-'));
  await writeFile(path.join(folder, 'config'), playground.kubeconfig, { mode: 0o600 });
});

after(async () => {
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

const source = Array.from({ length: 40 }, (_, index) => `// line ${index + 1}`).join('\n');

function withBuilds(more: Partial<VsCodeOptions> = {}): VsCodeOptions {
  const settings = JSON.stringify({ 'knative.kubeconfig': [path.join(folder, 'config')] });
  const files = { 'hello.yaml': '# nothing\n', 'app/main.go': source, '.vscode/settings.json': settings };
  return { files, open: 'hello.yaml', ...more };
}

function run(name: string, steps: readonly JsonObject[]): void {
  playground.today.cluster.as(admin, 'somebody').create({
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name, namespace: 'default' },
    spec: { taskSpec: { steps: [...steps] } },
  });
}

const script = (name: string, text: string): JsonObject => ({ name, image: 'busybox', script: text });

/** Opens the log of a build and gives its page. */
async function openLog(workbench: Workbench, name: string): Promise<LogPage> {
  await workbench.page.locator('.activitybar .action-item [aria-label^="Knative"]').first().click();
  await workbench.page.locator('.pane-header', { hasText: 'Builds' }).waitFor();
  await workbench.command('Knative: Show Build Log');
  await workbench.pick(name);
  return logPage(workbench);
}

interface LogPage {
  readonly frame: FrameLocator;
  readonly text: Locator;
  readonly steps: Locator;
  button(name: string | RegExp): Locator;
}

async function logPage(workbench: Workbench): Promise<LogPage> {
  const frame = workbench.page.frameLocator('iframe.webview').frameLocator('#active-frame');
  await frame.locator('.steps .step').first().waitFor();
  return {
    frame,
    text: frame.locator('.xterm-rows'),
    steps: frame.locator('.steps .step'),
    button: (name) => frame.getByRole('button', { name }),
  };
}

async function sees({ text }: LogPage, words: string | RegExp): Promise<void> {
  await text.locator('> div', { hasText: words }).first().waitFor();
}

async function picture(workbench: Workbench, name: string): Promise<void> {
  const wanted = process.env['LOG_PICTURES'];
  if (wanted !== undefined) await workbench.page.screenshot({ path: path.join(wanted, `${name}.png`) });
}

test('steps stream; the end is followed until its user scrolls up; what is searched is found', async (t) => {
  run('streams', [
    script('prepare', `echo preparing\nprintf '\\e[32mgreen\\e[0m and \\e[1;31mbold red\\e[0m\\n'\nsleep 1`),
    script('count', 'seq 20000\necho needle one\nsleep 4\necho the end of it\nsleep 60'),
  ]);
  await inVsCode(t, withBuilds({ theme: 'dark' }), async (workbench) => {
    const page = await openLog(workbench, 'streams');
    await page.steps.filter({ hasText: /prepare.*succeeded/ }).waitFor();
    await page.steps.filter({ hasText: /count.*running/ }).waitFor();
    await sees(page, 'the end of it');
    await picture(workbench, 'streams');

    // Up: it stays there, and says how to go on.
    await page.frame.locator('.xterm-screen').hover();
    await workbench.page.mouse.wheel(0, -1500);
    await page.button(/Follow/).waitFor();

    await page.frame.locator('.field').fill('needle');
    await page.frame.locator('.told', { hasText: '1 of 1' }).waitFor();
    await sees(page, 'needle one');
    await page.frame.locator('.found.current').first().waitFor();
    await page.frame.locator('.field').fill('^(1|2)9{3}8$');
    await page.button('Use a regular expression').click();
    await page.frame.locator('.told', { hasText: 'of 1' }).waitFor();
    await sees(page, /^19998$/);
    await picture(workbench, 'search');
    await page.frame.locator('.field').fill('(');
    await page.frame.locator('.told', { hasText: 'No regular expression' }).waitFor();

    await page.button(/Follow/).click();
    await sees(page, 'the end of it');
    await page.button(/Follow/).waitFor({ state: 'hidden' });

    // The first lines are a window far from the last ones.
    await page.frame.locator('.xterm-helper-textarea').focus();
    await workbench.page.keyboard.press('Home');
    await sees(page, 'preparing');
    await page.steps.filter({ hasText: 'prepare' }).click();
    await sees(page, 'green and bold red');
    await page.frame.locator('.status', { hasText: '2 lines' }).waitFor();
    await page.button('Timestamps').click();
    await sees(page, /\d\d:\d\d:\d\d\.\d{3}Z preparing/);
    await picture(workbench, 'timestamps');

    await page.button('Save …').click();
    const dialog = workbench.page.locator('.quick-input-widget', { hasText: 'Save the log of streams' });
    await dialog.waitFor();
    await workbench.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await workbench.openFile('streams.log');
    await workbench.seesText('preparing');
    assert.match(
      await workbench.fileOnDisk('streams.log'),
      /^\d\d:\d\d:\d\d\.\d{3}Z preparing\n\d\d:\d\d:\d\d\.\d{3}Z green and bold red\n$/,
    );

    // What was hidden meanwhile is as it was.
    await workbench.page.locator('.tab', { hasText: 'streams – build' }).click();
    const again = await logPage(workbench);
    await sees(again, /\d\d:\d\d:\d\d\.\d{3}Z green and bold red/);
  });
});

test('why a build failed is said, and the place in the workspace opens', async (t) => {
  await inVsCode(t, withBuilds({ theme: 'light', size: { width: 1280, height: 800 } }), async (workbench) => {
    const page = await openLog(workbench, 'hello-broken');
    const why = page.frame.locator('.why');
    await why.filter({ hasText: 'ended with exit code 1' }).waitFor();
    await why.filter({ hasText: 'main.go, line 14: undefined: handler' }).waitFor();
    await page.button('Show the step that failed').click();
    await page.steps.filter({ hasText: 'exit code 1' }).and(page.frame.locator('[aria-current]')).waitFor();
    await page.button('First error').click();
    await page.frame.locator('.found.current').first().waitFor();
    await picture(workbench, 'failed-light');

    // What is seen lies below what takes the mouse.
    const place = page.text.locator('> div', { hasText: 'main.go:14' }).first();
    const at = { force: true, position: { x: 30, y: 6 } };
    await place.hover(at);
    await page.frame.locator('.xterm-cursor-pointer').waitFor();
    await place.click(at);
    await workbench.editor('main.go').locator('.view-line', { hasText: 'line 14' }).waitFor();
    await workbench.page.locator('.statusbar-item', { hasText: /Ln 14/ }).waitFor();
  });
});

test('a hostile log does nothing', async (t) => {
  run('hostile', [{ name: 'evil', image: 'ghcr.io/samples/hostile:1' }]);
  await inVsCode(t, withBuilds(), async (workbench) => {
    const before = await workbench.page.title();
    const page = await openLog(workbench, 'hostile');
    await page.steps.filter({ hasText: /evil.*succeeded/ }).waitFor();
    await sees(page, 'still here');
    await workbench.page.keyboard.press('Home');
    await page.frame.locator('.xterm-helper-textarea').focus();
    await workbench.page.keyboard.press('Home');
    await sees(page, '<img src=x onerror=');
    await sees(page, 'a reset and a question');
    await sees(page, 'progress 100 %');
    await picture(workbench, 'hostile');
    assert.equal(await page.frame.locator('img, .log script').count(), 0);
    assert.equal(await page.frame.locator('html').evaluate(({ ownerDocument }) => ownerDocument.title), '');
    assert.equal(await page.frame.locator('.xterm-rows a').count(), 0);
    assert.doesNotMatch(await workbench.page.title(), /owned/);
    assert.equal(await workbench.page.title().then((now) => now.includes('owned')), before.includes('owned'));
    await page.frame.locator('.status', { hasText: 'lines' }).waitFor();
  });
});

test('in high contrast it can be read', async (t) => {
  const settings = { 'workbench.colorTheme': 'Default High Contrast' };
  await inVsCode(t, withBuilds({ settings, theme: 'dark' }), async (workbench) => {
    const page = await openLog(workbench, 'hello-broken');
    await page.frame.locator('.why').waitFor();
    await page.frame.locator('.field').fill('main');
    await page.frame.locator('.told', { hasText: '1 of' }).waitFor();
    await page.frame.locator('.found.current').first().waitFor();
    await page.button('Wrap lines').click();
    await sees(page, 'in argument to http.ListenAndServe');
    await picture(workbench, 'contrast');
  });
});

test('a window that is loaded again shows the log again', async (t) => {
  // Where a file is asked for in the address, VS Code opens that alone.
  const { open: _open, ...options } = withBuilds({ size: { width: 700, height: 800 } });
  await inVsCode(t, options, async (workbench) => {
    const page = await openLog(workbench, 'hello-pipeline');
    await page.steps.filter({ hasText: /clone.*succeeded/ }).click();
    await page.button('Timestamps').click();
    await sees(page, /\d\d:\d\d:\d\d\.\d{3}Z/);
    await picture(workbench, 'narrow');
    await workbench.command('Developer: Reload Window');
    const again = await logPage(workbench);
    await again.steps
      .filter({ hasText: /clone.*succeeded/ })
      .and(again.frame.locator('[aria-current]'))
      .waitFor();
    await sees(again, /\d\d:\d\d:\d\d\.\d{3}Z/);
  });
});
