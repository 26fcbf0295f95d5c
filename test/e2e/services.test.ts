/** The Services view and the status bar, in clusters that hold what the test put there. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { admin } from '#playground/api/auth/users.ts';
import { internalError, type Asked, type Fault } from '#playground/api/http/faults.ts';
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
let onRequest: (request: Asked) => Fault | undefined = () => undefined;

before(async () => {
  clusters = await bareClusters();
  folder = await mkdtemp(path.join(tmpdir(), 'knative-services-'));
  await writeFile(path.join(folder, 'config'), clusters.kubeconfig, { mode: 0o600 });
  seedCanary(clusters.today);
  seedFailure(clusters.today);
  clusters.today.server.intercept((request) => {
    asked.push(`${request.method} ${request.path}`);
    return onRequest(request);
  });
});

after(async () => {
  await clusters.close();
  await rm(folder, { recursive: true, force: true });
});

interface Wishes {
  readonly untrusted?: boolean;
  /** More settings. */
  readonly more?: Readonly<Record<string, unknown>>;
}

function withCluster({ untrusted = false, more = {} }: Wishes = {}): VsCodeOptions {
  // Of the machine, or of the workspace: a user's settings do not say where files lie on another machine.
  const settings = JSON.stringify({ 'knative.kubeconfig': [path.join(folder, 'config')], ...more });
  const files = { 'canary.yaml': manifest, '.vscode/settings.json': settings };
  return { files, open: 'canary.yaml', untrusted };
}

/** What somebody else does meanwhile. */
function setSplit(current: number): void {
  const traffic = [
    { tag: 'current', revisionName: 'canary-00001', percent: current },
    { tag: 'candidate', revisionName: 'canary-00002', percent: 100 - current },
  ];
  const client = clusters.today.cluster.as(admin, 'somebody-else');
  client.patch('serving.knative.dev/v1 Service', 'default', 'canary', 'merge', { spec: { traffic } });
}

function row(workbench: Workbench, label: string | RegExp): Locator {
  return workbench.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: label });
}

/** The words above the tree. */
function place(workbench: Workbench, words: string): Locator {
  return workbench.page.locator('.pane-body', { hasText: words }).first();
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

    setSplit(70);
    await row(workbench, /canary\s*70\/30/).waitFor();
  });
});

