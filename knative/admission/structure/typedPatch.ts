/**
 * What server-side apply says before anything else looks at the object: the manifest must fit the types of the CRD
 * (sigs.k8s.io/structured-merge-diff, typed validation). Only an update by apply passes through here.
 */
import { isArray, isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../../path.ts';
import type { ClusterProblem } from '../../problem.ts';
import type { ListShape, ObjectShape, ScalarShape, Shape } from '../../resources/shape.ts';
import { deepestPrinted, goPrint, goQuote } from './goJson.ts';
import { docs, type Report, reject, unknownFieldFixes } from './report.ts';
import type { UnknownField } from './strict.ts';

/** Everything in `value` that does not fit the table of its kind, by the names apply uses. */
export function typedPatchProblems(value: JsonObject, table: ObjectShape): readonly ClusterProblem[] {
  const problems: ClusterProblem[] = [];
  inspect(value, table, { path: [], name: '' }, problems);
  return problems;
}

interface Place {
  readonly path: Path;
  /** As apply prints it: `.spec.volumes[name="a"]`. */
  readonly name: string;
}

function inspect(value: Json, shape: Shape, place: Place, problems: ClusterProblem[]): void {
  if (value === null) return;
  switch (shape.type) {
    case 'object':
      if (!isObject(value)) refuse(place, `expected map, got &{${goPrint(value)}}`, problems);
      else inspectObject(value, shape, place, problems);
      return;
    case 'map':
      if (!isObject(value)) refuse(place, `expected map, got &{${goPrint(value)}}`, problems);
      else {
        for (const key of Object.keys(value).sort()) {
          inspect(value[key] ?? null, shape.values, below(place, key), problems);
        }
      }
      return;
    case 'list':
      if (!isArray(value)) refuse(place, `expected list, got &{${goPrint(value)}}`, problems);
      else inspectList(value, shape, place, problems);
      return;
    case 'any':
      return;
    default:
      inspectScalar(value, shape, place, problems);
  }
}

/**
 * Stops at the first unknown field as apply does; which fields it has seen by then is chance there (Go's map order),
 * here it is the order of the keys.
 */
function inspectObject(
  value: JsonObject,
  shape: ObjectShape,
  place: Place,
  problems: ClusterProblem[],
): void {
  for (const key of Object.keys(value).sort()) {
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    const inner = below(place, key);
    if (shape.open === true) {
      const declared = shape.declared?.includes(key) === true ? field : undefined;
      if (declared !== undefined) inspect(value[key] ?? null, declared.shape, inner, problems);
    } else if (field === undefined || field.pruned === true) {
      problems.push(
        unknownField(inner, { path: inner.path, owner: shape, pruned: field !== undefined }, value),
      );
      return;
    } else inspect(value[key] ?? null, field.shape, inner, problems);
  }
}

function unknownField(place: Place, field: UnknownField, parent: JsonObject): ClusterProblem {
  return reject({
    ...report(place, 'unknown-field', 'field not declared in schema'),
    at: 'key',
    fixes: unknownFieldFixes(field, parent),
  });
}

function inspectList(
  value: readonly Json[],
  shape: ListShape,
  place: Place,
  problems: ClusterProblem[],
): void {
  const key = shape.mapKeys?.[0];
  if (isSet(place)) inspectSet(value, shape, place, problems);
  else if (key === undefined) {
    for (const [index, item] of value.entries()) {
      const inner = { path: [...place.path, index], name: `${place.name}[${index}]` };
      inspect(item, shape.items, inner, problems);
    }
  } else inspectMapList(value, shape, key, place, problems);
}

/** The one list whose items are told apart by what they are: that of an object's own finalizers. */
function isSet({ path: [parent, name, ...rest] }: Place): boolean {
  return parent === 'metadata' && name === 'finalizers' && rest.length === 0;
}

function inspectSet(
  value: readonly Json[],
  shape: ListShape,
  place: Place,
  problems: ClusterProblem[],
): void {
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    const path = [...place.path, index];
    const trouble = setTrouble(item);
    if (trouble !== undefined) {
      refuse({ path, name: place.name }, `element ${index}: ${trouble}`, problems);
      return;
    }
    const id = `[=${keyText(item)}]`;
    if (seen.has(id)) {
      problems.push(
        reject(report({ path, name: place.name }, 'duplicate-item', `duplicate entries for key ${id}`)),
      );
    }
    seen.add(id);
    inspect(item, shape.items, { path, name: `${place.name}${id}` }, problems);
  }
}

