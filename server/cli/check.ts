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
  const stored = storedObjects(live);
  return documents.flatMap((document) => foundIn(model, document, { lint, stored }));
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
  readonly stored: ReadonlyMap<string, Resource>;
}

function foundIn(model: Model, document: Document, how: How): readonly Found[] {
  if (model.isLeftAlone(document)) return [];
  const found: Found[] = [];
  for (const place of placesOf(document)) {
    for (const one of problemsIn(model, document, place, how).toSorted(byPlace)) {
      found.push({ file: document.uri, place, one });
    }
  }
  return found;
}

function byPlace({ range: { start: a } }: SegmentProblem, { range: { start: b } }: SegmentProblem): number {
  return a.line - b.line || a.character - b.character;
}

function problemsIn(
  model: Model,
  document: Document,
  place: Place,
  { lint, stored }: How,
): readonly SegmentProblem[] {
  const { segment } = place;
  if (stored.size > 0) {
    const updates = updateProblems(model, place, stored);
    if (updates !== undefined) return lint ? updates : rejectionsOf(updates);
  }
  return lint
    ? model.segmentProblems(document, segment)
    : rejectionsOf(admissionOf(segment, checks, model.settings));
}

/** The verdicts on updates of what is stored; undefined where the segment holds nothing that is. */
function updateProblems(
  model: Model,
  { segment }: Place,
  stored: ReadonlyMap<string, Resource>,
): readonly SegmentProblem[] | undefined {
  const views = ourViews(segment);
  if (!views.some(({ resource }) => stored.has(keyOf(resource)))) return undefined;
  return views.flatMap((view) =>
    admissionProblems(view, checks, model.settings, stored.get(keyOf(view.resource))).map((problem) =>
      placedProblem(segment, view, problem),
    ),
  );
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

function storedObjects(live: readonly Input[]): ReadonlyMap<string, Resource> {
  const stored = new Map<string, Resource>();
  for (const { file, text } of live) {
    for (const segment of documentOf(file, undefined, text).segments) {
      for (const { resource } of decodeSegment(segment)) stored.set(keyOf(resource), resource);
    }
  }
  return stored;
}

function keyOf({ apiVersion, kind, namespace, name }: Resource): string {
  return [groupOf(apiVersion), kind, namespace, name].join('\n');
}
