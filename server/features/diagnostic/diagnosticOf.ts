/** One problem as a diagnostic: what is published, and what a code action says it mends. */
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver-types';
import { english, type Text } from '#knative/text.ts';
import type { Problem, Severity } from '#knative/problem.ts';
import { rangeOfProblem } from '../../model/analysis.ts';
import { shifted } from '../../model/model.ts';
import type { PlacedProblem } from '../../model/snapshot.ts';
import type { Document, Place } from '../../yaml/document.ts';

export function diagnosticOf(
  document: Document,
  place: Place,
  { problem, view, range }: PlacedProblem,
  translate: (text: Text) => string,
): Diagnostic {
  const diagnostic: Diagnostic = {
    range,
    severity: severities[problem.severity],
    code: problem.code,
    codeDescription: { href: problem.docs },
    source: 'knative',
    message: shortened(messageOf(problem, translate)),
  };
  if (problem.source === 'lint' && problem.tags !== undefined)
    diagnostic.tags = problem.tags.map((tag) => tags[tag]);
  if (problem.related !== undefined && view !== undefined) {
    diagnostic.relatedInformation = problem.related.map(({ path, message }) => ({
      location: {
        uri: document.uri,
        range: shifted(rangeOfProblem(place.segment, view, path, 'value'), place.line),
      },
      message: translate(message),
    }));
  }
  return diagnostic;
}

/** The cluster repeats what is wrong, however long it is; an editor shows no more than a few lines. */
const longestMessage = 10_000;

function shortened(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
}

/** What another YAML extension reports too. */
export function isAnyYamls({ code }: Problem): boolean {
  return code === 'yaml-syntax' || code === 'duplicate-key';
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
