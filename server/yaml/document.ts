/** A file as its segments. Immutable; an edit makes a new one that shares the segments it did not touch. */
import { offsetAt, positionAt, segmentOf, type Position, type Range, type Segment } from './segment.ts';
import { awaitsDocument, split, splitAgain } from './split.ts';

export interface Document {
  readonly uri: string;
  /** As the client counts; undefined for a file that is not open. */
  readonly version: number | undefined;
  readonly segments: readonly Segment[];
}

export interface TextChange {
  /** What is replaced; the whole text where absent. */
  readonly range?: Range;
  readonly text: string;
}

/** Where in a document a segment begins. */
export interface Place {
  readonly segment: Segment;
  readonly index: number;
  /** The document's line the segment's first line is. */
  readonly line: number;
}

export function documentOf(uri: string, version: number | undefined, text: string): Document {
  return { uri, version, segments: split(text) };
}

export function textOf(document: Document): string {
  return document.segments.length === 1
    ? (document.segments[0]?.text ?? '')
    : document.segments.map(({ text }) => text).join('');
}

/** The document after edits, each on the result of the one before it. */
export function edited(document: Document, version: number, changes: readonly TextChange[]): Document {
  let segments = document.segments;
  for (const change of changes) {
    segments =
      change.range === undefined
        ? splitAgain(segments, change.text)
        : replaced(segments, change.range, change.text);
  }
  return { uri: document.uri, version, segments };
}

/** The segments of a document with the lines they start on. */
export function* placesOf(document: Document): Iterable<Place> {
  let line = 0;
  for (let index = 0; index < document.segments.length; index++) {
    const segment = document.segments[index];
    if (segment === undefined) continue;
    yield { segment, index, line };
    line += segment.lineBreaks;
  }
}

/** The segment a position lies in; a position behind the end belongs to the last. */
export function placeAt(document: Document, position: Position): Place {
  return placeOfLine(document.segments, position.line);
}

function placeOfLine(segments: readonly Segment[], wanted: number): Place {
  let line = 0;
  let index = 0;
  for (; index < segments.length - 1; index++) {
    const breaks = segments[index]?.lineBreaks ?? 0;
    if (wanted < line + breaks) break;
    line += breaks;
  }
  return { segment: segments[index] ?? emptySegment, index, line };
}

const emptySegment = segmentOf('');

/** The offset in the segment of a position of the document. */
export function offsetIn(place: Place, { line, character }: Position): number {
  return offsetAt(place.segment, { line: line - place.line, character });
}

/** The position in the document of an offset in the segment. */
export function positionIn(place: Place, offset: number): Position {
  const { line, character } = positionAt(place.segment, offset);
  return { line: line + place.line, character };
}

export function rangeIn(place: Place, start: number, end: number): Range {
  return { start: positionIn(place, start), end: positionIn(place, end) };
}

/** The neighbours are split again too: an edit may unmake the separator between them. */
function replaced(segments: readonly Segment[], { start, end }: Range, text: string): readonly Segment[] {
  const first = placeOfLine(segments, start.line);
  const last = end.line === start.line ? first : placeOfLine(segments, end.line);
  let from = Math.max(0, first.index - 1);
  const to = Math.min(segments.length, last.index + 2);
  while (from > 0 && awaitsDocument(segments[from - 1]?.text ?? '')) from--;
  const region = segments.slice(from, to);
  let before = '';
  for (let i = from; i < first.index; i++) before += segments[i]?.text ?? '';
  before += first.segment.text.slice(0, offsetIn(first, start));
  let after = last.segment.text.slice(offsetIn(last, end));
  for (let i = last.index + 1; i < to; i++) after += segments[i]?.text ?? '';
  return joined(segments, from, to, splitAgain(region, before + text + after));
}

function joined(
  segments: readonly Segment[],
  from: number,
  to: number,
  now: readonly Segment[],
): readonly Segment[] {
  const last = now.at(-1);
  // Directives that lost their document, or text that lost its separator, take what follows.
  if (to < segments.length && last !== undefined && (awaitsDocument(last.text) || last.text === '')) {
    const text = now.map((segment) => segment.text).join('') + (segments[to]?.text ?? '');
    return joined(segments, from, to + 1, splitAgain(segments.slice(from, to + 1), text));
  }
  if (last?.text === '' && from > 0) return segments.slice(0, from);
  return [...segments.slice(0, from), ...now, ...segments.slice(to)];
}
