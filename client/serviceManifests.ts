/** Which files of the workspace describe a Service, as the language server knows; those that name its namespace first. */
import { commands, Uri, workspace, type SymbolInformation } from 'vscode';

export async function serviceManifests(
  namespace: string,
  service: string,
): Promise<readonly SymbolInformation[]> {
  const symbols = await commands.executeCommand<readonly SymbolInformation[]>(
    'vscode.executeWorkspaceSymbolProvider',
    service,
  );
  const found = symbols.filter(({ name }) => name === `Service ${service}`);
  return [
    ...found.filter(({ containerName }) => containerName !== '' && containerName === namespace),
    ...found.filter(({ containerName }) => containerName === ''),
  ];
}

/** The name of the file that describes a Service, for a button; '' where there is none. */
export async function manifestName(namespace: string, service: string): Promise<string> {
  const [manifest] = await serviceManifests(namespace, service);
  return manifest === undefined ? '' : workspace.asRelativePath(Uri.parse(manifest.location.uri.toString()));
}
