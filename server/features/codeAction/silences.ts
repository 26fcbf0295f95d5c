/** "Ignore this here": the comment that silences one rule for one place. */
import { CodeActionKind, type CodeAction, type TextEdit } from 'vscode-languageserver-types';
import { text } from '#knative/text.ts';
import type { PlacedProblem } from '../../model/snapshot.ts';
import { positionIn, type Place } from '../../yaml/document.ts';
import { lineEnd, lineStartsOf } from '../../yaml/segment.ts';
import { diagnosticOf } from '../diagnostic/diagnosticOf.ts';
import { problemsIn, type Asked } from './request.ts';
import { workspaceEdit } from './workspaceEdit.ts';

export function silences(asked: Asked, place: Place): readonly CodeAction[] {
  const { snapshot, document } = asked;
  if (!asked.wishes.quickFix) return [];
  const advice = problemsIn(asked, place).filter(
    ({ problem, view }) => problem.source === 'lint' && view !== undefined,
  );
  const perLine = Map.groupBy(advice, ({ problem, range }) => `${range.start.line} ${problem.code}`);
  return [...perLine.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        title: snapshot.translate(text('Ignore {0} here', first.problem.code)),
        kind: CodeActionKind.QuickFix,
        diagnostics: group.map((one) => diagnosticOf(document, place, one, snapshot.translate)),
        edit: workspaceEdit(snapshot, document, [silence(place, first)]),
      },
    ];
  });
}

const comment = /^\s*#\s*knative-ignore\s*:\s*[\w,\s-]*[\w-]/;

/** The code behind those that are ignored here already, or a comment on a line of its own. */
function silence(place: Place, { problem, range }: PlacedProblem): TextEdit {
  const { segment } = place;
  const line = range.start.line - place.line;
  const starts = lineStartsOf(segment);
  const above = line === 0 ? '' : segment.text.slice(starts[line - 1], lineEnd(segment, line - 1));
  const ignored = comment.exec(above)?.[0];
  if (ignored !== undefined) {
    const at = positionIn(place, (starts[line - 1] ?? 0) + ignored.length);
    return { range: { start: at, end: at }, newText: `, ${problem.code}` };
  }
  const start = starts[line] ?? 0;
  const indent = /^[ ]*/.exec(segment.text.slice(start, lineEnd(segment, line)))?.[0] ?? '';
  const lineBreak = segment.text.includes('\r\n') ? '\r\n' : '\n';
  const at = positionIn(place, start);
  return {
    range: { start: at, end: at },
    newText: `${indent}# knative-ignore: ${problem.code}${lineBreak}`,
  };
}
