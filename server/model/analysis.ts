/** What is wrong with one segment: the problems of its resources with their places, silenced ones left out. */
import { kindOf } from '#knative/kinds.ts';
import type { Path } from '#knative/path.ts';
import { withPlaceholderNotes } from '#knative/placeholders.ts';
import type { ClusterProblem, LintProblem, Problem } from '#knative/problem.ts';
import { text } from '#knative/text.ts';
import type { World } from '#knative/world.ts';
import { decode, tooLarge, type ResourceView } from '../yaml/decode.ts';
import { rangeOf } from '../yaml/locate.ts';
import { lineEnd, lineStartsOf, rangeBetween, type Range, type Segment } from '../yaml/segment.ts';
import type { Checks } from './checks.ts';
import { isTemplate, mayBeOurs, ourViews } from './ours.ts';
import type { Settings } from './settings.ts';
import { isSilenced, mayBeSilenced } from './silence.ts';

export interface SegmentProblem {
  readonly problem: Problem;
  readonly view: ResourceView | undefined;
  /** Lines count from the segment's first. Found when asked for. */
  readonly range: Range;
}

/** What kubectl and the cluster would say; depends on nothing but the segment and the settings. */
export function admissionOf(segment: Segment, checks: Checks, settings: Settings): readonly SegmentProblem[] {
  if (!mayBeOurs(segment.text) || isTemplate(segment)) return [];
  const { problems } = decode(segment);
  if (problems.length > 0)
    return problems.map(({ message, start, end }) => unreadable(segment, message, start, end));
  return ourViews(segment).flatMap((view) =>
    admissionProblems(view, checks, settings).map((problem) => placedProblem(segment, view, problem)),
  );
}

/** What will be regretted, for the resources that the cluster takes. */
export function adviceOn(
  segment: Segment,
  admission: readonly SegmentProblem[],
  checks: Checks,
  world: World,
  settings: Settings,
): readonly SegmentProblem[] {
  const rejected = (view: ResourceView): boolean =>
    admission.some(
      (one) => (one.view === view || one.view === undefined) && one.problem.severity === 'error',
    );
  return ourViews(segment).flatMap((view) => {
    if (rejected(view)) return [];
    const found = checks
      .lint(view.resource, world, settings)
      .map((problem) => placedProblem(segment, view, problem));
    if (!mayBeSilenced(segment)) return found;
    return found.filter(({ problem, range }) => !isSilenced(segment, range.start.line, problem.code));
  });
}

/** The cluster's words on one resource, with our notes. */
export function admissionProblems(
  { resource }: ResourceView,
  checks: Checks,
  settings: Settings,
  live?: ResourceView['resource'],
): readonly ClusterProblem[] {
  if ((kindOf(resource.apiVersion, resource.kind)?.verdict ?? 'none') === 'none') return [];
  const context = live === undefined ? { profile: settings.profile } : { profile: settings.profile, live };
  const problems = checks.admit(resource, context);
  const shown = settings.warnings ? problems : problems.filter(({ severity }) => severity === 'error');
  return shown.length === 0 ? shown : withPlaceholderNotes(shown, resource.value);
}

export function placedProblem(
  segment: Segment,
  view: ResourceView,
  problem: ClusterProblem | LintProblem,
): SegmentProblem {
  return new LazilyPlaced(segment, view, problem);
}

/** Finding the range parses the segment, and of many problems only the first are shown. */
class LazilyPlaced implements SegmentProblem {
  readonly problem: ClusterProblem | LintProblem;
  readonly view: ResourceView;
  readonly #segment: Segment;
  #range: Range | undefined;

  constructor(segment: Segment, view: ResourceView, problem: ClusterProblem | LintProblem) {
    this.problem = problem;
    this.view = view;
    this.#segment = segment;
  }

  get range(): Range {
    const { path, at } = this.problem;
    this.#range ??= rangeOfProblem(this.#segment, this.view, path, at);
    return this.#range;
  }
}

/** Where a path of a resource stands, with lines from the segment's first. */
export function rangeOfProblem(segment: Segment, view: ResourceView, path: Path, at: 'key' | 'value'): Range {
  const { start, end } = rangeOf(segment, view.path.length === 0 ? path : [...view.path, ...path], at);
  return onFewLines(segment, rangeBetween(segment, start, end));
}

/** A mapping of many lines would be underlined as a whole; its first line says it as well. */
function onFewLines(segment: Segment, range: Range): Range {
  if (range.end.line === range.start.line) return range;
  const start = lineStartsOf(segment)[range.start.line] ?? 0;
  const length = segment.text.slice(start, lineEnd(segment, range.start.line)).trimEnd().length;
  return {
    start: range.start,
    end: { line: range.start.line, character: Math.max(range.start.character, length) },
  };
}

const yamlDocs = 'https://yaml.org/spec/1.1/';

function unreadable(segment: Segment, message: string, start: number, end: number): SegmentProblem {
  const range = onFewLines(segment, rangeBetween(segment, start, end));
  if (message === tooLarge) return { problem: sizeProblem, view: undefined, range };
  const problem: ClusterProblem = {
    source: 'cluster',
    stage: 'parse',
    code: 'yaml-syntax',
    severity: 'error',
    path: [],
    at: 'value',
    docs: yamlDocs,
    fixes: [],
    message,
    clusterPath: '',
  };
  return { problem, view: undefined, range };
}

/** Said instead of checking what is too large. */
export const sizeProblem: LintProblem = {
  source: 'lint',
  code: 'too-large',
  severity: 'information',
  path: [],
  at: 'value',
  docs: 'https://kubernetes.io/docs/concepts/configuration/configmap/#motivation',
  fixes: [],
  message: text('This is too large to be checked.'),
};
