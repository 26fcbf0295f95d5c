/** Field validation: unknown and repeated fields, which a request may want refused, told or dropped in silence. */
import { decode } from '#knative/admission/structure/decode.ts';
import { unknownFields } from '#knative/admission/structure/strict.ts';
import { isArray, isObject, type Json } from '#knative/json.ts';
import { formatPath, type Path } from '#knative/path.ts';
import type { ApiKind } from '../kinds/kind.ts';
import { type ApiObject } from '../object.ts';
import type { Undecodable } from './undecodable.ts';

export const fieldValidations = ['Strict', 'Warn', 'Ignore'] as const;
export type FieldValidation = (typeof fieldValidations)[number];

export interface Checked {
  /** Without what the kind does not have. */
  readonly object: ApiObject;
  readonly warnings: readonly string[];
}

/** `duplicates` are what the reader of the body found, in its words. */
export function checkFields(
  object: ApiObject,
  kind: ApiKind,
  validation: FieldValidation,
  duplicates: readonly string[],
  undecodable: Undecodable,
): Checked {
  checkTypes(object, kind, undecodable);
  const unknown = kind.prunes && kind.table !== undefined ? unknownFields(object, kind.table) : [];
  const told = [...duplicates, ...unknown.map(({ path }) => `unknown field "${formatPath(path)}"`)];
  if (told.length > 0 && validation === 'Strict') {
    throw undecodable(`strict decoding error: ${told.join(', ')}`);
  }
  return {
    object: without(
      object,
      unknown.map(({ path }) => path),
    ) as ApiObject,
    warnings: validation === 'Warn' ? told : [],
  };
}

/** Built-in kinds are decoded by the server itself; the webhooks decode Knative's. */
function checkTypes(object: ApiObject, kind: ApiKind, undecodable: Undecodable): void {
  if (kind.custom || kind.table === undefined) return;
  const { error } = decode(object, kind.table, { exactKeys: true });
  if (error !== undefined) throw undecodable(error.message);
}

function without(value: Json, paths: readonly Path[]): Json {
  if (paths.length === 0) return value;
  if (paths.some((path) => path.length === 0)) return value;
  const below = (key: string | number): readonly Path[] =>
    paths.filter(([first]) => first === key).map((path) => path.slice(1));
  if (isArray(value)) return value.map((item, index) => without(item, below(index)));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const rest = below(key);
      return rest.some((path) => path.length === 0) ? [] : [[key, without(member, rest)]];
    }),
  );
}
