/** The texts that files have at Git's HEAD, by one `git cat-file` for each repository; none where there is no Git. */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Those that HEAD does not have are left out. */
export function committedTexts(files: readonly string[]): readonly string[] {
  const byRepository = new Map<string, string[]>();
  const rootOf = repositoryRoots();
  for (const file of files) {
    const inside = file === '-' || /[\n\r]/.test(file) ? undefined : placeIn(file, rootOf);
    if (inside === undefined) continue;
    const known = byRepository.get(inside.root);
    if (known === undefined) byRepository.set(inside.root, [inside.name]);
    else known.push(inside.name);
  }
  return [...byRepository].flatMap(([root, names]) => textsIn(root, names));
}

function placeIn(
  file: string,
  rootOf: (folder: string) => string | undefined,
): { readonly root: string; readonly name: string } | undefined {
  const folder = realFolder(path.dirname(path.resolve(file)));
  const root = folder === undefined ? undefined : rootOf(folder);
  if (folder === undefined || root === undefined) return undefined;
  const name = path.relative(root, path.join(folder, path.basename(file)));
  return { root, name: name.replaceAll('\\', '/') };
}

function realFolder(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}

/** The nearest folder with a `.git`; each folder is looked at once. */
function repositoryRoots(): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const rootOf = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder);
    const parent = path.dirname(folder);
    const isRoot = existsSync(path.join(folder, '.git'));
    const root = isRoot ? folder : parent === folder ? undefined : rootOf(parent);
    known.set(folder, root);
    return root;
  };
  return rootOf;
}

function textsIn(root: string, names: readonly string[]): readonly string[] {
  const { stdout, status } = spawnSync('git', ['cat-file', '--batch'], {
    cwd: root,
    input: names.map((name) => `HEAD:${name}\n`).join(''),
    maxBuffer: 256_000_000,
    timeout: 10_000,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  return status === 0 ? blobsIn(stdout) : [];
}

/** Each is `OID blob SIZE`, a line break, the bytes, a line break; a file that is missing is one line. */
function blobsIn(output: Buffer): readonly string[] {
  const texts: string[] = [];
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf('\n', at);
    if (end < 0) break;
    const size = /^[0-9a-f]+ blob (?<size>\d+)$/.exec(output.toString('latin1', at, end))?.groups?.['size'];
    at = end + 1;
    if (size === undefined) continue;
    texts.push(output.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
  return texts;
}
