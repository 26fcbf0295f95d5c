/** Settings of the autoscaler written into a manifest: only what differs, in the spelling that the cluster reads. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { applyChanges } from '#knative/applyChanges.ts';
import { autoscalingChanges } from '#knative/autoscaler/autoscalingChanges.ts';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import type { Resource } from '#knative/resource.ts';
import { valueAt } from '#knative/path.ts';

const prefix = 'autoscaling.knative.dev/';
const template = ['spec', 'template'];

function service(annotations?: Record<string, string>, apiVersion = 'serving.knative.dev/v1'): Resource {
  const metadata = annotations === undefined ? {} : { metadata: { annotations: prefixed(annotations) } };
  const value = { apiVersion, kind: 'Service', spec: { template: { ...metadata, spec: {} } } };
  return { apiVersion, kind: 'Service', name: 'hello', namespace: '', value, duplicateKeys: [] };
}

function prefixed(annotations: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).map(([key, value]) => [prefix + key, value]));
}

function written(resource: Resource, annotations: Record<string, string>): Record<string, string> {
  const changes = autoscalingChanges(resource, template, prefixed(annotations));
  const place = [...template, 'metadata', 'annotations'];
  return valueAt(applyChanges(resource.value, changes), place) as Record<string, string>;
}

describe('settings of the autoscaler', () => {
  test('are written where there were none', () => {
    assert.deepEqual(
      written(service(), { target: '20', 'min-scale': '1' }),
      prefixed({ target: '20', 'min-scale': '1' }),
    );
  });
  test('leave alone what says so already, and what they are not about', () => {
    const resource = service({ target: '20', window: '30s' });
    assert.deepEqual(autoscalingChanges(resource, template, prefixed({ target: '20' })), []);
    assert.deepEqual(written(resource, { target: '30' }), prefixed({ target: '30', window: '30s' }));
  });
  test('go where they are to go, in each spelling', () => {
    const resource = service({ minScale: '1', 'min-scale': '2', target: '5' });
    assert.deepEqual(written(resource, { 'min-scale': '' }), prefixed({ target: '5' }));
    assert.deepEqual(autoscalingChanges(resource, template, prefixed({ window: '' })), []);
  });
  test('keep the spelling of the manifest, and change the one that counts', () => {
    assert.deepEqual(written(service({ minScale: '1' }), { 'min-scale': '3' }), prefixed({ minScale: '3' }));
    const both = written(service({ minScale: '1', 'min-scale': '2' }), { 'min-scale': '3' });
    assert.deepEqual(both, prefixed({ minScale: '1', 'min-scale': '3' }));
    assert.equal(autoscalerSettings(both, 0, {}).minScale, 3);
  });
  test('speak to a cluster of 2019 as it did', () => {
    assert.deepEqual(
      written(service({}, 'serving.knative.dev/v1alpha1'), { 'max-scale': '5', target: '10' }),
      prefixed({ maxScale: '5', target: '10' }),
    );
  });
});