test('the status bar shows the split of the manifest at hand, and moves it', async (t) => {
  setSplit(70);
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

test('the traffic editor writes into the Service of that name, among others of its file', async (t) => {
  setSplit(70);
  const { files, ...options } = withCluster();
  const other = manifest.replace('name: canary', 'name: canary-other');
  const several = { ...files, 'canary.yaml': `${other}---\n${manifest}` };
  await inVsCode(t, { ...options, files: several }, async (workbench) => {
    await openView(workbench);
    await row(workbench, /canary\s*70\/30/).waitFor();
    await workbench.command('Knative: Edit the Traffic...');
    await workbench.pick('canary');
    const panel = workbench.page.frameLocator('iframe.webview').frameLocator('#active-frame');
    const share = panel.getByRole('spinbutton', { name: 'Share: canary-00002' });
    await share.fill('35');
    await share.press('Tab');
    await panel.getByRole('button', { name: 'Write to canary.yaml' }).click();
    await workbench.page.locator('.tab.active.dirty', { hasText: 'canary.yaml' }).waitFor();
    await workbench.focusEditor();
    await workbench.save();
    const [before = '', written = ''] = (await workbench.fileOnDisk('canary.yaml')).split('---\n');
    assert.equal(before, other);
    assert.match(written, /traffic:[\s\S]*revisionName: canary-00002\s+percent: 35/);
  });
});

test('what somebody else changed meanwhile is shown, and its user decides', async (t) => {
  setSplit(70);
  await inVsCode(t, withCluster(), async (workbench) => {
    await openView(workbench);
    await row(workbench, /canary\s*70\/30/).waitFor();
    onRequest = ({ method }) => {
      if (method !== 'PATCH') return undefined;
      onRequest = () => undefined;
      setSplit(90);
      return undefined;
    };
    await (
      await workbench.contextMenu(row(workbench, /^canary/).first())
    )
      .filter({ hasText: 'Promote the Candidate' })
      .click();
    const dialog = workbench.page.locator('.monaco-dialog-box', { hasText: 'went from 70/30 to 90/10' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await row(workbench, /canary\s*90\/10/).waitFor();

    onRequest = ({ method }) => {
      if (method !== 'PATCH') return undefined;
      onRequest = () => undefined;
      setSplit(60);
      return undefined;
    };
    await workbench.command("Knative: Set the Candidate's Percentage...");
    await workbench.pick('canary');
    await workbench.page.locator('.quick-input-widget input').fill('50');
    await workbench.page.keyboard.press('Enter');
    await workbench.page
      .locator('.monaco-dialog-box', { hasText: 'went from 90/10 to 60/40' })
      .getByRole('button', { name: 'Change It Now' })
      .click();
    await row(workbench, /canary\s*50\/50/).waitFor();
  });
});

test('a protected context asks for its name, and somebody without the right is told so', async (t) => {
  setSplit(50);
  const protectedContexts = { 'knative.protectedContexts': ['tod*'] };
  await inVsCode(t, withCluster({ more: protectedContexts }), async (workbench) => {
    await openView(workbench);
    await row(workbench, /canary\s*50\/50/).waitFor();
    await workbench.command('Knative: 10 % More for the Candidate');
    await workbench.pick('canary');
    const input = workbench.page.locator('.quick-input-widget', { hasText: 'today is protected' });
    await input.waitFor();
    await input.locator('input').fill('today');
    await workbench.page.keyboard.press('Enter');
    await row(workbench, /canary\s*40\/60/).waitFor();

    await workbench.command('Knative: Select Context...');
    await workbench.pick('today-viewer');
    await place(workbench, 'today-viewer · default').waitFor();
    await workbench.command('Knative: Promote the Candidate');
    await workbench.pick('canary');
    await workbench.notification('you may not patch services.serving.knative.dev').waitFor();
    await row(workbench, /canary\s*40\/60/).waitFor();
  });
});

test('from the manifest to the tree and back; the filter; what is not up to date', async (t) => {
  await inVsCode(t, withCluster(), async (workbench) => {
    await workbench.command('Knative: Show in the Services View');
    await row(workbench, /^canary/)
      .first()
      .and(workbench.page.locator('.selected'))
      .waitFor();
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('Control+w');
    await workbench.editor('canary.yaml').waitFor({ state: 'detached' });
    await (
      await workbench.contextMenu(row(workbench, /^canary/).first())
    )
      .filter({ hasText: 'Open the Manifest' })
      .click();
    await workbench.editor('canary.yaml').locator('.view-line').first().waitFor();

    await workbench.command('Knative: Filter Services...');
    await workbench.page.locator('.quick-input-widget input').fill('missing');
    await row(workbench, /^canary/)
      .first()
      .waitFor({ state: 'detached' });
    await row(workbench, /^broken/).waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.command('Knative: Clear the Filter');
    await row(workbench, /^canary/)
      .first()
      .waitFor();

    onRequest = () => internalError();
    clusters.today.server.cutStreams();
    await place(workbench, 'Not up to date').waitFor();
    await row(workbench, /^canary/)
      .first()
      .waitFor();
    onRequest = () => undefined;
    await place(workbench, 'Not up to date').waitFor({ state: 'detached' });
  });
});

test('unreferenced revisions are listed, and then deleted', async (t) => {
  await inVsCode(t, withCluster(), async (workbench) => {
    await openView(workbench);
    await row(workbench, /^canary/)
      .first()
      .waitFor();
    await (
      await workbench.contextMenu(row(workbench, /^canary/).first())
    )
      .filter({ hasText: 'Delete Unreferenced Revisions' })
      .click();
    const list = workbench.page.locator('.quick-input-list .monaco-list-row');
    await list.filter({ hasText: 'canary-00000' }).waitFor();
    assert.equal(await list.count(), 1);
    await workbench.page.keyboard.press('Enter');
    await workbench.notification('1 revisions of canary were deleted').waitFor();
    await row(workbench, /^canary/)
      .first()
      .click();
    await row(workbench, /^canary-00001/)
      .first()
      .waitFor();
    await row(workbench, /^canary-00000/).waitFor({ state: 'detached' });
  });
});

test('of a long list the rest is shown when it is asked for', async (t) => {
  const client = clusters.today.cluster.as(admin, 'seed');
  client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'many' } });
  for (let i = 0; i < 205; i++) {
    client.create({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: `service-${String(i).padStart(3, '0')}`, namespace: 'many' },
      spec: { template: { spec: { containers: [{ image: 'ghcr.io/shop/service:1' }] } } },
    });
  }
  await inVsCode(t, withCluster(), async (workbench) => {
    await openView(workbench);
    await row(workbench, /^canary/)
      .first()
      .waitFor();
    await workbench.command('Knative: Select Namespace...');
    await workbench.pick('many');
    await scrollToEnd(workbench, row(workbench, /Show More\s*5 not shown/));
    assert.equal(await row(workbench, 'service-200').count(), 0);
    await row(workbench, /Show More/).click();
    await row(workbench, 'service-200').waitFor();
    await row(workbench, /Show More/).waitFor({ state: 'detached' });
  });
});

/**
 * The tree draws only what is in view, and a view that appears below takes some of it: the last row is then out of view
 * though the cursor is on it, so each attempt comes from the other end.
 */
async function scrollToEnd(workbench: Workbench, last: Locator): Promise<void> {
  await row(workbench, 'service-000').click();
  for (let attempt = 1; (await last.count()) === 0; attempt++) {
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('End');
    await last.waitFor(attempt < 6 ? { timeout: 3000 } : {}).catch((error: unknown) => {
      if (attempt === 6) throw error;
    });
  }
}

test('nothing is done in a workspace that is not trusted', async (t) => {
  asked = [];
  await inVsCode(t, withCluster({ untrusted: true }), async (workbench) => {
    await openView(workbench);
    await workbench.page.locator('.welcome-view-content', { hasText: 'trusted workspaces only' }).waitFor();
    assert.deepEqual(asked, []);
  });
});

test('without a cluster, the playground is a click away, and ends with the window', async (t) => {
  let playgrounds: readonly number[] = [];
  const files = { 'canary.yaml': manifest };
  await inVsCode(t, { files, open: 'canary.yaml' }, async (workbench) => {
    await openView(workbench);
    await workbench.page.getByRole('button', { name: 'Start the Playground' }).click();
    await place(workbench, 'playground: today · default').waitFor();
    playgrounds = workbench.processes(path.join('dist', 'playground.cjs'));
    assert.equal(playgrounds.length, 1);
    await workbench.command('Knative: Select Context...');
    await workbench.pick('playground: 2019');
    await place(workbench, 'playground: 2019 · default').waitFor();
  });
  for (const pid of playgrounds) assert.throws(() => process.kill(pid, 0));
});
