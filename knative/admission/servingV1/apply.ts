/**
 * Server-side apply of a manifest over a stored object (sigs.k8s.io/structured-merge-diff): what the manifest says
 * counts, what its manager said before and now leaves out goes, the rest stays. Lists are replaced as a whole unless
 * their items are told apart by keys.
 */
import {
  isArray,
  isObject,
  type Json,
  type JsonArray,
  type JsonObject,
  jsonEquals,
  member,
} from '../../json.ts';
import type { ListShape, Shape } from '../../resources/shape.ts';

/** `owned` is what the same manager applied last; what is null in the manifest takes away what is stored. */
export function applied(
  stored: JsonObject,
  owned: JsonObject,
  manifest: JsonObject,
  shape: Shape,
): JsonObject {
  const result: Record<string, Json> = {};
  for (const key of new Set([...Object.keys(stored), ...Object.keys(manifest)])) {
    const value = appliedMember(
      member(stored, key),
      member(owned, key),
      member(manifest, key),
      memberShape(shape, key),
    );
    if (value === undefined || value === null) continue;
    Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

function appliedMember(
  stored: Json | undefined,
  owned: Json | undefined,
  manifest: Json | undefined,
  shape: Shape,
): Json | undefined {
  if (stored === undefined) return manifest;
  // What its manager gave up goes with all that nobody owns below it, such as defaults.
  if (manifest === undefined) return owned === undefined ? stored : undefined;
  const keyed = shape.type === 'list' && shape.mapKeys !== undefined ? shape : undefined;
  // What is null is as good as empty where members or items are merged one by one.
  if (isObject(stored) && (isObject(manifest) || manifest === null)) {
    return applied(stored, isObject(owned) ? owned : {}, manifest ?? {}, shape);
  }
  if (isArray(stored) && (isArray(manifest) || manifest === null) && keyed !== undefined) {
    return appliedList(stored, isArray(owned) ? owned : [], manifest ?? [], keyed);
  }
  return manifest;
}

/**
 * Items of both lists and what others put in stay as they are ordered there; items that only their owner had go last of
 * all, so that they still hold the place of those that follow them.
 */
function appliedList(stored: JsonArray, owned: JsonArray, manifest: JsonArray, shape: ListShape): JsonArray {
  const sameIn = finder(shape.mapKeys ?? []);
  return mergedOrder(stored, manifest, sameIn).flatMap((item) => {
    const now = sameIn(manifest, item);
    const before = sameIn(owned, item);
    if (now === undefined) return before === undefined ? [item] : [];
    return [appliedMember(sameIn(stored, item), before, now, shape.items) ?? now];
  });
}

type Finder = (list: JsonArray, item: Json) => Json | undefined;

function finder(keys: readonly string[]): Finder {
  return (list, item) =>
    list.find((other) => keys.every((key) => jsonEquals(member(other, key), member(item, key))));
}

/**
 * One item for each key in either list (typed/merge.go visitListItems): both are walked at once, and where they
 * disagree on the order of what they share, that of `manifest` counts.
 */
function mergedOrder(stored: JsonArray, manifest: JsonArray, sameIn: Finder): JsonArray {
  const left = [...stored];
  const right = [...manifest];
  const shared = manifest.filter((item) => sameIn(stored, item) !== undefined);
  const isSame = (a: Json | undefined, b: Json): boolean => a !== undefined && sameIn([a], b) !== undefined;
  const order: Json[] = [];
  while (left.length + right.length > 0) {
    const [ours] = left;
    const [theirs] = right;
    if (ours !== undefined && sameIn(manifest, ours) === undefined) {
      order.push(ours);
      left.shift();
    } else if (theirs === undefined || isOutOfTurn(ours, theirs, shared[0], isSame)) left.shift();
    else {
      order.push(theirs);
      right.shift();
      // Where nothing shared is left to come, ours has been taken already.
      if (ours !== undefined && (shared.length === 0 || isSame(theirs, ours))) left.shift();
      if (isSame(shared[0], theirs)) shared.shift();
    }
  }
  return order;
}

/** Whether `ours`, which is in both lists, stands before the one whose turn it is; it comes where `manifest` has it. */
function isOutOfTurn(
  ours: Json | undefined,
  theirs: Json,
  next: Json | undefined,
  isSame: (a: Json | undefined, b: Json) => boolean,
): boolean {
  if (ours === undefined || next === undefined) return false;
  return !isSame(theirs, ours) && !isSame(next, ours);
}

const unknown: Shape = { type: 'any' };

function memberShape(shape: Shape, key: string): Shape {
  if (shape.type === 'object') return shape.fields[key]?.shape ?? unknown;
  return shape.type === 'map' ? shape.values : unknown;
}
