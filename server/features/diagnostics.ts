/** Problems as the diagnostics of a document. */
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Text } from '#knative/text.ts';
import type { Severity } from '#knative/problem.ts';
import type { SegmentFindings } from '../model/documentProblems.ts';
import { shifted } from '../model/model.ts';
import type { Document } from '../yaml/document.ts';
import { diagnosticOf, isAnyYamls } from './diagnostic/diagnosticOf.ts';

/** What diagnostics need of the model. */
export interface ProblemSource {
  documentProblems(document: Document): readonly SegmentFindings[];
  readonly translate: (text: Text) => string;
  readonly yamlExtension: boolean;
}

/** An editor shows no more of one file than this, the worst first. */
const most = 1000;

/** Beyond this many in a file, remarks tell nobody anything and only weigh on every keystroke. */
const mostRemarks = 200;

export function diagnostics(
  source: ProblemSource,
  document: Document,
  findings: readonly SegmentFindings[] = source.documentProblems(document),
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let remarks = 0;
  for (const { place, problems, serious } of findings) {
    if (!serious && remarks >= mostRemarks) continue;
    for (const one of problems) {
      if (source.yamlExtension && isAnyYamls(one.problem)) continue;
      if (isRemark(one.problem.severity) && ++remarks > mostRemarks) continue;
      const placed = { ...one, range: shifted(one.range, place.line) };
      found.push(diagnosticOf(document, place, placed, source.translate));
    }
  }
  if (found.length <= most) return found;
  return found.toSorted((a, b) => (a.severity ?? 1) - (b.severity ?? 1)).slice(0, most);
}

function isRemark(severity: Severity): boolean {
  return severity === 'hint' || severity === 'information';
}
