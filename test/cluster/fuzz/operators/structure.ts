/** Changes that ask for nothing but JSON: keys, types, nulls, empty values, numbers, texts, lists. */
import { isArray, isObject, type Json, type JsonObject } from '#knative/json.ts';
import { kindOf } from '#knative/kinds.ts';
import type { Path } from '#knative/path.ts';
import type { ObjectShape, Shape } from '#knative/resources/shape.ts';
import { textAt } from '../../objects.ts';
import type { Draft, Node } from '../draft.ts';
import { type Mutate, type Operator, short, shown } from '../operator.ts';
import type { Random } from '../random.ts';

/** Where a value decides who judges, or asks for something that must exist in the cluster. */
function isTouchable({ path }: Node): boolean {
  const key = path.at(-1);
  if (path.length === 1 && key === 'metadata') return false;
  if (path[0] === 'metadata' && (key === 'name' || key === 'namespace' || key === 'generateName'))
    return false;
  return key !== 'serviceAccountName' && key !== 'status';
}

function nodeWhere(
  accept: (node: Node) => boolean,
  mutate: (draft: Draft, node: Node, random: Random) => string,
): Mutate {
  return (draft, random) => {
    const node = random.pick(draft.nodes().filter((found) => isTouchable(found) && accept(found)));
    return node === undefined ? undefined : mutate(draft, node, random);
  };
}

const isMember = ({ path }: Node): boolean => typeof path.at(-1) === 'string';

function renaming(rename: (key: string, random: Random) => string): Mutate {
  return nodeWhere(isMember, (draft, { path, value }, random) => {
    const key = rename(String(path.at(-1)), random);
    draft.remove(path);
    draft.set([...path.slice(0, -1), key], value);
    return `rename ${shown(path)} to ${key}`;
  });
}

function misspelt(key: string, random: Random): string {
  const at = random.below(key.length);
  const letter = key[at] ?? '';
  const choices = [
    key.slice(0, at) + key.slice(at + 1),
    key.slice(0, at) + letter + key.slice(at),
    `${key}s`,
    `${key}_`,
  ];
  return random.pick(choices.filter((choice) => choice !== key && choice !== '')) ?? `${key}x`;
}

function recased(key: string, random: Random): string {
  const first = key.slice(0, 1);
  const choices = [key.toUpperCase(), key.toLowerCase(), first.toUpperCase() + key.slice(1)];
  return random.pick(choices.filter((choice) => choice !== key)) ?? key.toUpperCase();
}

const unknownKeys = [
  'foo',
  'x',
  'Spec',
  'labels',
  'name',
  'image',
  'template',
  'replicas',
  'status',
  'spec',
  '',
  'a.b',
  'a b',
  'ünknown',
];
const unknownValues: readonly Json[] = ['bar', 1, true, {}, [], { a: 1 }];

const addUnknown: Mutate = nodeWhere(
  ({ value }) => isObject(value),
  (draft, { path, value }, random) => {
    const free = unknownKeys.filter((key) => isObject(value) && !Object.hasOwn(value, key));
    const key = random.pick(free) ?? 'unknown';
    draft.set([...path, key], random.pick(unknownValues) ?? 1);
    return `add ${shown([...path, key])}`;
  },
);

const otherTypes: readonly Json[] = [
  'text',
  '',
  '1',
  0,
  1,
  -1,
  1.5,
  true,
  false,
  {},
  [],
  ['a'],
  { a: 'b' },
  [{}],
  [{ name: 'a' }],
  [1],
  { name: 'a' },
];

const retype: Mutate = nodeWhere(
  () => true,
  (draft, { path, value }, random) => {
    const other = random.pick(otherTypes.filter((choice) => typeName(choice) !== typeName(value))) ?? 1;
    draft.set(path, other);
    return `retype ${shown(path)} to ${short(other)}`;
  },
);

function typeName(value: Json): string {
  return isArray(value) ? 'list' : value === null ? 'null' : typeof value;
}

