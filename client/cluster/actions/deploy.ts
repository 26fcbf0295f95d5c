/**
 * Brings one object into the cluster: first as a dry run, whose answer can be looked at, then for good. Server-side apply
 * where the cluster knows it; on clusters of 2019 it is created, or merged into what is there.
 */
import { isObject, type JsonObject } from '#knative/json.ts';
import { requestJson, type Api, type ApiRequest } from '../api.ts';
import { ClusterError } from '../errors.ts';
import { pathOf, type ApiResource, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';
import { fieldManager } from './fieldManager.ts';
import { mergePatch } from './mergePatch.ts';

/** What is to be deployed: a manifest as the language server read it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** '' for the namespace that is chosen. */
  readonly namespace: string;
  readonly value: JsonObject;
}

/** How the cluster can be written to. */
export type Way = 'apply' | 'createOrMerge';

export interface Prepared {
  readonly manifest: Manifest;
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly way: Way;
  /** What is there now. */
  readonly live: KubeObject | undefined;
  /** What would be there; undefined where the cluster cannot tell beforehand. */
  readonly outcome: KubeObject | undefined;
  /** What the cluster warns of. */
  readonly warnings: readonly string[];
  /** The fields that somebody else has set otherwise. */
  readonly conflicts: readonly FieldConflict[];
}

export interface FieldConflict {
  /** Who set it, such as `kubectl-edit`. */
  readonly owner: string;
  /** As the server prints it: `.spec.template.spec.timeoutSeconds`. */
  readonly field: string;
}

/** Asks the cluster what it would make of a manifest. Throws a ClusterError where it would reject it. */
export async function prepareDeploy(
  session: Session,
  manifest: Manifest,
  chosenNamespace: string,
  signal?: AbortSignal,
): Promise<Prepared> {
  const resource = session.served.find(manifest.apiVersion, manifest.kind);
  if (resource === undefined) {
    throw new ClusterError(
      'notFound',
      `no matches for kind "${manifest.kind}" in version "${manifest.apiVersion}"`,
    );
  }
  const namespace = resource.namespaced ? manifest.namespace || chosenNamespace : undefined;
  const live = await readLive(session.api, resource, namespace, manifest.name, signal);
  const base = { manifest, resource, namespace, live };
  try {
    const { object, warnings } = await apply(session.api, base, { dryRun: true, force: false }, signal);
    return { ...base, way: 'apply', outcome: object, warnings, conflicts: [] };
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.reason === 'unsupported') {
      return { ...base, way: 'createOrMerge', outcome: undefined, warnings: [], conflicts: [] };
    }
    const conflicts = conflictsIn(error);
    if (conflicts.length === 0) throw error;
    const { object, warnings } = await apply(session.api, base, { dryRun: true, force: true }, signal);
    return { ...base, way: 'apply', outcome: object, warnings, conflicts };
  }
}

/**
 * Writes what was prepared. Where the object was changed since, nothing is written and a `conflict` is thrown.
 * @param takeOver whether fields that others own are taken; else they make it fail
 */
export async function deploy(
  { api }: Session,
  prepared: Prepared,
  { takeOver = false, signal }: { readonly takeOver?: boolean; readonly signal?: AbortSignal } = {},
): Promise<KubeObject> {
  if (prepared.way === 'createOrMerge') return createOrMerge(api, prepared, signal);
  const { object } = await apply(api, prepared, { dryRun: false, force: takeOver }, signal);
  return object;
}

type Target = Pick<Prepared, 'manifest' | 'resource' | 'namespace' | 'live'>;

async function apply(
  api: Api,
  { manifest, resource, namespace, live }: Target,
  { dryRun, force }: { readonly dryRun: boolean; readonly force: boolean },
  signal: AbortSignal | undefined,
): Promise<{ readonly object: KubeObject; readonly warnings: readonly string[] }> {
  const { body, warnings } = await api.request({
    method: 'PATCH',
    path: pathOf(resource, namespace, manifest.name),
    query: { fieldManager, force, fieldValidation: 'Strict', ...(dryRun && { dryRun: 'All' }) },
    contentType: 'application/apply-patch+yaml',
    body: withPrecondition(manifest.value, namespace, dryRun ? undefined : live),
    signal,
  });
  return { object: JSON.parse(body) as KubeObject, warnings };
}

/** With the resourceVersion that was looked at, the server refuses to write over what came after. */
function withPrecondition(
  value: JsonObject,
  namespace: string | undefined,
  live: KubeObject | undefined,
): JsonObject {
  const metadata = value['metadata'];
  const given = isObject(metadata) ? metadata : {};
  return {
    ...value,
    metadata: {
      ...given,
      ...(namespace !== undefined && { namespace }),
      ...(live?.metadata.resourceVersion !== undefined && {
        resourceVersion: live.metadata.resourceVersion,
      }),
    },
  };
}

async function createOrMerge(
  api: Api,
  { manifest, resource, namespace, live }: Target,
  signal: AbortSignal | undefined,
): Promise<KubeObject> {
  const common: Pick<ApiRequest, 'signal'> = { signal };
  if (live === undefined) {
    const path = pathOf(resource, namespace);
    const body = withPrecondition(manifest.value, namespace, undefined);
    return requestJson<KubeObject>(api, { ...common, method: 'POST', path, body });
  }
  return requestJson<KubeObject>(api, {
    ...common,
    method: 'PATCH',
    path: pathOf(resource, namespace, manifest.name),
    contentType: 'application/merge-patch+json',
    body: mergePatch(live, withPrecondition(manifest.value, namespace, live)),
  });
}

async function readLive(
  api: Api,
  resource: ApiResource,
  namespace: string | undefined,
  name: string,
  signal: AbortSignal | undefined,
): Promise<KubeObject | undefined> {
  try {
    return await requestJson<KubeObject>(api, { path: pathOf(resource, namespace, name), signal });
  } catch (error) {
    if (error instanceof ClusterError && error.reason === 'notFound') return undefined;
    throw error;
  }
}

/** `conflict with "kubectl-edit" using serving.knative.dev/v1`, one cause a field. */
function conflictsIn({ reason, causes }: ClusterError): readonly FieldConflict[] {
  if (reason !== 'conflict') return [];
  return causes.flatMap(({ message = '', field = '' }) => {
    const owner = /conflict with "([^"]*)"/.exec(message)?.[1];
    return owner === undefined || field === '' ? [] : [{ owner, field }];
  });
}
