/** Deleting an object: at once, after a grace period, or when its finalizers are gone. */
import { isArray, type Json, member } from '#knative/json.ts';
import { timestamp } from '../../clock.ts';
import {
  type ApiObject,
  finalizersOf,
  isTerminating,
  numberAt,
  objectAt,
  resourceVersionOf,
  textAt,
  uidOf,
  withMetadata,
} from '../object.ts';
import { conflict, forbidden, notFound } from '../status.ts';
import type { Place, Target } from './request.ts';

export interface RemoveOptions {
  readonly dryRun: boolean;
  readonly gracePeriodSeconds: number | undefined;
  readonly propagation: 'Background' | 'Foreground' | 'Orphan';
  /** '' for any. */
  readonly uid: string;
  readonly resourceVersion: string;
}

export interface Removed {
  /** Its last state, or the one in which it waits to be gone. */
  readonly object: ApiObject;
  readonly gone: boolean;
}

/** Reads a body of kind DeleteOptions and what the address says besides. */
export function removeOptions(body: Json | undefined, query: URLSearchParams): RemoveOptions {
  const preconditions = objectAt(body, 'preconditions');
  const policy = textAt(body, 'propagationPolicy') || (query.get('propagationPolicy') ?? '');
  const orphan = member(body, 'orphanDependents') === true || query.get('orphanDependents') === 'true';
  const grace = query.get('gracePeriodSeconds');
  const dryRun = member(body, 'dryRun');
  return {
    dryRun:
      query.get('dryRun') === 'All' || (isArray(dryRun ?? null) && JSON.stringify(dryRun) === '["All"]'),
    gracePeriodSeconds: numberAt(body, 'gracePeriodSeconds') ?? (grace === null ? undefined : Number(grace)),
    propagation:
      orphan || policy === 'Orphan' ? 'Orphan' : policy === 'Foreground' ? 'Foreground' : 'Background',
    uid: textAt(preconditions, 'uid'),
    resourceVersion: textAt(preconditions, 'resourceVersion'),
  };
}

export const plainRemoval: RemoveOptions = {
  dryRun: false,
  gracePeriodSeconds: undefined,
  propagation: 'Background',
  uid: '',
  resourceVersion: '',
};

export function remove(target: Target, place: Place, options: RemoveOptions): Removed {
  const { kind, namespace, name } = place;
  const live = target.store.get(kind, namespace, name);
  if (live === undefined) throw notFound(kind, name);
  checkPreconditions(live, place, options);
  if (isNamespace(live) && immortal.has(name))
    throw forbidden(kind, name, 'this namespace may not be deleted');
  const finalizers = withPropagation(live, options);
  const grace = graceOf(live, place, options);
  if (finalizers.length === 0 && grace === 0) {
    if (!options.dryRun) target.store.write(kind, live, undefined);
    return { object: live, gone: true };
  }
  const waiting = leaving(target, live, finalizers, grace);
  if (waiting === live || options.dryRun) return { object: waiting, gone: false };
  return { object: target.store.write(kind, live, waiting), gone: false };
}

function checkPreconditions(
  live: ApiObject,
  { kind, name }: Place,
  { uid, resourceVersion }: RemoveOptions,
): void {
  if (uid !== '' && uid !== uidOf(live)) {
    throw conflict(
      kind,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${uidOf(live)}`,
    );
  }
  const version = resourceVersionOf(live);
  if (resourceVersion !== '' && resourceVersion !== version) {
    throw conflict(
      kind,
      name,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${version}`,
    );
  }
}

const immortal = new Set(['default', 'kube-system', 'kube-public']);

function isNamespace({ kind, apiVersion }: ApiObject): boolean {
  return kind === 'Namespace' && apiVersion === 'v1';
}

const orphan = 'orphan';
const foreground = 'foregroundDeletion';

/** How dependents are dealt with is kept as a finalizer, for the garbage collector. */
function withPropagation(live: ApiObject, { propagation }: RemoveOptions): readonly string[] {
  const others = finalizersOf(live).filter((one) => one !== orphan && one !== foreground);
  if (propagation === 'Orphan') return [...others, orphan];
  return propagation === 'Foreground' ? [...others, foreground] : others;
}

/** Only pods take their time, and only those that run somewhere. */
function graceOf(live: ApiObject, { kind }: Place, { gracePeriodSeconds }: RemoveOptions): number {
  if (isNamespace(live)) return isHeld(live) ? 1 : 0;
  if (kind.kind !== 'Pod' || kind.group !== '') return 0;
  if (textAt(live['spec'], 'nodeName') === '') return 0;
  const phase = textAt(live['status'], 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return 0;
  const usual = numberAt(live['spec'], 'terminationGracePeriodSeconds') ?? 30;
  const wanted = gracePeriodSeconds ?? usual;
  const before = numberAt(live.metadata, 'deletionGracePeriodSeconds');
  return before === undefined ? wanted : Math.min(before, wanted);
}

/** A namespace goes when its contents are gone: `spec.finalizers` says so. */
function isHeld(namespace: ApiObject): boolean {
  const held = member(namespace['spec'], 'finalizers');
  return Array.isArray(held) && held.length > 0;
}

function leaving(target: Target, live: ApiObject, finalizers: readonly string[], grace: number): ApiObject {
  const before = numberAt(live.metadata, 'deletionGracePeriodSeconds');
  if (isTerminating(live) && before === grace && finalizers.join() === finalizersOf(live).join()) return live;
  if (isNamespace(live) && isTerminating(live)) return live;
  const generation = numberAt(live.metadata, 'generation');
  const object = withMetadata(live, {
    finalizers: finalizers.length === 0 ? undefined : [...finalizers],
    deletionTimestamp: timestamp(target.clock.now() + (isNamespace(live) ? 0 : grace * 1000)),
    deletionGracePeriodSeconds: isNamespace(live) ? undefined : grace,
    ...(generation !== undefined && !isTerminating(live) && { generation: generation + 1 }),
  });
  return isNamespace(live)
    ? { ...object, status: { ...objectAt(object, 'status'), phase: 'Terminating' } }
    : object;
}
