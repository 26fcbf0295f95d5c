/** `${PARAM}` and `$(params.name)` stand out in Build's and Tekton's documents, and only there. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { inVsCode } from '../kit/vscode.ts';
import type { Workbench } from '../kit/vscodeWorkbench.ts';

const manifests = `apiVersion: build.knative.dev/v1alpha1
kind: BuildTemplate
metadata:
  name: kaniko
spec:
  steps:
    - name: build
      image: plain-build
      args: ["--destination=\${IMAGE}"]
      command:
        - echo \${SECOND}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: other
data:
  text: not a \${THIRD}
---
apiVersion: tekton.dev/v1
kind: Task
metadata:
  name: test
spec:
  steps:
    - name: test
      script: |
        go test $(params.fourth)
        echo $(date-fifth)
# ends with \${SIXTH}
`;

test('parameters are coloured in Build and Tekton documents only', async (t) => {
  await inVsCode(t, { files: { 'all.yaml': manifests }, open: 'all.yaml' }, async (workbench) => {
    // Colours come a moment after the text; until then everything has the first one.
    const coloured = '.view-line span[class^="mtk"]:not(.mtk1)';
    await workbench
      .editor()
      .locator(coloured, { hasText: /^params\.fourth$/ })
      .waitFor();
    const parameter = await colourOf(workbench, 'IMAGE');
    assert.match(parameter, /mtk/);
    assert.equal(await colourOf(workbench, 'SECOND'), parameter);
    assert.equal(await colourOf(workbench, 'params.fourth'), parameter);
    for (const plain of ['plain-build', 'THIRD', 'date-fifth', 'ConfigMap', 'SIXTH']) {
      assert.notEqual(await colourOf(workbench, plain), parameter, plain);
    }
    // The rest of the document keeps YAML's own colours.
    const key = await colourOf(workbench, 'kind');
    assert.equal(await colourOf(workbench, 'script'), key);
    assert.equal(await colourOf(workbench, 'data'), key);
  });
});

/** The colour of the token that holds the text where it stands first. */
async function colourOf(workbench: Workbench, text: string): Promise<string> {
  const token = workbench
    .editor()
    .locator('.view-line span[class^="mtk"]', { hasText: new RegExp(text) })
    .first();
  // VS Code has one such class for each colour of the theme.
  return /mtk\d+/.exec((await token.getAttribute('class')) ?? '')?.[0] ?? '';
}
