/** The blue/green tutorial as its user does it in VS Code, on whatever cluster: the steps, and what is seen after each. */
import type { FrameLocator, Locator } from 'playwright-core';
import { inVsCode } from './vscode.ts';
import type { Workbench } from './vscodeWorkbench.ts';
import type { TestContext } from 'node:test';

export interface Tutorial {
  /** A file whose current context is the cluster. */
  readonly kubeconfig: string;
  readonly context: string;
  readonly namespace: string;
  /** The manifest of the first version, and that of the second with the split 80/20. */
  readonly blue: string;
  readonly green: string;
  /** Called when the split is as named: 50/50, all to green, all to blue. */
  readonly onSplit?: (split: 'both' | 'green' | 'blue') => Promise<void>;
}

/** Deploys blue and green, moves the split, promotes, rolls back. */
export async function doTutorial(t: TestContext, tutorial: Tutorial): Promise<void> {
  const { kubeconfig, blue, green, onSplit } = tutorial;
  const files = {
    'blue.yaml': blue,
    'green.yaml': green,
    '.vscode/settings.json': JSON.stringify({ 'knative.kubeconfig': [kubeconfig] }),
  };
  await inVsCode(t, { files, open: 'blue.yaml' }, async (workbench) => {
    await workbench.page.locator('.activitybar .action-item [aria-label^="Knative"]').first().click();
    await workbench.page.locator('.welcome-view-content', { hasText: /Service/ }).waitFor();

    await deploy(workbench, tutorial);
    await row(workbench, /^canary/)
      .first()
      .waitFor();
    await workbench.openFile('green.yaml');
    await deploy(workbench, tutorial);
    await row(workbench, /canary\s*(?:release )?80\/20/).waitFor();

    await fromStatusBar(workbench, 'canary 80/20', 'Set the Percentage...');
    await workbench.page.locator('.quick-input-widget input').fill('50');
    await workbench.page.keyboard.press('Enter');
    await row(workbench, /canary\s*(?:release )?50\/50/).waitFor();
    await onSplit?.('both');

    await useTrafficEditor(workbench);
    await row(workbench, /canary\s*(?:release )?30\/70/).waitFor();

    await fromStatusBar(workbench, 'canary 30/70', 'Promote canary-00002');
    await statusItem(workbench, /canary 100/).waitFor();
    await onSplit?.('green');

    await fromStatusBar(workbench, 'canary', 'Roll Back to a Revision...');
    await workbench.pick('canary-00001');
    await workbench.notification('The traffic of canary is now').first().waitFor();
    await onSplit?.('blue');
  });
}

/** From the palette: the manifest at hand, to its end. */
async function deploy(workbench: Workbench, { context, namespace }: Tutorial): Promise<void> {
  await workbench.command('Knative: Deploy');
  const question = new RegExp(`Deploy Service canary to ${namespace} in ${context}\\?`);
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
