/** What a Revision of 2019 is made of: a Deployment, a Service, a PodAutoscaler, an image to keep (serving 0.3 pkg/reconciler/v1alpha1/revision/resources). */
import type { JsonObject } from '#knative/json.ts';
import {
  annotationsOf,
  type ApiObject,
  labelsOf,
  nameOf,
  namespaceOf,
  numberAt,
  objectAt,
  textAt,
  uidOf,
  withMembers,
} from '../../api/object.ts';
import { ownedBy } from '../owners.ts';
import { label } from '../serving/names.ts';
import { deploymentOf as deploymentOfToday } from '../serving/revisionChildren.ts';

/** Seconds until a Deployment has failed; nobody could choose. */
export const progressDeadline = 120;

export const childNames = {
  deployment: (revision: ApiObject): string => `${nameOf(revision)}-deployment`,
  service: (revision: ApiObject): string => `${nameOf(revision)}-service`,
  image: (revision: ApiObject): string => `${nameOf(revision)}-cache`,
} as const;

/** The pods are those of today in all that anybody looks at. */
export function deploymentOf(revision: ApiObject, queueImage: string, image: string): JsonObject {
  const spec = objectAt(revision, 'spec');
  const container = { ...objectAt(spec, 'container'), name: 'user-container', image };
  const {
    container: _,
    buildRef: _buildRef,
    generation: _generation,
    concurrencyModel: _model,
    ...rest
  } = spec;
  const asToday: ApiObject = {
    ...withMembers(revision, { status: undefined }),
    spec: { ...rest, containerConcurrency: concurrencyOf(revision), containers: [container] },
  };
  return deploymentOfToday(asToday, { queueImage, progressDeadline, initialScale: 1 });
}

export function imageOf(revision: ApiObject): string {
  return textAt(objectAt(revision['spec'], 'container'), 'image');
}

/** `Single` was the older word for one at a time. */
function concurrencyOf(revision: ApiObject): number {
  const given = numberAt(revision['spec'], 'containerConcurrency') ?? 0;
  return textAt(revision['spec'], 'concurrencyModel') === 'Single' ? 1 : given;
}

export function serviceOf(revision: ApiObject): JsonObject {
  return {
    ...childOf(revision, 'v1', 'Service', childNames.service(revision), {
      'autoscaling.knative.dev/kpa': nameOf(revision),
    }),
    spec: {
      ports: [
        { name: 'http', protocol: 'TCP', port: 80, targetPort: 'queue-port' },
        { name: 'metrics', protocol: 'TCP', port: 9090, targetPort: 'queue-metrics' },
      ],
      selector: { [label.revision]: nameOf(revision) },
    },
  };
}

export function autoscalerOf(revision: ApiObject): JsonObject {
  return {
    ...childOf(revision, 'autoscaling.internal.knative.dev/v1alpha1', 'PodAutoscaler', nameOf(revision)),
    spec: {
      containerConcurrency: concurrencyOf(revision),
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: childNames.deployment(revision) },
      serviceName: childNames.service(revision),
    },
  };
}

export function imageCacheOf(revision: ApiObject, image: string): JsonObject {
  const object = childOf(
    revision,
    'caching.internal.knative.dev/v1alpha1',
    'Image',
    childNames.image(revision),
  );
  return { ...object, spec: { image } };
}

function childOf(
  revision: ApiObject,
  apiVersion: string,
  kind: string,
  name: string,
  more: Readonly<Record<string, string>> = {},
): JsonObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: namespaceOf(revision),
      labels: {
        app: nameOf(revision),
        ...labelsOf(revision),
        [label.revision]: nameOf(revision),
        [label.revisionUID]: uidOf(revision),
        ...more,
      },
      annotations: annotationsOf(revision),
      ownerReferences: ownedBy(revision),
    },
  };
}
