/** What the language server is told of a cluster: names and status, nothing more. */
import type { Inventory } from '#knative/world.ts';
import type { LiveService } from './services.ts';

export function inventoryOf(context: string, services: readonly LiveService[], stale: boolean): Inventory {
  return {
    context,
    stale,
    services: services.map(({ namespace, name, url, readiness, rollout, revisions, traffic }) => ({
      namespace,
      name,
      ...(url !== '' && { url }),
      ready: readiness === 'ready',
      ...(rollout.latestCreated !== '' && { latestCreatedRevision: rollout.latestCreated }),
      ...(rollout.latestReady !== '' && { latestReadyRevision: rollout.latestReady }),
      revisions: revisions.map((revision) => ({
        name: revision.name,
        ready: revision.readiness === 'ready',
        created: revision.created,
        ...(revision.image !== '' && { image: revision.image }),
      })),
      traffic: traffic.map(({ revisionName, percent, tag }) => ({
        revisionName,
        percent,
        ...(tag !== '' && { tag }),
      })),
    })),
  };
}
