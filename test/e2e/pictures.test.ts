/**
 * The pictures of the README. Every run takes them, so that what they show is known to work; with UPDATE_PICTURES=1 they
 * replace those in `media/readme/`, otherwise they go to `test-results/pictures/`.
 */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { strict as assert } from 'node:assert';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '#scripts/project.ts';
import { startPlayground, type Playground } from '#playground/start.ts';
import { inVsCode, type VsCodeOptions } from '../kit/vscode.ts';
import type { Workbench } from '../kit/vscodeWorkbench.ts';
import { canary, sample } from './manifests.ts';

const folder =
  process.env['UPDATE_PICTURES'] === undefined
    ? path.join(root, 'test-results', 'pictures')
    : path.join(root, 'media', 'readme');

let playground: Playground;
let home: string;

before(async () => {
  playground = await startPlayground({ scene: 'welcome' });
  home = await mkdtemp(path.join(tmpdir(), 'knative-pictures-'));
  await writeFile(path.join(home, 'config'), playground.kubeconfig, { mode: 0o600 });
});

after(async () => {
  await playground.close();
  await rm(home, { recursive: true, force: true });
});

interface Scene extends Pick<VsCodeOptions, 'files' | 'open'> {
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
  /** Shows the playground's clusters. */
  readonly withCluster?: true;
  readonly act: (workbench: Workbench) => Promise<void>;
}

const files = {
  'canary.yaml': canary,
  'hello.yaml': sample('today/hello-world.yaml'),
  'traffic.yaml': sample('today/blue-green.yaml'),
};

const scenes: readonly Scene[] = [
  {
    name: 'diagnostics',
    files: { ...files, 'traffic.yaml': files['traffic.yaml'].replace(/percent: \d+/, 'percent: 70') },
    open: 'canary.yaml',
    height: 760,
    async act(workbench) {
      await workbench.squiggles('warning').first().waitFor();
      const problems = await workbench.problems();
      await problems.filter({ hasText: 'canary-0001' }).first().waitFor();
      await problems.filter({ hasText: 'Traffic targets sum to' }).first().waitFor();
    },
  },
  {
    name: 'quick-fix',
    files,
    open: 'canary.yaml',
    async act(workbench) {
      await workbench.squiggles('warning').first().waitFor();
      await workbench.cursorAfter('canary.yaml', 'canary-0001');
      await (await workbench.quickFixes()).filter({ hasText: 'canary-00001' }).first().waitFor();
    },
  },
  {
    name: 'completion',
    files,
    open: 'traffic.yaml',
    width: 1300,
    async act(workbench) {
      await workbench.squiggles('warning').first().waitFor();
      await workbench.cursorAfter('traffic.yaml', 'autoscaling.knative.dev/min-scale: "1"');
      await workbench.page.keyboard.press('Enter');
      await workbench.page.keyboard.type('scale');
      await (await workbench.completion()).filter({ hasText: 'autoscaling.knative.dev/' }).first().waitFor();
      // A second time opens the explanation beside the list.
      await workbench.page.keyboard.press('Control+Space');
      await workbench.page.locator('.suggest-details .body').first().waitFor();
    },
  },
  {
    name: 'hover',
    files,
    open: 'canary.yaml',
    async act(workbench) {
      await workbench.squiggles('warning').first().waitFor();
      await workbench.cursorAfter('canary.yaml', '    rollout');
      await (await workbench.hover()).filter({ hasText: 'rolloutPercent' }).first().waitFor();
    },
  },
  {
    name: 'migration',
    files: { ...files, 'canary.yaml': canary.replace('canary-0001"', 'canary-00001"') },
    open: 'canary.yaml',
    width: 1500,
    height: 720,
    async act(workbench) {
      await workbench.command('Knative: Migrate File');
      await workbench.page.locator('.modified .view-line', { hasText: 'traffic:' }).first().waitFor();
      await workbench.notification('Migrate this file as shown').waitFor();
    },
  },
  {
    name: 'services',
    files: { 'traffic.yaml': files['traffic.yaml'].replace('canary-0001', 'canary-00001') },
    open: 'traffic.yaml',
    withCluster: true,
    width: 1200,
    height: 640,
    async act(workbench) {
      await showServices(workbench);
      await workbench.page.locator('.statusbar-item', { hasText: 'canary 80/20' }).click();
      await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Promote' }).waitFor();
    },
  },
  {
    name: 'traffic',
    files: { 'traffic.yaml': files['traffic.yaml'].replace('canary-0001', 'canary-00001') },
    open: 'traffic.yaml',
    withCluster: true,
    width: 1200,
    height: 640,
    async act(workbench) {
      await showServices(workbench);
      await workbench.command('Knative: Edit the Traffic...');
      await workbench.pick('canary');
      const panel = workbench.page.frameLocator('iframe.webview').frameLocator('#active-frame');
      const share = panel.getByRole('spinbutton', { name: 'Share: canary-00002' });
      await share.fill('35');
      await share.press('Tab');
      await panel.locator('pre', { hasText: '35' }).waitFor();
    },
  },
];

async function showServices(workbench: Workbench): Promise<void> {
  await workbench.command('Knative: Show in the Services View');
  const rows = workbench.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row');
  const canary = rows.filter({ hasText: /^canary\s*80\/20/ }).first();
  await canary.and(workbench.page.locator('.selected')).waitFor();
  await workbench.page.keyboard.press('ArrowRight');
  await rows.filter({ hasText: /^80 %/ }).first().waitFor();
}

for (const theme of ['light', 'dark'] as const) {
  for (const scene of scenes) {
    test(`picture of ${scene.name}, ${theme}`, async (t) => {
      const size = { width: scene.width ?? 1100, height: scene.height ?? 600 };
      const settings = { 'workbench.statusBar.visible': true, 'workbench.activityBar.location': 'top' };
      const shown = scene.withCluster === true ? { ...scene.files, ...clusterSettings() } : scene.files;
      await inVsCode(t, { ...scene, files: shown, theme, size, settings }, async (workbench) => {
        await scene.act(workbench);
        await mkdir(folder, { recursive: true });
        const file = path.join(folder, `${scene.name}-${theme}.png`);
        await workbench.page.screenshot({ path: file });
        assert.ok((await stat(file)).size > 20_000);
      });
    });
  }
}

function clusterSettings(): Readonly<Record<string, string>> {
  const settings = { 'knative.kubeconfig': [path.join(home, 'config')] };
  return { '.vscode/settings.json': JSON.stringify(settings) };
}
