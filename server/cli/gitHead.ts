/** The texts that files have at Git's HEAD, by one `git cat-file` for all; none where there is no Git. */
import { spawnSync } from 'node:child_process';

/** In the order of the files; those that HEAD does not have are left out. */
export function committedTexts(files: readonly string[]): readonly string[] {
  const inside = files.filter(
    (file) => file !== '-' && !/[\n\r]/.test(file) && !/^(?:\/|\.\.|[A-Za-z]:)/.test(file),
  );
  if (inside.length === 0) return [];
  const { stdout, status } = spawnSync('git', ['cat-file', '--batch'], {
    input: inside.map((file) => `HEAD:./${file.replaceAll('\\', '/').replace(/^\.\//, '')}\n`).join(''),
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
