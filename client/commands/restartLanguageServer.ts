/** Ends the language server and starts a new one. */
import { l10n, ProgressLocation, window } from 'vscode';
import type { Command } from './command.ts';

export const restartLanguageServer: Command = {
  id: 'knative.restartLanguageServer',
  run: async ({ server }) => {
    const title = l10n.t('Restarting the Knative language server');
    await window.withProgress({ location: ProgressLocation.Window, title }, () => server.restart());
  },
};
