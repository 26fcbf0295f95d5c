/** The resources of a segment: one object of one kind, or the items of a `List`. */
import { isArray, isObject, member, type Json, type JsonObject } from '#knative/json.ts';
import { startsWith, type Path } from '#knative/path.ts';
import type { Resource } from '#knative/resource.ts';
import type { SyntaxProblem } from './node.ts';
import { largestSegment, parse } from './parse.ts';
import type { Segment } from './segment.ts';
import { readValue } from './value.ts';

/** A resource and where its root stands in the segment's document: empty, or `items`, index. */
export interface ResourceView {
  readonly resource: Resource;
  readonly path: Path;
}

export interface Decoded {
  readonly views: readonly ResourceView[];
  /** What keeps kubectl from reading the document; the views are then what could be read all the same. */
  readonly problems: readonly SyntaxProblem[];
}

const known = new WeakMap<Segment, Decoded>();

/** What a segment holds; the same object for the same segment. */
export function decode(segment: Segment): Decoded {
  let decoded = known.get(segment);
  if (decoded === undefined) {
    decoded = read(segment);
    known.set(segment, decoded);
  }
  return decoded;
}

/** The resources of a segment; none where it is no Kubernetes object. */
export function decodeSegment(segment: Segment): readonly ResourceView[] {
  return decode(segment).views;
}

const nothing: Decoded = { views: [], problems: [] };

function read(segment: Segment): Decoded {
  const { text } = segment;
  if (text.length > largestSegment) return { views: [], problems: [{ message: tooLarge, start: 0, end: 0 }] };
  if (!text.includes('kind') && !text.includes('\\')) return nothing;
  const tree = parse(segment);
  if (tree.root === undefined) return { views: [], problems: tree.problems };
  const { value, duplicateKeys, refusal } = readValue(tree.root);
  const { start } = tree.root;
  const problems =
    refusal === undefined ? tree.problems : [...tree.problems, { message: refusal, start, end: start + 1 }];
  return { views: viewsOf(value, duplicateKeys), problems };
}

/** Says that a document was not read because of its size. */
export const tooLarge = 'too large to be checked';

function viewsOf(value: Json, duplicateKeys: readonly Path[]): readonly ResourceView[] {
  if (!isObject(value) || typeof value['kind'] !== 'string') return [];
  const items = value['items'];
  if (!value['kind'].endsWith('List') || !isArray(items))
    return [{ resource: resourceOf(value, duplicateKeys), path: [] }];
  return items.flatMap((item, index) => {
    if (!isObject(item)) return [];
    const path = ['items', index];
    const own = duplicateKeys.filter((key) => startsWith(key, path)).map((key) => key.slice(2));
    return [{ resource: resourceOf(item, own), path }];
  });
}

function resourceOf(value: JsonObject, duplicateKeys: readonly Path[]): Resource {
  const metadata = value['metadata'];
  return {
    apiVersion: stringOf(value['apiVersion']),
    kind: stringOf(value['kind']),
    name: stringOf(member(metadata, 'name')),
    namespace: stringOf(member(metadata, 'namespace')),
    value,
    duplicateKeys,
  };
}

function stringOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
