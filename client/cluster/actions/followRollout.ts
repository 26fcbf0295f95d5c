/** Watches what becomes of a deployed object until it is ready, has failed, or nobody wants to know any more. */
import { textAt } from '#knative/json.ts';
import type { ApiResource, KubeObject } from '../object.ts';
import { rolloutProgress, type RolloutObjects, type RolloutProgress } from '../rolloutSteps.ts';
import { revisionLabel } from '../services.ts';
import type { Session } from '../session.ts';
import type { Lease } from '../watches.ts';

export interface Followed {
  readonly progress: RolloutProgress;
  readonly objects: RolloutObjects;
}

export interface FollowOptions {
  readonly onProgress?: (progress: RolloutProgress) => void;
  /** Ends the looking; the rollout goes on. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that a failure must last: controllers that wait for one another look failed in between. */
  readonly settle?: number;
}

/** The last that was seen. */
export async function followRollout(
  session: Session,
  resource: ApiResource,
  deployed: KubeObject,
  { onProgress, signal, settle = 3000 }: FollowOptions = {},
): Promise<Followed> {
  const leases = leasesFor(session, resource, deployed.metadata.namespace);
  const { promise, resolve } = Promise.withResolvers<void>();
  let failing: NodeJS.Timeout | undefined;
  let last = '';
  const look = (): Followed => {
    const objects = objectsOf(leases, resource.kind, deployed);
    return { objects, progress: rolloutProgress(resource.kind, objects) };
  };
  const changed = (): void => {
    const { progress } = look();
    const text = JSON.stringify(progress);
    if (text === last) return;
    last = text;
    onProgress?.(progress);
    if (progress.phase === 'ready' || progress.phase === 'gone') resolve();
    clearTimeout(failing);
    failing = progress.phase === 'failed' ? setTimeout(resolve, settle) : undefined;
  };
  const stops = Object.values(leases).map((lease) => lease?.collection.onChange(changed));
  const stop = (): void => resolve();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    changed();
    if (signal?.aborted !== true) await promise;
    return look();
  } finally {
    clearTimeout(failing);
    signal?.removeEventListener('abort', stop);
    for (const one of stops) one?.();
    for (const lease of Object.values(leases)) lease?.release();
  }
}

interface Leases {
  readonly subject: Lease;
  readonly configurations: Lease | undefined;
  readonly revisions: Lease | undefined;
  readonly routes: Lease | undefined;
  readonly pods: Lease | undefined;
}

function leasesFor(
  { watches, serving, served }: Session,
  resource: ApiResource,
  namespace: string | undefined,
): Leases {
  const lease = (one: ApiResource | undefined): Lease | undefined => one && watches.lease(one, namespace);
  const isServing = resource.group === 'serving.knative.dev';
  return {
    subject: watches.lease(resource, namespace),
    configurations: isServing ? lease(serving?.configuration) : undefined,
    revisions: isServing ? lease(serving?.revision) : undefined,
    routes: isServing ? lease(serving?.route) : undefined,
    pods: isServing ? lease(served.find('v1', 'Pod')) : undefined,
  };
}

function objectsOf(leases: Leases, kind: string, deployed: KubeObject): RolloutObjects {
  const { namespace = '', name } = deployed.metadata;
  const subject = subjectOf(leases.subject, deployed);
  const of = (lease: Lease | undefined, other: string): KubeObject | undefined =>
    lease?.collection.get(namespace, other);
  const configuration = kind === 'Configuration' ? subject : of(leases.configurations, name);
  const created = textAt(configuration?.status, 'latestCreatedRevisionName');
  const revision = kind === 'Revision' ? subject : of(leases.revisions, created);
  const pods = leases.pods?.collection
    .objects()
    .filter(
      ({ metadata }) => revision !== undefined && metadata.labels?.[revisionLabel] === revision.metadata.name,
    );
  return {
    subject,
    configuration: kind === 'Service' || kind === 'Configuration' ? configuration : undefined,
    revision,
    route: kind === 'Route' ? subject : of(leases.routes, name),
    pods: pods ?? [],
  };
}

/** What was answered counts until the watch has caught up with it. */
function subjectOf({ collection }: Lease, deployed: KubeObject): KubeObject | undefined {
  const { namespace = '', name, uid, generation = 0 } = deployed.metadata;
  const seen = collection.get(namespace, name);
  if (seen === undefined)
    return collection.complete && collection.freshness.phase === 'live' ? undefined : deployed;
  if (seen.metadata.uid === uid && (seen.metadata.generation ?? 0) < generation) return deployed;
  return seen;
}

/** Whether anything says how far an object of this kind has come: those of Knative that have a Ready condition. */
export function isFollowed({ group, kind }: ApiResource): boolean {
  const known = /^(?:serving|eventing|messaging|sources|flows|sinks)\.knative\.dev$/;
  return known.test(group) && kind !== 'EventType';
}
