/** Another key for a value; one that has the key already goes. */
import type { Path } from '#knative/path.ts';
import { entryOf } from '../locate.ts';
import { renderScalar } from '../render.ts';
import { draftOf, nodeAt, splice, type Draft } from './draft.ts';
import { remove } from './remove.ts';
import { writtenOut } from './writtenOut.ts';

/** What others share by aliases is written out on the way. */
export function renameOwn(draft: Draft, path: Path, key: string): string {
  const text = writtenOut(draft, path);
  return text === undefined ? rename(draft, path, key) : renameOwn(draftOf(text), path, key);
}

function rename(draft: Draft, path: Path, key: string): string {
  const parent = nodeAt(draft, path.slice(0, -1));
  const part = path.at(-1);
  if (parent?.kind !== 'mapping' || typeof part !== 'string') return draft.text;
  const entry = entryOf(parent, part);
  if (entry === undefined || part === key) return draft.text;
  if (entryOf(parent, key) !== undefined) {
    return renameOwn(draftOf(remove(draft, [...path.slice(0, -1), key])), path, key);
  }
  const quote = draft.text[entry.keyStart];
  const style = quote === '"' ? 'double' : quote === "'" ? 'single' : undefined;
  return splice(draft, entry.keyStart, entry.keyEnd, renderScalar(key, style));
}
