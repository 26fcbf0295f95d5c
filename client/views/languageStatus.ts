/** The language server's state, where VS Code shows it: behind the braces in the status bar of a YAML file. */
import { l10n, languages, LanguageStatusSeverity, type Disposable } from 'vscode';
import type { LanguageServer, ServerState } from '../languageServer.ts';

export function languageStatus(server: LanguageServer): Disposable {
  const item = languages.createLanguageStatusItem('knative.server', { language: 'yaml' });
  item.name = l10n.t('Knative language server');
  const show = (state: ServerState): void => {
    item.text = words(state);
    item.busy = state === 'starting';
    item.severity = state === 'stopped' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.command =
      state === 'stopped'
        ? { command: 'knative.restartLanguageServer', title: l10n.t('Restart') }
        : { command: 'knative.showLog', title: l10n.t('Show Log') };
  };
  show(server.state);
  const listening = server.onDidChangeState(show);
  return {
    dispose() {
      listening.dispose();
      item.dispose();
    },
  };
}

function words(state: ServerState): string {
  switch (state) {
    case 'starting':
      return l10n.t('Knative: starting');
    case 'running':
      return l10n.t('Knative: checking');
    case 'stopped':
      return l10n.t('Knative: stopped');
  }
}
