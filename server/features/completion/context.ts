/** What completion knows of the place it is asked about: the resource there, as far as it can be read, and the field. */
import { isArray, isObject, member, type Json, type JsonObject } from '#knative/json.ts';
import { kindOf, kinds, type Kind } from '#knative/kinds.ts';
import { startsWith, valueAt, type Path } from '#knative/path.ts';
import type { Resource } from '#knative/resource.ts';
import { shapeAt } from '#knative/resources/lookup.ts';
import type { Shape } from '#knative/resources/shape.ts';
import { isTemplate, mayBeOurs } from '../../model/ours.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { offsetIn, placeAt, type Document, type Place } from '../../yaml/document.ts';
import { largestSegment, parse } from '../../yaml/parse.ts';
import { habitsOf, type Habits } from '../../yaml/render.ts';
import { segmentOf, type Position } from '../../yaml/segment.ts';
import { readValue } from '../../yaml/value.ts';
import { spotAt, type Spot } from './spot.ts';

export interface Context {
  readonly snapshot: Snapshot;
  readonly place: Place;
  /** Of the cursor, in the segment. */
  readonly offset: number;
  readonly spot: Spot;
  /** Without what stands at the cursor. */
  readonly resource: Resource;
  /** Undefined while what it is cannot be told. */
  readonly kind: Kind | undefined;
  /** The spot's path from the root of the resource. */
  readonly path: Path;
  readonly shape: Shape | undefined;
  readonly habits: Habits;
}

/** Undefined where nothing of ours is to be completed. */
export function contextAt(snapshot: Snapshot, document: Document, position: Position): Context | undefined {
  if (snapshot.isLeftAlone(document)) return undefined;
  const place = placeAt(document, position);
  const { segment } = place;
  if (segment.text.length > largestSegment || isTemplate(segment)) return undefined;
  const offset = offsetIn(place, position);
  const spot = spotAt(segment, offset);
  if (spot === undefined) return undefined;
  const text = without(segment.text, spot);
  const { root } = parse(segmentOf(text));
  const value = root === undefined ? null : readValue(root).value;
  const prefix = prefixOf(value, spot.path);
  const resource = resourceOf(valueAt(value, prefix));
  const path = spot.path.slice(prefix.length);
  if (resource === undefined || !mayBeOursHere(resource, path)) return undefined;
  const kind = kindOf(resource.apiVersion, resource.kind);
  const shape = kind && shapeAt(resource.apiVersion, resource.kind, path);
  return { snapshot, place, offset, spot, resource, kind, path, shape, habits: habitsOf(text, root) };
}

/** The text as if what is being typed were not there. */
function without(text: string, { at, start, end, quote, behind }: Spot): string {
  if (at === 'key' || at === 'text') return text;
  const from = start - quote.length;
  const to = behind === '' ? end + quote.length : end;
  return text.slice(0, from) + text.slice(to);
}

/** Where the resource of a path begins: the root, or an item of a `List`. */
function prefixOf(value: Json, path: Path): Path {
  const items = member(value, 'items');
  const kind = member(value, 'kind');
  const isList = typeof kind === 'string' && kind.endsWith('List') && isArray(items);
  return isList && startsWith(path, ['items']) && typeof path[1] === 'number' ? path.slice(0, 2) : [];
}

function resourceOf(value: Json | undefined): Resource | undefined {
  if (value !== undefined && value !== null && !isObject(value)) return undefined;
  const object: JsonObject = value ?? {};
  const metadata = object['metadata'];
  return {
    apiVersion: stringOf(object['apiVersion']),
    kind: stringOf(object['kind']),
    name: stringOf(member(metadata, 'name')),
    namespace: stringOf(member(metadata, 'namespace')),
    value: object,
    duplicateKeys: [],
  };
}

function stringOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What is somebody else's is left alone; what says nothing of itself yet may become ours. */
function mayBeOursHere({ apiVersion, kind, value }: Resource, path: Path): boolean {
  if (apiVersion !== '') return mayBeOurs(`${apiVersion}/`);
  if (!Object.keys(value).every((key) => kubernetesKeys.has(key))) return false;
  if (path.length > 1) return false;
  return kind === '' || kinds().some((one) => one.kind === kind);
}

const kubernetesKeys = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
