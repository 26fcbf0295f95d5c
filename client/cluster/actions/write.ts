/** Manifests as they are sent: created, or applied by the server (server-side apply), for good or as a dry run. */
import { isObject, type JsonObject } from '#knative/json.ts';
import type { Api } from '../api.ts';
import { pathOf, type ApiResource, type KubeObject } from '../object.ts';
import { fieldManager } from './fieldManager.ts';

/** What is to be deployed: a manifest as the language server read it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  /** '' where the cluster is to make one (`generateName`). */
  readonly name: string;
  /** '' for the namespace that is chosen. */
  readonly namespace: string;
  readonly value: JsonObject;
}

/** Where a manifest goes, and what is there now. */
export interface Target {
  readonly manifest: Manifest;
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly live: KubeObject | undefined;
}

export interface ApplyOptions {
  readonly dryRun: boolean;
  /** Takes the fields that others own; else they make it fail. */
  readonly force: boolean;
}

export async function apply(
  api: Api,
  { manifest, resource, namespace, live }: Target,
  { dryRun, force }: ApplyOptions,
  signal: AbortSignal | undefined,
): Promise<Written> {
  const { body, warnings } = await api.request({
    method: 'PATCH',
    path: pathOf(resource, namespace, manifest.name),
    query: { fieldManager, force, fieldValidation: 'Strict', ...(dryRun && { dryRun: 'All' }) },
    contentType: 'application/apply-patch+yaml',
    body: addressed(manifest.value, namespace, dryRun ? undefined : live),
    signal,
  });
  return { object: JSON.parse(body) as KubeObject, warnings };
}

export async function create(
  api: Api,
  { manifest, resource, namespace }: Target,
  dryRun: boolean,
  signal: AbortSignal | undefined,
): Promise<Written> {
  const { body, warnings } = await api.request({
    method: 'POST',
    path: pathOf(resource, namespace),
    query: { fieldManager, fieldValidation: 'Strict', ...(dryRun && { dryRun: 'All' }) },
    body: addressed(manifest.value, namespace, undefined),
    signal,
  });
  return { object: JSON.parse(body) as KubeObject, warnings };
}

export interface Written {
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

/**
 * The manifest for its namespace; with the resourceVersion that was looked at, the server refuses to write over what
 * came after.
 */
export function addressed(
  value: JsonObject,
  namespace: string | undefined,
  live: KubeObject | undefined,
): JsonObject {
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const resourceVersion = live?.metadata.resourceVersion;
  return {
    ...value,
    metadata: {
      ...metadata,
      ...(namespace !== undefined && { namespace }),
      ...(resourceVersion !== undefined && { resourceVersion }),
    },
  };
}
