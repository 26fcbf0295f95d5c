/** The manifests a deployment is about: all resources of files and folders, or the one at a place. */
import { FileType, l10n, RelativePattern, Uri, window, workspace } from 'vscode';
import { deployOrder } from '#knative/deployOrder.ts';
import { isArray, isObject, type Json } from '#knative/json.ts';
import type { FileResource } from '#protocol/resources.ts';
import type { Prepared } from '../../cluster/actions/prepareDeploy.ts';
import type { Manifest } from '../../cluster/actions/write.ts';
import { parseExactJson } from '../../cluster/exactJson.ts';
import type { InFile } from '../../fileFields.ts';
import { fileResources } from '../../fileResources.ts';
import type { LanguageServer } from '../../languageServer.ts';

export interface FileManifest extends Manifest, InFile {
  readonly duplicateKeys: readonly never[];
}

/** One that was tried. */
export type Rehearsed = Prepared & { readonly manifest: FileManifest };

/** What a command was started on. */
export interface Wanted {
  readonly uris: readonly Uri[];
  /** Only the resource that begins at this line. */
  readonly line?: number;
}

/** A code lens gives a URI as text and a position; the explorer a URI and all that are selected; the palette nothing. */
export function wantedBy([target, more]: readonly unknown[]): Wanted | undefined {
  const uri = typeof target === 'string' ? Uri.parse(target, true) : target;
  if (isPosition(more) && uri instanceof Uri) return { uris: [uri], line: more.line };
  const several: readonly unknown[] = Array.isArray(more) ? more : [];
  const uris = several.filter((one) => one instanceof Uri);
  if (uris.length > 0) return { uris };
  const active = uri instanceof Uri ? uri : window.activeTextEditor?.document.uri;
  return active === undefined ? undefined : { uris: [active] };
}

/** In the order to deploy them; undefined where there is something that must not be deployed, which is said. */
export async function fileManifests(
  server: LanguageServer,
  { uris, line }: Wanted,
): Promise<readonly FileManifest[] | undefined> {
  const manifests: FileManifest[] = [];
  for (const uri of await filesIn(uris)) {
    const { resources, unreadable } = await fileResources(server, uri);
    const name = workspace.asRelativePath(uri);
    if (unreadable !== undefined) {
      await refuse(uri, l10n.t('{0} cannot be read, so nothing was deployed: {1}', name, unreadable));
      return undefined;
    }
    const all = resources.map((resource, index) => manifestOf(uri, index, resource));
    const chosen = line === undefined ? all : all.slice(...placeOf(resources, line));
    const template = chosen.find(({ value }) => hasPlaceholders(value));
    if (template !== undefined) {
      const words = l10n.t(
        '{0} is a template: {1} {2} still has placeholders. Render it first, then deploy what comes out.',
        name,
        template.kind,
        template.name,
      );
      await refuse(uri, words);
      return undefined;
    }
    manifests.push(...chosen);
  }
  if (manifests.length > 0) return deployOrder(manifests);
  void window.showInformationMessage(l10n.t('There is nothing to deploy here.'));
  return undefined;
}

async function filesIn(uris: readonly Uri[]): Promise<readonly Uri[]> {
  const found = new Map<string, Uri>();
  for (const uri of uris) {
    const isFolder = uri.scheme !== 'untitled' && (await workspace.fs.stat(uri)).type === FileType.Directory;
    const files = isFolder ? await workspace.findFiles(new RelativePattern(uri, '**/*.{yaml,yml}')) : [uri];
    const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    for (const file of sorted) found.set(file.toString(), file);
  }
  return [...found.values()];
}

function manifestOf(
  uri: Uri,
  index: number,
  { apiVersion, kind, name, namespace, json }: FileResource,
): FileManifest {
  const value = parseExactJson(json);
  return {
    uri,
    index,
    apiVersion,
    kind,
    name,
    namespace,
    value: isObject(value) ? value : {},
    duplicateKeys: [],
  };
}

/** The resource that begins at this line: the first whose kind is named there or below. */
function placeOf(resources: readonly FileResource[], line: number): readonly [number, number] {
  const index = resources.findIndex(({ range }) => range.end.line >= line);
  return index < 0 ? [0, 0] : [index, index + 1];
}

/** Of Helm and its like. In Tekton's and Build's own `$(…)` and `${…}` nothing is missing. */
function hasPlaceholders(value: Json): boolean {
  if (typeof value === 'string') return /\{\{[^}]*\}\}/.test(value);
  if (isArray(value)) return value.some(hasPlaceholders);
  return isObject(value) && Object.values(value).some(hasPlaceholders);
}

function isPosition(value: unknown): value is { readonly line: number } {
  return typeof value === 'object' && value !== null && 'line' in value && typeof value.line === 'number';
}

async function refuse(uri: Uri, message: string): Promise<void> {
  const open = l10n.t('Open File');
  if ((await window.showErrorMessage(message, open)) === open) await window.showTextDocument(uri);
}
