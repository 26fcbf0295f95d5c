/** What can be done about the rollout of a Service, as a list: what a click on the status bar opens. */
import { commands, l10n, QuickPickItemKind, ThemeIcon, window, type QuickPickItem } from 'vscode';
import { shortSplit } from '#knative/rollout/rollout.ts';
import type { LiveService } from '../../cluster/services.ts';
import { undoKey, type ClusterAccess, type KnownServices } from '../../clusterAccess.ts';
import { subjectsOf } from '../../subject.ts';
import { chooseService } from '../cluster/chooseService.ts';
import type { Command } from '../command.ts';

interface Offer extends QuickPickItem {
  readonly command?: string;
}

export const rollout: Command = {
  id: 'knative.rollout',
  run: async ({ cluster }, ...args) => {
    const [subject] = subjectsOf(args);
    await cluster.withServices(async (known) => {
      const chosen = await chooseService(known, subject);
      if (chosen === undefined) return;
      const { service } = chosen;
      const offers = [...splitOffers(service), ...otherOffers(cluster, known, service)];
      const picked = await window.showQuickPick(offers, {
        title: `${service.name} ${shortSplit(service.rollout)}`.trimEnd(),
        placeHolder: `${known.context} · ${service.namespace}`,
        matchOnDescription: true,
      });
      if (picked?.command !== undefined) await commands.executeCommand(picked.command, chosen.subject);
    });
  },
};

function splitOffers({ rollout: { current, candidate }, revisions }: LiveService): readonly Offer[] {
  const onTrial = candidate !== undefined && candidate.percent < 100;
  const ready = revisions.filter(({ readiness }) => readiness === 'ready');
  return [
    ...(onTrial
      ? [
          offer('knative.promote', 'rocket', l10n.t('Promote {0}', candidate.revision), l10n.t('100 %')),
          offer(
            'knative.shiftMore',
            'add',
            l10n.t('+10 % for {0}', candidate.revision),
            after(candidate.percent),
          ),
        ]
      : []),
    ...(candidate === undefined
      ? [offer('knative.startCanary', 'beaker', l10n.t('Start a Canary...'), current?.revision ?? '')]
      : [
          offer(
            'knative.setCandidatePercent',
            'settings',
            l10n.t('Set the Percentage...'),
            candidate.revision,
          ),
        ]),
    ...(ready.length > 1
      ? [offer('knative.rollBack', 'history', l10n.t('Roll Back to a Revision...'), '')]
      : []),
  ];
}

function after(percent: number): string {
  const more = Math.min(100, percent + 10);
  return `${100 - more}/${more}`;
}

function otherOffers(
  cluster: ClusterAccess,
  { context }: KnownServices,
  { namespace, name, url }: LiveService,
): readonly Offer[] {
  const last = cluster.undos.get(undoKey(context, namespace, name));
  return [
    ...(last === undefined
      ? []
      : [offer('knative.undoTraffic', 'discard', l10n.t('Undo the Last Change'), '')]),
    { label: '', kind: QuickPickItemKind.Separator },
    offer('knative.autoscaling', 'graph-line', l10n.t('Open the Autoscaling Dashboard'), ''),
    offer('knative.openTrafficEditor', 'settings-gear', l10n.t('Open the Traffic Editor'), ''),
    ...(url === '' ? [] : [offer('knative.openUrl', 'link-external', l10n.t('Open URL'), url)]),
    offer('knative.openManifest', 'go-to-file', l10n.t('Open the Manifest'), ''),
  ];
}

function offer(command: string, icon: string, label: string, description: string): Offer {
  return { command, label, description, iconPath: new ThemeIcon(icon) };
}
