/** The traffic editor: opens it, and writes what was made in it, to the cluster or into the manifest. */
import { l10n, Range, window, workspace, WorkspaceEdit, type SymbolInformation } from 'vscode';
import type { Range as LspRange } from 'vscode-languageserver-types';
import type { JsonObject } from '#knative/json.ts';
import { planRollout } from '#knative/rollout/plan.ts';
import type { Target } from '#knative/rollout/rollout.ts';
import { editsForMethod, type EditsForParams, type EditsForResult } from '#protocol/resources.ts';
import { fileResources, isKnativeService } from '../../fileResources.ts';
import type { LanguageServer } from '../../languageServer.ts';
import { localized } from '../../localized.ts';
import { serviceManifests } from '../../serviceManifests.ts';
import { subjectsOf } from '../../subject.ts';
import type { TrafficPanels } from '../../views/panels/trafficPanel.ts';
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
        panels.show({ context: known.context, namespace, service: name });
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
    const [manifest] = await serviceManifests(of.namespace, of.service);
    if (manifest === undefined) {
      void window.showInformationMessage(l10n.t('No manifest of {0} is in this workspace.', of.service));
      return;
    }
    await writeInto(server, manifest, targets as readonly Target[]);
  },
};

async function writeInto(
  server: LanguageServer,
  { location }: SymbolInformation,
  targets: readonly Target[],
): Promise<void> {
  const document = await workspace.openTextDocument(location.uri);
  const { resources } = await fileResources(server, location.uri);
  const line = location.range.start.line;
  const index = resources.findIndex(
    (one) => isKnativeService(one) && one.range.start.line <= line && line <= one.range.end.line,
  );
  const resource = resources[index];
  if (resource === undefined) throw new Error(l10n.t('{0} has changed; try again.', document.fileName));
  const plan = planRollout(JSON.parse(resource.json) as JsonObject, { kind: 'targets', targets });
  if ('refusal' in plan) {
    void window.showWarningMessage(localized(plan.refusal));
    return;
  }
  const client = await server.client();
  const params: EditsForParams = {
    uri: client.code2ProtocolConverter.asUri(location.uri),
    index,
    changes: plan.changes,
  };
  const { version, edits } = await client.sendRequest<EditsForResult>(editsForMethod, params);
  if (version !== undefined && version !== document.version) {
    throw new Error(l10n.t('{0} has changed; try again.', document.fileName));
  }
  const edit = new WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(location.uri, rangeOf(range), newText);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document, { selection: rangeOf(edits[0]?.range ?? resource.range) });
}

function rangeOf({ start, end }: LspRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
