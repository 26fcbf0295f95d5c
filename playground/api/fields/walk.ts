/** The sets of fields that values have, and that differ between two values, by the structure of their kind. */
import { isArray, isObject, type Json, type JsonArray, jsonEquals, type JsonObject } from '#knative/json.ts';
import { type FieldSet, fieldSet, noFields, oneField, union } from './fieldSet.ts';
import type { Structure } from './structure.ts';

/** The leaves of a value, items of keyed lists and keys of free maps: what an apply of it owns. */
export function fieldsOf(value: Json | undefined, structure: Structure): FieldSet {
  if (isObject(value) && !structure.atomic) {
    return fieldSet(
      false,
      Object.entries(value).map(([key, member]) => {
        const inner = fieldsOf(member, structure.member(key));
        const isLeaf = member === null || (isObject(member) && Object.keys(member).length === 0);
        return [`f:${key}`, isLeaf || !structure.declares(key) ? { ...inner, self: true } : inner];
      }),
    );
  }
  if (isArray(value) && structure.list !== 'atomic') {
    return fieldSet(
      false,
      stepsOf(value, structure).map(([step, item]) => [
        step,
        { ...(structure.list === 'set' ? oneField : fieldsOf(item, structure.item())), self: true },
      ]),
    );
  }
  return value === undefined ? noFields : oneField;
}

/** The steps to the items of a list that is no atom; of items with the same keys the first counts. */
export function stepsOf(list: JsonArray, { list: how }: Structure): readonly (readonly [string, Json])[] {
  const found = new Map<string, Json>();
  for (const item of list) {
    const step = stepOf(item, how);
    if (!found.has(step)) found.set(step, item);
  }
  return [...found];
}

export function stepOf(item: Json, how: Structure['list']): string {
  if (typeof how === 'string') return `v:${JSON.stringify(item)}`;
  const keys = how.keys.flatMap((key): [string, Json][] => {
    const value = isObject(item) ? (item[key] ?? how.defaults[key]) : undefined;
    return value === undefined ? [] : [[key, value]];
  });
  return `k:${JSON.stringify(Object.fromEntries(keys.sort(([a], [b]) => (a < b ? -1 : 1))))}`;
}

export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

const same: Comparison = { added: noFields, modified: noFields, removed: noFields };

/** What changes from one value to the other. */
export function compare(before: Json | undefined, after: Json | undefined, structure: Structure): Comparison {
  if (before === undefined && after === undefined) return same;
  const inner = compareInside(before, after, structure);
  if (inner === undefined) {
    if (before === undefined) return { ...same, added: oneField };
    if (after === undefined) return { ...same, removed: oneField };
    return jsonEquals(before, after) ? same : { ...same, modified: oneField };
  }
  if (before === undefined) return { ...inner, added: { ...inner.added, self: true } };
  if (after === undefined) return { ...inner, removed: { ...inner.removed, self: true } };
  return inner;
}

/** Undefined for what is compared as a whole. */
function compareInside(
  before: Json | undefined,
  after: Json | undefined,
  structure: Structure,
): Comparison | undefined {
  if (isMap(before) && isMap(after) && !structure.atomic) {
    if (isBare(before) && isBare(after)) return undefined;
    const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    return gathered(
      [...keys].map((key) => [`f:${key}`, compare(before?.[key], after?.[key], structure.member(key))]),
    );
  }
  if (isList(before) && isList(after) && structure.list !== 'atomic') {
    if (isBare(before) && isBare(after)) return undefined;
    const old = new Map(stepsOf(before ?? [], structure));
    const now = new Map(stepsOf(after ?? [], structure));
    const steps = new Set([...old.keys(), ...now.keys()]);
    return gathered(
      [...steps].map((step) => [step, compare(old.get(step), now.get(step), structure.item())]),
    );
  }
  return undefined;
}

function gathered(parts: readonly (readonly [string, Comparison])[]): Comparison {
  const one = (which: keyof Comparison): FieldSet =>
    fieldSet(
      false,
      parts.map(([step, comparison]) => [step, comparison[which]]),
    );
  return { added: one('added'), modified: one('modified'), removed: one('removed') };
}

function isMap(value: Json | undefined): value is JsonObject | undefined {
  return value === undefined || isObject(value);
}

function isList(value: Json | undefined): value is JsonArray | undefined {
  return value === undefined || isArray(value);
}

function isBare(value: JsonObject | JsonArray | undefined): boolean {
  return value === undefined || Object.keys(value).length === 0;
}

/** Everything that is new or different. */
export function changedFields({ added, modified }: Comparison): FieldSet {
  return union(added, modified);
}
