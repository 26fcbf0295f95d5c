/** What the recorder sees of a revision becomes a reason: activity from the PodAutoscaler, the activator from the burst. */
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import type { RecordedRevision } from '#client/cluster/metrics/metricsRecorder.ts';
import type { Sample } from '#client/cluster/metrics/sample.ts';
import { joinServices } from '#client/cluster/services.ts';
import { whyOf } from '#client/views/panels/autoscaling/revisionWhy.ts';
import { explanationSentence } from '#knative/autoscaler/explanation.ts';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import { english } from '#knative/text.ts';

const now = Date.parse('2026-01-01T12:00:00Z') / 1000;
const annotations = { 'autoscaling.knative.dev/target': '10', 'autoscaling.knative.dev/window': '60s' };
const settings = autoscalerSettings(annotations, 0, {});

const labels = { 'serving.knative.dev/service': 'a' };
const [service] = joinServices({
  services: [{ metadata: { name: 'a', namespace: 'default' } }],
  revisions: [{ metadata: { name: 'a-00001', namespace: 'default', labels } }],
  pods: [],
});

interface Seen {
  readonly latest: Omit<Sample, 'time'>;
  readonly active?: string;
  /** Seconds. */
  readonly activeFor?: number;
  readonly replicas?: number;
}

function seen({ latest, active = 'True', activeFor = 600, replicas = 1 }: Seen): RecordedRevision {
  const [live] = service?.revisions ?? [];
  assert.ok(live);
  const lastTransitionTime = new Date((now - activeFor) * 1000).toISOString();
  return {
    name: 'a-00001',
    live,
    metric: 'concurrency',
    pods: [],
    desired: latest.desired,
    annotations,
    containerConcurrency: 0,
    podAutoscaler: {
      metadata: { name: 'a-00001' },
      status: { conditions: [{ type: 'Active', status: active, lastTransitionTime }] },
    },
    metricObject: undefined,
    horizontal: undefined,
    deployment: { metadata: { name: 'a-00001-deployment' }, spec: { replicas } },
    figures: {},
    latest: { time: now, ...latest },
  };
}

describe('why a revision has its replicas', () => {
  test('from the averages, with the figures that are recorded', () => {
    const revision = seen({ latest: { desired: 2, ready: 2, stable: 13, panic: 12, panicking: false } });
    const why = whyOf({ revision, settings, idleFor: 0, now });
    const sentence = explanationSentence(why, english);
    assert.match(sentence, /^2 replicas wanted: 13 concurrent requests over the last 60 s ÷ 7 per replica/);
    assert.deepEqual(why.decidedBy, ['stable']);
  });

  test('the last one goes after its window of silence: the activator was in the path already', () => {
    const revision = seen({ latest: { desired: 1, ready: 1, stable: 0.5, panic: 0, panicking: false } });
    const why = whyOf({ revision, settings, idleFor: 20, now });
    assert.equal(why.toZeroIn, 40);
  });

  test('where the activator takes over only then, its grace period comes on top', () => {
    const revision = seen({ latest: { desired: 1, ready: 1, stable: 0.5, panic: 0, panicking: false } });
    const without = { ...settings, targetBurstCapacity: 0 };
    assert.equal(whyOf({ revision, settings: without, idleFor: 20, now }).toZeroIn, 70);
    const inactive = seen({
      latest: { desired: 0, ready: 1, stable: 0, panic: 0 },
      active: 'False',
      activeFor: 12,
    });
    assert.equal(whyOf({ revision: inactive, settings: without, idleFor: 90, now }).toZeroIn, 18);
  });

  test('the autoscaler of Kubernetes is explained by what it measures', () => {
    const revision: RecordedRevision = {
      ...seen({ latest: { desired: 4, ready: 4, stable: 160 } }),
      annotations: { 'autoscaling.knative.dev/metric': 'cpu', 'autoscaling.knative.dev/target': '80' },
      horizontal: {
        metadata: { name: 'a-00001' },
        spec: { minReplicas: 1, maxReplicas: 10 },
        status: { currentReplicas: 2 },
      },
    };
    const why = whyOf({ revision, settings, idleFor: undefined, now });
    assert.ok(why.decidedBy.includes('hpa'), why.decidedBy.join());
    assert.match(explanationSentence(why, english), /^4 replicas wanted/);
  });
});
