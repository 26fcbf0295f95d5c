/** Which files Services are in. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { serviceFiles } from '#server/model/serviceFiles.ts';
import { workspaceSymbols } from '#server/features/symbols/workspace.ts';
import { uriOf, workspaceOf } from '../../../kit/snapshot.ts';

const service = (name: string): string =>
  `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {template: {spec: {containers: [{image: a}]}}}\n`;

it('are all told once, also where a search of names tells only the first', () => {
  const names = Array.from({ length: 250 }, (_, i) => `${i}.yaml`);
  const files = names.map((name, i) => [name, `${service(`a-${i}`)}---\n${service(`b-${i}`)}`] as const);
  const { snapshot } = workspaceOf({
    ...Object.fromEntries(files),
    'core.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: core}\n',
  });
  assert.ok(workspaceSymbols(snapshot, { query: 'Service' }).length < 250);
  assert.deepEqual(serviceFiles(snapshot).toSorted(), names.map(uriOf).toSorted());
});
