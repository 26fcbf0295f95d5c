/** The autoscaling dashboard on a playground that really scales: load, panic, why, to zero, what if, and a reload. */
import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { FrameLocator, Locator } from 'playwright-core';
import { admin } from '#playground/api/auth/users.ts';
import { startPlayground, type Playground } from '#playground/start.ts';
import { root } from '#scripts/project.ts';
import { inVsCode } from '../kit/vscode.ts';
import type { Workbench } from '../kit/vscodeWorkbench.ts';

/** The sample, with the shortest window that Knative accepts. */
const name = 'autoscale-concurrency';
const annotations = {
  'autoscaling.knative.dev/target': '10',
  'autoscaling.knative.dev/max-scale': '20',
  'autoscaling.knative.dev/window': '6s',
};
const image = 'ghcr.io/knative/autoscale-go:latest';
const manifest = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
spec:
  template:
    metadata:
      annotations:
${Object.entries(annotations)
  .map(([key, value]) => `        ${key}: "${value}"`)
  .join('\n')}
    spec:
      containers:
        - image: ${image}
`;

const pictures = path.join(root, 'test-results', 'pictures');
let playground: Playground;
let folder: string;

before(async () => {
  await mkdir(pictures, { recursive: true });
  playground = await startPlayground({ scene: 'empty' });
  folder = await mkdtemp(path.join(tmpdir(), 'knative-autoscaling-'));
  await writeFile(path.join(folder, 'config'), playground.kubeconfig, { mode: 0o600 });
  playground.today.cluster.as(admin, 'seed').create({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { template: { metadata: { annotations }, spec: { containers: [{ image }] } } },
  });
});

after(async () => {
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

function panelOf({ page }: Workbench): FrameLocator {
  return page.frameLocator('iframe.webview').frameLocator('#active-frame');
}

async function openDashboard(workbench: Workbench): Promise<FrameLocator> {
  await workbench.command('Knative: Open the Autoscaling Dashboard');
  await workbench.pick(name);
  const panel = panelOf(workbench);
  await panel.getByRole('heading', { name }).waitFor();
  return panel;
}

async function picture(workbench: Workbench, as: string, of = 'h1'): Promise<void> {
  const { page } = workbench;
  await panelOf(workbench).locator(of).first().scrollIntoViewIfNeeded();
  await page.screenshot({ path: path.join(pictures, `autoscaling-${as}.png`) });
}

const files = {
  'service.yaml': manifest,
  get '.vscode/settings.json'() {
    return JSON.stringify({ 'knative.kubeconfig': [path.join(folder, 'config')] });
  },
};

test('load makes it scale up and panic, and then it goes to zero, with the reason at each stage', async (t) => {
  const size = { width: 1500, height: 1000 };
  await inVsCode(t, { files, open: 'service.yaml', size }, async (workbench) => {
    const panel = await openDashboard(workbench);
    const sentence = panel.locator('.sentence').first();
    await sentence.filter({ hasText: /replica wanted|No replica wanted/ }).waitFor();

    await panel.getByLabel('Sources').selectOption('endpoints');
    await panel.locator('.sources .chosen', { hasText: 'queue-proxies' }).waitFor();
    await panel.getByLabel('Path').fill('/?sleep=300');
    await panel.getByLabel('How many').fill('60');
    await panel.getByLabel('Seconds', { exact: true }).fill('25');
    await panel.getByRole('button', { name: 'Send load' }).click();

    await panel.locator('.badge.panic').waitFor();
    await sentence.filter({ hasText: /^\d+ replicas wanted: .*panic/ }).waitFor();
    await panel.locator('.answered', { hasText: `${name}-00001: ` }).waitFor();
    const wanted = panel.locator('.chart', { hasText: 'Replicas' }).first().locator('.legend b').first();
    await wanted.filter({ hasText: /^([6-9]|1\d)$/ }).waitFor();
    await panel.locator('.chart', { hasText: 'Latency' }).locator('canvas').waitFor();
    await picture(workbench, 'load-light');

    await panel.locator('.load li', { hasText: '25 s:' }).waitFor({ timeout: 40_000 });
    await panel.locator('.badge.zero', { hasText: /To zero in \d+ s/ }).waitFor({ timeout: 40_000 });
    await picture(workbench, 'countdown-light');
    await sentence.filter({ hasText: 'No replica wanted' }).waitFor({ timeout: 40_000 });
    const summary = panel.getByRole('img', { name: /^Replicas: wanted 0 now, between 0 and ([6-9]|1\d)/ });
    await summary.waitFor();

    await panel.getByRole('button', { name: 'Show as table' }).click();
    await panel
      .getByRole('region', { name: 'Replicas', exact: true })
      .getByRole('columnheader', { name: 'wanted' })
      .waitFor();
    await panel.getByRole('region', { name: 'Replicas wanted' }).waitFor();
    await panel.getByRole('button', { name: 'Show as charts' }).click();

    // The keyboard zooms: no longer live, and back.
    await panel.getByRole('button', { name: 'Pause' }).waitFor();
    await panel.locator('.charts').press('+');
    await panel.getByRole('button', { name: 'Resume' }).waitFor();
    await panel.locator('.charts').press('0');
    await panel.getByRole('button', { name: 'Pause' }).waitFor();

    await whatIf(workbench, panel);
    await restored(workbench);
  });
});

/** Other settings on what was recorded; the file gets them. */
async function whatIf(workbench: Workbench, panel: FrameLocator): Promise<void> {
  const section = panel.locator('.whatIf');
  await panel.getByRole('button', { name: '15 min' }).click();
  const most = section.locator('.totals tbody tr', { hasText: 'Most replicas' });
  await most.waitFor();
  const [did = 0] = await numbersOf(most);
  assert.ok(did >= 6, `${did} replicas at most`);
  await section.getByRole('spinbutton', { name: 'Target' }).fill('30');
  // A third of the replicas does for three times the target.
  await most.filter({ hasText: /−\d+$/ }).waitFor();
  const [still, would = Infinity, difference] = await numbersOf(most);
  assert.equal(still, did);
  assert.ok(would >= 1 && would <= Math.ceil(did / 2), `${would} instead of ${did}`);
  assert.equal(difference, would - did);
  await picture(workbench, 'what-if-light', '.whatIf .totals');
  await section.getByRole('button', { name: 'Write to the file' }).click();
  await workbench.editor('service.yaml').locator('.view-line').first().waitFor();
  await workbench.seesText('autoscaling.knative.dev/target: "30"');
  assert.match(await workbench.visibleText(), /window: "6s"/);
  await workbench.save();
  // The lens leads back.
  await workbench.page.locator('.codelens-decoration a', { hasText: 'Autoscaling' }).first().click();
  await panel.locator('.sentence').first().waitFor();
  // It was hidden meanwhile: it is as it was left, with all that was recorded.
  await panel.getByRole('img', { name: /^Replicas: wanted 0 now, between 0 and ([6-9]|1\d)/ }).waitFor();
  await seesItAsLeft(panel);
  assert.equal(await section.getByRole('spinbutton', { name: 'Target' }).inputValue(), '30');
}

/** The range, and what load was filled in. */
async function seesItAsLeft(panel: FrameLocator): Promise<void> {
  await panel.getByRole('button', { name: '15 min', pressed: true }).waitFor();
  assert.equal(await panel.getByLabel('Path').inputValue(), '/?sleep=300');
  assert.equal(await panel.getByLabel('How many').inputValue(), '60');
}

async function numbersOf(row: Locator): Promise<readonly number[]> {
  const cells = await row.locator('td').allInnerTexts();
  return cells.map((cell) => Number(cell.replace('−', '-')));
}

/** A reloaded window finds its dashboard again. */
async function restored(workbench: Workbench): Promise<void> {
  // The address of this test opens a file, which would come in place of what was open.
  const address = new URL(workbench.page.url());
  address.searchParams.delete('payload');
  await workbench.page.goto(address.href);
  await workbench.page.locator('.tab', { hasText: `Autoscaling: ${name}` }).click();
  const panel = panelOf(workbench);
  await panel.getByRole('heading', { name }).waitFor({ timeout: 40_000 });
  await panel.locator('.sentence').first().filter({ hasText: 'No replica wanted' }).waitFor();
  await panel.locator('.chart', { hasText: 'Replicas' }).first().locator('canvas').waitFor();
  await seesItAsLeft(panel);
}

test('it looks right in the dark, in high contrast and in a narrow window', async (t) => {
  const size = { width: 1300, height: 1400 };
  await inVsCode(t, { files, open: 'service.yaml', theme: 'dark', size }, async (workbench) => {
    const panel = await openDashboard(workbench);
    await panel.getByLabel('Path').fill('/?sleep=200');
    await panel.getByLabel('Seconds', { exact: true }).fill('6');
    await panel.getByRole('button', { name: 'Send load' }).click();
    await panel.locator('.badge.panic').waitFor();
    await panel.locator('.answered', { hasText: `${name}-00001: ` }).waitFor();
    await picture(workbench, 'dark');
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('Control+t');
    await workbench.pick('Dark High Contrast');
    await panel.locator('body.vscode-high-contrast').waitFor();
    await picture(workbench, 'high-contrast');
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await workbench.page.setViewportSize({ width: 400, height: 1400 });
    await panel.locator('.charts').waitFor();
    const overflow = await panel.locator('html').evaluate((page) => page.scrollWidth - page.clientWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    await picture(workbench, 'narrow');
  });
});
