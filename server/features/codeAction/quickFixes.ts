/** The fixes that the problems in a range bring along. */
import { CodeActionKind, type CodeAction } from 'vscode-languageserver-types';
import { below } from '../../model/migration.ts';
import type { PlacedProblem } from '../../model/snapshot.ts';
import type { Place } from '../../yaml/document.ts';
import { diagnosticOf } from '../diagnostic/diagnosticOf.ts';
import { mendable, problemsIn, type Asked } from './request.ts';
import { textEdits, workspaceEdit } from './workspaceEdit.ts';

export function quickFixes(asked: Asked, place: Place): readonly CodeAction[] {
  if (!asked.wishes.quickFix) return [];
  const actions = mendable(problemsIn(asked, place), place).flatMap((one) => fixesOf(asked, place, one));
  return once(actions).toSorted((a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false));
}

function fixesOf({ snapshot, document }: Asked, place: Place, one: PlacedProblem): readonly CodeAction[] {
  const { problem, view } = one;
  return problem.fixes.flatMap(({ title, changes, preferred }) => {
    const edits = textEdits(
      place,
      changes.map((change) => below(view?.path ?? [], change)),
    );
    if (edits.length === 0) return [];
    return [
      {
        title: snapshot.translate(title),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnosticOf(document, place, one, snapshot.translate)],
        edit: workspaceEdit(snapshot, document, edits),
        ...(preferred === true ? { isPreferred: true } : {}),
      },
    ];
  });
}

/** One edit may mend several problems; it is offered once, for all of them. */
function once(actions: readonly CodeAction[]): readonly CodeAction[] {
  const groups = Map.groupBy(actions, ({ title, edit }) => JSON.stringify([title, edit]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const preferred = group.some(({ isPreferred }) => isPreferred);
    return [
      {
        ...first,
        diagnostics: group.flatMap(({ diagnostics = [] }) => diagnostics),
        ...(preferred ? { isPreferred: true } : {}),
      },
    ];
  });
}
