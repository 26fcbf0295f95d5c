/** What the extension costs its user: nothing until YAML is opened, and little then. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { inVsCode } from '../kit/vscode.ts';
import { canary } from './manifests.ts';

test('it sleeps until YAML is opened, and then wakes up fast', async (t) => {
  const files = { 'README.md': '# Shop\n', 'canary.yaml': canary };
  await inVsCode(t, { files, open: 'README.md' }, async (workbench) => {
    const running = await workbench.runningExtensions();
    await running.filter({ hasText: 'Git' }).first().waitFor();
    assert.equal(await running.filter({ hasText: 'Knative Tools' }).count(), 0);
    assert.deepEqual(workbench.languageServers(), []);

    await workbench.openFile('canary.yaml');
    await workbench.squiggles('warning').first().waitFor();
    assert.equal(workbench.languageServers().length, 1);
    const log = workbench.log();
    if (log === undefined) t.diagnostic('no output channels here, so no measurement');
    else {
      const took = Number(/Activated in ([\d.]+) ms/.exec(log)?.[1]);
      t.diagnostic(`activated in ${took} ms`);
      assert.ok(took < 50, `${took} ms`);
    }
  });
});
