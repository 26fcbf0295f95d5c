/** What the pods of a Deployment use, beside what their HorizontalPodAutoscaler aims at (k8s.io/kubernetes pkg/controller/podautoscaler). */
import { formatQuantity } from '#knative/quantity.ts';
import type { Json } from '#knative/json.ts';
import { conditionOf } from '#knative/conditions.ts';
import {
  type ApiObject,
  isTerminating,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  numberAt,
  textAt,
  uidOf,
} from '../../api/object.ts';
import type { Environment } from '../environment.ts';
import { podKind } from '../serving/names.ts';
import { milliOf } from '../workload/usage.ts';
import { type Asked, type MeasuredPod, replicasFor } from './replicaCalculator.ts';

export type Measured =
  /** No metric is named. */
  | { readonly kind: 'nothing asked' }
  | { readonly kind: 'failed'; readonly reason: string; readonly why: string }
  | {
      readonly kind: 'measured';
      readonly replicas: number;
      /** In words. */
      readonly name: string;
      /** As `currentMetrics` has it. */
      readonly metric: Json;
    };

export function measuredFor(
  environment: Environment,
  hpa: ApiObject,
  deployment: ApiObject,
  current: number,
): Measured {
  const [metric] = listAt(hpa['spec'], 'metrics');
  if (metric === undefined) return { kind: 'nothing asked' };
  if (textAt(metric, 'type') !== 'Resource') {
    const name = textAt(objectAt(objectAt(metric, 'pods'), 'metric'), 'name');
    const why = `unable to get metric ${name}: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered`;
    return { kind: 'failed', reason: 'FailedGetPodsMetric', why };
  }
  const resource = objectAt(metric, 'resource');
  const pods = podsOf(environment, deployment);
  return textAt(resource, 'name') === 'cpu'
    ? cpu(environment, objectAt(resource, 'target'), pods, current)
    : memory(environment, objectAt(resource, 'target'), pods, current);
}

function podsOf({ system }: Environment, deployment: ApiObject): readonly ApiObject[] {
  const selector = objectAt(objectAt(deployment['spec'], 'selector'), 'matchLabels');
  const labels = Object.keys(selector).map((key) => `${key}=${textAt(selector, key)}`);
  const pods = system.list(podKind, { namespace: namespaceOf(deployment), labels: labels.join(',') });
  return pods.filter((pod) => !isTerminating(pod) && textAt(pod['status'], 'phase') !== 'Failed');
}

/** A share of what all containers of a pod request together. */
function cpu(
  environment: Environment,
  target: ReturnType<typeof objectAt>,
  pods: readonly ApiObject[],
  current: number,
): Measured {
  for (const pod of pods) {
    const without = containersOf(pod).find((one) => requestOf(one, 'cpu') === undefined);
    if (without === undefined) continue;
    const why = `missing request for cpu in container ${textAt(without, 'name')} of Pod ${nameOf(pod)}`;
    return failed(`failed to get cpu utilization: ${why}`);
  }
  const wanted = (numberAt(target, 'averageUtilization') ?? 80) / 100;
  const asked = replicasFor(
    wanted,
    current,
    pods.map((pod) => measuredPod(environment, pod, 'cpu', requestedBy(pod))),
  );
  if (asked === undefined) return nothingMeasured('cpu');
  const average = {
    averageUtilization: Math.floor((100 * asked.usage) / asked.request),
    averageValue: `${Math.floor(asked.usage / asked.pods)}m`,
  };
  return measured(asked, 'cpu', 'cpu resource utilization (percentage of request)', average);
}

/** So much on average. */
function memory(
  environment: Environment,
  target: ReturnType<typeof objectAt>,
  pods: readonly ApiObject[],
  current: number,
): Measured {
  const wanted = (milliOf(target['averageValue']) ?? 0) / 1000;
  const asked = replicasFor(
    1,
    current,
    pods.map((pod) => measuredPod(environment, pod, 'memory', wanted)),
  );
  if (asked === undefined) return nothingMeasured('memory');
  const nanos = BigInt(Math.ceil(asked.usage / asked.pods)) * 1_000_000_000n;
  return measured(asked, 'memory', 'memory resource', {
    averageValue: formatQuantity({ nanos, format: 'binary' }),
  });
}

function measured(asked: Asked, resource: string, name: string, current: Json): Measured {
  const metric = { type: 'Resource', resource: { name: resource, current } };
  return { kind: 'measured', replicas: asked.replicas, name, metric };
}

function nothingMeasured(resource: string): Measured {
  const what = resource === 'cpu' ? 'cpu utilization' : resource;
  return failed(
    `failed to get ${what}: unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`,
  );
}

function failed(why: string): Measured {
  return { kind: 'failed', reason: 'FailedGetResourceMetric', why };
}

/** What was measured while a pod started says nothing of its work. */
function measuredPod(
  { usages }: Environment,
  pod: ApiObject,
  resource: 'cpu' | 'memory',
  request: number,
): MeasuredPod {
  const usage = usages.of(uidOf(pod));
  const ready = conditionOf(pod, 'Ready');
  const since = Date.parse(ready?.lastTransitionTime ?? '') || 0;
  const isEarly = resource === 'cpu' && usage !== undefined && usage.at < since + usage.window;
  const used = usage?.containers.reduce((sum, one) => sum + one[resource], 0);
  return { usage: used, request, unready: ready?.status !== 'True' || isEarly };
}

function requestedBy(pod: ApiObject): number {
  return containersOf(pod).reduce<number>((sum, one) => sum + (requestOf(one, 'cpu') ?? 0), 0);
}

function requestOf(container: Json, resource: string): number | undefined {
  return milliOf(objectAt(objectAt(container, 'resources'), 'requests')[resource]);
}

function containersOf(pod: ApiObject): readonly Json[] {
  return listAt(pod['spec'], 'containers');
}
