/** What a PodAutoscaler keeps: the ServerlessService in front of the pods, and the Metric that is collected. */
import type { AutoscalerSettings } from '#knative/autoscaler/settings.ts';
import { jsonEquals, type JsonObject } from '#knative/json.ts';
import {
  annotationsOf,
  type ApiObject,
  labelsOf,
  nameOf,
  namespaceOf,
  objectAt,
  withMetadata,
} from '../../api/object.ts';
import type { ConditionSet } from '../conditions.ts';
import { type Controller, keyOf } from '../controller.ts';
import type { Environment } from '../environment.ts';
import { ownedBy } from '../owners.ts';
import { reconciled } from '../reconciled.ts';
import { metricKind, without } from '../serving/names.ts';

export const fewestActivators = 2;

export function tendServerless(
  { client }: Environment,
  autoscaler: ApiObject,
  live: ApiObject | undefined,
  mode: 'Serve' | 'Proxy',
  numActivators: number,
): ApiObject {
  const spec: JsonObject = {
    mode,
    numActivators,
    objectRef: objectAt(autoscaler['spec'], 'scaleTargetRef'),
    protocolType: objectAt(autoscaler, 'spec')['protocolType'] ?? 'http1',
  };
  if (live !== undefined) return jsonEquals(live['spec'], spec) ? live : client.update({ ...live, spec });
  const metadata = metadataOf(autoscaler);
  const annotations = without(annotationsOf(autoscaler), 'autoscaling.knative.dev/metric');
  return client.create({
    apiVersion: 'networking.internal.knative.dev/v1alpha1',
    kind: 'ServerlessService',
    metadata: { ...metadata, annotations },
    spec,
  });
}

const nanoseconds = 1_000_000_000;

export function tendMetric(
  { client }: Environment,
  autoscaler: ApiObject,
  scrapeTarget: string,
  { stableWindow, panicWindow }: AutoscalerSettings,
): void {
  const spec = {
    panicWindow: panicWindow * nanoseconds,
    scrapeTarget,
    stableWindow: stableWindow * nanoseconds,
  };
  const live = client.find(metricKind, namespaceOf(autoscaler), nameOf(autoscaler));
  const metadata = metadataOf(autoscaler);
  if (live === undefined) {
    client.create({
      apiVersion: 'autoscaling.internal.knative.dev/v1alpha1',
      kind: 'Metric',
      metadata,
      spec,
    });
    return;
  }
  const { annotations } = metadata;
  if (jsonEquals(live['spec'], spec) && jsonEquals(live.metadata['annotations'], annotations)) return;
  client.update({ ...withMetadata(live, { annotations }), spec });
}

function metadataOf(autoscaler: ApiObject): JsonObject {
  return {
    name: nameOf(autoscaler),
    namespace: namespaceOf(autoscaler),
    labels: labelsOf(autoscaler),
    annotations: annotationsOf(autoscaler),
    ownerReferences: ownedBy(autoscaler),
  };
}

const metricSet: ConditionSet = { happy: 'Ready', dependents: [] };

/** The collector begins with it at once. */
export function metricController(environment: Environment): Controller {
  return {
    delay: 8,
    keysOf: (kind, change) => (kind === metricKind ? [keyOf(change)] : []),
    reconcile: ({ namespace, name }) => {
      const metric = environment.client.find(metricKind, namespace, name);
      if (metric === undefined) return;
      reconciled(environment, metric, metricSet, (conditions) => conditions.mark('Ready', 'True'));
    },
  };
}
