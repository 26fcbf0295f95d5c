/** A workspace nobody trusts: editing keeps working, and VS Code says it is restricted. */
import { test } from 'node:test';
import { inVsCode } from '../kit/vscode.ts';
import { canary } from './manifests.ts';

test('an untrusted workspace keeps diagnostics, hover, completion and fixes', async (t) => {
  const options = { files: { 'canary.yaml': canary }, open: 'canary.yaml', untrusted: true };
  await inVsCode(t, options, async (workbench) => {
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).first().waitFor();
    await workbench.squiggles('warning').first().waitFor();

    await workbench.cursorAfter('canary.yaml', '    rollout');
    await (await workbench.hover()).filter({ hasText: 'rolloutPercent' }).first().waitFor();
    await workbench.page.keyboard.press('Escape');

    await workbench.cursorAfter('canary.yaml', '            imagePullPolicy: Always');
    await workbench.page.keyboard.press('Enter');
    await (await workbench.completion()).filter({ hasText: 'args' }).first().waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Control+z');

    await workbench.cursorAfter('canary.yaml', 'canary-0001');
    const fixes = await workbench.quickFixes();
    await fixes.filter({ hasText: 'canary-00001' }).first().click();
    await workbench.seesText('"canary-00001"');
  });
});
