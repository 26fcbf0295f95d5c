/** A value at another path, with the comments that are about it. */
import { startsWith, type Path } from '#knative/path.ts';
import { taken, without } from '../lift.ts';
import { entryOf } from '../locate.ts';
import { readValue } from '../value.ts';
import { draftOf, isFlow, nodeAt, type Draft } from './draft.ts';
import { remove } from './remove.ts';
import { setOwn } from './set.ts';
import { wrap } from './wrap.ts';

export function move(draft: Draft, path: Path, to: Path): string {
  const node = nodeAt(draft, path);
  if (node === undefined) return draft.text;
  if (to.length === path.length && startsWith(to, path)) return draft.text;
  if (startsWith(to, path)) return wrap(draft, path, to.slice(path.length));
  const part = path.at(-1);
  const parent = nodeAt(draft, path.slice(0, -1));
  const entry = parent?.kind === 'mapping' && typeof part === 'string' ? entryOf(parent, part) : undefined;
  const cut = entry === undefined || isFlow(parent ?? node) ? undefined : taken(draft.text, entry);
  if (parent?.kind !== 'mapping' || cut === undefined) {
    return setOwn(draftOf(remove(draft, path)), to, { value: readValue(node).value });
  }
  const rest = without(draft.text, parent, cut, draft.habits);
  // Of duplicate keys the others go too.
  return setOwn(draftOf(remove(draftOf(rest), path)), to, cut.piece);
}
