/** Opens the extension's walkthrough. */
import { commands } from 'vscode';
import type { Command } from './command.ts';

export function openWalkthrough(extensionId: string): Command {
  return {
    id: 'knative.openWalkthrough',
    run: async () => {
      await commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#start`, false);
    },
  };
}
