/** Starts what a manifest describes: a Build, a TaskRun, a PipelineRun; of a template, a Task or a Pipeline a run of its own. */
import { l10n, window } from 'vscode';
import { type Run, runOf, withSurroundings } from '#knative/builds/runOf.ts';
import { type Asked, withValues } from '#knative/builds/runs.ts';
import { askedOf } from '../../cluster/actions/runBuild.ts';
import type { StartedBuilds } from '../../startedBuilds.ts';
import type { Command } from '../command.ts';
import { namespaceOf } from '../deploy/deploy.ts';
import { fileManifests, wantedBy, type FileManifest } from '../deploy/fileManifests.ts';
import { askValues } from './askValues.ts';
import { startAndFollow } from './startAndFollow.ts';

export function runManifest(started: StartedBuilds): Command {
  return {
    id: 'knative.runManifest',
    run: async (context, ...args) => {
      const wanted = wantedBy(args);
      const manifests = wanted === undefined ? undefined : await fileManifests(context.server, wanted);
      const chosen = manifests === undefined ? undefined : await choose(manifests);
      if (chosen === undefined) return;
      const run = runOf(chosen.value);
      if (run === undefined) return;
      const session = await context.cluster.session();
      const namespace = chosen.namespace || namespaceOf(context, session);
      const asked = await askedOf(session, run.manifest, namespace);
      const title = l10n.t('Run {0} {1}', chosen.kind, chosen.name);
      const values = await askValues(title, asked);
      const whole = values && (await surrounded(title, chosen, run));
      if (values === undefined || whole === undefined) return;
      await startAndFollow({
        cluster: context.cluster,
        started,
        session,
        kind: run.kind,
        namespace,
        name: chosen.name,
        manifest: withValues(whole.manifest, values),
      });
    },
  };
}

/** Asks for what the manifest of a run would say itself; undefined where its user has given up. */
async function surrounded(title: string, { kind }: FileManifest, run: Run): Promise<Run | undefined> {
  if (kind === run.kind) return run;
  const account = question('serviceAccountName', l10n.t('Whose secrets it may use'), 'default');
  const source = [
    question('url', l10n.t('The Git repository to fetch first; nothing for none'), ''),
    question('revision', l10n.t('The branch, tag or commit to fetch'), 'main'),
  ];
  const values = await askValues(title, run.kind === 'Build' ? [...source, account] : [account]);
  if (values === undefined) return undefined;
  return withSurroundings(run, {
    url: values.get('url') ?? '',
    revision: values.get('revision') ?? 'main',
    serviceAccount: values.get('serviceAccountName') ?? '',
  });
}

function question(name: string, description: string, fallback: string): Asked {
  return { name, description, fallback, given: undefined, choices: [] };
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
