/** Opens the manual of the lint rules that comes with the extension, at a rule if one is named. */
import { commands, Uri } from 'vscode';
import type { Command } from './command.ts';

export function openRulesManual(extensionUri: Uri): Command {
  return {
    id: 'knative.openRulesManual',
    run: async (_context, rule) => {
      const page = Uri.joinPath(extensionUri, 'docs', 'rules.md');
      const target = typeof rule === 'string' ? page.with({ fragment: rule }) : page;
      await commands.executeCommand('markdown.showPreview', target);
    },
  };
}
