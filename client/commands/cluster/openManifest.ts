/** From the tree to the manifest: opens the file of the workspace that describes a Service. */
import { commands, l10n, Range, window, type SymbolInformation } from 'vscode';
import { subjectsOf } from '../../subject.ts';
import type { Command } from '../command.ts';
import { chooseService } from './chooseService.ts';

export const openManifest: Command = {
  id: 'knative.openManifest',
  run: async ({ cluster }, ...args) => {
    const [subject] = subjectsOf(args);
    const wanted = subject ?? (await cluster.withServices((known) => chooseService(known)))?.subject;
    if (wanted === undefined) return;
    const { namespace, service } = wanted;
    const symbols = await commands.executeCommand<readonly SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      service,
    );
    const found = symbols.filter(
      ({ name, containerName }) =>
        name === `Service ${service}` && (containerName === '' || containerName === namespace),
    );
    const symbol = found.length > 1 ? await pick(found) : found[0];
    if (symbol !== undefined) {
      const { start } = symbol.location.range;
      await window.showTextDocument(symbol.location.uri, { selection: new Range(start, start) });
    } else if (found.length === 0) {
      void window.showInformationMessage(l10n.t('No manifest of {0} is in this workspace.', service));
    }
  },
};

async function pick(symbols: readonly SymbolInformation[]): Promise<SymbolInformation | undefined> {
  const items = symbols.map((symbol) => ({
    label: symbol.name,
    description: symbol.containerName,
    detail: symbol.location.uri.fsPath,
    symbol,
  }));
  return (await window.showQuickPick(items, { title: l10n.t('Several manifests describe it') }))?.symbol;
}
