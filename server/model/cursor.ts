/** What a position points at: the segment, the resource there, and the path in it. */
import type { Path } from '#knative/path.ts';
import { startsWith } from '#knative/path.ts';
import type { ResourceView } from '../yaml/decode.ts';
import { offsetIn, placeAt, type Document, type Place } from '../yaml/document.ts';
import { pathAt, type Span } from '../yaml/locate.ts';
import { ourViews } from './ours.ts';
import type { PositionParams, Snapshot } from './snapshot.ts';

export interface Cursor {
  readonly document: Document;
  readonly place: Place;
  readonly view: ResourceView;
  /** Of the resource, not of the segment's document. */
  readonly path: Path;
  readonly at: 'key' | 'value';
  /** The word at the position, in offsets of the segment. */
  readonly span: Span;
  /** The position, in the segment. */
  readonly offset: number;
}

/** Undefined where the position is in no key or value of a resource of ours. */
export function cursorAt(
  snapshot: Pick<Snapshot, 'document'>,
  { textDocument, position }: PositionParams,
): Cursor | undefined {
  const document = snapshot.document(textDocument.uri);
  if (document === undefined) return undefined;
  const place = placeAt(document, position);
  const views = ourViews(place.segment);
  if (views.length === 0) return undefined;
  const offset = offsetIn(place, position);
  const found = pathAt(place.segment, offset);
  if (found === undefined || found.at === 'inside') return undefined;
  const view = views.find(({ path }) => startsWith(found.path, path));
  if (view === undefined) return undefined;
  const path = found.path.slice(view.path.length);
  return { document, place, view, path, at: found.at, span: found.span, offset };
}
