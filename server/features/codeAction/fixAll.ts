/** All fixes of a file that are nearly always right, in one edit; of those that touch each other, the first. */
import type { CodeAction } from 'vscode-languageserver-types';
import { text } from '#knative/text.ts';
import { below } from '../../model/migration.ts';
import { placesOf, rangeIn, type Place } from '../../yaml/document.ts';
import { editsFor, type TextEdit } from '../../yaml/edit.ts';
import { fixAllKind, mendable, published, type Asked } from './request.ts';
import { workspaceEdit } from './workspaceEdit.ts';

export function fixAll(asked: Asked): readonly CodeAction[] {
  if (!asked.wishes.fixAll) return [];
  const { snapshot, document } = asked;
  const edits = Array.from(placesOf(document), (place) => sureEdits(asked, place)).flat();
  if (edits.length === 0) return [];
  return [
    {
      title: snapshot.translate(text('Make all fixes that are sure')),
      kind: fixAllKind,
      edit: workspaceEdit(snapshot, document, edits),
    },
  ];
}

function sureEdits({ snapshot, document }: Asked, place: Place) {
  const accepted: TextEdit[] = [];
  for (const { problem, view } of mendable(published(snapshot, document, place), place)) {
    const fix = problem.fixes.find(({ preferred }) => preferred);
    if (fix === undefined) continue;
    const changes = fix.changes.map((change) => below(view?.path ?? [], change));
    const edits = editsFor(place.segment, changes);
    // A fix is made whole or not at all.
    if (!edits.some((edit) => accepted.some((other) => collide(edit, other)))) accepted.push(...edits);
  }
  return accepted.map(({ start, end, text }) => ({ range: rangeIn(place, start, end), newText: text }));
}

/** Whether one edit changes what the other stands on; two insertions at one place may be the same thing twice. */
function collide(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
