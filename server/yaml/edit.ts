/**
 * Changes by path as edits of the text that leave alone all they do not name: comments, quotes, order, flow or block
 * style, line ends. The result reads as `applyChanges` has it.
 */
import { applyChanges } from '#knative/applyChanges.ts';
import type { Change } from '#knative/change.ts';
import { jsonEquals, type Json } from '#knative/json.ts';
import { withoutAliases } from './aliases.ts';
import { draftOf, type Draft } from './edit/draft.ts';
import { move } from './edit/move.ts';
import { removeOwn } from './edit/remove.ts';
import { renameOwn } from './edit/rename.ts';
import { insert, setOwn } from './edit/set.ts';
import { writtenOut } from './edit/writtenOut.ts';
import { replacedLines, type TextEdit } from './lineDiff.ts';
import { parseText } from './parse.ts';
import type { Segment } from './segment.ts';
import { readValue } from './value.ts';

export type { TextEdit } from './lineDiff.ts';

/** The edits that make the changes, in offsets of the segment, in order and apart from each other. */
export function editsFor(segment: Segment, changes: readonly Change[]): readonly TextEdit[] {
  return replacedLines(segment.text, changedText(segment.text, changes));
}

/** The text after all changes. */
export function changedText(text: string, changes: readonly Change[]): string {
  const now = changedAsWritten(text, changes);
  if (!/[&*]/.test(text)) return now;
  // What is said once for several places may have come to say something else in one of them.
  const before = valueOf(text);
  if (before === undefined) return now;
  const meant = applyChanges(before, changes);
  if (jsonEquals(valueOf(now), meant)) return now;
  const plain = changedAsWritten(withoutAliases(text), changes);
  return jsonEquals(valueOf(plain), meant) ? plain : setOwn(draftOf(text), [], { value: meant });
}

function changedAsWritten(text: string, changes: readonly Change[]): string {
  return changes.reduce((now, change) => changed(draftOf(now), change), text);
}

function valueOf(text: string): Json | undefined {
  const { root, problems } = parseText(text);
  return root === undefined || problems.length > 0 ? undefined : readValue(root).value;
}

function changed(draft: Draft, change: Change): string {
  switch (change.op) {
    case 'set':
      return setOwn(draft, change.path, { value: change.value });
    case 'remove':
      return removeOwn(draft, change.path);
    case 'rename':
      return renameOwn(draft, change.path, change.key);
    case 'insert':
    case 'move': {
      const text = writtenOut(draft, change.path);
      if (text !== undefined) return changed(draftOf(text), change);
      return change.op === 'insert'
        ? insert(draft, change.path, change.value)
        : move(draft, change.path, change.to);
    }
  }
}
