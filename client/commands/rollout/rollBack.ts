/** Everything to a revision its user picks. */
import { l10n, ThemeIcon, window } from 'vscode';
import { text } from '#knative/text.ts';
import type { LiveRevision, LiveService } from '../../cluster/services.ts';
import type { Subject } from '../../subject.ts';
import type { Command } from '../command.ts';
import { changeSplit, type Wish } from './changeSplit.ts';

export const rollBack: Command = {
  id: 'knative.rollBack',
  run: async (context, ...args) => changeSplit(context, args, ask),
};

async function ask(service: LiveService, subject: Subject): Promise<Wish> {
  const revision =
    subject.kind === 'revision' || (subject.kind === 'target' && subject.revision !== '')
      ? subject.revision
      : await pick(service);
  if (revision === undefined) return undefined;
  if (revision === '') return { refusal: text('There is no other revision that is ready.') };
  return { kind: 'rollBack', revision };
}

/** '' where there is nothing to pick. */
async function pick({ name, revisions }: LiveService): Promise<string | undefined> {
  const possible = revisions.filter(({ readiness, percent }) => readiness === 'ready' && percent < 100);
  if (possible.length === 0) return '';
  const items = possible.map((revision) => ({
    label: revision.name,
    description: shareOf(revision),
    detail: revision.image,
    iconPath: new ThemeIcon('history'),
  }));
  const title = l10n.t('Send All Requests of {0} to', name);
  return (await window.showQuickPick(items, { title, matchOnDetail: true }))?.label;
}

function shareOf({ percent, tags }: LiveRevision): string {
  return [`${percent} %`, ...tags].join(' · ');
}
