/** `knative-ls check`: finds the problems of all inputs. */
import { firstRejection, type ClusterProblem } from '#knative/problem.ts';
import type { NameKey } from '#knative/world.ts';
import { groupOf, type Resource } from '#knative/resource.ts';
import { checks } from '../checks.ts';
import { admissionOf, admissionProblems, placedProblem, type SegmentProblem } from '../model/analysis.ts';
import { committedRevisions, type CommittedRevision } from '../model/committedRevisions.ts';
import { Model } from '../model/model.ts';
import { ourViews } from '../model/ours.ts';
import { defaultSettings } from '../settings.ts';
import { decodeSegment } from '../yaml/decode.ts';
import { documentOf, placesOf, type Document, type Place } from '../yaml/document.ts';
import { committedTexts } from './gitHead.ts';
import type { Input } from './inputs.ts';

export interface Found {
  readonly file: string;
  readonly place: Place;
  readonly one: SegmentProblem;
}

export interface CheckOptions {
  readonly lint: boolean;
  /** What the cluster has already. */
  readonly live: readonly Input[];
}

/** The problems in the order of the inputs and of their documents. */
export function check(inputs: readonly Input[], { lint, live }: CheckOptions): readonly Found[] {
  const model = new Model({
    checks,
    settings: { ...defaultSettings, warnings: lint },
    committed: committedIn(inputs),
  });
  const documents = inputs.map(({ file, text }) => documentOf(file, undefined, text));
  if (lint) for (const document of documents) model.put(document);
  const stored = live.length === 0 ? undefined : storedObjects(live);
  return documents.flatMap((document) => foundIn(model, document, { lint, stored }));
}

/** Those of each document from its top to its bottom. */
export function inOrder(found: readonly Found[]): readonly Found[] {
  const byDocument = Map.groupBy(found, ({ place }) => place);
  return [...byDocument.values()].flatMap((some) => (some.length < 2 ? some : some.toSorted(byPlace)));
}

function byPlace({ one: a }: Found, { one: b }: Found): number {
  const [{ start: first }, { start: second }] = [a.range, b.range];
  return first.line - second.line || first.character - second.character;
}

/** Git is asked at the first question, for all files at once. */
function committedIn(inputs: readonly Input[]): (service: NameKey) => readonly CommittedRevision[] {
  let revisions: ReadonlyMap<string, readonly CommittedRevision[]> | undefined;
  return ({ name }) => {
    revisions ??= committedRevisions(committedTexts(inputs.map(({ file }) => file)));
    return revisions.get(name) ?? [];
  };
}

interface How {
  readonly lint: boolean;
  /** Undefined where nothing is stored. */
  readonly stored: Stored | undefined;
}

function foundIn(model: Model, document: Document, how: How): readonly Found[] {
  if (model.isLeftAlone(document)) return [];
  const found: Found[] = [];
  for (const place of placesOf(document)) {
    for (const one of problemsIn(model, document, place, how)) found.push({ file: document.uri, place, one });
  }
  return found;
}

function problemsIn(
  model: Model,
  document: Document,
  place: Place,
  { lint, stored }: How,
): readonly SegmentProblem[] {
  const { segment } = place;
  if (stored !== undefined) {
    const updates = updateProblems(model, place, stored);
    if (updates !== undefined)
      return lint ? withAdvice(model, document, place, updates) : rejectionsOf(updates);
  }
  return lint
    ? model.segmentProblems(document, segment)
    : rejectionsOf(admissionOf(segment, checks, model.settings));
}

/** The verdicts on updates of what is stored; undefined where the segment holds nothing that is. */
function updateProblems(
  model: Model,
  { segment }: Place,
  stored: Stored,
): readonly SegmentProblem[] | undefined {
  const views = ourViews(segment);
  if (!views.some(({ resource }) => stored(resource) !== undefined)) return undefined;
  return views.flatMap((view) =>
    admissionProblems(view, checks, model.settings, stored(view.resource)).map((problem) =>
      placedProblem(segment, view, problem),
    ),
  );
}

/** Advice is for what the cluster takes. */
function withAdvice(
  model: Model,
  document: Document,
  { segment }: Place,
  updates: readonly SegmentProblem[],
): readonly SegmentProblem[] {
  const rejected = new Set(
    updates.filter(({ problem }) => problem.severity === 'error').map(({ view }) => view),
  );
  const advice = model
    .segmentProblems(document, segment)
    .filter(({ problem, view }) => problem.source === 'lint' && !rejected.has(view));
  return [...updates, ...advice];
}

/** What the cluster would answer: for each resource, the first stage that rejects it. */
function rejectionsOf(problems: readonly SegmentProblem[]): readonly SegmentProblem[] {
  if (problems.length === 0) return problems;
  const byView = Map.groupBy(problems, ({ view }) => view);
  return [...byView.values()].flatMap((ofView) => {
    const cluster = ofView
      .map(({ problem }) => problem)
      .filter((problem): problem is ClusterProblem => problem.source === 'cluster');
    const rejections = new Set<unknown>(firstRejection(cluster));
    return ofView.filter(({ problem }) => rejections.has(problem) || problem.code === 'too-large');
  });
}

/** Finds what is stored of a resource. Where one side does not say the namespace, it is that of the other. */
type Stored = (resource: Resource) => Resource | undefined;

function storedObjects(live: readonly Input[]): Stored {
  const objects = live.flatMap(({ file, text }) =>
    documentOf(file, undefined, text).segments.flatMap((segment) =>
      decodeSegment(segment).map(({ resource }) => resource),
    ),
  );
  const byName = Map.groupBy(objects, nameKeyOf);
  return (resource) => {
    const alike = byName.get(nameKeyOf(resource)) ?? [];
    const { namespace } = resource;
    const same = alike.findLast((one) => one.namespace === namespace);
    if (same !== undefined || alike.length === 0) return same;
    if (namespace !== '') return alike.findLast((one) => one.namespace === '');
    // Of several, which one is meant cannot be told.
    return new Set(alike.map((one) => one.namespace)).size === 1 ? alike.at(-1) : undefined;
  };
}

function nameKeyOf({ apiVersion, kind, name }: Resource): string {
  return [groupOf(apiVersion), kind, name].join('\n');
}
