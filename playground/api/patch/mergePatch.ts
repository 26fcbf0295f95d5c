/** JSON merge patch, RFC 7386: objects merge, null removes, everything else replaces. */
import { isObject, type Json } from '#knative/json.ts';

export function mergePatched(value: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  // A map, because a member may have any name, `__proto__` too.
  const result = new Map(isObject(value) ? Object.entries(value) : []);
  for (const [key, member] of Object.entries(patch)) {
    if (member === null) result.delete(key);
    else result.set(key, mergePatched(result.get(key), member));
  }
  return Object.fromEntries(result);
}
