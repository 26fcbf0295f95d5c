/** Prints what was found: for people, or one line of JSON a problem. */
import { formatPath } from '#knative/path.ts';
import type { Severity } from '#knative/problem.ts';
import { messageOf } from '../features/diagnostic/diagnosticOf.ts';
import type { Place } from '../yaml/document.ts';
import { lineEnd, lineStartsOf } from '../yaml/segment.ts';
import type { Found } from './check.ts';

/** The cluster's message exactly, our note left out; the path as the cluster prints it. */
export function jsonLine({ file, place, one: { problem, view, range } }: Found): string {
  const resource = view?.resource;
  return `${JSON.stringify({
    file,
    line: place.line + range.start.line + 1,
    column: range.start.character + 1,
    endLine: place.line + range.end.line + 1,
    endColumn: range.end.character + 1,
    severity: problem.severity,
    code: problem.code,
    message: problem.source === 'cluster' ? problem.message : messageOf(problem),
    path: problem.source === 'cluster' ? problem.clusterPath : formatPath(problem.path),
    apiVersion: resource?.apiVersion ?? '',
    kind: resource?.kind ?? '',
    name: resource?.name ?? '',
  })}\n`;
}

export interface Style {
  readonly colours: boolean;
}

/** Like a compiler: the place, the words, the line with a mark under it. */
export function prettyProblem({ file, place, one: { problem, view, range } }: Found, style: Style): string {
  const line = place.line + range.start.line + 1;
  const where = `${file}:${line}:${range.start.character + 1}`;
  const path = problem.source === 'cluster' ? problem.clusterPath : formatPath(problem.path);
  const about = view === undefined ? '' : ` (${view.resource.kind} ${view.resource.name})`;
  const message = messageOf(problem).replaceAll('\n', '\n  ');
  return [
    `${paint(where, 'bold', style)}: ${paint(problem.severity, colours[problem.severity], style)}: ${message}`,
    `  ${path === '' ? '' : `${path} `}[${problem.code}]${about}`,
    ...excerpt(place, range.start, range.end),
    '',
    '',
  ].join('\n');
}

/** The last line: how many of what. */
export function summary(found: readonly Found[], files: number): string {
  const count = (severity: Severity): number =>
    found.filter(({ one }) => one.problem.severity === severity).length;
  const parts = [many(count('error'), 'error'), many(count('warning'), 'warning')];
  const remarks = count('information') + count('hint');
  if (remarks > 0) parts.push(many(remarks, 'remark'));
  return `${many(files, 'file')}: ${parts.join(', ')}\n`;
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

interface At {
  readonly line: number;
  readonly character: number;
}

function excerpt({ segment, line }: Place, start: At, end: At): readonly string[] {
  const from = lineStartsOf(segment)[start.line] ?? 0;
  const text = segment.text.slice(from, lineEnd(segment, start.line));
  if (text.trim() === '' || text.length > 200) return [];
  const number = String(line + start.line + 1);
  const until = end.line === start.line ? end.character : text.length;
  const mark = '^'.repeat(Math.max(1, until - start.character));
  return [`  ${number} | ${text}`, `  ${' '.repeat(number.length)} | ${' '.repeat(start.character)}${mark}`];
}

type Colour = 'bold' | 'red' | 'yellow' | 'cyan' | 'grey';

const codes: Readonly<Record<Colour, number>> = { bold: 1, red: 31, yellow: 33, cyan: 36, grey: 90 };

const colours: Readonly<Record<Severity, Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'cyan',
  hint: 'grey',
};

function paint(text: string, colour: Colour, { colours: on }: Style): string {
  return on ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}
