/** Where the Services of the workspace name their images, as the language server reads their files. */
import { workspace, type Uri } from 'vscode';
import { imageFields } from '#knative/builds/imageFields.ts';
import { isObject } from '#knative/json.ts';
import { parseExactJson } from './cluster/exactJson.ts';
import type { InFile } from './fileFields.ts';
import { fileResources, isKnativeService, serviceFiles } from './fileResources.ts';
import type { LanguageServer } from './languageServer.ts';
import { sameImage, type NamedImage } from './sameImage.ts';

export interface ManifestImage extends InFile, NamedImage {
  /** Of the Service. */
  readonly line: number;
}

export async function imageManifests(server: LanguageServer): Promise<readonly ManifestImage[]> {
  const uris = await serviceFiles(server);
  const found = await Promise.all(uris.map(async (uri) => imagesIn(server, uri)));
  return found.flat();
}

/** The same as its file is now, where documents may have come and gone; undefined where it is not there any more. */
export async function imageNow(
  server: LanguageServer,
  place: ManifestImage,
): Promise<ManifestImage | undefined> {
  // Of an open text the version is known.
  await workspace.openTextDocument(place.uri);
  return sameImage(await imagesIn(server, place.uri), place);
}

async function imagesIn(server: LanguageServer, uri: Uri): Promise<readonly ManifestImage[]> {
  const { resources, version } = await fileResources(server, uri);
  return resources.flatMap((resource, index): readonly ManifestImage[] => {
    if (!isKnativeService(resource)) return [];
    const { apiVersion, kind, name, namespace, json, range } = resource;
    const value = parseExactJson(json);
    const fields = isObject(value) ? imageFields(apiVersion, kind, value) : [];
    const place = { uri, index, version, name, namespace, line: range.start.line };
    return fields.map((field): ManifestImage => Object.assign({}, place, field));
  });
}
