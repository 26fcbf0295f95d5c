/**
 * The Services of the chosen namespaces as they are now, for as long as somebody looks: views, the status bar and the
 * language server share it.
 */
import { text } from '#knative/text.ts';
import type { Collection } from './collection.ts';
import type { Connection } from './connection.ts';
import { ClusterError } from './errors.ts';
import { FollowedStore, objectsOf, troubleOf, type Followed, type FollowedState } from './followedStore.ts';
import type { ApiResource } from './object.ts';
import { joinServices, type LiveService } from './services.ts';
import type { Session } from './session.ts';
import type { Lease } from './watches.ts';

export type ServicesState = FollowedState | KnownServices;

interface KnownServices {
  readonly phase: 'known';
  readonly context: string;
  readonly session: Session;
  readonly services: readonly LiveService[];
  /** What keeps it from being up to date; undefined while it is. */
  readonly trouble: ClusterError | undefined;
}

export class ServicesStore extends FollowedStore<KnownServices> {
  constructor(connection: Connection, firstRetryMilliseconds?: number) {
    super(connection, followServices, firstRetryMilliseconds);
  }
}

function followServices(session: Session, namespace: string | undefined): Followed<ServicesState> {
  const { serving, served, watches } = session;
  const context = session.context.name;
  const pod = served.find('v1', 'Pod');
  if (serving === undefined || pod === undefined) {
    const error = new ClusterError('notFound', text('Knative Serving is not installed in this cluster.'));
    return { leases: [], read: () => ({ phase: 'failed', context, error }) };
  }
  const autoscaler = served.find('autoscaling.internal.knative.dev/v1alpha1', 'PodAutoscaler');
  const lease = (resource: ApiResource): Lease => watches.lease(resource, namespace);
  const services = lease(serving.service);
  const revisions = lease(serving.revision);
  const pods = lease(pod);
  const autoscalers = autoscaler && lease(autoscaler);
  return {
    leases: [services, revisions, pods, ...(autoscalers === undefined ? [] : [autoscalers])],
    read: () => {
      const { freshness, complete } = services.collection;
      if (!complete && freshness.phase === 'stale') {
        return { phase: 'failed', context, error: freshness.error };
      }
      // A service is not shown without its revisions, unless they cannot be had.
      if (!complete || isLoading(revisions.collection)) return { phase: 'loading', context };
      const joined = joinServices({
        services: objectsOf(services),
        revisions: objectsOf(revisions),
        pods: objectsOf(pods),
        autoscalers: objectsOf(autoscalers),
      });
      return {
        phase: 'known',
        context,
        session,
        services: joined,
        trouble: troubleOf([services, revisions]),
      };
    },
  };
}

function isLoading({ complete, freshness }: Collection): boolean {
  return !complete && freshness.phase !== 'stale';
}
