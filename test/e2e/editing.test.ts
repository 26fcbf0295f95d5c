/** What a developer does all day: see what is wrong, read about a field, complete a name, take the fix, migrate. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { inVsCode } from '../kit/vscode.ts';
import { canary } from './manifests.ts';

const split = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: shop
spec:
  template:
    metadata:
      name: shop-v2
    spec:
      containers:
        - image: ghcr.io/knative/helloworld-go:v1
  traffic:
    - revisionName: shop-v1
      percent: 80
    - revisionName: shop-v2
      percent: 10
`;

test('an error of the cluster is underlined and listed in its own words, and goes when it is mended', async (t) => {
  await inVsCode(t, { files: { 'shop.yaml': split }, open: 'shop.yaml' }, async (workbench) => {
    await workbench.squiggles('error').first().waitFor();
    const problems = await workbench.problems();
    const words = problems.filter({ hasText: 'Traffic targets sum to 90, want 100' });
    await words.first().waitFor();
    assert.equal(await words.count(), 1);
    assert.match((await words.textContent()) ?? '', /knative/);

    await workbench.focusEditor();
    await workbench.cursorAfter('shop.yaml', 'percent: 1');
    await workbench.page.keyboard.press('Backspace');
    await workbench.page.keyboard.type('2');

    await words.waitFor({ state: 'detached' });
    await workbench.squiggles('error').first().waitFor({ state: 'detached' });
  });
});

test('hover explains the field and the split', async (t) => {
  await inVsCode(t, { files: { 'canary.yaml': canary }, open: 'canary.yaml' }, async (workbench) => {
    await workbench.squiggles('warning').first().waitFor();
    await workbench.cursorAfter('canary.yaml', '    rollout');
    const hover = await workbench.hover();
    await hover.filter({ hasText: 'rolloutPercent' }).first().waitFor();
    await hover
      .filter({ hasText: /80\s?%.*canary-0/s })
      .first()
      .waitFor();
  });
});

test('completion offers what fits, and takes it', async (t) => {
  await inVsCode(t, { files: { 'shop.yaml': split }, open: 'shop.yaml' }, async (workbench) => {
    await workbench.squiggles('error').first().waitFor();
    await workbench.cursorAfter('shop.yaml', 'percent: 10');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.type('ta');
    const offers = await workbench.completion();
    await offers.filter({ hasText: /^tag/ }).first().waitFor();
    assert.equal(await offers.filter({ hasText: 'containers' }).count(), 0);
    await workbench.page.keyboard.press('Enter');
    await workbench.seesText('tag:');
  });
});

test('completion knows the revisions', async (t) => {
  await inVsCode(t, { files: { 'shop.yaml': split }, open: 'shop.yaml' }, async (workbench) => {
    await workbench.squiggles('error').first().waitFor();
    await workbench.cursorAfter('shop.yaml', 'revisionName: shop-v1');
    for (let i = 0; i < 'shop-v1'.length; i++) await workbench.page.keyboard.press('Backspace');
    const offers = await workbench.completion();
    await offers.filter({ hasText: 'shop-v2' }).first().waitFor();
  });
});

test('the classic slip is mended from the keyboard', async (t) => {
  await inVsCode(t, { files: { 'canary.yaml': canary }, open: 'canary.yaml' }, async (workbench) => {
    await workbench.squiggles('warning').first().waitFor();
    await workbench.cursorAfter('canary.yaml', 'canary-0001');
    const fixes = await workbench.quickFixes();
    await fixes.filter({ hasText: 'canary-00001' }).first().waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.seesText('"canary-00001"');
    await workbench.save();
    const saved = await workbench.fileOnDisk('canary.yaml');
    assert.equal(saved, canary.replace('canary-0001"', 'canary-00001"'));
  });
});

test('a migration is shown first and made when asked to', async (t) => {
  const right = canary.replace('canary-0001"', 'canary-00001"');
  await inVsCode(t, { files: { 'canary.yaml': right }, open: 'canary.yaml' }, async (workbench) => {
    await workbench.command('Knative: Migrate File');
    const question = workbench.notification('Migrate this file as shown');
    await question.waitFor();
    const shown = workbench.page.locator('.diff-editor, .monaco-diff-editor').first();
    await shown.waitFor();
    await shown.locator('.modified .view-line', { hasText: 'traffic:' }).first().waitFor();
    assert.equal(await workbench.fileOnDisk('canary.yaml'), right);

    await question.getByRole('button', { name: 'Apply' }).click();

    await shown.waitFor({ state: 'detached' });
    await workbench.seesText('serving.knative.dev/v1');
    await workbench.save();
    const migrated = await workbench.fileOnDisk('canary.yaml');
    assert.match(migrated, /^apiVersion: serving\.knative\.dev\/v1$/m);
    assert.match(migrated, /percent: 20/);
    // Comments come along.
    assert.match(migrated, /the candidate's share/);
    await workbench.squiggles('error').first().waitFor({ state: 'detached' });
  });
});

test('files that are not open are checked too', async (t) => {
  const files = { 'README.md': '# Shop\n', 'deploy/shop.yaml': split, 'hello.yaml': 'just: yaml\n' };
  await inVsCode(t, { files, open: 'hello.yaml' }, async (workbench) => {
    const problems = await workbench.problems();
    await problems.filter({ hasText: 'Traffic targets sum to 90, want 100' }).first().waitFor();
  });
});

test('a Helm template and other people’s YAML are left alone', async (t) => {
  const files = {
    'chart.yaml': split.replace('shop\n', '{{ .Values.name }}\n'),
    'compose.yaml': 'services:\n  web:\n    image: nginx\n',
    'wrong.yaml': split,
  };
  await inVsCode(t, { files, open: 'wrong.yaml' }, async (workbench) => {
    const problems = await workbench.problems();
    await problems.filter({ hasText: 'Traffic targets sum to 90' }).first().waitFor();
    for (const name of ['chart.yaml', 'compose.yaml']) {
      assert.equal(await problems.filter({ hasText: name }).count(), 0, name);
    }
  });
});

test('a new manifest starts from a template', async (t) => {
  await inVsCode(t, { files: { 'hello.yaml': 'just: yaml\n' }, open: 'hello.yaml' }, async (workbench) => {
    await workbench.command('Knative: New Manifest from Template');
    await workbench.pick('Service');
    await workbench.seesText('kind: Service');
    await workbench.page.keyboard.type('shop');
    await workbench.seesText('name: shop');
  });
});
