/** Chooses the namespace to look at, or all of them. */
import { l10n, QuickPickItemKind, ThemeIcon, window, type QuickPickItem } from 'vscode';
import { requestJson } from '../../cluster/api.ts';
import { ClusterError } from '../../cluster/errors.ts';
import { pathOf, type KubeList } from '../../cluster/object.ts';
import type { Session } from '../../cluster/session.ts';
import type { ClusterAccess } from '../../clusterAccess.ts';
import { servicesViewId } from '../../views/servicesView.ts';
import type { Command } from '../command.ts';

interface Offer extends QuickPickItem {
  /** '' for all. */
  readonly namespace?: string;
}

export const selectNamespace: Command = {
  id: 'knative.selectNamespace',
  run: async ({ cluster }) => {
    const names = await window.withProgress({ location: { viewId: servicesViewId } }, async () =>
      namespaces(await cluster.session()),
    );
    if (names === undefined) {
      await typeNamespace(cluster);
      return;
    }
    const title = l10n.t('Choose a Namespace');
    const options = { title, placeHolder: cluster.context };
    const chosen = await window.showQuickPick(offers(cluster, names), options);
    if (chosen?.namespace !== undefined) await choose(cluster, chosen.namespace);
  },
};

function offers(cluster: ClusterAccess, names: readonly string[]): readonly Offer[] {
  const current = cluster.connection.namespace ?? '';
  const offer = (label: string, namespace: string): Offer => ({
    label,
    namespace,
    iconPath: new ThemeIcon(namespace === current ? 'check' : 'blank'),
  });
  return [
    offer(l10n.t('All Namespaces'), ''),
    { label: '', kind: QuickPickItemKind.Separator },
    ...names.map((name) => offer(name, name)),
  ];
}

/** Who may not list them knows their names. */
async function typeNamespace(cluster: ClusterAccess): Promise<void> {
  const typed = await window.showInputBox({
    title: l10n.t('Choose a Namespace'),
    prompt: l10n.t('You may not list the namespaces of this cluster; type the name of one.'),
    value: cluster.connection.namespace ?? '',
  });
  if (typed !== undefined && typed.trim() !== '') await choose(cluster, typed.trim());
}

async function choose(cluster: ClusterAccess, namespace: string): Promise<void> {
  await cluster.choose({ ...cluster.connection.choice, namespace });
}

/** Undefined where they may not be listed. */
async function namespaces({ api, served }: Session): Promise<readonly string[] | undefined> {
  const resource = served.find('v1', 'Namespace');
  if (resource === undefined) return undefined;
  try {
    const { items } = await requestJson<KubeList>(api, { path: pathOf(resource) });
    return items.map(({ metadata }) => metadata.name);
  } catch (error) {
    if (error instanceof ClusterError && error.reason === 'forbidden') return undefined;
    throw error;
  }
}
