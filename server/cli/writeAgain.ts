/** Writes a file that was read: whole or not at all, with its mode and its encoding. */
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf, type Input } from './inputs.ts';

/** Why it was not written; undefined where it was. */
export function writeAgain({ file, text: before }: Input, text: string): string | undefined {
  let temporary: string | undefined;
  try {
    // A link stays one, and what it names is written.
    const target = realpathSync(file);
    const bytes = readFileSync(target);
    const encoding = encodingOf(bytes);
    if (!bytes.equals(Buffer.from(before, encoding))) return unlike;
    temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
    writeFileSync(temporary, Buffer.from(text, encoding), { flag: 'wx' });
    chmodSync(temporary, statSync(target).mode);
    renameSync(temporary, target);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    return reasonOf(error);
  }
}

/** Changed meanwhile; or its bytes are no text that could be written again as it was. */
const unlike = 'it was changed meanwhile or is not UTF-8, so it is left as it is';

function encodingOf(bytes: Buffer): 'utf16le' | 'utf8' {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8';
}
