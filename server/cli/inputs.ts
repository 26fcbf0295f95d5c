/** The files that the command line names: files, folders, globs and standard input, each once. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { globFiles, isGlob } from './glob.ts';

export interface Input {
  /** As its user would name it; `-` for standard input. */
  readonly file: string;
  readonly text: string;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  /** What could not be read, and why. */
  readonly failures: readonly string[];
}

/** Folders that hold no manifests of the user's. */
const skipped = new Set(['node_modules', '.git']);

export function readInputs(paths: readonly string[]): Inputs {
  const inputs: Input[] = [];
  const failures: string[] = [];
  const seen = new Set<string>();
  for (const named of paths) {
    const { files, failures: unread } = named === '-' ? { files: ['-'], failures: [] } : filesOf(named);
    failures.push(...unread);
    if (files.length === 0 && unread.length === 0) failures.push(`${named}: there is nothing to read`);
    for (const file of files) {
      if (seen.has(file)) continue;
      seen.add(file);
      const read = readInput(file);
      if (typeof read === 'string') failures.push(`${file}: ${read}`);
      else inputs.push(read);
    }
  }
  return { inputs, failures };
}

/** The input, or why it cannot be read. */
function readInput(file: string): Input | string {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    if (bytes.length > largest) return { file, text: '#'.repeat(largest + 1) };
    const text = decodeText(bytes);
    return text === undefined ? 'this is not text' : { file, text };
  } catch (error) {
    return reasonOf(error);
  }
}

/** More is said to be too large; see `server/yaml`. */
const largest = 64_000_000;

/** UTF-8, or UTF-16 with its mark, as kubectl takes it; undefined for what is not text. */
function decodeText(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  return bytes.toString('utf8');
}

interface Listed {
  readonly files: readonly string[];
  readonly failures: readonly string[];
}

function filesOf(named: string): Listed {
  try {
    const status = statSync(named, { throwIfNoEntry: false });
    if (status?.isDirectory() === true) return yamlFiles(named);
    if (status !== undefined || !isGlob(named)) return { files: [named], failures: [] };
    return { files: globFiles(named, (folder) => skipped.has(folder)), failures: [] };
  } catch (error) {
    return { files: [], failures: [`${named}: ${reasonOf(error)}`] };
  }
}

/** A folder that cannot be read is told, and does not keep the others from it. */
function yamlFiles(folder: string): Listed {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    );
    const found = entries.map((entry): Listed => {
      const file = folder === '.' ? entry.name : path.join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? none : yamlFiles(file);
      return /\.ya?ml$/i.test(entry.name) ? { files: [file], failures: [] } : none;
    });
    return {
      files: found.flatMap(({ files }) => files),
      failures: found.flatMap(({ failures }) => failures),
    };
  } catch (error) {
    return { files: [], failures: [`${folder}: ${reasonOf(error)}`] };
  }
}

const none: Listed = { files: [], failures: [] };

/** What the file system says, in our words where they are better. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file';
    case 'EACCES':
      return 'it may not be read or written';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
