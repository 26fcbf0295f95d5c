/** The language server's life inside VS Code: it dies, is started again and says so; it gives up and asks. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { inVsCode } from '../kit/vscode.ts';
import { canary, sample } from './manifests.ts';

test('a server that dies is started again and says so', async (t) => {
  // The only thing to warn of in it is the name.
  const files = { 'canary.yaml': sample('today/blue-green.yaml') };
  await inVsCode(t, { files, open: 'canary.yaml' }, async (workbench) => {
    await workbench.squiggles('warning').first().waitFor();
    const [first] = workbench.languageServers();
    assert.ok(first !== undefined);

    process.kill(first, 'SIGKILL');

    await workbench.notification('was started again').waitFor();
    await workbench.squiggles('warning').first().waitFor();
    const again = workbench.languageServers();
    assert.equal(again.length, 1);
    assert.notEqual(again[0], first);
    // It still follows what is typed.
    await workbench.cursorAfter('canary.yaml', 'canary-0001');
    await workbench.page.keyboard.press('Backspace');
    await workbench.page.keyboard.type('01');
    await workbench.seesText('canary-00001');
    await workbench.squiggles('warning').waitFor({ state: 'detached' });
  });
});

test('a server that keeps dying is given up on, until its user restarts it', async (t) => {
  await inVsCode(t, { files: { 'canary.yaml': canary }, open: 'canary.yaml' }, async (workbench) => {
    await workbench.squiggles('warning').first().waitFor();
    const gaveUp = workbench.notification('keeps stopping');
    const killed = new Set<number>();
    while (killed.size < 5) {
      for (const pid of workbench.languageServers().filter((candidate) => !killed.has(candidate))) {
        process.kill(pid, 'SIGKILL');
        killed.add(pid);
      }
      await workbench.page.evaluate('new Promise(requestAnimationFrame)');
    }
    await gaveUp.waitFor();
    assert.deepEqual(workbench.languageServers(), []);

    await gaveUp.getByRole('button', { name: 'Restart' }).click();

    await workbench.squiggles('warning').first().waitFor();
    assert.equal(workbench.languageServers().length, 1);
  });
});
