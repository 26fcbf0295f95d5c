/** Watches what becomes of a deployed object until it is ready, has failed, or nobody wants to know any more. */
import { textAt } from '#knative/json.ts';
import type { ApiResource, KubeObject } from '../object.ts';
import {
  rolloutProgress,
  type RolloutObjects,
  type RolloutPhase,
  type RolloutProgress,
} from '../rolloutSteps.ts';
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
  const subject = subjectIn(leases.subject, deployed);
  let ending: NodeJS.Timeout | undefined;
  let last = '';
  const look = (): Followed => {
    const objects = objectsOf(leases, resource.kind, deployed, subject());
    return { objects, progress: rolloutProgress(resource.kind, objects) };
  };
  const changed = (): void => {
    const { progress } = look();
    const text = JSON.stringify(progress);
    if (text === last) return;
    last = text;
    onProgress?.(progress);
    clearTimeout(ending);
    const lasting = lastingFor(progress.phase, settle);
    ending = lasting === undefined ? undefined : setTimeout(resolve, lasting);
  };
  const late = setTimeout(changed, lateness);
  const stops = Object.values(leases).map((lease) => lease?.collection.onChange(changed));
  const stop = (): void => resolve();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    changed();
    if (signal?.aborted !== true) await promise;
    return look();
  } finally {
    clearTimeout(ending);
    clearTimeout(late);
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

function objectsOf(
  leases: Leases,
  kind: string,
  deployed: KubeObject,
  subject: KubeObject | undefined,
): RolloutObjects {
  const { namespace = '', name } = deployed.metadata;
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

/** Milliseconds that a phase must last to be the last one; undefined for one that is not. */
function lastingFor(phase: RolloutPhase, settle: number): number | undefined {
  switch (phase) {
    case 'running':
      return undefined;
    case 'gone':
      return 0;
    case 'ready':
      return Math.min(settle, 300);
    case 'failed':
      return settle;
    case 'stuck':
      return settle * 3;
  }
}

/** Milliseconds in which a watch has caught up with what was just written. */
const lateness = 10_000;

/** What was answered counts until the watch has caught up with it. */
function subjectIn({ collection }: Lease, deployed: KubeObject): () => KubeObject | undefined {
  const { namespace = '', name, uid, generation = 0 } = deployed.metadata;
  const begun = performance.now();
  let wasSeen = false;
  return () => {
    const seen = collection.get(namespace, name);
    const isOlder = seen?.metadata.uid === uid && (seen?.metadata.generation ?? 0) < generation;
    const isLate = performance.now() - begun >= lateness && collection.freshness.phase === 'live';
    if (seen !== undefined && !isOlder) wasSeen = true;
    if (wasSeen || isLate) return seen;
    return deployed;
  };
}

/** Whether anything says how far an object of this kind has come: those of Knative that have a Ready condition. */
export function isFollowed({ group, kind }: ApiResource): boolean {
  const known = /^(?:serving|eventing|messaging|sources|flows|sinks)\.knative\.dev$/;
  return known.test(group) && kind !== 'EventType';
}
