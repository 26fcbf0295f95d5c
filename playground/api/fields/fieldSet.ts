/**
 * A set of paths into an object, as a tree (sigs.k8s.io/structured-merge-diff fieldpath.Set). The steps of a path are
 * written as in `fieldsV1`: `f:NAME` a member, `k:{…}` the item of a list with these keys, `v:VALUE` a member of a set.
 */
import { isObject, type Json, type JsonObject } from '#knative/json.ts';

export interface FieldSet {
  /** Whether the path that ends here is in the set. */
  readonly self: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

export const noFields: FieldSet = { self: false, children: new Map() };
export const oneField: FieldSet = { self: true, children: new Map() };

export function isEmpty(set: FieldSet): boolean {
  return !set.self && [...set.children.values()].every(isEmpty);
}

/** A set of these children, without those that hold nothing. */
export function fieldSet(self: boolean, children: Iterable<readonly [string, FieldSet]>): FieldSet {
  return { self, children: new Map([...children].filter(([, child]) => !isEmpty(child))) };
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  return combine(a, b, (inA, inB) => inA || inB);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (inA, inB) => inA && inB);
}

export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (inA, inB) => inA && !inB);
}

export function sameFields(a: FieldSet, b: FieldSet): boolean {
  return isEmpty(combine(a, b, (inA, inB) => inA !== inB));
}

function combine(a: FieldSet, b: FieldSet, isIn: (inA: boolean, inB: boolean) => boolean): FieldSet {
  const steps = new Set([...a.children.keys(), ...b.children.keys()]);
  const children = [...steps].map(
    (step) =>
      [step, combine(a.children.get(step) ?? noFields, b.children.get(step) ?? noFields, isIn)] as const,
  );
  return fieldSet(isIn(a.self, b.self), children);
}

/** All paths of the set as the server prints them: `.spec.containers[name="app"].image`. */
export function printedPaths(set: FieldSet, prefix = ''): readonly string[] {
  const below = [...set.children]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([step, child]) => printedPaths(child, prefix + printedStep(step)));
  return set.self ? [prefix, ...below] : below;
}

function printedStep(step: string): string {
  const rest = step.slice(2);
  if (step.startsWith('f:')) return `.${rest}`;
  if (step.startsWith('v:')) return `[=${rest}]`;
  const keys = Object.entries(JSON.parse(rest) as Record<string, Json>);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
}

/** The form of `metadata.managedFields[].fieldsV1`. */
export function fieldsV1(set: FieldSet): JsonObject {
  const members: [string, Json][] = set.self ? [['.', {}]] : [];
  for (const [step, child] of [...set.children].sort(([a], [b]) => (a < b ? -1 : 1))) {
    members.push([step, child.children.size === 0 ? {} : fieldsV1(child)]);
  }
  return Object.fromEntries(members);
}

export function readFieldsV1(value: Json | undefined): FieldSet {
  if (!isObject(value)) return noFields;
  return readLevel(value, false);
}

function readLevel(value: JsonObject, isMember: boolean): FieldSet {
  const steps = Object.entries(value).filter(([step]) => step !== '.');
  return {
    self: Object.hasOwn(value, '.') || (isMember && steps.length === 0),
    children: new Map(steps.map(([step, inner]) => [step, readLevel(isObject(inner) ? inner : {}, true)])),
  };
}
