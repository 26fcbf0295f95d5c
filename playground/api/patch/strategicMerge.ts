/**
 * Strategic merge patch of the built-in kinds (k8s.io/apimachinery util/strategicpatch): as a merge patch, but lists
 * with keys are merged item by item, and directives (`$patch`, `$deleteFromPrimitiveList/…`, `$retainKeys`,
 * `$setElementOrder/…`) say what a merge cannot.
 */
import {
  isArray,
  isObject,
  type Json,
  type JsonArray,
  jsonEquals,
  type JsonObject,
  member,
} from '#knative/json.ts';
import type { Structure } from '../fields/structure.ts';
import { textAt } from '../object.ts';

export function strategicMerged(value: Json | undefined, patch: Json, structure: Structure): Json {
  if (isObject(patch)) return mergedObject(isObject(value) ? value : {}, patch, structure);
  if (isArray(patch)) return mergedList(isArray(value) ? value : [], patch, structure);
  return patch;
}

function mergedObject(value: JsonObject, patch: JsonObject, structure: Structure): JsonObject {
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  if (patch['$patch'] === 'delete') return {};
  const result = new Map(Object.entries(value));
  const retained = patch['$retainKeys'];
  if (isArray(retained))
    for (const key of Object.keys(value)) if (!retained.includes(key)) result.delete(key);
  for (const [key, given] of Object.entries(patch)) {
    const [directive, field] = /^(\$\w+)(?:\/(.*))?$/.exec(key)?.slice(1) ?? [];
    if (directive !== undefined) direct(result, directive, field ?? '', given, structure);
    else if (given === null) result.delete(key);
    else result.set(key, strategicMerged(result.get(key), given, structure.member(key)));
  }
  return Object.fromEntries(result);
}

function direct(
  result: Map<string, Json>,
  directive: string,
  field: string,
  given: Json,
  structure: Structure,
): void {
  const list = result.get(field) ?? null;
  if (!isArray(given) || !isArray(list)) return;
  if (directive === '$deleteFromPrimitiveList') {
    result.set(
      field,
      list.filter((one) => !given.includes(one)),
    );
  }
  if (directive === '$setElementOrder') result.set(field, inOrder(list, given, structure.member(field)));
}

function inOrder(list: JsonArray, order: JsonArray, structure: Structure): JsonArray {
  const rank = (item: Json): number => {
    const at = order.findIndex((one) => isSameItem(item, one, structure));
    return at < 0 ? order.length : at;
  };
  return list.toSorted((a, b) => rank(a) - rank(b));
}

function mergedList(list: JsonArray, patch: JsonArray, structure: Structure): JsonArray {
  if (structure.list === 'atomic') return patch;
  if (patch.some((item) => textAt(item, '$patch') === 'replace')) {
    return patch.filter((item) => textAt(item, '$patch') !== 'replace');
  }
  const result = [...list];
  for (const item of patch) {
    const at = result.findIndex((one) => isSameItem(one, item, structure));
    if (textAt(item, '$patch') === 'delete') {
      if (at >= 0) result.splice(at, 1);
    } else if (at < 0) result.push(isObject(item) ? withoutDirectives(item) : item);
    else result[at] = strategicMerged(result[at], item, structure.item());
  }
  return result;
}

/** The patch type knows one key only, where apply may need two (a port and its protocol). */
function isSameItem(a: Json, b: Json, { list }: Structure): boolean {
  if (typeof list === 'string') return jsonEquals(a, b);
  const [key = ''] = list.keys;
  return jsonEquals(member(a, key), member(b, key)) && member(b, key) !== undefined;
}

function withoutDirectives(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('$')));
}
