/** Why a revision has as many replicas as it has, from what the recorder sees of it. */
import { explainHpa } from '#knative/autoscaler/explainHpa.ts';
import { explainObservation } from '#knative/autoscaler/explainObservation.ts';
import type { Explanation } from '#knative/autoscaler/explanation.ts';
import type { AutoscalerSettings } from '#knative/autoscaler/settings.ts';
import { conditionOf } from '#knative/conditions.ts';
import { listAt, member, numberAt, textAt } from '#knative/json.ts';
import type { RecordedRevision } from '../../../cluster/metrics/metricsRecorder.ts';
import { jsonOf, type KubeObject } from '../../../cluster/object.ts';

export interface SeenRevision {
  readonly revision: RecordedRevision;
  readonly settings: AutoscalerSettings;
  /** Seconds since a request was last seen; undefined where nobody tells. */
  readonly idleFor: number | undefined;
  /** Seconds since 1970. */
  readonly now: number;
}

export function whyOf(seen: SeenRevision): Explanation {
  const { revision } = seen;
  return revision.horizontal === undefined ? ofKnative(seen) : ofKubernetes(seen, revision.horizontal);
}

function ofKnative({ revision, settings, idleFor, now }: SeenRevision): Explanation {
  const { latest, podAutoscaler, deployment } = revision;
  const activity = activityOf(podAutoscaler, now);
  return explainObservation({
    settings,
    desired: latest?.desired,
    ready: latest?.ready,
    replicas: numberAt(deployment?.spec, 'replicas'),
    stable: latest?.stable,
    panic: latest?.panic,
    panicking: latest?.panicking,
    initialized: isInitialized(podAutoscaler),
    reachable: textAt(podAutoscaler?.spec, 'reachability') !== 'Unreachable',
    ...activity,
    proxiedFor: proxiedFor(settings, latest?.ready ?? 0, latest?.panic ?? 0, activity),
    idleFor,
  });
}

/** Undefined where the cluster does not tell: 2019 does not have the condition. */
function isInitialized(podAutoscaler: KubeObject | undefined): boolean | undefined {
  if (podAutoscaler === undefined) return undefined;
  const condition = conditionOf(jsonOf(podAutoscaler), 'ScaleTargetInitialized');
  return condition === undefined ? undefined : condition.status === 'True';
}

type Activity = 'active' | 'inactive' | 'activating';

interface ActivityFor {
  readonly activity?: Activity;
  readonly activityFor?: number;
}

const activities: ReadonlyMap<string, Activity> = new Map([
  ['True', 'active'],
  ['False', 'inactive'],
  ['Unknown', 'activating'],
]);

function activityOf(podAutoscaler: KubeObject | undefined, now: number): ActivityFor {
  if (podAutoscaler === undefined) return {};
  const condition = conditionOf(jsonOf(podAutoscaler), 'Active');
  const activity = activities.get(condition?.status ?? '');
  if (activity === undefined) return {};
  const since = listAt(podAutoscaler.status, 'conditions').find((one) => textAt(one, 'type') === 'Active');
  const time = Date.parse(textAt(since, 'lastTransitionTime')) / 1000;
  return { activity, ...(Number.isFinite(time) && { activityFor: Math.max(0, now - time) }) };
}

/** The activator has been in the path for long where the burst that must be possible is more than the pods can take. */
function proxiedFor(
  { targetBurstCapacity, total }: AutoscalerSettings,
  ready: number,
  panic: number,
  { activity, activityFor }: ActivityFor,
): number | undefined {
  const always =
    targetBurstCapacity < 0 || (targetBurstCapacity > 0 && ready * total - targetBurstCapacity < panic);
  if (always) return longAgo;
  return activity === 'inactive' ? activityFor : undefined;
}

const longAgo = 24 * 3600;

function ofKubernetes({ revision, settings }: SeenRevision, horizontal: KubeObject): Explanation {
  const { latest, annotations } = revision;
  const target = Number(annotations['autoscaling.knative.dev/target']);
  return explainHpa({
    measured: annotations['autoscaling.knative.dev/metric'] ?? 'cpu',
    target: Number.isFinite(target) ? target : targetOf(horizontal),
    current: latest?.stable,
    currentReplicas: numberAt(horizontal.status, 'currentReplicas'),
    desired: latest?.desired,
    ready: latest?.ready,
    minScale: numberAt(horizontal.spec, 'minReplicas') ?? settings.minScale,
    maxScale: limitOf(numberAt(horizontal.spec, 'maxReplicas')) ?? settings.maxScale,
  });
}

/** No max-scale is the highest number there is (knative.dev/serving pkg/reconciler/autoscaling/hpa/resources/hpa.go). */
function limitOf(maxReplicas: number | undefined): number | undefined {
  return maxReplicas === 2 ** 31 - 1 ? 0 : maxReplicas;
}

function targetOf({ spec }: KubeObject): number | undefined {
  const resource = member(listAt(spec, 'metrics')[0], 'resource');
  return (
    numberAt(member(resource, 'target'), 'averageUtilization') ??
    numberAt(resource, 'targetAverageUtilization') ??
    numberAt(spec, 'targetCPUUtilizationPercentage')
  );
}
