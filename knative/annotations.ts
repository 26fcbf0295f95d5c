/**
 * Every annotation and label that Knative reads or writes: what it does, what it takes, and where it does something.
 * Completion, hover and lint read this one table; what the cluster refuses is in `admission/annotations/`.
 */
import { autoscalingAnnotations } from './annotations/autoscaling.ts';
import { eventingAnnotations } from './annotations/eventing.ts';
import type { AnnotationPlace, KnownAnnotation } from './annotations/known.ts';
import { networkingAnnotations } from './annotations/networking.ts';
import { servingAnnotations } from './annotations/serving.ts';
import type { Path } from './path.ts';
import { pathEquals } from './path.ts';
import type { Resource } from './resource.ts';
import { templatePathOf } from './template.ts';

const table: readonly KnownAnnotation[] = [
  ...autoscalingAnnotations,
  ...servingAnnotations,
  ...networkingAnnotations,
  ...eventingAnnotations,
];

/** The whole table. */
export function annotations(): readonly KnownAnnotation[] {
  return table;
}

const byKey = new Map(table.flatMap((one) => [one.key, ...one.aliases].map((key) => [key, one])));

/** What a key means, in today's spelling or an old one (`key !== known.key`). */
export function annotationOf(key: string): KnownAnnotation | undefined {
  return byKey.get(key);
}

/** Those that do something at a place, the ones people write only. */
export function annotationsFor(
  place: AnnotationPlace,
  of: KnownAnnotation['of'],
): readonly KnownAnnotation[] {
  return table.filter((one) => one.of === of && one.readOnly !== true && worksAt(one, place));
}

/** Whether a key does something at a place. */
export function worksAt({ places }: KnownAnnotation, place: AnnotationPlace): boolean {
  return places.includes(place) || (place === 'Revision' && places.includes('template'));
}

/** The place whose `metadata` stands at `path` in a resource; undefined where it is none of a table's. */
export function placeOf(resource: Resource, metadata: Path): AnnotationPlace | undefined {
  if (pathEquals(metadata, ['metadata'])) return ownPlaces.get(resource.kind);
  const template = templatePathOf(resource);
  return template !== undefined && pathEquals(metadata, [...template, 'metadata']) ? 'template' : undefined;
}

const ownPlaces: ReadonlyMap<string, AnnotationPlace> = new Map(
  (
    [
      'Service',
      'Configuration',
      'Route',
      'Revision',
      'DomainMapping',
      'Broker',
      'Trigger',
      'Channel',
      'InMemoryChannel',
      'Subscription',
    ] as const
  ).map((kind) => [kind, kind]),
);
