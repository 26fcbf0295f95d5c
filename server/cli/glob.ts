/** The files that a glob names. Node has this since version 22; the command line runs on 20. */
import { readdirSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';

const magic = /[*?[{]/;

export function isGlob(named: string): boolean {
  return magic.test(named);
}

/** In order; folders for which `isSkipped` are not gone into. */
export function globFiles(glob: string, isSkipped: (folder: string) => boolean): readonly string[] {
  const parts = (path.sep === '\\' ? glob.replaceAll('\\', '/') : glob).split('/');
  const first = parts.findIndex(isGlob);
  const base = parts.slice(0, first).join('/');
  const wanted = parts.slice(first).filter((part) => part !== '' && part !== '.');
  const pattern = patternOf(wanted.join('/'));
  const from = first > 0 && base === '' ? '/' : base;
  const depth = wanted.some((part) => part.includes('**')) ? Infinity : wanted.length;
  return Array.from(below(from, '', depth, isSkipped))
    .filter((name) => pattern.test(name))
    .map((name) => path.join(from, name))
    .filter(isFile)
    .toSorted();
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What lies below a folder, by names with `/` that count from it. */
function* below(
  base: string,
  folder: string,
  depth: number,
  isSkipped: (folder: string) => boolean,
): Iterable<string> {
  for (const entry of entriesOf(path.join(base, folder))) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    yield name;
    if (depth > 1 && entry.isDirectory() && !isSkipped(entry.name)) {
      yield* below(base, name, depth - 1, isSkipped);
    }
  }
}

/** None where it may not be read. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

const pieces = /\*\*\/?|\*|\?|\[(?<not>[!^]?)(?<set>\]?[^\]]*)\]|[{},]|[^*?[{},]+|\[/g;

function patternOf(glob: string): RegExp {
  let open = 0;
  const source = glob.replaceAll(pieces, (piece, not?: string, set?: string) => {
    if (set !== undefined)
      return `[${not === '' ? '' : '^/'}${set.replaceAll(/[\\\]^[]/g, String.raw`\$&`)}]`;
    switch (piece) {
      case '**/':
        return '(?:[^/]+/)*';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        open++;
        return '(?:';
      case '}':
        return open-- > 0 ? ')' : String.raw`\}`;
      case ',':
        return open > 0 ? '|' : ',';
      default:
        return piece.replaceAll(/[\\^$.|+()[\]]/g, String.raw`\$&`);
    }
  });
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    // A brace that is not closed stands for itself.
    return new RegExp(`^${glob.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}$`, 's');
  }
}
