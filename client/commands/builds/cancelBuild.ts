/** Stops a build that is under way. */
import { l10n, window } from 'vscode';
import { isUnderWay } from '#knative/builds/build.ts';
import { cancelBuild as cancel } from '../../cluster/actions/runBuild.ts';
import { buildKinds, resourceOf } from '../../cluster/buildKinds.ts';
import type { Session } from '../../cluster/session.ts';
import { watchBuild, type BuildName } from '../../cluster/watchBuild.ts';
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
    if (await hasStopped(session, reading)) return;
    void window.showWarningMessage(
      kind === 'Build'
        ? l10n.t(
            '{0} goes on: before release 0.4 Knative Build cannot cancel builds. You can delete it.',
            name,
          )
        : l10n.t('{0} was told to stop, but goes on so far.', name),
    );
  },
};

/** Milliseconds within which a controller that can stop it does so. */
const patience = 10_000;

async function hasStopped(session: Session, name: BuildName): Promise<boolean> {
  const build = watchBuild(session, name);
  if (build === undefined) return true;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const look = (): void => {
    const { reading, complete } = build;
    if (complete && (reading === undefined || !isUnderWay(reading))) resolve(true);
  };
  const stopListening = build.onChange(look);
  const timer = setTimeout(() => resolve(false), patience);
  look();
  const stopped = await promise;
  clearTimeout(timer);
  stopListening();
  build.release();
  return stopped;
}
