/** Shows an object of the cluster as the manifest that would make it; a copy of that can be edited. */
import { l10n, Uri, window, workspace } from 'vscode';
import { requestJson } from '../../cluster/api.ts';
import { cleanObject } from '../../cluster/cleanObject.ts';
import { jsonOf, pathOf, type KubeObject } from '../../cluster/object.ts';
import { subjectsOf } from '../../subject.ts';
import { clusterScheme, type ClusterDocuments } from '../../views/clusterDocuments.ts';
import type { Command } from '../command.ts';
import { chooseObject } from './chooseObject.ts';

export function showYaml(documents: ClusterDocuments): Command {
  return {
    id: 'knative.showYaml',
    run: async ({ cluster }, ...args) => {
      const [subject] = subjectsOf(args);
      await cluster.withServices(async (known) => {
        const { session } = known;
        const chosen = await chooseObject(known, subject);
        if (chosen === undefined) return;
        const { namespace = '', name } = chosen.object.metadata;
        const path = pathOf(chosen.resource, namespace, name);
        const object = await requestJson<KubeObject>(session.api, { path });
        const { objectYaml } = await import('../../objectYaml.ts');
        const text = objectYaml(cleanObject(jsonOf(object)));
        const uri = documents.put(
          [session.context.name, namespace, `${name} (${session.context.name}).yaml`],
          chosen.kind,
          text,
        );
        await window.showTextDocument(uri, { preview: true });
      });
    },
  };
}

export const editYamlCopy: Command = {
  id: 'knative.editYamlCopy',
  run: async (_context, target) => {
    const uri = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
    if (uri?.scheme !== clusterScheme) {
      void window.showInformationMessage(l10n.t('Show the YAML of something in the cluster first.'));
      return;
    }
    const shown = await workspace.openTextDocument(uri);
    const copy = await workspace.openTextDocument({ language: 'yaml', content: shown.getText() });
    await window.showTextDocument(copy);
  },
};
