/** Takes back the last change of a Service's split, as long as nobody has changed it again. */
import { l10n, window } from 'vscode';
import { readRollout, shortSplit } from '#knative/rollout/rollout.ts';
import { undoTraffic as undo } from '../../cluster/actions/changeTraffic.ts';
import { ClusterError } from '../../cluster/errors.ts';
import { jsonOf } from '../../cluster/object.ts';
import { undoKey } from '../../clusterAccess.ts';
import { subjectsOf } from '../../subject.ts';
import { cancellable } from '../cancellable.ts';
import { chooseService } from '../cluster/chooseService.ts';
import type { Command } from '../command.ts';
import { confirmContext } from '../confirmContext.ts';

export const undoTraffic: Command = {
  id: 'knative.undoTraffic',
  run: async ({ cluster }, ...args) => {
    const [subject] = subjectsOf(args);
    await cluster.withServices(async (known) => {
      const { session } = known;
      const chosen = await chooseService(known, subject);
      if (chosen === undefined) return;
      const { name, namespace } = chosen.service;
      const key = undoKey(session.context.name, namespace, name);
      const last = cluster.undos.get(key);
      if (last === undefined) {
        void window.showInformationMessage(l10n.t('There is no change of {0} to undo.', name));
        return;
      }
      const title = l10n.t('Undoing the last change of the traffic of {0}', name);
      if (!(await confirmContext(cluster, session.context.name, title))) return;
      const done = await cancellable(title, (signal) => undo(session, last, signal)).catch(conflictAsText);
      if (done === undefined) return;
      cluster.undos.delete(key);
      void window.showInformationMessage(
        typeof done === 'string'
          ? done
          : l10n.t('The traffic of {0} is now {1}.', name, shortSplit(readRollout(jsonOf(done)))),
      );
    });
  },
};

function conflictAsText(error: unknown): string {
  if (error instanceof ClusterError && error.reason === 'conflict') {
    return l10n.t('The traffic was changed again since; nothing was undone.');
  }
  throw error;
}
