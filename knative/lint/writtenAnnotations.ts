/** The annotations and labels of a resource and of its template, with what is known of them and where they stand. */
import { annotationOf, placeOf } from '../annotations.ts';
import type { AnnotationPlace, KnownAnnotation } from '../annotations/known.ts';
import { isObject } from '../json.ts';
import { type Path, valueAt } from '../path.ts';
import type { Resource } from '../resource.ts';
import { templatePathOf } from '../template.ts';

export interface WrittenAnnotation {
  readonly key: string;
  readonly known: KnownAnnotation | undefined;
  readonly place: AnnotationPlace;
  readonly section: 'annotations' | 'labels';
  /** The keys beside it. */
  readonly beside: object;
  /** Where the annotations, or labels, stand. */
  readonly in: Path;
}

/** Whether the table knows keys for this kind. */
export function hasKnownAnnotations(resource: Resource): boolean {
  return resource.apiVersion.includes('.knative.dev/') && placeOf(resource, ownMetadata) !== undefined;
}

/** Several rules look at the same annotations, one after the other. */
const known = new WeakMap<Resource, readonly WrittenAnnotation[]>();

/** Only keys of Knative's, or nearly so. */
export function writtenAnnotations(resource: Resource): readonly WrittenAnnotation[] {
  let written = known.get(resource);
  if (written === undefined) {
    written = [...allWritten(resource)];
    known.set(resource, written);
  }
  return written;
}

function* allWritten(resource: Resource): Iterable<WrittenAnnotation> {
  const own = placeOf(resource, ownMetadata);
  if (own !== undefined) yield* keysIn(resource, ownMetadata, own);
  const template = templatePathOf(resource);
  if (template !== undefined) yield* keysIn(resource, [...template, 'metadata'], 'template');
}

const ownMetadata: Path = ['metadata'];

function* keysIn(resource: Resource, metadata: Path, place: AnnotationPlace): Iterable<WrittenAnnotation> {
  for (const section of ['annotations', 'labels'] as const) {
    const path = [...metadata, section];
    const keys = valueAt(resource.value, path);
    if (!isObject(keys)) continue;
    for (const key of Object.keys(keys)) {
      const meaning = annotationOf(key);
      if (meaning === undefined && !/knative|scal/.test(key)) continue;
      yield { key, known: meaning, place, section, beside: keys, in: path };
    }
  }
}
