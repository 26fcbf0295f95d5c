/** Merging an applied configuration into an object, and taking out of it what nobody owns any more. */
import { isArray, isObject, type Json, type JsonArray } from '#knative/json.ts';
import { difference, type FieldSet, fieldSet, intersection, union } from './fieldSet.ts';
import type { Structure } from './structure.ts';
import { fieldsOf, stepOf } from './walk.ts';

/** What the configuration says counts, the rest stays. Items of keyed lists keep their places, new ones follow. */
export function merged(
  live: Json | undefined,
  config: Json | undefined,
  structure: Structure,
): Json | undefined {
  if (config === undefined) return live;
  if (isObject(live) && isObject(config) && !structure.atomic) {
    const keys = new Set([...Object.keys(live), ...Object.keys(config)]);
    return Object.fromEntries(
      [...keys].flatMap((key) => {
        const value = merged(live[key], config[key], structure.member(key));
        return value === undefined ? [] : [[key, value]];
      }),
    );
  }
  if (isArray(live) && isArray(config) && structure.list !== 'atomic')
    return mergedList(live, config, structure);
  return config;
}

function mergedList(live: JsonArray, config: JsonArray, structure: Structure): JsonArray {
  const given = new Map(config.map((item) => [stepOf(item, structure.list), item]));
  const kept = live.map((item) => {
    const step = stepOf(item, structure.list);
    const now = given.get(step);
    given.delete(step);
    return merged(item, now, structure.item()) ?? item;
  });
  return [...kept, ...given.values()];
}

/**
 * The merged object without the fields its manager applied before (`last`) and now leaves out, unless somebody else
 * (`owned`, the manager's new fields included) holds them (structured-merge-diff merge.Updater.prune).
 */
export function pruned(value: Json, last: FieldSet, owned: FieldSet, structure: Structure): Json {
  const named = (set: FieldSet): FieldSet => withStructs(set, structure);
  const all = named(fieldsOf(value, structure));
  const bare = without(value, named(last), structure);
  const kept = union(named(fieldsOf(bare, structure)), named(owned));
  const held = without(value, difference(all, kept), structure);
  const gone = difference(all, named(fieldsOf(held, structure)));
  return without(value, intersection(gone, named(last)), structure);
}

/** Fields of structs count as members where something below them does. */
function withStructs(set: FieldSet, structure: Structure): FieldSet {
  return fieldSet(
    set.self,
    [...set.children].map(([step, child]) => {
      if (!step.startsWith('f:')) return [step, withStructs(child, structure.item())];
      const key = step.slice(2);
      const inner = withStructs(child, structure.member(key));
      return [step, structure.declares(key) ? { ...inner, self: true } : inner];
    }),
  );
}

/** The value without these fields. */
function without(value: Json, set: FieldSet, structure: Structure): Json {
  if (set.children.size === 0) return value;
  if (isObject(value) && !structure.atomic) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, member]) => {
        const child = set.children.get(`f:${key}`);
        if (child?.self === true) return [];
        return [[key, child === undefined ? member : without(member, child, structure.member(key))]];
      }),
    );
  }
  if (isArray(value) && structure.list !== 'atomic') {
    return value.flatMap((item) => {
      const child = set.children.get(stepOf(item, structure.list));
      if (child?.self === true) return [];
      return [child === undefined ? item : without(item, child, structure.item())];
    });
  }
  return value;
}
