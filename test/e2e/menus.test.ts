/** Our entries in the context menus: at Knative manifests, and nowhere else. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { inVsCode } from '../kit/vscode.ts';
import { canary } from './manifests.ts';

test('the migration is offered in the menus of manifests only', async (t) => {
  const files = { 'canary.yaml': canary, 'compose.yaml': 'services:\n  web:\n    image: nginx\n' };
  await inVsCode(t, { files, open: 'canary.yaml' }, async (workbench) => {
    await workbench.squiggles('warning').first().waitFor();
    const offer = /^Migrate File/;

    const inEditor = await workbench.contextMenu(workbench.editor().locator('.view-line').nth(4));
    await inEditor.filter({ hasText: offer }).first().waitFor();
    await workbench.closeMenu();
    const atManifest = await workbench.contextMenu(workbench.explorerItem('canary.yaml'));
    await atManifest.filter({ hasText: offer }).first().waitFor();
    await workbench.closeMenu();
    const atOther = await workbench.contextMenu(workbench.explorerItem('compose.yaml'));
    await atOther
      .filter({ hasText: /^Rename/ })
      .first()
      .waitFor();
    assert.equal(await atOther.filter({ hasText: offer }).count(), 0);
    await workbench.closeMenu();

    await workbench.openFile('compose.yaml');
    const inOther = await workbench.contextMenu(workbench.editor().locator('.view-line').first());
    await inOther
      .filter({ hasText: /^Change All Occurrences/ })
      .first()
      .waitFor();
    assert.equal(await inOther.filter({ hasText: offer }).count(), 0);
  });
});
