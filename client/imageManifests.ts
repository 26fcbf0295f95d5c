/** Where the Services of the workspace name their images, as the language server reads their files. */
import type { Uri } from 'vscode';
import { imageFields, type ImageField } from '#knative/builds/imageFields.ts';
import { isObject } from '#knative/json.ts';
import { parseExactJson } from './cluster/exactJson.ts';
import type { InFile } from './fileFields.ts';
import { fileResources, isKnativeService, serviceFiles } from './fileResources.ts';
import type { LanguageServer } from './languageServer.ts';

export interface ManifestImage extends InFile, ImageField {
  readonly name: string;
  readonly namespace: string;
  /** Of the Service. */
  readonly line: number;
}

export async function imageManifests(server: LanguageServer): Promise<readonly ManifestImage[]> {
  const uris = await serviceFiles(server);
  const found = await Promise.all(uris.map(async (uri) => imagesIn(server, uri)));
  return found.flat();
}

async function imagesIn(server: LanguageServer, uri: Uri): Promise<readonly ManifestImage[]> {
  const { resources } = await fileResources(server, uri);
  return resources.flatMap((resource, index): readonly ManifestImage[] => {
    if (!isKnativeService(resource)) return [];
    const { apiVersion, kind, name, namespace, json, range } = resource;
    const value = parseExactJson(json);
    const fields = isObject(value) ? imageFields(apiVersion, kind, value) : [];
    const place = { uri, index, name, namespace, line: range.start.line };
    return fields.map((field): ManifestImage => Object.assign({}, place, field));
  });
}
