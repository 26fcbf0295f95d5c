/**
 * What a cluster would make of a manifest: a dry run where the cluster knows that, else our own guess. Server-side apply
 * where the cluster knows it; in clusters of 2019 it is created, or merged into what is there. Writes nothing.
 */
import { jsonEquals, type JsonObject } from '#knative/json.ts';
import { requestJson, type Api } from '../api.ts';
import { cleanObject } from '../cleanObject.ts';
import { resourceFor } from '../discovery.ts';
import { ClusterError } from '../errors.ts';
import { jsonOf, pathOf, type ApiResource, type KubeObject } from '../object.ts';
import type { Session } from '../session.ts';
import { mergePatch, mergePatched } from './mergePatch.ts';
import { addressed, apply, create, type Manifest, type Target, type Written } from './write.ts';

/** How it is written: `create` also for what the cluster is to name. */
export type Way = 'apply' | 'create' | 'merge';

export interface Prepared extends Target {
  readonly way: Way;
  /** What would be there. */
  readonly outcome: JsonObject;
  /** Whether the cluster said so in a dry run; else it is a guess, and it may still refuse. */
  readonly foretold: boolean;
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

/** Throws a ClusterError where the cluster would reject it. */
export async function prepareDeploy(
  session: Session,
  manifest: Manifest,
  chosenNamespace: string,
  signal?: AbortSignal,
): Promise<Prepared> {
  const { apiVersion, kind, name } = manifest;
  const resource = await resourceFor(session, apiVersion, kind, signal);
  if (resource === undefined) {
    throw new ClusterError('notFound', `no matches for kind "${kind}" in version "${apiVersion}"`);
  }
  const namespace = resource.namespaced ? manifest.namespace || chosenNamespace : undefined;
  const live = name === '' ? undefined : await readLive(session.api, resource, namespace, name, signal);
  const target: Target = { manifest, resource, namespace, live };
  if (name === '') return prepareCreate(session.api, target, signal);
  return (await prepareApply(session.api, target, signal)) ?? guessMerge(target);
}

/** Whether anything would be different afterwards, defaults and status aside. */
export function changesAnything({ live, outcome }: Prepared): boolean {
  return live === undefined || !jsonEquals(cleanObject(jsonOf(live)), cleanObject(outcome));
}

async function prepareCreate(api: Api, target: Target, signal: AbortSignal | undefined): Promise<Prepared> {
  const written = await unlessUnforeseeable(create(api, target, true, signal));
  if (written === undefined) return { ...guess(target), way: 'create' };
  return { ...target, ...foretold(written), way: 'create', conflicts: [] };
}

/** Undefined where the cluster knows no server-side apply. */
async function prepareApply(
  api: Api,
  target: Target,
  signal: AbortSignal | undefined,
): Promise<Prepared | undefined> {
  const dryRun = async (force: boolean): Promise<Written | undefined> =>
    unlessUnforeseeable(apply(api, target, { dryRun: true, force }, signal));
  const prepared = (written: Written | undefined, conflicts: readonly FieldConflict[]): Prepared =>
    written === undefined
      ? { ...guess(target), way: 'apply', conflicts }
      : { ...target, ...foretold(written), way: 'apply', conflicts };
  try {
    return prepared(await dryRun(false), []);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.reason === 'unsupported') return undefined;
    const conflicts = conflictsIn(error);
    if (conflicts.length === 0) throw error;
    return prepared(await dryRun(true), conflicts);
  }
}

/** What it would be without the webhooks' say; `guessMerge` and its like send nothing. */
function guess(target: Target): Omit<Prepared, 'way'> {
  const { manifest, namespace, live } = target;
  const wanted = addressed(manifest.value, namespace, undefined);
  const outcome = live === undefined ? wanted : mergePatched(jsonOf(live), wanted);
  return { ...target, outcome, foretold: false, warnings: [], conflicts: [] };
}

function guessMerge(target: Target): Prepared {
  const { manifest, namespace, live } = target;
  if (live === undefined) return { ...guess(target), way: 'create' };
  const patch = mergePatch(live, addressed(manifest.value, namespace, undefined));
  return { ...guess(target), way: 'merge', outcome: mergePatched(jsonOf(live), patch) };
}

function foretold({ object, warnings }: Written): Pick<Prepared, 'outcome' | 'foretold' | 'warnings'> {
  return { outcome: jsonOf(object), foretold: true, warnings };
}

/** Undefined where a webhook, or a whole cluster, knows no dry run: nothing was wrong with the object. */
async function unlessUnforeseeable(writing: Promise<Written>): Promise<Written | undefined> {
  try {
    return await writing;
  } catch (error) {
    const unforeseeable =
      error instanceof ClusterError &&
      /does not support dry run|dryRun.*feature is disabled/.test(error.message);
    if (unforeseeable) return undefined;
    throw error;
  }
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
