/** Manifests that the suites deploy. */
import type { Manifest } from '#client/cluster/actions/write.ts';
import type { JsonObject } from '#knative/json.ts';

/** A Service of v1. */
export function service(name: string, spec: JsonObject, metadata: JsonObject = {}): Manifest {
  return manifest({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, ...metadata },
    spec: { template: { spec: { containers: [{ image: 'example.com/blue:1' }], ...spec } } },
  });
}

export function manifest(value: JsonObject): Manifest {
  const { name = '', namespace = '' } = value['metadata'] as Readonly<Record<string, string>>;
  const { apiVersion, kind } = value as Readonly<Record<'apiVersion' | 'kind', string>>;
  return { apiVersion, kind, name, namespace, value };
}
