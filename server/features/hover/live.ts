/** What the cluster has of a name, as far as it is known and fresh. */
import { serviceOf } from '#knative/facts/serving.ts';
import { liveServices } from '#knative/liveServices.ts';
import { ownerOfGeneratedName } from '#knative/revisionNames.ts';
import { text } from '#knative/text.ts';
import type { LiveService, Mention } from '#knative/world.ts';
import type { Snapshot } from '../../model/snapshot.ts';

export function liveRevision(snapshot: Snapshot, mention: Mention): readonly string[] {
  const service = serviceOf(mention) || (ownerOfGeneratedName(mention.name) ?? '');
  return live(snapshot, { ...mention, name: service }).map(({ revisions }) => {
    const found = revisions.find(({ name }) => name === mention.name);
    const { translate } = snapshot;
    if (found === undefined) return translate(text('The cluster does not have this revision'));
    const created = found.created.slice(0, 10);
    return found.ready === true
      ? translate(text('In the cluster it is ready, created on {0}', created))
      : translate(text('In the cluster it is not ready, created on {0}', created));
  });
}

export function liveService(snapshot: Snapshot, mention: Mention): readonly string[] {
  const { translate } = snapshot;
  return live(snapshot, mention).map(({ ready, url = '' }) =>
    ready === true
      ? translate(text('In the cluster it is ready. {0}', url))
      : translate(text('In the cluster it is not ready. {0}', url)),
  );
}

function live({ world }: Snapshot, key: Mention): readonly LiveService[] {
  return liveServices(world.inventory, key);
}
