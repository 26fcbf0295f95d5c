/** Finds what explains fields, annotations and kinds: the tables are asked, as hover and completion ask them. */
import { annotations } from '#knative/annotations.ts';
import { kindDoc } from '#knative/kindDocs.ts';
import { kinds } from '#knative/kinds.ts';
import type { Shape } from '#knative/resources/shape.ts';

/** The English texts, each once, in the order of the tables, so that what belongs together is translated together. */
export function explanations(): readonly string[] {
  const found = new Set<string>(annotations().map(({ doc }) => doc));
  for (const { apiVersion, kind } of kinds()) {
    const about = kindDoc(apiVersion, kind);
    if (about !== undefined) found.add(about.doc);
  }
  const seen = new Set<Shape>();
  for (const kind of kinds()) addFields(kind.table(), seen, found);
  return [...found];
}

/** Many fields share a struct, and some structs hold themselves. */
function addFields(shape: Shape, seen: Set<Shape>, found: Set<string>): void {
  if (seen.has(shape)) return;
  seen.add(shape);
  switch (shape.type) {
    case 'list':
      addFields(shape.items, seen, found);
      break;
    case 'map':
      addFields(shape.values, seen, found);
      break;
    case 'any':
      if (shape.like !== undefined) addFields(shape.like, seen, found);
      break;
    case 'object':
      for (const { doc, shape: below } of Object.values(shape.fields)) {
        found.add(doc);
        addFields(below, seen, found);
      }
      break;
    default:
    // A scalar has nothing below it.
  }
}
