/** Deletes Services, revisions or pods, after it was said which and where. */
import { l10n, window } from 'vscode';
import { deleteObject } from '../../cluster/actions/deleteObject.ts';
import { ClusterError } from '../../cluster/errors.ts';
import { subjectsOf, type Subject } from '../../subject.ts';
import { cancellable } from '../cancellable.ts';
import type { Command } from '../command.ts';
import { confirmContext } from '../confirmContext.ts';
import { permitted } from '../permitted.ts';
import { chooseObject, type ChosenObject } from './chooseObject.ts';

export const deleteObjects: Command = {
  id: 'knative.delete',
  run: async ({ cluster }, ...args) => {
    const subjects: readonly (Subject | undefined)[] = subjectsOf(args);
    await cluster.withServices(async (known) => {
      const { session } = known;
      const context = session.context.name;
      const chosen: ChosenObject[] = [];
      for (const subject of subjects.length > 0 ? subjects : [undefined]) {
        const one = await chooseObject(known, subject);
        if (one !== undefined) chosen.push(one);
      }
      const [first] = chosen;
      if (first === undefined) return;
      if (!(await permitted(session, 'delete', first.resource, first.service.namespace))) return;
      const question = questionOf(chosen, context);
      const yes = l10n.t('Delete');
      if (cluster.isProtected(context)) {
        if (!(await confirmContext(cluster, context, question))) return;
      } else {
        const detail = consequences(chosen);
        if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
      }
      await cancellable(l10n.t('Deleting from {0}', context), async (signal, tell) => {
        for (const { resource, object, kind } of chosen) {
          tell.report({ message: `${kind} ${object.metadata.name}` });
          await unlessGone(deleteObject(session, resource, object, { signal }));
        }
      });
    });
  },
};

function questionOf(chosen: readonly ChosenObject[], context: string): string {
  const [first, ...others] = chosen;
  if (first === undefined) return '';
  const { namespace } = first.service;
  return others.length === 0
    ? l10n.t('Delete {0} {1} from {2} in {3}?', first.kind, first.object.metadata.name, namespace, context)
    : l10n.t('Delete {0} objects from {1} in {2}?', chosen.length, namespace, context);
}

function consequences(chosen: readonly ChosenObject[]): string {
  const names = chosen.length > 1 ? [chosen.map(({ object }) => object.metadata.name).join(', ')] : [];
  const services = chosen.filter(({ kind }) => kind === 'Service');
  const used = chosen.filter(
    ({ kind, object, service }) =>
      kind === 'Revision' &&
      service.revisions.some(({ name, unreferenced }) => name === object.metadata.name && !unreferenced),
  );
  return [
    ...names,
    ...(services.length > 0
      ? [l10n.t('Its route, its configuration and all its revisions go with it. This cannot be undone.')]
      : []),
    ...(used.length > 0
      ? [l10n.t('Requests still lead to {0}.', used.map(({ object }) => object.metadata.name).join(', '))]
      : []),
  ].join('\n');
}

/** What is gone already need not be deleted. */
async function unlessGone(deleting: Promise<void>): Promise<void> {
  try {
    await deleting;
  } catch (error) {
    if (!(error instanceof ClusterError) || error.reason !== 'notFound') throw error;
  }
}
