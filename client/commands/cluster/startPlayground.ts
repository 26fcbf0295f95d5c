/** Starts the built-in clusters, and looks at the one of today. */
import { commands, l10n, window } from 'vscode';
import { servicesViewId } from '../../views/servicesView.ts';
import type { Command } from '../command.ts';

export const startPlayground: Command = {
  id: 'knative.startPlayground',
  run: async ({ cluster }) => {
    const location = { viewId: servicesViewId };
    await window.withProgress({ location, title: l10n.t('Starting the playground') }, () =>
      cluster.openPlayground(),
    );
    await commands.executeCommand(`${servicesViewId}.focus`);
  },
};
