/** The Services view and the status bar, in clusters that hold what the test put there. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { bareClusters, type BareClusters } from '../kit/bareClusters.ts';
import { seedCanary, seedFailure } from '../kit/seededServices.ts';
import { inVsCode, type VsCodeOptions } from '../kit/vscode.ts';
import type { Workbench } from '../kit/vscodeWorkbench.ts';

const manifest = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: canary
spec:
  template:
    spec:
      containers:
        - image: ghcr.io/shop/canary:green
`;

let clusters: BareClusters;
let folder: string;
let asked: string[] = [];

before(async () => {
  clusters = await bareClusters();
  folder = await mkdtemp(path.join(tmpdir(), 'knative-services-'));
  await writeFile(path.join(folder, 'config'), clusters.kubeconfig, { mode: 0o600 });
  seedCanary(clusters.today);
  seedFailure(clusters.today);
  clusters.today.server.intercept((request) => {
    asked.push(`${request.method} ${request.path}`);
    return undefined;
  });
});

after(async () => {
  await clusters.close();
  await rm(folder, { recursive: true, force: true });
});

function withCluster(more: Partial<VsCodeOptions> = {}): VsCodeOptions {
  // Of the machine, or of the workspace: a user's settings do not say where files lie on another machine.
  const settings = JSON.stringify({ 'knative.kubeconfig': [path.join(folder, 'config')] });
  const files = { 'canary.yaml': manifest, '.vscode/settings.json': settings };
  return { files, open: 'canary.yaml', ...more };
}

function row(workbench: Workbench, label: string | RegExp): Locator {
  return workbench.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: label });
}

function statusItem(workbench: Workbench): Locator {
  return workbench.page.locator('.statusbar-item', { hasText: 'canary' });
}

async function openView(workbench: Workbench): Promise<void> {
  await workbench.page.locator('.activitybar .action-item [aria-label^="Knative"]').first().click();
}

test('nothing touches the cluster before the view is seen; then the tree is there and follows', async (t) => {
  asked = [];
  await inVsCode(t, withCluster(), async (workbench) => {
    await workbench
      .squiggles('warning')
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => undefined);
    assert.deepEqual(asked, []);

    await openView(workbench);
    await row(workbench, /canary\s*80\/20/).waitFor();
    await row(workbench, /broken\s*RevisionMissing/).waitFor();
    await row(workbench, /^canary/).click();
    await row(workbench, /^80 %\s*canary-00001/).waitFor();
    await row(workbench, /^canary-00000\s*unreferenced/).waitFor();

    const client = clusters.today.cluster.as(
      [...clusters.today.cluster.tokens.values()][0] ?? assert.fail('nobody'),
      'test',
    );
    client.patch('serving.knative.dev/v1 Service', 'default', 'canary', 'merge', {
      metadata: { annotations: { note: 'touched' } },
      spec: {
        traffic: [
          { tag: 'current', revisionName: 'canary-00001', percent: 70 },
          { tag: 'candidate', revisionName: 'canary-00002', percent: 30 },
        ],
      },
    });
    await row(workbench, /canary\s*70\/30/).waitFor();
  });
});

test('the status bar shows the split of the manifest at hand, and moves it', async (t) => {
  await inVsCode(t, withCluster(), async (workbench) => {
    await openView(workbench);
    await row(workbench, /canary\s*70\/30/).waitFor();
    await statusItem(workbench).filter({ hasText: 'canary 70/30' }).waitFor();
    await statusItem(workbench).click();
    await workbench.pick('+10 % for canary-00002');
    await workbench.notification('The traffic of canary is now 60/40').waitFor();
    await statusItem(workbench).filter({ hasText: 'canary 60/40' }).waitFor();
    await workbench
      .notification('The traffic of canary is now 60/40')
      .getByRole('button', { name: 'Undo' })
      .click();
    await statusItem(workbench).filter({ hasText: 'canary 70/30' }).waitFor();
  });
});
