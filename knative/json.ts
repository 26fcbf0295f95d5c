/**
 * The value model of the domain: a manifest after kubectl's YAML-to-JSON conversion. Nothing here knows text positions.
 */

/** A JSON value. `bigint` stands for integers a double cannot hold, so that int64 range checks stay exact. */
export type Json = null | boolean | number | bigint | string | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is JsonArray {
  return Array.isArray(value);
}

/** The member `key` of an object's own properties; undefined for anything that is not an object or lacks the key. */
export function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The member `key` where it is a text; '' where it is not. */
export function textAt(value: Json | undefined, key: string): string {
  const found = member(value, key);
  return typeof found === 'string' ? found : '';
}

/** The member `key` where it is a number. */
export function numberAt(value: Json | undefined, key: string): number | undefined {
  const found = member(value, key);
  return typeof found === 'number' ? found : undefined;
}

/** The member `key` where it is a list; an empty one where it is not. */
export function listAt(value: Json | undefined, key: string): JsonArray {
  const found = member(value, key);
  return isArray(found) ? found : [];
}

/** Structural equality; object key order does not matter, `1` and `1n` are equal. */
export function jsonEquals(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    return isInteger(a) && isInteger(b) && BigInt(a) === BigInt(b);
  }
  if (isArray(a) && isArray(b)) return a.length === b.length && a.every((item, i) => jsonEquals(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && jsonEquals(a[key], b[key]))
  );
}

function isInteger(value: Json | undefined): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}
