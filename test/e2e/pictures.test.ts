/**
 * The pictures of the README. Every run takes them, so that what they show is known to work; with UPDATE_PICTURES=1 they
 * replace those in `media/readme/`, otherwise they go to `test-results/pictures/`.
 */
import { mkdir, stat } from 'node:fs/promises';
import { strict as assert } from 'node:assert';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '#scripts/project.ts';
import { inVsCode, type VsCodeOptions } from '../kit/vscode.ts';
import type { Workbench } from '../kit/vscodeWorkbench.ts';
import { canary, sample } from './manifests.ts';

const folder =
  process.env['UPDATE_PICTURES'] === undefined
    ? path.join(root, 'test-results', 'pictures')
    : path.join(root, 'media', 'readme');

interface Scene extends Pick<VsCodeOptions, 'files' | 'open'> {
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
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
];

for (const theme of ['light', 'dark'] as const) {
  for (const scene of scenes) {
    test(`picture of ${scene.name}, ${theme}`, async (t) => {
      const size = { width: scene.width ?? 1100, height: scene.height ?? 600 };
      const settings = { 'workbench.statusBar.visible': true, 'workbench.activityBar.location': 'top' };
      await inVsCode(t, { ...scene, theme, size, settings }, async (workbench) => {
        await scene.act(workbench);
        await mkdir(folder, { recursive: true });
        const file = path.join(folder, `${scene.name}-${theme}.png`);
        await workbench.page.screenshot({ path: file });
        assert.ok((await stat(file)).size > 20_000);
      });
    });
  }
}
