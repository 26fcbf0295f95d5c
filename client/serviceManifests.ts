/** Which files of the workspace describe a Service, as the language server knows. */
import { commands, type SymbolInformation } from 'vscode';

export async function serviceManifests(
  namespace: string,
  service: string,
): Promise<readonly SymbolInformation[]> {
  const symbols = await commands.executeCommand<readonly SymbolInformation[]>(
    'vscode.executeWorkspaceSymbolProvider',
    service,
  );
  return symbols.filter(
    ({ name, containerName }) =>
      name === `Service ${service}` && (containerName === '' || containerName === namespace),
  );
}
