/** Stops a build that is under way. */
import { l10n, window } from 'vscode';
import { isUnderWay } from '#knative/builds/build.ts';
import { cancelBuild as cancel } from '../../cluster/actions/runBuild.ts';
import { buildKinds, resourceOf } from '../../cluster/buildKinds.ts';
import type { Command } from '../command.ts';
import { confirmContext } from '../confirmContext.ts';
import { permitted } from '../permitted.ts';
import { chooseBuild } from './chooseBuild.ts';

export const cancelBuild: Command = {
  id: 'knative.cancelBuild',
  run: async ({ cluster }, ...args) => {
    const chosen = await chooseBuild(cluster, args, isUnderWay);
    if (chosen === undefined) return;
    const { session, reading } = chosen;
    const { kind, namespace, name } = reading;
    if (!isUnderWay(reading)) {
      void window.showInformationMessage(l10n.t('{0} {1} has ended already.', kind, name));
      return;
    }
    const kinds = buildKinds(session.served);
    const resource = kinds && resourceOf(kinds, kind);
    if (resource === undefined || !(await permitted(session, 'patch', resource, namespace))) return;
    const title = l10n.t('Cancelling {0} {1}', kind, name);
    if (!(await confirmContext(cluster, session.context.name, title))) return;
    await cancel(session, resource, reading);
  },
};
