/** What an annotation or label of Knative does, what it takes, and whether it does anything where it stands. */
import { annotationOf, placeOf, worksAt } from '#knative/annotations.ts';
import type { AnnotationPlace, AnnotationType, KnownAnnotation } from '#knative/annotations/known.ts';
import { scalingOf } from '#knative/scaling.ts';
import { text, type Text } from '#knative/text.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { code, type About } from './about.ts';

type Words = Pick<Snapshot, 'translate' | 'settings'>;

export function aboutAnnotation(words: Words, cursor: Cursor): About | undefined {
  const { path } = cursor;
  const [metadata, map, key] = path.slice(-3);
  if (metadata !== 'metadata' || (map !== 'annotations' && map !== 'labels')) return undefined;
  const known = typeof key === 'string' ? annotationOf(key) : undefined;
  if (known === undefined) return undefined;
  const details = [
    ...valueFacts(known),
    ...defaultFacts(words, cursor, known),
    ...placeFacts(words, cursor, known, map),
  ];
  return {
    title: known.key,
    type: words.translate(typeNames[known.type]),
    text: [words.translate(text(known.doc))],
    details: details.map(words.translate),
    docs: known.docs,
  };
}

/** The annotation under the cursor, in today's spelling; '' where there is none. */
export function annotationKey({ path }: Cursor): string {
  const [map, key] = path.slice(-2);
  return map === 'annotations' && typeof key === 'string' ? (annotationOf(key)?.key ?? '') : '';
}

const typeNames: Readonly<Record<AnnotationType, Text>> = {
  integer: text('whole number'),
  number: text('number'),
  duration: text('duration'),
  quantity: text('quantity'),
  text: text('text'),
};

function* valueFacts(known: KnownAnnotation): Iterable<Text> {
  const [low = '', high = ''] = known.range ?? [];
  if (low !== '' && high !== '') yield text('{0} to {1}', low, high);
  else if (low !== '') yield text('{0} or more', low);
  if (known.allowed !== undefined) yield text('One of {0}', known.allowed.map(code).join(', '));
  else if (known.examples.length > 0) yield text('For example {0}', known.examples.map(code).join(', '));
}

function* defaultFacts({ settings }: Words, { view }: Cursor, known: KnownAnnotation): Iterable<Text> {
  const measured = scalingOf(view.resource, settings.profile)?.measured ?? '';
  const { config, usual } = defaultFor(known, measured);
  const own = config === undefined ? undefined : settings.profile.autoscaler[config];
  if (own !== undefined) yield text('Default: {0}, as this cluster is configured', code(own));
  else if (usual !== undefined) yield text('Default: {0}', code(usual));
}

interface Default {
  readonly usual?: string | undefined;
  readonly config?: string | undefined;
}

/** The default of a target depends on what is measured; there is none for what Kubernetes' autoscaler measures. */
function defaultFor({ key, default: usual, config }: KnownAnnotation, measured: string): Default {
  if (!key.endsWith('/target') || measured === 'concurrency' || measured === '') return { usual, config };
  return measured === 'rps' ? { usual: '200', config: 'requests-per-second-target-default' } : {};
}

function* placeFacts(
  { settings }: Words,
  { view, path }: Cursor,
  known: KnownAnnotation,
  map: 'annotations' | 'labels',
): Iterable<Text> {
  const key = path.at(-1);
  if (known.deprecated === true) yield text('Deprecated');
  if (known.readOnly === true) return;
  if (key !== known.key) yield text('An old spelling of {0}', code(known.key));
  const expected = known.of === 'label' ? 'labels' : 'annotations';
  if (map !== expected) yield text('It belongs into {0} and does nothing here', code(expected));
  const place = placeOf(view.resource, path.slice(0, -2));
  if (place !== undefined && !worksAt(known, place)) {
    yield text('It does nothing here. It belongs to: {0}', placeNames(known.places));
  }
  const autoscaler = scalingOf(view.resource, settings.profile)?.autoscaler ?? known.autoscaler;
  if (known.autoscaler !== undefined && autoscaler === 'hpa' && known.autoscaler === 'kpa') {
    yield text('The autoscaler of this revision does not read it');
  }
}

function placeNames(places: readonly AnnotationPlace[]): string {
  return places.map((place) => code(place === 'template' ? 'template.metadata' : place)).join(', ');
}
