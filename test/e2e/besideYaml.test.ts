/** Beside Red Hat's YAML extension, or a stand-in with its id: nothing is reported or offered twice. */
import { strict as assert } from 'node:assert';
import { before, test } from 'node:test';
import { inVsCode } from '../kit/vscode.ts';
import { canary } from './manifests.ts';
import { buildYamlExtension } from './yamlExtension/build.ts';

let yamlExtension = '';
before(async () => {
  yamlExtension = await buildYamlExtension();
});

const broken = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: hello
  name: again
spec:
  template:
    spec:
      containers:
        - image: ghcr.io/knative/helloworld-go:v1
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: hello
spec:
  template:
    spec:
      containers:
        - image: "ghcr.io/knative/helloworld-go:v1
`;

test('a syntax error is reported once, with the YAML extension and without', async (t) => {
  const reported = async (extensions: readonly string[]): Promise<readonly string[]> => {
    let entries: readonly string[] = [];
    await inVsCode(
      t,
      { files: { 'broken.yaml': broken }, open: 'broken.yaml', extensions },
      async (workbench) => {
        await workbench.squiggles('error').first().waitFor();
        const rows = await workbench.problems();
        await rows.filter({ hasText: /quote/i }).first().waitFor();
        await rows
          .filter({ hasText: /unique|more than once|twice|duplicate/i })
          .first()
          .waitFor();
        entries = await rows.allTextContents();
      },
    );
    return entries.filter((entry) => /Ln \d+/.test(entry));
  };
  const quote = /quote/i;
  const alone = await reported([]);
  assert.equal(alone.filter((entry) => quote.test(entry)).length, 1, alone.join('\n'));
  const beside = await reported([yamlExtension]);
  assert.equal(beside.filter((entry) => quote.test(entry)).length, 1, beside.join('\n'));
  const positions = beside.map((entry) => /\[Ln \d+, Col \d+\]/.exec(entry)?.[0]);
  assert.equal(new Set(positions).size, positions.length, beside.join('\n'));
});

test('completion and hover answer once', async (t) => {
  const options = { files: { 'canary.yaml': canary }, open: 'canary.yaml', extensions: [yamlExtension] };
  await inVsCode(t, options, async (workbench) => {
    await workbench.squiggles('warning').first().waitFor();
    await workbench.cursorAfter('canary.yaml', '    rollout');
    const hover = await workbench.hover();
    await hover.filter({ hasText: 'rolloutPercent' }).first().waitFor();
    const contents = await hover.locator('.hover-contents').allTextContents();
    assert.equal(contents.filter((content) => content.trim() !== '').length, 1, contents.join('\n--\n'));
    await workbench.page.keyboard.press('Escape');

    await workbench.cursorAfter('canary.yaml', '            imagePullPolicy: Always');
    await workbench.page.keyboard.press('Enter');
    const offers = await workbench.completion();
    await offers.filter({ hasText: 'args' }).first().waitFor();
    const labels = await offers.locator('.label-name').allTextContents();
    assert.equal(new Set(labels).size, labels.length, labels.join(', '));
  });
});
