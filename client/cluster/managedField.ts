/**
 * Fields as server-side apply names them (structured-merge-diff fieldpath), items of lists by their keys:
 * `.spec.containers[name="a"].ports[containerPort=80,protocol="TCP"]`. Pure.
 */
import { pathOfField } from '#knative/fieldPath.ts';
import { isArray, isObject, jsonEquals, type Json, type JsonArray, type JsonObject } from '#knative/json.ts';
import { valueAt, type Path } from '#knative/path.ts';

/** Undefined where the value has no such item. */
export function pathOfManagedField(root: Json, field: string): Path | undefined {
  const item = /\[([^\]"]*=(?:[^\]"]|"(?:[^"\\]|\\.)*")*)\]/.exec(field);
  if (item === null) return pathOfField(root, field);
  const list = pathOfField(root, field.slice(0, item.index));
  const items = valueAt(root, list);
  const index = isArray(items) ? indexOfItem(items, item[1] ?? '') : -1;
  if (index < 0) return undefined;
  const inside = pathOfManagedField(
    valueAt(items, [index]) ?? null,
    field.slice(item.index + item[0].length),
  );
  return inside === undefined ? undefined : [...list, index, ...inside];
}

/** The object without these fields; what it does not have is passed over. */
export function withoutFields(object: JsonObject, fields: readonly string[]): JsonObject {
  const paths = fields
    .map((field) => pathOfManagedField(object, field))
    .filter((path) => path !== undefined && path.length > 0 && valueAt(object, path) !== undefined);
  // Later items first, so that the others keep their places.
  const ordered = paths.filter((path) => path !== undefined).toSorted(laterFirst);
  return ordered.reduce<JsonObject>((value, path) => {
    const rest = without(value, path);
    return isObject(rest) ? rest : value;
  }, object);
}

/** `name="a"`, `containerPort=80,protocol="TCP"`; an item of a set of values is `="a"`. */
function indexOfItem(items: JsonArray, keys: string): number {
  const wanted = [...keys.matchAll(/([^=,"]*)=("(?:[^"\\]|\\.)*"|[^,]*)/g)].map(
    ([, key = '', value = '']) => ({ key, value: parsed(value) }),
  );
  if (wanted.length === 0) return -1;
  return items.findIndex((item) =>
    wanted.every(({ key, value }) => jsonEquals(key === '' ? item : valueAt(item, [key]), value)),
  );
}

function parsed(text: string): Json {
  try {
    // What JSON.parse gives is JSON.
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function without(value: Json, [first, ...rest]: Path): Json {
  if (first === undefined) return value;
  if (isArray(value)) {
    return rest.length === 0
      ? value.filter((_, index) => index !== first)
      : value.map((item, index) => (index === first ? without(item, rest) : item));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      if (key !== first) return [[key, one]];
      return rest.length === 0 ? [] : [[key, without(one, rest)]];
    }),
  );
}

function laterFirst(a: Path, b: Path): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (typeof part === 'number' && typeof other === 'number' && part !== other) return other - part;
  }
  return b.length - a.length;
}
