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

/** `owned` is what the same manager applied last. */
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
    if (value === undefined) continue;
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
  if (manifest === undefined) return owned === undefined ? stored : withoutOwned(stored, owned);
  if (isObject(stored) && isObject(manifest)) {
    return applied(stored, isObject(owned) ? owned : {}, manifest, shape);
  }
  if (isArray(stored) && isArray(manifest) && shape.type === 'list' && shape.mapKeys !== undefined) {
    return appliedList(stored, isArray(owned) ? owned : [], manifest, shape);
  }
  return manifest;
}

/** What others have put into a member that its owner gave up; nothing where that leaves it empty. */
function withoutOwned(stored: Json, owned: Json): Json | undefined {
  if (!isObject(stored) || !isObject(owned)) return undefined;
  const rest = Object.entries(stored).flatMap(([key, value]): [string, Json][] => {
    const given = member(owned, key);
    const left = given === undefined ? value : withoutOwned(value, given);
    return left === undefined ? [] : [[key, left]];
  });
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

/** Stored items keep their order; new ones follow. */
function appliedList(stored: JsonArray, owned: JsonArray, manifest: JsonArray, shape: ListShape): JsonArray {
  const keys = shape.mapKeys ?? [];
  const sameIn = (list: JsonArray, item: Json): Json | undefined =>
    list.find((other) => keys.every((key) => jsonEquals(member(other, key), member(item, key))));
  const kept = stored.flatMap((item) => {
    const now = sameIn(manifest, item);
    const before = sameIn(owned, item);
    if (now === undefined) return before === undefined ? [item] : [];
    return [appliedMember(item, before, now, shape.items) ?? now];
  });
  return [...kept, ...manifest.filter((item) => sameIn(stored, item) === undefined)];
}

const unknown: Shape = { type: 'any' };

function memberShape(shape: Shape, key: string): Shape {
  if (shape.type === 'object') return shape.fields[key]?.shape ?? unknown;
  return shape.type === 'map' ? shape.values : unknown;
}
