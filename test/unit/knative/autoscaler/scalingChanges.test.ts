/** Other settings as annotations in the manifest: only what differs, in the spelling that the cluster reads. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { applyChanges } from '#knative/applyChanges.ts';
import {
  annotationChanges,
  annotationsForChanges,
  changedSettings,
  type ScalingChanges,
} from '#knative/autoscaler/scalingChanges.ts';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import { isObject, type JsonObject } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';
import type { Resource } from '#knative/resource.ts';

const prefix = 'autoscaling.knative.dev/';

function service(annotations?: Record<string, string>, apiVersion = 'serving.knative.dev/v1'): Resource {
  const metadata = annotations === undefined ? {} : { metadata: { annotations } };
  const template = { ...metadata, spec: { containers: [{ image: 'hello' }] } };
  const value: JsonObject =
    apiVersion === 'serving.knative.dev/v1'
      ? { apiVersion, kind: 'Service', spec: { template } }
      : {
          apiVersion,
          kind: 'Service',
          spec: { runLatest: { configuration: { revisionTemplate: template } } },
        };
  return { apiVersion, kind: 'Service', name: 'hello', namespace: '', value, duplicateKeys: [] };
}

function written(resource: Resource, changes: ScalingChanges): unknown {
  const place: Path =
    resource.apiVersion === 'serving.knative.dev/v1'
      ? ['spec', 'template', 'metadata', 'annotations']
      : ['spec', 'runLatest', 'configuration', 'revisionTemplate', 'metadata', 'annotations'];
  const after = applyChanges(resource.value, annotationChanges(resource, annotationsForChanges(changes)));
  return valueAt(after, place);
}

describe('changes of the scaling', () => {
  test('are annotations with their units', () => {
    assert.deepEqual(
      annotationsForChanges({
        metric: 'rps',
        target: 50,
        window: 90,
        minScale: 0,
        maxScale: null,
        scaleDownDelay: 5,
      }),
      {
        [`${prefix}metric`]: 'rps',
        [`${prefix}target`]: '50',
        [`${prefix}window`]: '90s',
        [`${prefix}min-scale`]: '0',
        [`${prefix}max-scale`]: '',
        [`${prefix}scale-down-delay`]: '5s',
      },
    );
  });

  test('are written where there were none', () => {
    assert.deepEqual(written(service(), { target: 20 }), { [`${prefix}target`]: '20' });
  });

  test('leave alone what says so already, and what they are not about', () => {
    const resource = service({ [`${prefix}target`]: '20', other: 'stays' });
    assert.deepEqual(annotationChanges(resource, annotationsForChanges({ target: 20 })), []);
    assert.deepEqual(written(resource, { target: 30, minScale: 1 }), {
      [`${prefix}target`]: '30',
      other: 'stays',
      [`${prefix}min-scale`]: '1',
    });
    assert.deepEqual(written(resource, { target: null }), { other: 'stays' });
  });

  test('give an old spelling today’s', () => {
    const old = service({ [`${prefix}minScale`]: '1' });
    assert.deepEqual(written(old, { minScale: 2 }), { [`${prefix}min-scale`]: '2' });
    assert.deepEqual(written(old, { minScale: 1 }), { [`${prefix}min-scale`]: '1' });
    assert.deepEqual(written(old, { minScale: null }), {});
    const both = service({ [`${prefix}minScale`]: '1', [`${prefix}min-scale`]: '2' });
    assert.deepEqual(written(both, { minScale: 2 }), { [`${prefix}min-scale`]: '2' });
  });

  test('speak to a cluster of 2019 as it did', () => {
    const resource = service({ [`${prefix}minScale`]: '1' }, 'serving.knative.dev/v1alpha1');
    assert.deepEqual(written(resource, { minScale: 2, maxScale: 5, target: 10 }), {
      [`${prefix}minScale`]: '2',
      [`${prefix}maxScale`]: '5',
      [`${prefix}target`]: '10',
    });
  });

  test('are none for what has no template', () => {
    const route = { ...service(), kind: 'Route' };
    assert.deepEqual(annotationChanges(route, annotationsForChanges({ target: 1 })), []);
  });

  test('come to the settings that the written manifest has', () => {
    const before = {
      annotations: { [`${prefix}minScale`]: '1', [`${prefix}window`]: '30s' },
      containerConcurrency: 0,
      config: {},
    };
    const cases: readonly ScalingChanges[] = [
      {},
      { minScale: 3, window: null },
      { metric: 'rps', target: 10, utilization: 50, panicThreshold: 300, panicWindow: 20 },
      { initialScale: 2, activationScale: 3, podRetention: 60, targetBurstCapacity: -1, maxScale: 9 },
    ];
    for (const changes of cases) {
      const annotations = written(service(before.annotations), changes);
      assert.ok(isObject(annotations as JsonObject));
      assert.deepEqual(
        changedSettings(before, changes),
        autoscalerSettings(annotations as Record<string, string>, 0, {}),
      );
    }
    assert.equal(changedSettings(before, { utilization: 50 }).target, 50);
  });
});
