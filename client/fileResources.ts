/** The resources in a file, as the language server reads them. */
import type { Position, Uri } from 'vscode';
import {
  resourcesMethod,
  serviceFilesMethod,
  type FileResource,
  type ResourcesParams,
  type ResourcesResult,
  type ServiceFilesResult,
} from '#protocol/resources.ts';
import type { LanguageServer } from './languageServer.ts';

export async function fileResources(server: LanguageServer, uri: Uri): Promise<ResourcesResult> {
  const client = await server.client();
  const params: ResourcesParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  return client.sendRequest<ResourcesResult>(resourcesMethod, params);
}

/** The files of the workspace in which Services are: all of them, where a search of symbols tells the first. */
export async function serviceFiles(server: LanguageServer): Promise<readonly Uri[]> {
  const client = await server.client();
  const { uris } = await client.sendRequest<ServiceFilesResult>(serviceFilesMethod);
  return uris.map((uri) => client.protocol2CodeConverter.asUri(uri));
}

export function isKnativeService({ apiVersion, kind, name }: FileResource): boolean {
  return kind === 'Service' && apiVersion.startsWith('serving.knative.dev/') && name !== '';
}

/**
 * Which resource of a file describes this Service of a cluster; -1 for none. One that names its namespace rather than one
 * that is for any.
 */
export function serviceNamed(resources: readonly FileResource[], namespace: string, service: string): number {
  const named = (wanted: string): number =>
    resources.findIndex((one) => isKnativeService(one) && one.name === service && one.namespace === wanted);
  const exact = named(namespace);
  return exact >= 0 ? exact : named('');
}

/** The Service at a place, else the one before it, else the first. */
export function serviceAt(resources: readonly FileResource[], place: Position): FileResource | undefined {
  const services = resources.filter(isKnativeService);
  return services.findLast(({ range }) => range.start.line <= place.line) ?? services[0];
}
