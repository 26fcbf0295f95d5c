/** A folder that is moved by another program, as Git does it: VS Code tells of the folder alone, not of its files. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { inVsCode } from '../kit/vscode.ts';
import { sample } from './manifests.ts';

test('problems of files that are not open go where their folder goes', async (t) => {
  const manifest = sample('today/blue-green.yaml');
  const files = { 'first/canary.yaml': manifest, 'hello.yaml': sample('today/hello-world.yaml') };
  await inVsCode(t, { files, open: 'hello.yaml' }, async (workbench) => {
    const rows = await workbench.problems();
    const file = (folder: string): ReturnType<typeof rows.filter> =>
      rows.filter({ hasText: `canary.yaml${folder}` });
    await file('first').waitFor();
    await workbench.watchesFiles();
    await workbench.move('first', 'second');
    await file('second').waitFor();
    await file('first').waitFor({ state: 'detached' });
    assert.equal(await rows.filter({ hasText: 'canary-0001:' }).count(), 1);
  });
});