function setTrouble(item: Json): string | undefined {
  if (item === null) return "associative list without keys has an element that's an explicit null";
  if (isObject(item)) return "associative list without keys has an element that's a map type";
  return isArray(item) ? 'not supported: associative list with lists as elements' : undefined;
}

function inspectMapList(
  value: readonly Json[],
  shape: ListShape,
  key: string,
  place: Place,
  problems: ClusterProblem[],
): void {
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    const path = [...place.path, index];
    const id = itemKey(item, key, shape);
    if (typeof id !== 'string') {
      refuse({ path, name: place.name }, `element ${index}: ${id.words}`, problems);
      return;
    }
    if (seen.has(id)) {
      problems.push(
        reject(report({ path, name: place.name }, 'duplicate-item', `duplicate entries for key ${id}`)),
      );
    }
    seen.add(id);
    inspect(item, shape.items, { path, name: `${place.name}${id}` }, problems);
  }
}

/** How apply names an item: `[name="a"]`; or why it cannot. */
function itemKey(item: Json, key: string, shape: ListShape): string | { readonly words: string } {
  const prefix = 'associative list with keys';
  if (item === null) return { words: `${prefix} may not have a null element` };
  if (!isObject(item)) return { words: `${prefix} may not have non-map elements` };
  const value = Object.hasOwn(item, key) ? item[key] : defaultOf(shape, key);
  if (value === undefined) {
    return {
      words: `${prefix} has an element that omits all key fields [${goQuote(key)}] (and doesn't have default values for any key fields)`,
    };
  }
  return `[${key}=${keyText(value)}]`;
}

/** How apply prints the value of a key, whatever stands there. */
function keyText(value: Json, depth = 0): string {
  if (depth > deepestPrinted) return '…';
  if (typeof value === 'string') return goQuote(value);
  if (isArray(value)) return `[${value.map((item) => keyText(item, depth + 1)).join(',')}]`;
  if (isObject(value)) {
    return Object.keys(value)
      .sort()
      .map((key) => `${key}=${keyText(value[key] ?? null, depth + 1)}`)
      .join('');
  }
  return value === null ? 'null' : goPrint(value);
}

/** A key that is not required has the empty text as its default, and so has an owner's uid. */
function defaultOf(shape: ListShape, key: string): Json | undefined {
  const field = shape.items.type === 'object' ? shape.items.fields[key] : undefined;
  return field?.required === true && key !== 'uid' ? undefined : '';
}

function inspectScalar(value: Json, shape: ScalarShape, place: Place, problems: ClusterProblem[]): void {
  switch (shape.type) {
    case 'int':
    case 'int32':
    case 'int64':
    case 'float':
      if (typeof value === 'number' || typeof value === 'bigint') return;
      refuse(place, `expected numeric (int or float), got ${goTypeOf(value)}`, problems);
      return;
    case 'bool':
      if (typeof value !== 'boolean') refuse(place, `expected boolean, got &{${goPrint(value)}}`, problems);
      return;
    // Apply has no type of its own for these; Go's decoding comes later.
    case 'quantity':
    case 'intOrString':
      return;
    case 'time':
      if (typeof value === 'object') refuse(place, `expected any scalar, got &{${goPrint(value)}}`, problems);
      return;
    default:
      if (typeof value === 'string') return;
      refuse(place, `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`, problems);
  }
}

function below(place: Place, key: string): Place {
  return { path: [...place.path, key], name: `${place.name}.${key}` };
}

function refuse(place: Place, message: string, problems: ClusterProblem[]): void {
  problems.push(reject(report(place, 'wrong-type', message)));
}

function report(place: Place, code: string, message: string): Report {
  return { stage: 'decode', code, path: place.path, clusterPath: place.name, message, docs: docs.lists };
}

/** Go's `%#v` of a decoded JSON value. */
function goSyntax(value: Json, depth = 0): string {
  if (depth > deepestPrinted) return '…';
  if (isArray(value)) return `[]interface {}{${value.map((item) => goSyntax(item, depth + 1)).join(', ')}}`;
  if (isObject(value)) {
    const members = Object.keys(value).sort();
    return `map[string]interface {}{${members.map((key) => `${goQuote(key)}:${goSyntax(value[key] ?? null, depth + 1)}`).join(', ')}}`;
  }
  if (value === null) return 'interface {}(nil)';
  return typeof value === 'string' ? goQuote(value) : goPrint(value);
}

function goTypeOf(value: Json): string {
  if (isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : 'string';
}
