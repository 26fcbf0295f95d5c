/** The builds of the chosen namespaces as they are now, for as long as somebody looks. */
import type { BuildReading } from '#knative/builds/build.ts';
import { buildKinds, type BuildKinds } from './buildKinds.ts';
import type { Connection } from './connection.ts';
import type { ClusterError } from './errors.ts';
import { FollowedStore, objectsOf, troubleOf, type Followed, type FollowedState } from './followedStore.ts';
import { joinBuilds, type Known } from './liveBuilds.ts';
import type { ApiResource } from './object.ts';
import type { Session } from './session.ts';
import type { Lease } from './watches.ts';

export type BuildsState = FollowedState | OwnState;

type OwnState =
  /** The cluster serves neither Build nor Tekton. */
  | { readonly phase: 'absent'; readonly context: string }
  | {
      readonly phase: 'known';
      readonly context: string;
      readonly session: Session;
      /** Newest first. */
      readonly builds: readonly BuildReading[];
      /** What keeps it from being up to date; undefined while it is. */
      readonly trouble: ClusterError | undefined;
    };

export class BuildsStore extends FollowedStore<OwnState> {
  constructor(connection: Connection, firstRetryMilliseconds?: number) {
    super(connection, followBuilds, firstRetryMilliseconds);
  }
}

function followBuilds(session: Session, namespace: string | undefined): Followed<BuildsState> {
  const context = session.context.name;
  const kinds = buildKinds(session.served);
  if (kinds === undefined) return { leases: [], read: () => ({ phase: 'absent', context }) };
  const leases = leasesOf(session, kinds, namespace);
  const { builds, taskRuns, pipelineRuns, pods } = leases;
  const needed = [builds, taskRuns, pipelineRuns].filter((one) => one !== undefined);
  let known: ReadonlyMap<string, Known> = new Map();
  return {
    leases: Object.values(leases).filter((one) => one !== undefined),
    read: () => {
      const trouble = troubleOf(needed);
      const unread = needed.filter(({ collection }) => !collection.complete);
      if (unread.length > 0 && trouble === undefined) return { phase: 'loading', context };
      if (unread.length === needed.length && trouble !== undefined) {
        return { phase: 'failed', context, error: trouble };
      }
      const objects = {
        builds: objectsOf(builds),
        taskRuns: objectsOf(taskRuns),
        pipelineRuns: objectsOf(pipelineRuns),
        pods: objectsOf(pods),
      };
      known = joinBuilds(objects, known);
      const readings = [...known.values()].map(({ reading }) => reading);
      return { phase: 'known', context, session, builds: readings, trouble };
    },
  };
}

type Leases = Readonly<Record<keyof BuildKinds | 'pods', Lease | undefined>>;

function leasesOf({ served, watches }: Session, kinds: BuildKinds, namespace: string | undefined): Leases {
  const lease = (resource: ApiResource | undefined): Lease | undefined =>
    resource && watches.lease(resource, namespace);
  return {
    builds: lease(kinds.builds),
    taskRuns: lease(kinds.taskRuns),
    pipelineRuns: lease(kinds.pipelineRuns),
    pods: lease(served.find('v1', 'Pod')),
  };
}
