/** Runs a build again under a new name: as it was, or with other values. */
import { l10n } from 'vscode';
import { rerunOf } from '#knative/builds/runs.ts';
import { askedOf } from '../../cluster/actions/runBuild.ts';
import type { StartedBuilds } from '../../startedBuilds.ts';
import type { Command } from '../command.ts';
import { chooseBuild } from './chooseBuild.ts';
import { filled, type EarlierForms } from './fillIn.ts';
import { startAndFollow } from './startAndFollow.ts';

export function rerunBuild(started: StartedBuilds): Command {
  return {
    id: 'knative.rerunBuild',
    run: async ({ cluster }, ...args) => {
      const chosen = await chooseBuild(cluster, args);
      if (chosen === undefined) return;
      const { session, reading } = chosen;
      const { kind, namespace, name, object } = reading;
      await startAndFollow({ cluster, started, session, kind, namespace, name, manifest: rerunOf(object) });
    },
  };
}

export function rerunBuildWith(started: StartedBuilds, earlier: EarlierForms): Command {
  return {
    id: 'knative.rerunBuildWith',
    run: async ({ cluster }, ...args) => {
      const chosen = await chooseBuild(cluster, args);
      if (chosen === undefined) return;
      const { session, reading } = chosen;
      const { kind, namespace, name, object } = reading;
      const again = rerunOf(object);
      const manifest = await filled(earlier, {
        key: `${session.context.name} ${kind} ${namespace}/${name}`,
        title: l10n.t('Run {0} {1}', kind, name),
        place: l10n.t('{0} in {1}', namespace, session.context.name),
        run: { kind, manifest: again },
        parameters: await askedOf(session, again, namespace),
        surroundings: [],
      });
      if (manifest === undefined) return;
      await startAndFollow({ cluster, started, session, kind, namespace, name, manifest });
    },
  };
}
