/** The objects that kubectl hands to both clusters. */
import type { JsonObject } from '#knative/json.ts';

interface Template {
  readonly metadata?: JsonObject;
  readonly spec?: JsonObject;
}

export function service(
  name: string,
  container: JsonObject,
  { metadata, spec }: Template = {},
  namespace = 'default',
): JsonObject {
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { template: { ...(metadata && { metadata }), spec: { containers: [container], ...spec } } },
  };
}

/** Another kind of Serving's. */
export function object(kind: string, name: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'serving.knative.dev/v1', kind, metadata: { name, namespace: 'default' }, spec };
}

export const revisionSpec: JsonObject = { containers: [{ image: 'hello:blue' }] };

export function configMap(name: string, data: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data };
}

export function domainMapping(name: string, to: string): JsonObject {
  return {
    apiVersion: 'serving.knative.dev/v1beta1',
    kind: 'DomainMapping',
    metadata: { name, namespace: 'default' },
    spec: { ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: to } },
  };
}

export function list(...items: readonly JsonObject[]): JsonObject {
  return { apiVersion: 'v1', kind: 'List', items: [...items] };
}

export function pod(name: string, containers: readonly string[]): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: containers.map((one) => ({ name: one, image: 'hello:blue' })) },
  };
}

/** A service and its next revision. */
export const hello = service('hello', { image: 'hello:blue' });
export const green = service('hello', { image: 'hello:green', env: [{ name: 'COLOUR', value: 'green' }] });
