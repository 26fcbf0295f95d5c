/** The events of a Service and of all that belongs to it, or of one revision, in the order they happened. */
import { l10n, window } from 'vscode';
import { numberAt, textAt } from '#knative/json.ts';
import { eventsOf, timeOfEvent } from '../../cluster/actions/eventsOf.ts';
import { jsonOf, type KubeObject } from '../../cluster/object.ts';
import { objectsAround } from '../../cluster/actions/objectsAround.ts';
import { subjectsOf } from '../../subject.ts';
import type { ClusterDocuments } from '../../views/clusterDocuments.ts';
import { cancellable } from '../cancellable.ts';
import type { Command } from '../command.ts';
import { chooseObject } from './chooseObject.ts';

export function showEvents(documents: ClusterDocuments): Command {
  return {
    id: 'knative.showEvents',
    run: async ({ cluster }, ...args) => {
      const [subject] = subjectsOf(args);
      await cluster.withServices(async (known) => {
        const { session } = known;
        const chosen = await chooseObject(known, subject);
        if (chosen === undefined) return;
        const { service, object } = chosen;
        const { name } = object.metadata;
        const title = l10n.t('Reading the events of {0}', name);
        const events = await cancellable(title, async (signal) => {
          const around = await objectsAround(session, service, object, signal);
          return eventsOf(session, service.namespace, around, signal);
        });
        if (events === undefined) return;
        const text = [
          l10n.t('Events of {0} {1} in {2}, {3}', chosen.kind, name, service.namespace, session.context.name),
          '',
          ...(events.length === 0
            ? [l10n.t('None. Clusters keep events for about an hour.')]
            : events.map(line)),
          '',
        ].join('\n');
        const path = [session.context.name, service.namespace, l10n.t('{0} events', name)];
        await window.showTextDocument(documents.put(path, 'events', text), { preview: true });
      });
    },
  };
}

/** As `kubectl get events` has it, but one place for each thing. */
function line(event: KubeObject): string {
  const value = jsonOf(event);
  const about = value['involvedObject'];
  const count = numberAt(value, 'count') ?? 1;
  const mark = textAt(value, 'type') === 'Warning' ? '⚠' : ' ';
  const times = count > 1 ? ` (${count}×)` : '';
  const time = timeOfEvent(event)
    .replace('T', ' ')
    .replace(/(?:\.\d+)?Z$/, '');
  return `${time} ${mark} ${textAt(about, 'kind')} ${textAt(about, 'name')}: ${textAt(value, 'reason')}${times} – ${textAt(value, 'message')}`;
}
