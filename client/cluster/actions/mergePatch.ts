/**
 * The merge patch (RFC 7386) that a manifest is to a live object of a cluster without server-side apply: what the
 * manifest says is set, and in `spec` what it does not say any more is removed. Labels and annotations of others stay.
 */
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import { jsonOf, type KubeObject } from '../object.ts';

export function mergePatch(live: KubeObject, manifest: JsonObject): JsonObject {
  const spec = replaced(jsonOf(live)['spec'], manifest['spec']);
  return { ...manifest, ...(spec !== undefined && { spec }) };
}

/** What a merge patch makes of a value. */
export function mergePatched(value: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(value));
  for (const [key, change] of Object.entries(patch)) {
    const before = merged.get(key);
    if (change === null) merged.delete(key);
    else if (isObject(change)) merged.set(key, mergePatched(isObject(before) ? before : {}, change));
    else merged.set(key, change);
  }
  return Object.fromEntries(merged);
}

/** What turns `now` into `wanted` when merged. The webhook of 2019 counts changes in `generation`; that stays. */
function replaced(now: Json | undefined, wanted: Json | undefined): Json | undefined {
  if (!isObject(now) || !isObject(wanted)) return wanted;
  const gone = Object.keys(now)
    .filter((key) => !Object.hasOwn(wanted, key) && key !== 'generation')
    .map((key): [string, Json] => [key, null]);
  const kept = Object.entries(wanted).map(([key, value]): [string, Json] => [
    key,
    replaced(now[key], value) ?? null,
  ]);
  return Object.fromEntries([...gone, ...kept]);
}
