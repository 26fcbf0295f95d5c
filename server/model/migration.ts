/** A document with its resources in the API versions of today: the edits, and what cannot be carried over. */
import type { Change } from '#knative/change.ts';
import type { MigrationNote } from '#knative/migrate/migration.ts';
import type { ResourceView } from '../yaml/decode.ts';
import { editsFor } from '../yaml/edit.ts';
import { offsetIn, placeAt, placesOf, rangeIn, type Document, type Place } from '../yaml/document.ts';
import { rangeOf } from '../yaml/locate.ts';
import type { Position, Range } from '../yaml/segment.ts';
import { rangeOfProblem } from './analysis.ts';
import type { Checks } from './checks.ts';
import { ourViews } from './ours.ts';
import { shifted } from './model.ts';

export interface DocumentMigration {
  readonly edits: readonly DocumentEdit[];
  readonly notes: readonly PlacedNote[];
}

export interface DocumentEdit {
  readonly range: Range;
  readonly newText: string;
}

export interface PlacedNote extends Pick<MigrationNote, 'message' | 'severity'> {
  readonly range: Range;
}

/** Of all documents in the file, one after the other. */
export function migrated(document: Document, checks: Pick<Checks, 'migrate'>): DocumentMigration {
  const all = Array.from(placesOf(document), (place) => migratedPlace(place, checks));
  return { edits: all.flatMap(({ edits }) => edits), notes: all.flatMap(({ notes }) => notes) };
}

/** Of one document; of one of its resources where `only` is given. */
export function migratedPlace(
  place: Place,
  { migrate }: Pick<Checks, 'migrate'>,
  only?: ResourceView,
): DocumentMigration {
  const views = only === undefined ? ourViews(place.segment) : [only];
  const changes: Change[] = [];
  const notes: PlacedNote[] = [];
  for (const view of views) {
    const migration = migrate(view.resource);
    if (migration === undefined) continue;
    changes.push(...migration.changes.map((change) => below(view.path, change)));
    notes.push(...migration.notes.map((note) => placed(place, view, note)));
  }
  const edits = editsFor(place.segment, changes);
  return {
    edits: edits.map(({ start, end, text }) => ({ range: rangeIn(place, start, end), newText: text })),
    notes: inOrder(notes),
  };
}

/** Of the resource that stands at a position. */
export function migratedAt(
  document: Document,
  position: Position,
  checks: Pick<Checks, 'migrate'>,
): DocumentMigration {
  const place = placeAt(document, position);
  const offset = offsetIn(place, position);
  const view = ourViews(place.segment).find(({ path }) => {
    const { start, end } = rangeOf(place.segment, path, 'value');
    return path.length === 0 || (start <= offset && offset <= end);
  });
  return view === undefined ? { edits: [], notes: [] } : migratedPlace(place, checks, view);
}

function placed(place: Place, view: ResourceView, { path, message, severity }: MigrationNote): PlacedNote {
  const range = shifted(rangeOfProblem(place.segment, view, path, 'key'), place.line);
  return { range, message, severity };
}

function inOrder(notes: readonly PlacedNote[]): readonly PlacedNote[] {
  return notes.toSorted(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
  );
}

/** The change of a resource as one of the document that holds it. */
export function below(prefix: Change['path'], change: Change): Change {
  if (prefix.length === 0) return change;
  const path = [...prefix, ...change.path];
  return change.op === 'move' ? { ...change, path, to: [...prefix, ...change.to] } : { ...change, path };
}
