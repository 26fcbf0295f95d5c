/**
 * Values of parameters as people type them in one line: texts as they are, lists as `a, b` and objects as `key=value, …`;
 * JSON where that would not do. What is shown reads as the same value again.
 */
import { isArray, isObject, jsonEquals, member, type Json, type JsonObject } from '../json.ts';
import { text, type Text } from '../text.ts';
import type { Asked } from './parameters.ts';
import { parsedJson } from './parsedJson.ts';

export function shownValue(value: Json): string {
  if (typeof value === 'string') return needsQuotes(value) ? JSON.stringify(value) : value;
  if (!isArray(value) && !isObject(value)) return written(value);
  const plain = (isArray(value) ? value.map(written) : pairsOf(value)).join(', ');
  const again = isArray(value) ? listIn(plain) : objectIn(plain);
  return 'value' in again && jsonEquals(again.value, value) ? plain : written(value);
}

function pairsOf(value: JsonObject): readonly string[] {
  return Object.entries(value).map(([key, one]) => `${key}=${written(one)}`);
}

/** A text as it is, anything else as JSON. */
function written(value: Json): string {
  if (typeof value === 'string' || typeof value === 'bigint') return String(value);
  return JSON.stringify(value, (_key, one: Json) => (typeof one === 'bigint' ? String(one) : one));
}

export type ReadValue = { readonly value: Json } | { readonly problem: Text };

/** What was typed as the value of this parameter, or what is wrong with it. */
export function readValue(asked: Asked, typed: string): ReadValue {
  switch (asked.type) {
    case 'array':
      return listIn(typed);
    case 'object':
      return withAllKeys(asked, objectIn(typed));
    case 'string':
      return textIn(asked, typed);
  }
}

function textIn({ name, fallback, given, choices }: Asked, typed: string): ReadValue {
  if (choices.length > 0 && !choices.includes(typed)) {
    return { problem: text('{0} is none of: {1}', typed, choices.join(', ')) };
  }
  if (typed === '' && fallback === undefined && given !== '') {
    return { problem: text('{0} has no default; it needs a value.', name) };
  }
  return { value: unquoted(typed) ?? typed };
}

/** A text of several lines is shown in one, as a JSON string; so is one that would be taken for that, as `""` for none. */
function needsQuotes(value: string): boolean {
  return /[\r\n\t]/.test(value) || unquoted(value) !== undefined;
}

function unquoted(typed: string): string | undefined {
  const value = /^".*"$/.test(typed) ? parsedJson(typed) : undefined;
  return typeof value === 'string' && (value === '' || needsQuotes(value)) ? value : undefined;
}

function listIn(typed: string): ReadValue {
  const trimmed = typed.trim();
  if (trimmed === '') return { value: [] };
  if (!trimmed.startsWith('[')) return { value: trimmed.split(',').map((one) => one.trim()) };
  const value = parsedJson(trimmed);
  if (!isArray(value) || !value.every(isPlain)) {
    return { problem: text('It is a list of texts: a, b or ["a", "b"].') };
  }
  return { value: value.map(written) };
}

function objectIn(typed: string): ReadValue {
  const trimmed = typed.trim();
  if (trimmed === '') return { value: {} };
  const value = trimmed.startsWith('{') ? parsedJson(trimmed) : pairsIn(trimmed);
  if (!isObject(value) || !Object.values(value).every(isPlain)) {
    return { problem: text('It is an object of texts: a=1, b=2 or {"a": "1", "b": "2"}.') };
  }
  return { value: Object.fromEntries(Object.entries(value).map(([key, one]) => [key, written(one)])) };
}

function pairsIn(typed: string): Json | undefined {
  const pairs = typed.split(',').map((one) => /^\s*([^=\s]+)\s*=(.*)$/s.exec(one));
  if (pairs.includes(null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', (pair?.[2] ?? '').trim()]));
}

/** Keys that the default has need not be given (tekton pkg/reconciler/taskrun/validate_taskrun.go, missingKeysofObjectParams). */
function withAllKeys({ keys, fallback }: Asked, read: ReadValue): ReadValue {
  if (!('value' in read)) return read;
  const missing = keys.filter(
    (key) => member(read.value, key) === undefined && member(fallback, key) === undefined,
  );
  return missing.length === 0 ? read : { problem: text('It also needs: {0}', missing.join(', ')) };
}

function isPlain(value: Json): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
