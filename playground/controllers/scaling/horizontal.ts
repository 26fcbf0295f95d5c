/** Revisions scaled by Kubernetes' own HorizontalPodAutoscaler (serving pkg/reconciler/autoscaling/hpa). */
import { jsonEquals, type JsonObject } from '#knative/json.ts';
import {
  annotationsOf,
  type ApiObject,
  labelsOf,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  textAt,
} from '../../api/object.ts';
import type { Conditions } from '../conditions.ts';
import type { Environment } from '../environment.ts';
import { ownedBy } from '../owners.ts';
import type { Draft } from '../reconciled.ts';
import { parseDuration, second } from '#knative/goNumbers.ts';
import { conditionOf } from '#knative/conditions.ts';
import { serverlessKind } from '../serving/names.ts';
import { isReady } from '../serving/readiness.ts';
import { fewestActivators, tendServerless } from './scalingChildren.ts';

export const horizontalKind = 'autoscaling/v2 HorizontalPodAutoscaler';
export const noLimit = 2_147_483_647;

export function tendByHpa(
  environment: Environment,
  autoscaler: ApiObject,
  conditions: Conditions,
  status: Draft,
): void {
  const { client } = environment;
  const [namespace, name] = [namespaceOf(autoscaler), nameOf(autoscaler)];
  const wanted = horizontalOf(autoscaler);
  const found = client.find(horizontalKind, namespace, name);
  const hpa = found ?? client.create(wanted);
  if (found !== undefined && !jsonEquals(found['spec'], wanted['spec']))
    client.update({ ...found, spec: wanted['spec'] ?? {} });
  const live = client.find(serverlessKind, namespace, name);
  const sks = tendServerless(environment, autoscaler, live, 'Serve', fewestActivators);
  conditions.mark('Active', 'True');
  conditions.mark('ScaleTargetInitialized', 'True');
  status['serviceName'] = textAt(sks['status'], 'serviceName');
  status['metricsServiceName'] = textAt(sks['status'], 'privateServiceName');
  if (isReady(sks)) conditions.mark('SKSReady', 'True');
  else
    conditions.mark(
      'SKSReady',
      'Unknown',
      'NotReady',
      conditionOf(sks, 'Ready')?.message ?? 'No Private Service Name',
    );
  status['desiredScale'] = numberAt(hpa['status'], 'desiredReplicas');
  status['actualScale'] = numberAt(hpa['status'], 'currentReplicas');
}

function horizontalOf(autoscaler: ApiObject): JsonObject {
  const annotations = annotationsOf(autoscaler);
  const value = (key: string): string | undefined => annotations[`autoscaling.knative.dev/${key}`];
  const least = Number(value('min-scale') ?? 0);
  const most = Number(value('max-scale') ?? 0);
  const target = value('target');
  const metric = value('metric') ?? 'cpu';
  const window = stabilization(value('window'));
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name: nameOf(autoscaler),
      namespace: namespaceOf(autoscaler),
      labels: labelsOf(autoscaler),
      annotations,
      ownerReferences: ownedBy(autoscaler),
    },
    spec: {
      scaleTargetRef: objectAt(autoscaler['spec'], 'scaleTargetRef'),
      maxReplicas: most > 0 ? most : noLimit,
      ...(least > 0 && { minReplicas: least }),
      ...(target !== undefined && { metrics: [metricSpec(metric, Math.ceil(Number(target)))] }),
      ...(window !== undefined && { behavior: { scaleUp: window, scaleDown: window } }),
    },
  };
}

function stabilization(window: string | undefined): JsonObject | undefined {
  const duration = window === undefined ? undefined : parseDuration(window);
  return duration === undefined
    ? undefined
    : { stabilizationWindowSeconds: Math.round(Number(duration) / Number(second)) };
}

function metricSpec(metric: string, target: number): JsonObject {
  const average = (value: string): JsonObject => ({ type: 'AverageValue', averageValue: value });
  switch (metric) {
    case 'cpu':
      return {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: target } },
      };
    case 'memory':
      return { type: 'Resource', resource: { name: 'memory', target: average(`${target}Mi`) } };
    default:
      return { type: 'Pods', pods: { metric: { name: metric }, target: average(String(target)) } };
  }
}
