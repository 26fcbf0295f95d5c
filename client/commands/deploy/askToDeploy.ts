/** Shows what a deployment would change beside what is there, and asks whether it shall be. */
import { commands, l10n, TabInputTextDiff, window, type Tab, type Uri } from 'vscode';
import { cleanObject } from '../../cluster/cleanObject.ts';
import { jsonOf } from '../../cluster/object.ts';
import type { Session } from '../../cluster/session.ts';
import type { ClusterAccess } from '../../clusterAccess.ts';
import { clusterScheme, type ClusterDocuments } from '../../views/clusterDocuments.ts';
import { confirmContext } from '../confirmContext.ts';
import type { Rehearsed } from './fileManifests.ts';

export async function askToDeploy(
  cluster: ClusterAccess,
  documents: ClusterDocuments,
  { context }: Session,
  prepared: readonly Rehearsed[],
): Promise<boolean> {
  await showChanges(documents, context.name, prepared);
  const question = questionOf(prepared, context.name);
  try {
    if (cluster.isProtected(context.name)) return await confirmContext(cluster, context.name, question);
    const [yes, no] = [l10n.t('Deploy'), l10n.t('Cancel')];
    const told = [question, ...remarks(prepared)].join(' ');
    return (await window.showInformationMessage(told, yes, no)) === yes;
  } finally {
    await window.tabGroups.close(tabsOfChanges(context.name));
  }
}

interface Sides {
  /** Undefined where nothing is there yet. */
  readonly left: Uri | undefined;
  readonly right: Uri;
  readonly title: string;
}

async function showChanges(
  documents: ClusterDocuments,
  context: string,
  prepared: readonly Rehearsed[],
): Promise<void> {
  const { objectYaml } = await import('../../objectYaml.ts');
  const sides = prepared.map(({ manifest, namespace = '', live, outcome }): Sides => {
    const name = manifest.name === '' ? l10n.t('(to be named)') : manifest.name;
    const path = [context, namespace, `${name}.yaml`];
    const now = live === undefined ? undefined : objectYaml(cleanObject(jsonOf(live)));
    const after = objectYaml(cleanObject(outcome));
    return {
      left: now === undefined ? undefined : documents.put(path, `${manifest.kind} now`, now),
      right: documents.put(path, `${manifest.kind} deployed ${manifest.index}`, after),
      title:
        live === undefined
          ? l10n.t('{0} {1}: new in {2}', manifest.kind, name, context)
          : l10n.t('{0} {1}: now in {2} and deployed', manifest.kind, name, context),
    };
  });
  const [first, ...others] = sides;
  if (first === undefined) return;
  if (others.length === 0) {
    const left = first.left ?? documents.put([context, 'nothing.yaml'], 'nothing', '');
    await commands.executeCommand('vscode.diff', left, first.right, first.title, { preview: true });
    return;
  }
  const resources = sides.map(({ left, right }) => [right, left, right]);
  await commands.executeCommand('vscode.changes', titleOfSeveral(context), resources);
}

function questionOf(prepared: readonly Rehearsed[], context: string): string {
  const namespaces = [...new Set(prepared.map(({ namespace }) => namespace ?? ''))].filter(
    (one) => one !== '',
  );
  const where = namespaces.join(', ');
  const [first, ...others] = prepared;
  if (first === undefined) return '';
  const what = `${first.manifest.kind} ${first.manifest.name}`.trim();
  if (where === '') {
    return others.length === 0
      ? l10n.t('Deploy {0} to {1}?', what, context)
      : l10n.t('Deploy {0} resources to {1}?', prepared.length, context);
  }
  return others.length === 0
    ? l10n.t('Deploy {0} to {1} in {2}?', what, where, context)
    : l10n.t('Deploy {0} resources to {1} in {2}?', prepared.length, where, context);
}

/** What its user should know before. */
function remarks(prepared: readonly Rehearsed[]): readonly string[] {
  const isOld = prepared.some(
    ({ way, manifest }) => way === 'merge' || (way === 'create' && manifest.name !== ''),
  );
  const isGuessed = prepared.some(({ foretold }) => !foretold);
  if (isOld) {
    return [
      l10n.t(
        'This cluster has neither server-side apply nor a dry run: what it would make of it is a guess, and it will be created or merged.',
      ),
    ];
  }
  return isGuessed ? [l10n.t('The cluster cannot say beforehand what it would make of all of it.')] : [];
}

function tabsOfChanges(context: string): readonly Tab[] {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input, label }) => {
    if (input instanceof TabInputTextDiff) {
      return input.modified.scheme === clusterScheme && / deployed \d+$/.test(input.modified.query);
    }
    // What a tab of several diffs shows is not in the API yet, nor what it is: its label says both.
    const isOfSeveral = typeof input === 'object' && input !== null && 'textDiffs' in input;
    return isOfSeveral && label.startsWith(titleOfSeveral(context));
  });
}

function titleOfSeveral(context: string): string {
  return l10n.t('Changes in {0}', context);
}
