/** Reads the YAML files of the workspace's folders, a little at a time; bounded in number and size. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders that hold no manifests of the user's. */
const skipped = new Set(['node_modules', 'vendor', 'dist', 'out', 'target', 'bower_components']);
const mostFiles = 10_000;
const largestFile = 4_000_000;
const mostBytes = 128_000_000;

export interface WorkspaceFile {
  readonly uri: string;
  readonly text: string;
}

/** The files one by one, ordered by folder; what cannot be read is left out. */
export async function* workspaceFiles(
  folders: readonly string[],
  signal: AbortSignal,
): AsyncIterable<WorkspaceFile> {
  let files = 0;
  let bytes = 0;
  for (const folder of folders) {
    const root = pathOf(folder);
    if (root === undefined) continue;
    for await (const file of yamlFiles(root, signal)) {
      if (signal.aborted || ++files > mostFiles || bytes > mostBytes) return;
      const text = await readText(file);
      if (text === undefined) continue;
      bytes += text.length;
      yield { uri: uriOf(file), text };
    }
  }
}

/** The text of a file by URI; undefined where it cannot be read, is too large or is no text. */
export async function readUri(uri: string): Promise<string | undefined> {
  const file = pathOf(uri);
  return file === undefined ? undefined : readText(file);
}

export async function isFolder(uri: string): Promise<boolean> {
  const file = pathOf(uri);
  if (file === undefined) return false;
  const status = await stat(file).catch(() => undefined);
  return status?.isDirectory() === true;
}

export function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** Whether a document may be YAML, JSON included, by the language that an editor gave it; a template of YAML may. */
export function mayBeYaml(languageId: string, uri: string): boolean {
  return /ya?ml|json|helm/i.test(languageId) || isYaml(uri);
}

/** Whether a URI lies where no manifests are looked for. */
export function isSkipped(uri: string): boolean {
  return uri.split('/').some((part) => skipped.has(part) || part === '.git');
}

async function* yamlFiles(folder: string, signal: AbortSignal): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders: string[] = [];
  for (const entry of entries) {
    if (signal.aborted) return;
    const { name } = entry;
    if (entry.isDirectory() && !skipped.has(name) && !name.startsWith('.')) folders.push(name);
    else if (entry.isFile() && isYaml(name)) yield path.join(folder, name);
  }
  for (const name of folders) yield* yamlFiles(path.join(folder, name), signal);
}

async function readText(file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    if (size > largestFile) return undefined;
    const text = await readFile(file, 'utf8');
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** As VS Code writes it, so that a file has one name whoever speaks of it. */
export function uriOf(file: string): string {
  const slashed = file
    .replaceAll('\\', '/')
    .replace(/^([A-Za-z]):/, (_all, drive: string) => `/${drive.toLowerCase()}:`);
  const parts = slashed.split('/').map((part) => encodeURIComponent(part).replaceAll(/[!'()*]/g, escaped));
  return `file://${parts.join('/')}`;
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
