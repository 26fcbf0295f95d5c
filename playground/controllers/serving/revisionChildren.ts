/** What a Revision is made of: its Deployment, its PodAutoscaler, the images it wants kept (serving pkg/reconciler/revision/resources). */
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import {
  annotationsOf,
  type ApiObject,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  textAt,
  uidOf,
} from '../../api/object.ts';
import { childName, ownedBy } from '../owners.ts';
import { annotation, label, without } from './names.ts';
import { queueProxy, userContainer } from './podContainers.ts';

export interface DeploymentSettings {
  readonly queueImage: string;
  /** Seconds. */
  readonly progressDeadline: number;
  /** Pods to begin with. */
  readonly initialScale: number;
}

export function deploymentOf(revision: ApiObject, settings: DeploymentSettings): JsonObject {
  const name = nameOf(revision);
  const labels = childLabels(revision);
  const annotations = copiedAnnotations(revision);
  const isScaling = (key: string): boolean => key.startsWith('autoscaling.knative.dev/');
  const kept = without(annotations, ...Object.keys(annotations).filter(isScaling));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: childName(name, '-deployment'),
      namespace: namespaceOf(revision),
      labels,
      annotations: kept,
      ownerReferences: ownedBy(revision),
    },
    spec: {
      replicas: settings.initialScale,
      progressDeadlineSeconds: settings.progressDeadline,
      revisionHistoryLimit: 0,
      selector: { matchLabels: { [label.revisionUID]: uidOf(revision) } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } },
      template: {
        metadata: {
          labels,
          annotations: { ...kept, 'kubectl.kubernetes.io/default-container': servingContainer(revision) },
        },
        spec: podSpec(revision, settings.queueImage),
      },
    },
  };
}

function podSpec(revision: ApiObject, queueImage: string): JsonObject {
  const {
    containers: _,
    containerConcurrency: _concurrency,
    timeoutSeconds,
    ...rest
  } = objectAt(revision, 'spec');
  const serving = servingContainer(revision);
  const own = { name: nameOf(revision), namespace: namespaceOf(revision), labels: labelsOf(revision) };
  const users = containersOf(revision).map((container) =>
    userContainer(
      own,
      { ...container, image: imageOf(revision, container) },
      textAt(container, 'name') === serving,
    ),
  );
  const { idleTimeoutSeconds: _idle, responseStartTimeoutSeconds: _start, ...pod } = rest;
  return {
    ...pod,
    containers: [...users, queueProxy(revision, queueImage)],
    terminationGracePeriodSeconds: typeof timeoutSeconds === 'number' ? timeoutSeconds : 300,
    enableServiceLinks: false,
  };
}

/** The image by its digest, where that was found. */
function imageOf(revision: ApiObject, container: JsonObject): Json {
  const status = listAt(revision['status'], 'containerStatuses').find(
    (one) => textAt(one, 'name') === textAt(container, 'name'),
  );
  return textAt(status, 'imageDigest') || textAt(container, 'image');
}

export function containersOf(revision: ApiObject): readonly JsonObject[] {
  return listAt(revision['spec'], 'containers').filter(isObject);
}

/** The one that has a port, or the only one. */
export function servingContainer(revision: ApiObject): string {
  const all = containersOf(revision);
  const serving = all.find((container) => listAt(container, 'ports').length > 0) ?? all[0];
  return textAt(serving, 'name') || 'user-container';
}

export function autoscalerOf(revision: ApiObject, isFailing: boolean): JsonObject {
  const name = nameOf(revision);
  const annotations = copiedAnnotations(revision);
  const key = (name_: string): string => `autoscaling.knative.dev/${name_}`;
  const kpa = 'kpa.autoscaling.knative.dev';
  const scalingClass = annotations[key('class')] ?? kpa;
  const concurrency = numberAt(revision['spec'], 'containerConcurrency') ?? 0;
  const ports = containersOf(revision).flatMap((container) => listAt(container, 'ports'));
  return {
    apiVersion: 'autoscaling.internal.knative.dev/v1alpha1',
    kind: 'PodAutoscaler',
    metadata: {
      name,
      namespace: namespaceOf(revision),
      labels: childLabels(revision),
      annotations: {
        [key('metric')]: scalingClass === kpa ? 'concurrency' : 'cpu',
        ...annotations,
        [key('class')]: scalingClass,
      },
      ownerReferences: ownedBy(revision),
    },
    spec: {
      ...(concurrency > 0 && { containerConcurrency: concurrency }),
      protocolType: ports.some((port) => textAt(port, 'name') === 'h2c') ? 'h2c' : 'http1',
      reachability: reachability(revision, isFailing),
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: childName(name, '-deployment') },
    },
  };
}

/** A revision that fails is not kept at its minimum. */
function reachability(revision: ApiObject, isFailing: boolean): string {
  if (isFailing) return 'Unreachable';
  switch (labelsOf(revision)[label.routingState]) {
    case 'active':
      return 'Reachable';
    case 'reserve':
      return 'Unreachable';
    default:
      return 'Unknown';
  }
}

export function imageCachesOf(revision: ApiObject): readonly JsonObject[] {
  return containersOf(revision).map((container) => ({
    apiVersion: 'caching.internal.knative.dev/v1alpha1',
    kind: 'Image',
    metadata: {
      name: childName(`${nameOf(revision)}-cache`, `-${textAt(container, 'name')}`),
      namespace: namespaceOf(revision),
      labels: childLabels(revision),
      annotations: copiedAnnotations(revision),
      ownerReferences: ownedBy(revision),
    },
    spec: { image: imageOf(revision, container) },
  }));
}

function childLabels(revision: ApiObject): Readonly<Record<string, string>> {
  return {
    ...without(labelsOf(revision), label.routingState),
    app: nameOf(revision),
    [label.revision]: nameOf(revision),
    [label.revisionUID]: uidOf(revision),
  };
}

function copiedAnnotations(revision: ApiObject): Readonly<Record<string, string>> {
  return without(
    annotationsOf(revision),
    annotation.routes,
    annotation.routingStateModified,
    annotation.lastApplied,
    'serving.knative.dev/lastPinned',
  );
}
