/** Shows what is wrong in the whole workspace, in VS Code's list of problems. */
import { commands, DiagnosticSeverity, l10n, languages, window } from 'vscode';
import type { Command } from './command.ts';

export const validateWorkspace: Command = {
  id: 'knative.validateWorkspace',
  run: async ({ server }) => {
    await server.client();
    await commands.executeCommand('workbench.actions.view.problems');
    window.setStatusBarMessage(summary(), 10_000);
  },
};

function summary(): string {
  const files = languages
    .getDiagnostics()
    .map(([, all]) => all.filter(({ source }) => source === 'knative'))
    .filter((own) => own.length > 0);
  const count = (severity: DiagnosticSeverity): number =>
    files.flat().filter((diagnostic) => diagnostic.severity === severity).length;
  if (files.length === 0) return l10n.t('Knative: no problems');
  return l10n.t(
    'Knative: {0} errors, {1} warnings in {2} files',
    count(DiagnosticSeverity.Error),
    count(DiagnosticSeverity.Warning),
    files.length,
  );
}
