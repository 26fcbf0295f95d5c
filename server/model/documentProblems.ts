/** What is wrong in a whole document, kept from edit to edit: only the segments an edit touched are looked at again. */
import type { Document, Place } from '../yaml/document.ts';
import type { Segment } from '../yaml/segment.ts';
import type { SegmentProblem } from './analysis.ts';
import { commonEnds } from './commonEnds.ts';

/** A segment that something is wrong with. */
export interface SegmentFindings {
  readonly place: Place;
  readonly problems: readonly SegmentProblem[];
  /** Whether there are errors or warnings among them, not only remarks. */
  readonly serious: boolean;
}

export interface DocumentFindings {
  readonly document: Document;
  /** In the order of the document; segments without problems are left out. */
  readonly segments: readonly SegmentFindings[];
}

type Look = (segment: Segment) => readonly SegmentProblem[];

/** @param before what was found in an earlier state of the document, if that still holds for the same segments */
export function findingsIn(document: Document, look: Look, before?: DocumentFindings): DocumentFindings {
  const now = document.segments;
  const old = before?.document.segments ?? [];
  const { head, tail } = commonEnds(old, now);
  const first = lineOf(now, head);
  const { segments: middle, line } = lookAt(now, head, now.length - tail, first, look);
  const oldTail = old.length - tail;
  const lines = line - first - (lineOf(old, oldTail) - lineOf(old, head));
  const known = before?.segments ?? [];
  return {
    document,
    segments: [
      ...known.slice(0, firstFrom(known, head)),
      ...middle,
      ...moved(known.slice(firstFrom(known, oldTail)), now.length - old.length, lines),
    ],
  };
}

/** Whether two looks at the same document found the same. */
export function sameFindings(before: DocumentFindings, now: DocumentFindings): boolean {
  return (
    before.document === now.document &&
    before.segments.length === now.segments.length &&
    before.segments.every(({ problems }, i) => problems === now.segments[i]?.problems)
  );
}

function lookAt(
  segments: readonly Segment[],
  from: number,
  to: number,
  line: number,
  look: Look,
): { readonly segments: readonly SegmentFindings[]; readonly line: number } {
  const found: SegmentFindings[] = [];
  let at = line;
  for (let index = from; index < to; index++) {
    const segment = segments[index];
    if (segment === undefined) continue;
    const problems = look(segment);
    if (problems.length > 0) {
      found.push({ place: { segment, index, line: at }, problems, serious: problems.some(isSerious) });
    }
    at += segment.lineBreaks;
  }
  return { segments: found, line: at };
}

/** The line on which a segment begins. */
function lineOf(segments: readonly Segment[], index: number): number {
  let line = 0;
  for (let i = 0; i < index; i++) line += segments[i]?.lineBreaks ?? 0;
  return line;
}

/** Which of the findings is the first in the segment of this index or behind it. */
function firstFrom(known: readonly SegmentFindings[], index: number): number {
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((known[middle]?.place.index ?? index) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

function moved(all: readonly SegmentFindings[], segments: number, lines: number): readonly SegmentFindings[] {
  if (segments === 0 && lines === 0) return all;
  return all.map(({ place: { segment, index, line }, problems, serious }) => ({
    place: { segment, index: index + segments, line: line + lines },
    problems,
    serious,
  }));
}

function isSerious({ problem: { severity } }: SegmentProblem): boolean {
  return severity === 'error' || severity === 'warning';
}
