/** The name at a position, where such a name is defined, and exactly where in a text it stands. */
import { ownerOf, placeholdersIn, type Syntax } from '#knative/facts/parameters.ts';
import { serviceOf } from '#knative/facts/serving.ts';
import { pathEquals, valueAt } from '#knative/path.ts';
import { groupOf } from '#knative/resource.ts';
import { ownerOfGeneratedName } from '#knative/revisionNames.ts';
import type { Mention } from '#knative/world.ts';
import type { ResourceView } from '../yaml/decode.ts';
import { rangeIn } from '../yaml/document.ts';
import { rangeOf, type Span } from '../yaml/locate.ts';
import type { Range, Segment } from '../yaml/segment.ts';
import type { Cursor } from './cursor.ts';
import type { Located, Snapshot } from './snapshot.ts';

export interface NameAt {
  readonly mention: Mention;
  /** Whether it is declared here, and not only mentioned. */
  readonly defines: boolean;
  readonly span: Span;
}

/** The name under the cursor; a placeholder before the text it stands in. */
export function nameAt(snapshot: Pick<Snapshot, 'facts'>, cursor: Cursor): NameAt | undefined {
  if (cursor.at !== 'value') return undefined;
  const { defines, refersTo } = snapshot.facts(cursor.view);
  const here: NameAt[] = [];
  for (const [mentions, isDefinition] of [[refersTo, false] as const, [defines, true] as const]) {
    for (const mention of mentions) {
      if (!pathEquals(mention.path, cursor.path)) continue;
      const span = spansOf(cursor.place.segment, cursor.view, mention).find(
        ({ start, end }) => start <= cursor.offset && cursor.offset <= end,
      );
      if (span !== undefined) here.push({ mention, defines: isDefinition, span });
    }
  }
  return here.toSorted((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

/** Where a mention stands: the value, or the placeholders in it that name it. */
export function spansOf(segment: Segment, view: ResourceView, { path, name }: Mention): readonly Span[] {
  const span = rangeOf(segment, [...view.path, ...path], 'value');
  if (valueAt(view.resource.value, path) === name) return [span];
  const text = segment.text.slice(span.start, span.end);
  return placeholdersIn(text, syntaxOf(view))
    .filter((placeholder) => placeholder.name === name)
    .map(({ start, end }) => ({ start: span.start + start, end: span.start + end }));
}

function syntaxOf({ resource }: ResourceView): Syntax {
  return groupOf(resource.apiVersion) === 'tekton.dev' ? 'tekton' : 'build';
}

/** Where a located mention stands, in its document. */
export function rangesOf(located: Located): readonly Range[] {
  const { place, view } = located;
  return spansOf(place.segment, view, located).map(({ start, end }) => rangeIn(place, start, end));
}

type Names = Pick<Snapshot, 'definitions' | 'references'>;

/**
 * Where a name that stands in `view` is defined: there, or else anywhere. A revision nobody names in a manifest is
 * defined by the template of its Service; a Configuration or Route without a manifest is that of the Service of its name.
 */
export function definitionsOf(snapshot: Names, mention: Mention, view: ResourceView): readonly Located[] {
  const found = definedAnywhere(snapshot, mention);
  const near = found.filter((one) => one.view === view);
  return near.length > 0 ? near : found;
}

function definedAnywhere(snapshot: Names, mention: Mention): readonly Located[] {
  const found = own(snapshot, mention);
  if (found.length > 0) return found;
  switch (mention.type) {
    case 'revision': {
      const owner = ownerOfGeneratedName(mention.name);
      return owner === undefined ? [] : makersOf(snapshot, { ...mention, name: owner });
    }
    case 'configuration':
    case 'route':
      return own(snapshot, { ...mention, type: 'service' });
    default:
      return [];
  }
}

/** Whoever makes revisions under this name. */
function makersOf(snapshot: Names, mention: Mention): readonly Located[] {
  const services = own(snapshot, { ...mention, type: 'service' });
  return services.length > 0 ? services : own(snapshot, { ...mention, type: 'configuration' });
}

function own(snapshot: Names, mention: Mention): readonly Located[] {
  return snapshot.definitions(mention).filter((one) => isSame(mention, one));
}

/** Mentions of the name by others; a Service is also meant where its Configuration or its Route is. */
export function referencesTo(snapshot: Names, mention: Mention): readonly Located[] {
  const types = mention.type === 'service' ? ['service', 'configuration', 'route'] : [mention.type];
  // An image is declared wherever it is used.
  if (mention.type === 'image') return snapshot.definitions(mention);
  return types
    .flatMap((type) => snapshot.references({ ...mention, type }))
    .filter((one) => isSame(mention, one));
}

/** Whether two mentions in one namespace mean the same thing. */
export function isSameName(a: Mention, b: Mention): boolean {
  return a.type === b.type && a.name === b.name && isSame(a, b);
}

/** Parameters and tags of the same name, but of different owners, are different. */
function isSame(a: Mention, b: Mention): boolean {
  if (a.type === 'parameter') return ownerOf(a) === ownerOf(b);
  return a.type !== 'tag' || serviceOf(a) === serviceOf(b);
}
