/** A document with its resources in the API versions of today: the edits, and what cannot be carried over. */
import type { Change } from '#knative/change.ts';
import type { Text } from '#knative/text.ts';
import { editsFor } from '../yaml/edit.ts';
import { placesOf, rangeIn, type Document } from '../yaml/document.ts';
import type { Range } from '../yaml/segment.ts';
import { rangeOfProblem } from './analysis.ts';
import type { Checks } from './checks.ts';
import { ourViews } from './ours.ts';
import { shifted } from './model.ts';

export interface DocumentMigration {
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  readonly notes: readonly { readonly range: Range; readonly message: Text }[];
}

export function migrated(document: Document, checks: Pick<Checks, 'migrate'>): DocumentMigration {
  const edits: { range: Range; newText: string }[] = [];
  const notes: { range: Range; message: Text }[] = [];
  for (const place of placesOf(document)) {
    const changes: Change[] = [];
    for (const view of ourViews(place.segment)) {
      const migration = checks.migrate(view.resource);
      if (migration === undefined) continue;
      changes.push(...migration.changes.map((change) => below(view.path, change)));
      for (const { path, message } of migration.notes) {
        notes.push({
          range: shifted(rangeOfProblem(place.segment, view, path, 'value'), place.line),
          message,
        });
      }
    }
    if (changes.length === 0) continue;
    for (const { start, end, text } of editsFor(place.segment, changes)) {
      edits.push({ range: rangeIn(place, start, end), newText: text });
    }
  }
  return { edits, notes };
}

/** The change of a resource as one of the document that holds it. */
export function below(prefix: Change['path'], change: Change): Change {
  if (prefix.length === 0) return change;
  const path = [...prefix, ...change.path];
  return change.op === 'move' ? { ...change, path, to: [...prefix, ...change.to] } : { ...change, path };
}
