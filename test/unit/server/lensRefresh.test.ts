/** When the client is asked to ask for lenses again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { lensRefresh } from '#server/adapter/lensRefresh.ts';
import { documentOf } from '#server/yaml/document.ts';
import { uriOf, workspaceOf } from '../../kit/snapshot.ts';

const template =
  'apiVersion: build.knative.dev/v1alpha1\nkind: BuildTemplate\nmetadata: { name: t }\nspec: {}\n';
const build = (name: string): string =>
  `apiVersion: build.knative.dev/v1alpha1\nkind: Build\nmetadata: { name: b }\nspec: { template: { name: ${name} } }\n`;

/** Long enough for the rest of 0 ms and what is loaded after it. */
const settled = async (): Promise<void> => after(50);

describe('lenses are asked for again', () => {
  it('when users come or go and when the cluster changes, else not', async () => {
    const { snapshot } = workspaceOf({ 't.yaml': template, 'b.yaml': build('t') });
    let count = 0;
    const changed = lensRefresh({ snapshot, refresh: () => count++, rest: 0 });
    const after = async (change: () => void): Promise<number> => {
      change();
      changed();
      changed();
      await settled();
      return count;
    };
    assert.equal(await after(() => undefined), 0);
    assert.equal(await after(() => snapshot.put(documentOf(uriOf('b.yaml'), 2, `# x\n${build('t')}`))), 0);
    assert.equal(await after(() => snapshot.put(documentOf(uriOf('b.yaml'), 3, build('other')))), 1);
    assert.equal(await after(() => snapshot.setInventory({ context: 'c', stale: false, services: [] })), 2);
    assert.equal(await after(() => undefined), 2);
  });
});
