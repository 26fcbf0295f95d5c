/** What a client asks: for which kinds of actions, and about which documents and problems. */
import { CodeActionKind } from 'vscode-languageserver-types';
import type { PlacedProblem, Snapshot } from '../../model/snapshot.ts';
import { placesOf, type Document, type Place } from '../../yaml/document.ts';
import type { Position, Range } from '../../yaml/segment.ts';
import { isAnyYamls } from '../diagnostic/diagnosticOf.ts';

export interface Asked {
  readonly snapshot: Snapshot;
  readonly document: Document;
  readonly range: Range;
  readonly wishes: Wishes;
}

export interface Wishes {
  readonly quickFix: boolean;
  readonly rewrite: boolean;
  /** Refactorings and nothing else: asked for from a menu, so it may be offered anywhere in a resource. */
  readonly rewriteOnly: boolean;
  /** Never of itself: it changes what nobody looks at. */
  readonly fixAll: boolean;
}

export const fixAllKind = `${CodeActionKind.SourceFixAll}.knative`;

/** @param only the kinds a client restricts its question to; each stands for those below it */
export function wishes(only: readonly string[] | undefined): Wishes {
  const has = (kind: string): boolean =>
    only?.some((one) => one === '' || one === kind || kind.startsWith(`${one}.`)) ?? false;
  return {
    quickFix: only === undefined || has(CodeActionKind.QuickFix),
    rewrite: only === undefined || has(CodeActionKind.RefactorRewrite),
    rewriteOnly: has(CodeActionKind.RefactorRewrite) && !has(CodeActionKind.QuickFix),
    fixAll: has(fixAllKind),
  };
}

/** The documents that the range touches. */
export function* placesIn({ document, range }: Asked): Iterable<Place> {
  for (const place of placesOf(document)) {
    if (place.line > range.end.line) return;
    if (place.line + place.segment.lineBreaks >= range.start.line) yield place;
  }
}

/** The problems of a document that the range touches, as they are published. */
export function problemsIn({ snapshot, document, range }: Asked, place: Place): readonly PlacedProblem[] {
  return published(snapshot, document, place).filter((one) => touches(one.range, range));
}

export function published(snapshot: Snapshot, document: Document, place: Place): readonly PlacedProblem[] {
  const problems = snapshot.problems(document, place);
  return snapshot.yamlExtension ? problems.filter(({ problem }) => !isAnyYamls(problem)) : problems;
}

/**
 * Of problems with fixes as many as can be mended soon: each fix reads the document again. In one of usual size, that is
 * all that anybody will look through.
 */
export function mendable(problems: readonly PlacedProblem[], { segment }: Place): readonly PlacedProblem[] {
  const most = Math.ceil(Math.min(mostMended, mostRead / (segment.text.length + 1)));
  const withFixes = problems.filter(({ problem }) => problem.fixes.length > 0);
  return withFixes.length > most ? withFixes.slice(0, most) : withFixes;
}

const mostMended = 500;

/** Characters. */
const mostRead = 10_000_000;

export function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
