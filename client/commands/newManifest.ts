/** Opens a new manifest from a template, its blanks to be filled with Tab. */
import { l10n, SnippetString, window, workspace, type QuickPickItem } from 'vscode';
import type { Command } from './command.ts';
import { manifestTemplates, type ManifestTemplate } from './manifestTemplates.ts';

export const newManifest: Command = {
  id: 'knative.newManifest',
  run: async () => {
    const template = await pickTemplate();
    if (template === undefined) return;
    const document = await workspace.openTextDocument({ language: 'yaml' });
    const editor = await window.showTextDocument(document);
    await editor.insertSnippet(new SnippetString(template.snippet));
  },
};

async function pickTemplate(): Promise<ManifestTemplate | undefined> {
  const items = manifestTemplates().map(
    (template): QuickPickItem & { readonly template: ManifestTemplate } => ({
      label: template.label,
      description: template.apiVersion,
      detail: template.detail,
      template,
    }),
  );
  const picked = await window.showQuickPick(items, {
    title: l10n.t('New Knative Manifest'),
    placeHolder: l10n.t('What shall it be?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.template;
}
