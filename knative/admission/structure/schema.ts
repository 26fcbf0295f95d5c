/**
 * The CRD's own validation, after the mutating webhook has written the object anew: what is left to refuse is a
 * missing `containers` (Go writes it as null) and two items with the same key in a list that is a map.
 */
import { isArray, isObject, type Json, type JsonObject, member } from '../../json.ts';
import { formatPath, type Path } from '../../path.ts';
import type { ClusterProblem } from '../../problem.ts';
import type { ListShape, ObjectShape, Shape } from '../../resources/shape.ts';
import { text } from '../../text.ts';
import { goMarshal } from './goJson.ts';
import { docs, reject } from './report.ts';

/** What the schema refuses in a decoded object; `table` is the kind's. */
export function schemaProblems(decoded: JsonObject, table: ObjectShape): readonly ClusterProblem[] {
  const problems: ClusterProblem[] = [];
  const spec = table.fields['spec']?.shape;
  if (spec !== undefined) inspect(decoded['spec'], spec, ['spec'], problems);
  return problems;
}

function inspect(
  value: Json | undefined,
  shape: Shape,
  path: (string | number)[],
  problems: ClusterProblem[],
): void {
  if (shape.type === 'object' && shape.open !== true) inspectObject(value, shape, path, problems);
  else if (shape.type === 'list' && isArray(value)) inspectList(value, shape, path, problems);
}

function inspectObject(
  value: Json | undefined,
  shape: ObjectShape,
  path: (string | number)[],
  problems: ClusterProblem[],
): void {
  const members = isObject(value) ? value : {};
  // The fields Go writes: those the manifest has, and those it writes in any case although they are empty.
  for (const name of Object.keys(members)) inspectField(members[name], shape, name, path, problems);
  for (const name of alwaysWritten(shape)) {
    if (members[name] === undefined) inspectField(undefined, shape, name, path, problems);
  }
}

function inspectField(
  value: Json | undefined,
  { fields }: ObjectShape,
  name: string,
  path: (string | number)[],
  problems: ClusterProblem[],
): void {
  const shape = fields[name]?.shape;
  if (shape?.type !== 'object' && shape?.type !== 'list') return;
  path.push(name);
  if (value === undefined && shape.type === 'list') problems.push(nullList(path));
  else inspect(value, shape, path, problems);
  path.pop();
}

const alwaysWrittenByShape = new WeakMap<ObjectShape, readonly string[]>();

/** Lists that are not required and yet written where they are absent (no omitempty), by their struct. */
const writtenLists: Readonly<Record<string, string>> = { 'v1.ProjectedVolumeSource': 'sources' };

/** Required lists and their like, and the struct values that lead to one: an absent `spec` is written as well. */
function alwaysWritten(shape: ObjectShape): readonly string[] {
  let names = alwaysWrittenByShape.get(shape);
  if (names === undefined) {
    names = Object.entries(shape.fields)
      .filter(
        ([name, { shape: inner, required }]) =>
          (inner.type === 'list' && (required === true || writtenLists[shape.go] === name)) ||
          ((name === 'spec' || name === 'template') && inner.type === 'object'),
      )
      .map(([name]) => name);
    alwaysWrittenByShape.set(shape, names);
  }
  return names;
}

function nullList(path: Path): ClusterProblem {
  const field = formatPath(path);
  return reject({
    stage: 'schema',
    code: 'required-field',
    path: [...path],
    clusterPath: field,
    message: `Invalid value: "null": ${field} in body must be of type array: "null"`,
    docs: docs.fields,
  });
}

function inspectList(
  value: readonly Json[],
  shape: ListShape,
  path: (string | number)[],
  problems: ClusterProblem[],
): void {
  const key = shape.mapKeys?.[0];
  if (key !== undefined && value.length > 1) problems.push(...duplicates(value, key, path));
  if (shape.items.type !== 'object') return;
  for (const [index, item] of value.entries()) {
    path.push(index);
    inspect(item, shape.items, path, problems);
    path.pop();
  }
}

/** The second item of each key that occurs more than once; the server does not name the third. */
function duplicates(items: readonly Json[], key: string, path: Path): readonly ClusterProblem[] {
  const problems: ClusterProblem[] = [];
  const first = new Map<Json, number>();
  const told = new Set<Json>();
  for (const [index, item] of items.entries()) {
    // Go writes the keys of these lists even where they are empty.
    const value = member(item, key) ?? '';
    const original = first.get(value);
    if (original === undefined) first.set(value, index);
    else if (!told.has(value)) {
      told.add(value);
      problems.push(duplicate([...path, index], [...path, original], { [key]: value }));
    }
  }
  return problems;
}

function duplicate(path: Path, original: Path, keys: JsonObject): ClusterProblem {
  return {
    ...reject({
      stage: 'schema',
      code: 'duplicate-item',
      path,
      clusterPath: formatPath(path),
      message: `Duplicate value: ${goMarshal(keys)}`,
      docs: docs.lists,
      fixes: [{ title: text('Remove the second one'), changes: [{ op: 'remove', path }] }],
    }),
    related: [{ path: original, message: text('The first one') }],
  };
}
