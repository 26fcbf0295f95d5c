/** From the manifest to the tree: selects the Service that the cursor is in. */
import { commands, l10n, window } from 'vscode';
import { fileResources, serviceAt } from '../../fileResources.ts';
import { servicesViewId, type ServicesView } from '../../views/servicesView.ts';
import type { Command } from '../command.ts';

export function revealService(view: ServicesView): Command {
  return {
    id: 'knative.revealService',
    run: async ({ server, cluster }) => {
      const editor = window.activeTextEditor;
      if (editor === undefined) return;
      const { resources } = await fileResources(server, editor.document.uri);
      const wanted = serviceAt(resources, editor.selection.active);
      if (wanted === undefined) {
        void window.showInformationMessage(l10n.t('There is no Knative Service in this file.'));
        return;
      }
      await commands.executeCommand(`${servicesViewId}.focus`);
      await cluster.withServices(async ({ services }) => {
        const found = services.find(
          ({ name, namespace }) =>
            name === wanted.name && (wanted.namespace === '' || wanted.namespace === namespace),
        );
        if (found !== undefined && (await view.reveal(found.namespace, found.name))) return;
        void window.showInformationMessage(
          l10n.t('{0} is not among the Services of {1}.', wanted.name, cluster.context),
        );
      });
    },
  };
}
