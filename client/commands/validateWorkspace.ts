/** Checks every manifest of the workspace, open or not, and shows what is wrong in VS Code's list of problems. */
import { commands, l10n, ProgressLocation, window } from 'vscode';
import { checkWorkspaceMethod, type CheckWorkspaceResult } from '#protocol/workspace.ts';
import type { Command } from './command.ts';

export const validateWorkspace: Command = {
  id: 'knative.validateWorkspace',
  run: async ({ server }) => {
    const title = l10n.t('Checking the manifests of the workspace');
    const result = await window.withProgress({ location: ProgressLocation.Window, title }, async () => {
      const client = await server.client();
      return client.sendRequest<CheckWorkspaceResult>(checkWorkspaceMethod);
    });
    if (result.errors + result.warnings > 0) await commands.executeCommand('workbench.actions.view.problems');
    window.setStatusBarMessage(summary(result), 15_000);
  },
};

function summary({ files, errors, warnings }: CheckWorkspaceResult): string {
  if (errors + warnings === 0) return l10n.t('$(check) Knative: {0} files, no problems', files);
  return l10n.t('$(warning) Knative: {0} errors and {1} warnings in {2} files', errors, warnings, files);
}
