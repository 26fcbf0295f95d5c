/**
 * Strict decoding: the fields the API server does not know. It prunes by the CRD's schema, collects what it drops,
 * and refuses the request with all of it (fieldValidation=Strict, which kubectl asks for since 1.25).
 */
import { isArray, isObject, type Json } from '../../json.ts';
import { formatPath, type Path } from '../../path.ts';
import type { Field, ObjectShape, Shape } from '../../resources/shape.ts';

/** What the server takes from the root itself, whatever the schema says. */
const rootFields = new Set(['apiVersion', 'kind', 'metadata']);

export interface UnknownField {
  readonly path: Path;
  /** The object it stands in; undefined where the schema has no fields at all. */
  readonly owner: ObjectShape | undefined;
  /** Known to Go's type but not to the CRD, so that a spelling fix makes no sense. */
  readonly pruned: boolean;
}

/**
 * The unknown fields of a whole object in the order the server names them: those of the metadata first, then the
 * others, each sorted by path as text.
 */
export function unknownFields(value: Json, table: ObjectShape): readonly UnknownField[] {
  if (!isObject(value)) return [];
  const inMetadata: UnknownField[] = [];
  const others: UnknownField[] = [];
  for (const key of Object.keys(value)) {
    const member = value[key];
    const shape = table.fields[key]?.shape;
    if (member === undefined) continue;
    if (key === 'metadata' && shape !== undefined) collect(member, shape, [key], inMetadata);
    else if (rootFields.has(key)) continue;
    else if (shape === undefined || !Object.hasOwn(table.fields, key)) {
      others.push({ path: [key], owner: table, pruned: false });
    } else collect(member, shape, [key], others);
  }
  return [...sorted(inMetadata), ...sorted(others)];
}

function sorted(fields: UnknownField[]): UnknownField[] {
  if (fields.length < 2) return fields;
  const keyed = fields.map((field) => ({ field, text: formatPath(field.path) }));
  keyed.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return keyed.map(({ field }) => field);
}

/** No schema is nearly as deep; what lies deeper is not worth the stack. */
const deepest = 200;

function collect(
  value: Json,
  shape: Shape | undefined,
  path: (string | number)[],
  found: UnknownField[],
): void {
  if (path.length > deepest) return;
  if (isArray(value)) collectItems(value, shape, path, found);
  else if (isObject(value)) collectMembers(value, shape, path, found);
}

function collectItems(
  value: readonly Json[],
  shape: Shape | undefined,
  path: (string | number)[],
  found: UnknownField[],
): void {
  if (keepsEverything(shape)) return;
  const items = shape?.type === 'list' ? shape.items : undefined;
  for (let i = 0; i < value.length; i++) {
    path.push(i);
    collect(value[i] ?? null, items, path, found);
    path.pop();
  }
}

function collectMembers(
  value: Readonly<Record<string, Json>>,
  shape: Shape | undefined,
  path: (string | number)[],
  found: UnknownField[],
): void {
  if (shape?.type === 'any') return;
  const object = shape?.type === 'object' ? shape : undefined;
  for (const key of Object.keys(value)) {
    const field = object === undefined ? undefined : ownField(object, key);
    const inner = shape?.type === 'map' ? shape.values : field?.shape;
    path.push(key);
    if (object?.open === true) {
      if (object.declared?.includes(key) === true) collect(value[key] ?? null, inner, path, found);
    } else if (inner === undefined || field?.pruned === true) {
      found.push({ path: [...path], owner: object, pruned: field?.pruned === true });
    } else collect(value[key] ?? null, inner, path, found);
    path.pop();
  }
}

function keepsEverything(shape: Shape | undefined): boolean {
  return shape?.type === 'any' || (shape?.type === 'object' && shape.open === true);
}

function ownField(object: ObjectShape, key: string): Field | undefined {
  return Object.hasOwn(object.fields, key) ? object.fields[key] : undefined;
}
