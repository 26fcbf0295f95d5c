/** JSON merge patch, RFC 7386: objects merge, null removes, everything else replaces. */
import { isObject, type Json } from '#knative/json.ts';

export function mergePatched(value: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json> = isObject(value) ? { ...value } : {};
  for (const [key, member] of Object.entries(patch)) {
    if (member === null) delete result[key];
    else result[key] = mergePatched(result[key], member);
  }
  return result;
}
