/** Says of a Service that is not ready why that is so. */
import { l10n, window } from 'vscode';
import { followRollout } from '../../cluster/actions/followRollout.ts';
import { subjectsOf } from '../../subject.ts';
import type { ClusterDocuments } from '../../views/clusterDocuments.ts';
import { cancellable } from '../cancellable.ts';
import { chooseService } from '../cluster/chooseService.ts';
import type { Command } from '../command.ts';
import { tellFailure } from '../deploy/tellFailure.ts';

/** Milliseconds in which what is known of a Service has been read. */
const looking = 4000;

export function explainService(documents: ClusterDocuments): Command {
  return {
    id: 'knative.explain',
    run: async (context, ...args) => {
      const [subject] = subjectsOf(args);
      await context.cluster.withServices(async (known) => {
        const { session } = known;
        const chosen = await chooseService(known, subject);
        if (chosen === undefined || session.serving === undefined) return;
        const { object, name } = chosen.service;
        const resource = session.serving.service;
        const end = await cancellable(l10n.t('Looking at {0}', name), async (signal) =>
          followRollout(session, resource, object, {
            settle: 300,
            signal: AbortSignal.any([signal, AbortSignal.timeout(looking)]),
          }),
        );
        if (end === undefined) return;
        if (end.progress.phase === 'ready') {
          void window.showInformationMessage(l10n.t('{0} is ready in {1}.', name, session.context.name));
          return;
        }
        await tellFailure(context, documents, session, { object, end, manifest: undefined });
      });
    },
  };
}