const nullify: Mutate = nodeWhere(
  () => true,
  (draft, { path }) => {
    draft.set(path, null);
    return `null ${shown(path)}`;
  },
);

const emptied: Mutate = nodeWhere(
  () => true,
  (draft, { path, value }) => {
    const empty = isArray(value)
      ? []
      : isObject(value)
        ? {}
        : typeof value === 'string'
          ? ''
          : typeof value === 'number'
            ? 0
            : false;
    draft.set(path, empty);
    return `empty ${shown(path)}`;
  },
);

const numbers = [
  -1, 0, 1, 2, 65535, 65536, 2147483647, 2147483648, -2147483649, 4294967296, 9007199254740991, 1e19, 1e21,
  0.5, 1.5, -0.1, 1e-7, 600, 601, 1000, 1001,
];

const renumber: Mutate = nodeWhere(
  ({ value }) => typeof value === 'number',
  (draft, { path, value }, random) => {
    const other = random.pick(numbers.filter((choice) => choice !== value)) ?? -1;
    draft.set(path, other);
    return `number ${shown(path)} ${other}`;
  },
);

const texts = [
  ' ',
  'UPPER',
  'under_score',
  'a.b',
  '-a',
  'a-',
  'a/b',
  '/',
  '..',
  'ü',
  'x'.repeat(63),
  'x'.repeat(64),
  'x'.repeat(254),
  '1',
  'true',
  'a b',
  'a,b',
  '$(HOME)',
  '"',
  'a\nb',
  'http',
  'TCP',
  '0',
  '1e3',
  '~',
  '😀',
];

const retext: Mutate = nodeWhere(
  ({ value }) => typeof value === 'string',
  (draft, { path }, random) => {
    const other = random.pick(texts) ?? ' ';
    draft.set(path, other);
    return `string ${shown(path)} ${short(other)}`;
  },
);

const removed: Mutate = nodeWhere(
  () => true,
  (draft, { path }) => {
    draft.remove(path);
    return `remove ${shown(path)}`;
  },
);

const duplicated: Mutate = nodeWhere(
  ({ path }) => typeof path.at(-1) === 'number',
  (draft, { path, value }) => {
    draft.append(path.slice(0, -1), value);
    return `duplicate ${shown(path)}`;
  },
);

const reversed: Mutate = nodeWhere(
  ({ value }) => isArray(value) && value.length > 1,
  (draft, { path, value }) => {
    draft.set(path, isArray(value) ? value.toReversed() : value);
    return `reverse ${shown(path)}`;
  },
);

const wrapped: Mutate = nodeWhere(
  ({ path }) => path.length > 1,
  (draft, { path, value }, random) => {
    const first = isArray(value) ? value[0] : undefined;
    const next = first !== undefined && random.chance(0.5) ? first : random.chance(0.5) ? [value] : { value };
    draft.set(path, next);
    return `wrap or unwrap ${shown(path)}`;
  },
);

const moved: Mutate = nodeWhere(
  ({ path }) => isMember({ path, value: null }) && path.length > 2,
  (draft, { path, value }, random) => {
    const targets = draft.nodes().filter((node) => isObject(node.value) && isTouchable(node));
    const target = random.pick(targets.filter((node) => !isBelow(node.path, path)));
    if (target === undefined) return '';
    draft.remove(path);
    const to = [...target.path, String(path.at(-1))];
    draft.set(to, value);
    return `move ${shown(path)} to ${shown(to)}`;
  },
);

function isBelow(path: Path, ancestor: Path): boolean {
  // Removing an item of a list moves those after it, so nothing beside it is a target either.
  return ancestor.every((part, index) => path[index] === part || index === ancestor.length - 1);
}

/** Adds a field that the table of the kind knows and the manifest does not have. */
function addKnown(accept: (shape: Shape, pruned: boolean) => boolean): Mutate {
  return (draft, random) => {
    const table = kindOf(textAt(draft.root, 'apiVersion'), draft.kind)?.table();
    if (table === undefined) return undefined;
    const absent = absentFields(draft.root, table, []).filter(({ shape, pruned }) => accept(shape, pruned));
    const field = random.pick(absent);
    if (field === undefined) return undefined;
    const value = valueOf(field.shape, random, 0);
    draft.set(field.path, value);
    return `add ${shown(field.path)} ${short(value)}`;
  };
}

