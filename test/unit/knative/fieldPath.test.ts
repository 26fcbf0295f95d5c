/** Field paths as clusters print them. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { pathOfField } from '#knative/fieldPath.ts';
import type { Path } from '#knative/path.ts';

const root = {
  metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '1', autoscaling: 'x' } },
  spec: { traffic: [{ percent: 1 }], template: { spec: { containers: [{ env: [{ name: 'a' }] }] } } },
};

const cases: readonly [string, Path][] = [
  ['', []],
  ['spec.traffic[0].percent', ['spec', 'traffic', 0, 'percent']],
  ['.spec.template.spec', ['spec', 'template', 'spec']],
  [
    'spec.template.spec.containers[0].env[0].name',
    ['spec', 'template', 'spec', 'containers', 0, 'env', 0, 'name'],
  ],
  [
    'metadata.annotations.autoscaling.knative.dev/min-scale',
    ['metadata', 'annotations', 'autoscaling.knative.dev/min-scale'],
  ],
  [
    'metadata.annotations[autoscaling.knative.dev/min-scale]',
    ['metadata', 'annotations', 'autoscaling.knative.dev/min-scale'],
  ],
  ['spec.missing.deep[2].x', ['spec', 'missing', 'deep', 2, 'x']],
  ['spec.traffic.tag[0]', ['spec', 'traffic', 'tag', 0]],
];

for (const [field, path] of cases)
  test(field || 'nothing', () => assert.deepEqual(pathOfField(root, field), path));

test('ends for whatever a server may print', () => {
  for (const field of ['[', '..', '[]', 'a..b', '[x', 'spec[', ']'])
    assert.ok(Array.isArray(pathOfField(root, field)));
});
