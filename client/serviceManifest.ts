/** The manifest of the workspace that gives a Service: where it stands in its file, and where its template is. */
import { l10n, window, workspace, type Uri } from 'vscode';
import type { JsonObject } from '#knative/json.ts';
import type { Path } from '#knative/path.ts';
import type { Resource } from '#knative/resource.ts';
import { templatePathOf } from '#knative/template.ts';
import type { FileResource } from '#protocol/resources.ts';
import { fileResources, serviceNamed } from './fileResources.ts';
import type { LanguageServer } from './languageServer.ts';
import { serviceManifests } from './serviceManifests.ts';
import type { Subject } from './subject.ts';

export interface ServiceManifest {
  readonly uri: Uri;
  /** Which resource of the file, counted from 0. */
  readonly index: number;
  /** Of the text in which it was counted, where that is open. */
  readonly version: number | undefined;
  readonly resource: Resource;
  readonly template: Path;
}

/** Undefined where there is none, which is said. */
export async function serviceManifest(
  server: LanguageServer,
  { namespace, service }: Subject,
): Promise<ServiceManifest | undefined> {
  const [manifest] = await serviceManifests(namespace, service);
  if (manifest === undefined) {
    void window.showInformationMessage(l10n.t('No manifest of {0} is in this workspace.', service));
    return undefined;
  }
  const { uri } = manifest.location;
  const { resources, version } = await fileResources(server, uri);
  const index = serviceNamed(resources, namespace, service);
  const found = resources[index];
  const resource = found && resourceOf(found);
  const template = resource && templatePathOf(resource);
  if (resource === undefined || template === undefined) {
    throw new Error(l10n.t('{0} has changed; try again.', workspace.asRelativePath(uri)));
  }
  return { uri, index, version, resource, template };
}

function resourceOf({ apiVersion, kind, name, namespace, json }: FileResource): Resource {
  return { apiVersion, kind, name, namespace, value: JSON.parse(json) as JsonObject, duplicateKeys: [] };
}