interface AbsentField {
  readonly path: Path;
  readonly shape: Shape;
  readonly pruned: boolean;
}

function absentFields(value: Json, shape: Shape, path: Path): readonly AbsentField[] {
  if (shape.type === 'list') {
    return isArray(value)
      ? value.flatMap((item, index) => absentFields(item, shape.items, [...path, index]))
      : [];
  }
  if (shape.type !== 'object' || !isObject(value)) return [];
  return Object.entries(shape.fields).flatMap(([name, field]): readonly AbsentField[] => {
    const member: Json | undefined = Object.hasOwn(value, name) ? value[name] : undefined;
    const inner = [...path, name];
    if (member !== undefined) return absentFields(member, field.shape, inner);
    const node = { path: inner, value: null };
    return isTouchable(node) && name !== 'apiVersion'
      ? [{ path: inner, shape: field.shape, pruned: field.pruned === true }]
      : [];
  });
}

/** A value of the right type, small at first and empty further down. */
function valueOf(shape: Shape, random: Random, depth: number): Json {
  switch (shape.type) {
    case 'object':
      return objectOf(shape, random, depth);
    case 'list':
      return random.chance(0.2) ? [] : [valueOf(shape.items, random, depth + 1)];
    case 'map':
      return random.chance(0.2) ? {} : { a: valueOf(shape.values, random, depth + 1) };
    case 'any':
      return {};
    case 'bool':
      return random.chance(0.5);
    case 'int':
    case 'int32':
    case 'int64':
    case 'float':
      return random.pick([0, 1, 2, 30, 8080, -1]) ?? 0;
    case 'intOrString':
      return random.pick<Json>([0, 80, 'http', '']) ?? 0;
    case 'quantity':
      return random.pick<Json>(['1', '100m', '64Mi', 1, '0']) ?? '1';
    case 'time':
      return '2026-01-01T00:00:00Z';
    case 'duration':
      return '10s';
    case 'url':
      return 'http://example.com';
    case 'string':
      return random.pick([...(shape.allowed ?? []), 'a', 'abc', 'v1', '', '/a']) ?? 'a';
  }
}

function objectOf(shape: ObjectShape, random: Random, depth: number): JsonObject {
  const names = Object.keys(shape.fields);
  const count = depth > 3 ? 0 : random.below(3);
  const chosen = random.shuffled(names).slice(0, count);
  return Object.fromEntries(
    chosen.flatMap((name) => {
      const field = shape.fields[name];
      return field === undefined ? [] : [[name, valueOf(field.shape, random, depth + 1)]];
    }),
  );
}

export const structureOperators: readonly Operator[] = [
  { name: 'unknown field', broken: addUnknown },
  { name: 'misspelt field', broken: renaming(misspelt) },
  { name: 'field in another case', broken: renaming(recased) },
  { name: 'wrong type', broken: retype },
  { name: 'null', sound: nullify, broken: nullify },
  { name: 'empty value', sound: emptied, broken: emptied },
  { name: 'odd number', broken: renumber },
  { name: 'odd text', broken: retext },
  { name: 'field or item removed', sound: removed, broken: removed },
  { name: 'duplicate item', broken: duplicated },
  { name: 'list reversed', sound: reversed },
  { name: 'wrapped or unwrapped', broken: wrapped },
  { name: 'field moved', broken: moved },
  { name: 'known field added', sound: addKnown((_, pruned) => !pruned), broken: addKnown(() => true) },
  {
    name: 'known scalar added',
    sound: addKnown((shape, pruned) => !pruned && shape.type !== 'object' && shape.type !== 'list'),
    broken: addKnown((shape) => shape.type !== 'object'),
  },
];
