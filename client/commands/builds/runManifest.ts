/** Starts what a manifest describes: a Build, a TaskRun, a PipelineRun; of a template, a Task or a Pipeline a run of its own. */
import { l10n, window } from 'vscode';
import type { Asked } from '#knative/builds/parameters.ts';
import { type Run, runOf } from '#knative/builds/runOf.ts';
import { askedOf } from '../../cluster/actions/runBuild.ts';
import type { StartedBuilds } from '../../startedBuilds.ts';
import type { Command } from '../command.ts';
import { namespaceOf } from '../deploy/deploy.ts';
import { fileManifests, wantedBy, type FileManifest } from '../deploy/fileManifests.ts';
import { filled, type EarlierForms } from './fillIn.ts';
import { startAndFollow } from './startAndFollow.ts';

export function runManifest(started: StartedBuilds, earlier: EarlierForms): Command {
  return {
    id: 'knative.runManifest',
    run: async (context, ...args) => {
      const wanted = wantedBy(args);
      const manifests = wanted === undefined ? undefined : await fileManifests(context.server, wanted);
      const chosen = manifests === undefined ? undefined : await choose(manifests);
      const run = chosen && runOf(chosen.value);
      if (chosen === undefined || run === undefined) return;
      const { kind, name } = chosen;
      const session = await context.cluster.session();
      const namespace = chosen.namespace || namespaceOf(context, session);
      const manifest = await filled(earlier, {
        key: `${session.context.name} ${chosen.uri.toString()} ${kind} ${namespace}/${name}`,
        title: l10n.t('Run {0} {1}', kind, name),
        place: l10n.t('{0} in {1}', namespace, session.context.name),
        run,
        parameters: await askedOf(session, run.manifest, namespace),
        surroundings: kind === run.kind ? [] : surroundingsOf(run),
      });
      if (manifest === undefined) return;
      const { cluster } = context;
      await startAndFollow({ cluster, started, session, kind: run.kind, namespace, name, manifest });
    },
  };
}

/** What the manifest of a run would say itself. */
function surroundingsOf({ kind }: Run): readonly Asked[] {
  const account = question('serviceAccountName', l10n.t('Whose secrets it may use'), 'default');
  if (kind !== 'Build') return [account];
  return [
    question('url', l10n.t('The Git repository to fetch first; nothing for none'), ''),
    question('revision', l10n.t('The branch, tag or commit to fetch'), 'main'),
    account,
  ];
}

function question(name: string, description: string, fallback: string): Asked {
  return { name, description, type: 'string', fallback, given: undefined, choices: [], keys: [] };
}

/** The only one that can be run, else one that its user picks; undefined where there is none, which is said. */
async function choose(manifests: readonly FileManifest[]): Promise<FileManifest | undefined> {
  const fitting = manifests.filter(({ value }) => runOf(value) !== undefined);
  if (fitting.length === 0) {
    void window.showInformationMessage(
      l10n.t('There is nothing to run here: no Build, and nothing of Tekton.'),
    );
    return undefined;
  }
  if (fitting.length === 1) return fitting[0];
  const items = fitting.map((manifest) => ({ label: manifest.name, description: manifest.kind, manifest }));
  return (await window.showQuickPick(items, { title: l10n.t('Choose what to run') }))?.manifest;
}
