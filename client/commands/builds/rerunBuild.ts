/** Runs a build again as it was, under a new name. */
import { rerunOf } from '#knative/builds/runs.ts';
import type { StartedBuilds } from '../../startedBuilds.ts';
import type { Command } from '../command.ts';
import { chooseBuild } from './chooseBuild.ts';
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
