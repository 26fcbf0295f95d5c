/** Chooses the context to look at, for this workspace; the user's kubeconfig stays as it is. */
import { l10n, QuickPickItemKind, ThemeIcon, window, type QuickPickItem } from 'vscode';
import type { KubeContext } from '../../cluster/kubeconfig.ts';
import type { ClusterAccess } from '../../clusterAccess.ts';
import { errorInWords } from '../../localized.ts';
import { playgroundLabel } from '../../playground.ts';
import type { Command } from '../command.ts';

interface Offer extends QuickPickItem {
  readonly context?: string;
}

export const selectContext: Command = {
  id: 'knative.selectContext',
  run: async ({ cluster }) => {
    const chosen = await window.showQuickPick(offers(cluster), {
      title: l10n.t('Choose a Context'),
      placeHolder: l10n.t('It is used here only; your kubeconfig stays as it is.'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (chosen?.context === undefined) return;
    await cluster.choose({ context: chosen.context });
    // Whoever chooses a cluster wants to know whether it answers.
    await cluster.session();
  },
};

async function offers(cluster: ClusterAccess): Promise<readonly Offer[]> {
  const { contexts, problem } = await contextsOf(cluster);
  const current = await currentContext(cluster);
  const own = contexts.filter(({ name }) => !name.startsWith(playgroundLabel));
  const running = contexts.filter(({ name }) => name.startsWith(playgroundLabel));
  const offer = (name: string, more: Omit<Offer, 'label'>): Offer => ({
    label: name,
    context: name,
    iconPath: new ThemeIcon(name === current ? 'check' : 'blank'),
    ...more,
  });
  return [
    { label: l10n.t('Your clusters'), kind: QuickPickItemKind.Separator },
    ...own.map((one) => offer(one.name, detailsOf(one))),
    ...(own.length === 0 ? [{ label: problem, iconPath: new ThemeIcon('info') }] : []),
    { label: l10n.t('Without a cluster'), kind: QuickPickItemKind.Separator },
    ...(running.length === 0 ? offered : running.map(({ name }) => name)).map((name) =>
      offer(name, { description: aboutPlayground(name) }),
    ),
  ];
}

/** What there is before it runs. */
const offered = [`${playgroundLabel}today`, `${playgroundLabel}2019`];

function aboutPlayground(name: string): string {
  if (name.endsWith('-viewer')) return l10n.t('As somebody who may only look');
  return name.endsWith('2019')
    ? l10n.t('Knative Serving of 2019, on this machine')
    : l10n.t('Knative Serving of today, on this machine');
}

function detailsOf({ server, namespace, user, runsProgram }: KubeContext): Omit<Offer, 'label'> {
  const how = runsProgram ? l10n.t('{0}, logs in with a program', user) : user;
  return { description: namespace, detail: `${server} (${how})` };
}

async function contextsOf(
  cluster: ClusterAccess,
): Promise<{ readonly contexts: readonly KubeContext[]; readonly problem: string }> {
  try {
    const { contexts } = await cluster.connection.kubeconfig();
    return { contexts, problem: l10n.t('There is no kubeconfig, or no context in it.') };
  } catch (error) {
    return { contexts: [], problem: errorInWords(error) };
  }
}

async function currentContext(cluster: ClusterAccess): Promise<string> {
  if (cluster.context !== '') return cluster.context;
  const kubeconfig = await cluster.connection.kubeconfig().catch(() => undefined);
  return kubeconfig?.current ?? '';
}
