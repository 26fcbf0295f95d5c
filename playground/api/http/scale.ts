/** The `scale` subresource: how many replicas, in a form that is the same for every kind. */
import type { Json, JsonObject } from '#knative/json.ts';
import { member } from '#knative/json.ts';
import {
  type ApiObject,
  numberAt,
  objectAt,
  resourceVersionOf,
  textAt,
  textMap,
  withMembers,
} from '../object.ts';
import { conflict, modifiedMeanwhile } from '../status.ts';
import type { ApiKind } from '../kinds/kind.ts';

/** The scale of a Deployment or ReplicaSet. */
export function scaleOf(object: ApiObject): ApiObject {
  const { metadata, spec, status } = object;
  const wanted = ['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp'];
  const selector = Object.entries(textMap(member(member(spec, 'selector'), 'matchLabels')));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name: metadata.name, ...Object.fromEntries(wanted.map((key) => [key, metadata[key] ?? ''])) },
    spec: { replicas: numberAt(spec, 'replicas') ?? 0 },
    status: {
      replicas: numberAt(status, 'replicas') ?? 0,
      selector: selector.map(([key, value]) => `${key}=${value}`).join(','),
    },
  };
}

/** The object with the replicas of a scale. */
export function scaledTo(object: ApiObject, scale: Json, kind: ApiKind): JsonObject {
  const version = textAt(objectAt(scale, 'metadata'), 'resourceVersion');
  if (version !== '' && version !== resourceVersionOf(object)) {
    throw conflict(kind, object.metadata.name, modifiedMeanwhile);
  }
  const replicas = numberAt(member(scale, 'spec'), 'replicas') ?? 0;
  return withMembers(object, { spec: { ...objectAt(object, 'spec'), replicas } });
}
