/** The traffic editor: opens it, and writes what was made in it, to the cluster or into the manifest. */
import { l10n, window, workspace } from 'vscode';
import { planRollout } from '#knative/rollout/plan.ts';
import type { Target } from '#knative/rollout/rollout.ts';
import { changeInFile, locateFields } from '../../fileFields.ts';
import type { LanguageServer } from '../../languageServer.ts';
import { localized } from '../../localized.ts';
import { serviceManifest, type ServiceManifest } from '../../serviceManifest.ts';
import { subjectsOf } from '../../subject.ts';
import type { TrafficPanels } from '../../views/panels/trafficPanels.ts';
import { chooseService } from '../cluster/chooseService.ts';
import type { Command } from '../command.ts';
import { changeSplit } from './changeSplit.ts';

export function openTrafficEditor(panels: TrafficPanels): Command {
  return {
    id: 'knative.openTrafficEditor',
    run: async ({ cluster }, ...args) => {
      const [subject] = subjectsOf(args);
      await cluster.withServices(async (known) => {
        const chosen = await chooseService(known, subject);
        if (chosen === undefined) return;
        const { namespace, name } = chosen.service;
        await panels.show({ context: known.context, namespace, service: name });
      });
    },
  };
}

/** Called by the editor with the Service and its targets. */
export const applyTraffic: Command = {
  id: 'knative.applyTraffic',
  run: async (context, subject, targets) => {
    await changeSplit(context, [subject], () => ({ kind: 'targets', targets: targets as readonly Target[] }));
  },
};

/** Called by the editor with the Service and its targets. */
export const writeTraffic: Command = {
  id: 'knative.writeTraffic',
  run: async ({ server }, subject, targets) => {
    const [of] = subjectsOf([subject]);
    if (of === undefined) return;
    const manifest = await serviceManifest(server, of);
    if (manifest !== undefined) await writeInto(server, manifest, targets as readonly Target[]);
  },
};

async function writeInto(
  server: LanguageServer,
  manifest: ServiceManifest,
  targets: readonly Target[],
): Promise<void> {
  const plan = planRollout(manifest.resource.value, { kind: 'targets', targets });
  if ('refusal' in plan) {
    void window.showWarningMessage(localized(plan.refusal));
    return;
  }
  if (!(await changeInFile(server, manifest, plan.changes))) {
    throw new Error(l10n.t('{0} has changed; try again.', workspace.asRelativePath(manifest.uri)));
  }
  const [range] = await locateFields(server, manifest, ['spec.traffic']);
  await window.showTextDocument(manifest.uri, range === undefined ? {} : { selection: range });
}
