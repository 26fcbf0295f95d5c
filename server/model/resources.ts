/** The resources of a file for those who send them to a cluster: all of them, also those that are not Knative's. */
import type { Change } from '#knative/change.ts';
import { pathOfField } from '#knative/fieldPath.ts';
import type { Resource } from '#knative/resource.ts';
import { decode, type ResourceView } from '../yaml/decode.ts';
import { placesOf, rangeIn, type Document, type Place } from '../yaml/document.ts';
import { editsFor } from '../yaml/edit.ts';
import { rangeOf } from '../yaml/locate.ts';
import type { Range } from '../yaml/segment.ts';
import { rangeOfProblem } from './analysis.ts';
import { below } from './migration.ts';
import { shifted } from './model.ts';
import { isTemplate } from './ours.ts';

export interface PlacedResource {
  readonly resource: Resource;
  readonly range: Range;
}

export interface FileReading {
  readonly resources: readonly PlacedResource[];
  /** What kubectl would say of the first document that cannot be read. */
  readonly unreadable: string | undefined;
}

export function resourcesIn(document: Document): FileReading {
  let unreadable: string | undefined;
  for (const { segment } of placesOf(document)) {
    unreadable ??= isTemplate(segment)
      ? 'a template is no manifest: it holds {{ }}'
      : decode(segment).problems[0]?.message;
  }
  const resources = viewsIn(document).map(({ place, view }) => {
    const { start, end } = rangeOf(place.segment, view.path, 'value');
    return { resource: view.resource, range: rangeIn(place, start, end) };
  });
  return { resources, unreadable };
}

/** The range of each field, or of the nearest one around it; none where there is no such resource. */
export function locateFields(document: Document, index: number, fields: readonly string[]): readonly Range[] {
  const found = viewsIn(document)[index];
  if (found === undefined) return [];
  const { place, view } = found;
  return fields.map((field) => {
    const path = pathOfField(view.resource.value, field);
    return shifted(rangeOfProblem(place.segment, view, path, 'value'), place.line);
  });
}

export function editsOf(
  document: Document,
  index: number,
  changes: readonly Change[],
): readonly { readonly range: Range; readonly newText: string }[] {
  const found = viewsIn(document)[index];
  if (found === undefined) return [];
  const { place, view } = found;
  const inDocument = changes.map((change) => below(view.path, change));
  return editsFor(place.segment, inDocument).map(({ start, end, text }) => ({
    range: rangeIn(place, start, end),
    newText: text,
  }));
}

function viewsIn(document: Document): readonly { readonly place: Place; readonly view: ResourceView }[] {
  return Array.from(placesOf(document)).flatMap((place) =>
    isTemplate(place.segment) ? [] : decode(place.segment).views.map((view) => ({ place, view })),
  );
}
