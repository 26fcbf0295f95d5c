/** Problems as the diagnostics of a document. */
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver-types';
import { english, type Text } from '#knative/text.ts';
import type { Problem, Severity } from '#knative/problem.ts';
import { rangeOfProblem, type SegmentProblem } from '../model/analysis.ts';
import { shifted } from '../model/model.ts';
import { placesOf, type Document, type Place } from '../yaml/document.ts';

/** What diagnostics need of the model. */
export interface ProblemSource {
  segmentProblems(document: Document, segment: Place['segment']): readonly SegmentProblem[];
  readonly translate: (text: Text) => string;
  readonly yamlExtension: boolean;
}

/** An editor shows no more of one file than this, the worst first. */
const most = 1000;

/** Beyond this many in a file, remarks tell nobody anything and only weigh on every keystroke. */
const mostRemarks = 200;

export function diagnostics(source: ProblemSource, document: Document): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let remarks = 0;
  for (const place of placesOf(document)) {
    const problems = source.segmentProblems(document, place.segment);
    for (const one of problems) {
      if (source.yamlExtension && isAnyYamls(one.problem)) continue;
      if (isRemark(one.problem.severity) && ++remarks > mostRemarks) continue;
      found.push(diagnosticOf(source, document, place, one));
    }
  }
  if (found.length <= most) return found;
  return found.toSorted((a, b) => (a.severity ?? 1) - (b.severity ?? 1)).slice(0, most);
}

/** What another YAML extension reports too. */
function isAnyYamls({ code }: Problem): boolean {
  return code === 'yaml-syntax' || code === 'duplicate-key';
}

function isRemark(severity: Severity): boolean {
  return severity === 'hint' || severity === 'information';
}

function diagnosticOf(
  source: ProblemSource,
  document: Document,
  place: Place,
  { problem, view, range }: SegmentProblem,
): Diagnostic {
  const diagnostic: Diagnostic = {
    range: shifted(range, place.line),
    severity: severities[problem.severity],
    code: problem.code,
    codeDescription: { href: problem.docs },
    source: 'knative',
    message: messageOf(problem, source.translate),
  };
  if (problem.source === 'lint' && problem.tags !== undefined)
    diagnostic.tags = problem.tags.map((tag) => tags[tag]);
  if (problem.related !== undefined && view !== undefined) {
    diagnostic.relatedInformation = problem.related.map(({ path, message }) => ({
      location: {
        uri: document.uri,
        range: shifted(rangeOfProblem(place.segment, view, path, 'value'), place.line),
      },
      message: source.translate(message),
    }));
  }
  return diagnostic;
}

/** The whole message: the cluster's words and our remark on them, or ours. */
export function messageOf(problem: Problem, translate: (text: Text) => string = english): string {
  if (problem.source === 'lint') return translate(problem.message);
  return problem.note === undefined ? problem.message : `${problem.message}\n${translate(problem.note)}`;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags = { deprecated: DiagnosticTag.Deprecated, unnecessary: DiagnosticTag.Unnecessary } as const;
