/** Opens a new manifest from a template, its blanks to be filled with Tab. */
import { l10n, SnippetString, window, workspace, type QuickPickItem } from 'vscode';
import type { ManifestTemplate } from '#knative/templates/template.ts';
import type { Command } from './command.ts';

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

/** What most begin with; completion in an empty document has them all. */
async function pickTemplate(): Promise<ManifestTemplate | undefined> {
  // Asked for seldom: loaded then.
  const { templates } = await import('#knative/templates.ts');
  const items = templates()
    .filter(({ first }) => first === true)
    .map((template): QuickPickItem & { readonly template: ManifestTemplate } => ({
      label: template.name,
      description: template.apiVersion,
      detail: l10n.t(template.detail.message, ...template.detail.args),
      template,
    }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('New Knative Manifest'),
    placeHolder: l10n.t('What shall it be?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.template;
}
