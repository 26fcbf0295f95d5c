/** Compares field tables with the schemas a cluster serves: a CRD's, or Kubernetes' own OpenAPI definitions. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import type { ObjectShape, Shape } from '#knative/resources/shape.ts';

export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

const folder = new URL('../../../../../shared/spec/crds/', import.meta.url);

/** Whether the schemas are at hand. */
export const available = existsSync(fileURLToPath(folder));

/** The schema of one version of a CRD. */
export function crdSchema(file: string, version: string): Schema {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const crd = parseAllDocuments(text)
    .map((document) => document.toJS() as Crd | null)
    .find((document) => document?.kind === 'CustomResourceDefinition');
  const schema = crd?.spec.versions.find(({ name }) => name === version)?.schema.openAPIV3Schema;
  if (schema === undefined) throw new Error(`${file} has no version ${version}`);
  return schema;
}

interface Crd {
  readonly kind: string;
  readonly spec: {
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** The definitions of core/v1 by their names in OpenAPI. */
export function coreDefinitions(): Readonly<Record<string, Schema>> {
  const text = readFileSync(new URL('core-v1-pod.json', folder), 'utf8');
  return (JSON.parse(text) as { readonly definitions: Record<string, Schema> }).definitions;
}

export interface Rules {
  /** Follows `$ref`s. */
  readonly definitions?: Readonly<Record<string, Schema>>;
  /** Whether fields that the CRD prunes belong to the schema (Kubernetes' own) or not (the CRD's). */
  readonly withPruned: boolean;
  /** Fields a webhook requires although the schema does not, by path. */
  readonly requiredByWebhook?: ReadonlySet<string>;
  /** Paths where the table knowingly goes into no detail, or has a field that only other schemas have. */
  readonly exempt?: ReadonlySet<string>;
  /** The table does not say by what keys lists are merged: there is no verdict that needs it. */
  readonly withoutListKeys?: boolean;
}

/** Every difference between a table and a schema, as sentences; empty where they are equal. */
export function differences(shape: Shape, schema: Schema, rules: Rules): readonly string[] {
  const found: string[] = [];
  compare(shape, schema, '', rules, found);
  return found;
}

function compare(shape: Shape, schema: Schema, path: string, rules: Rules, found: string[]): void {
  const resolved = resolve(schema, rules);
  if (holdsAnything(resolved, shape) || (shape.type === 'any' && rules.exempt?.has(path) === true)) return;
  const wanted = typeOf(resolved, nameOf(schema));
  const actual = kindOfShape(shape);
  if (!sameType(wanted, actual)) {
    found.push(`${path}: the schema has ${wanted}, the table ${actual}`);
    return;
  }
  compareEnum(shape, resolved, path, found);
  if (shape.type === 'object') compareObject(shape, resolved, path, rules, found);
  else if (shape.type === 'list') compareList(shape, resolved, path, rules, found);
  else if (shape.type === 'map' && typeof resolved.additionalProperties === 'object') {
    compare(shape.values, resolved.additionalProperties, `${path}.*`, rules, found);
  }
}

/** The schema leaves open what is here: any type, or an object of any fields. */
function holdsAnything(schema: Schema, shape: Shape): boolean {
  if (schema['x-kubernetes-preserve-unknown-fields'] !== true || schema.properties !== undefined)
    return false;
  if (schema.type === undefined) return true;
  const unknownFields = schema.type === 'object' && typeof schema.additionalProperties !== 'object';
  return unknownFields && (shape.type === 'object' || shape.type === 'map' || shape.type === 'any');
}

/** A table that offers examples instead of all values is not held to them. */
function compareEnum(shape: Shape, schema: Schema, path: string, found: string[]): void {
  const allowed = 'allowed' in shape ? shape.allowed : undefined;
  if (schema.enum === undefined || allowed === undefined) return;
  const [wanted, actual] = [schema.enum, allowed].map((values) => values.toSorted().join());
  if (wanted !== actual) found.push(`${path}: the schema allows ${wanted}, the table ${actual}`);
}

function compareObject(
  shape: ObjectShape,
  schema: Schema,
  path: string,
  rules: Rules,
  found: string[],
): void {
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (rules.definitions === undefined && open !== (shape.open === true)) {
    found.push(`${path}: the schema ${open ? 'keeps' : 'prunes'} unknown fields`);
  }
  const properties = schema.properties ?? {};
  const declared =
    shape.open === true && !rules.withPruned ? (shape.declared ?? []) : Object.keys(shape.fields);
  for (const name of declared) {
    const known = rules.withPruned || shape.fields[name]?.pruned !== true;
    const exempt = rules.exempt?.has(`${path}.${name}`) === true;
    if (known && !exempt && properties[name] === undefined) found.push(`${path}.${name}: not in the schema`);
  }
  for (const [name, property] of Object.entries(properties)) {
    compareField(shape, schema, name, property, `${path}.${name}`, rules, found);
  }
}

function compareField(
  shape: ObjectShape,
  schema: Schema,
  name: string,
  property: Schema,
  path: string,
  rules: Rules,
  found: string[],
): void {
  const field = shape.fields[name];
  if (field === undefined || (field.pruned === true && !rules.withPruned)) {
    found.push(`${path}: not in the table`);
    return;
  }
  const required = schema.required?.includes(name) === true;
  if (required && field.required !== true && field.readOnly !== true)
    found.push(`${path}: the schema requires it`);
  if (!required && field.required === true && rules.requiredByWebhook?.has(path) === false) {
    found.push(`${path}: the schema does not require it`);
  }
  if (hasDefault(property) && JSON.stringify(property.default) !== JSON.stringify(field.default)) {
    found.push(`${path}: the schema fills in ${JSON.stringify(property.default)}`);
  }
  compare(field.shape, property, path, rules, found);
}

/** An empty default only keeps list-maps without keys apart; no user needs to know of it. */
function hasDefault({ default: value }: Schema): boolean {
  return value !== undefined && value !== '' && JSON.stringify(value) !== '{}';
}

function compareList(
  shape: Shape & { readonly type: 'list' },
  schema: Schema,
  path: string,
  rules: Rules,
  found: string[],
): void {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (!rules.withPruned && rules.withoutListKeys !== true && keys.join() !== (shape.mapKeys ?? []).join()) {
    found.push(`${path}: the schema tells items apart by [${keys.join()}]`);
  }
  if (schema.items !== undefined) compare(shape.items, schema.items, `${path}[]`, rules, found);
}

function resolve(schema: Schema, rules: Rules): Schema {
  const name = nameOf(schema);
  return (name === undefined ? undefined : rules.definitions?.[name]) ?? schema;
}

function nameOf(schema: Schema): string | undefined {
  const ref = schema.$ref ?? schema.allOf?.find(({ $ref }) => $ref !== undefined)?.$ref;
  return ref?.slice(ref.lastIndexOf('/') + 1);
}

const named: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
};

function typeOf(schema: Schema, name: string | undefined): string {
  const known = name === undefined ? undefined : named[name];
  if (known !== undefined) return known;
  if (schema['x-kubernetes-int-or-string'] === true) {
    return schema.pattern === undefined ? 'intOrString' : 'quantity';
  }
  if (schema.type === 'object') {
    return typeof schema.additionalProperties === 'object' ? 'map' : 'object';
  }
  return [schema.type, schema.format].filter((part) => part !== undefined).join(' ');
}

function kindOfShape(shape: Shape): string {
  switch (shape.type) {
    case 'list':
      return 'array';
    case 'bool':
      return 'boolean';
    case 'int':
      return 'integer';
    case 'int32':
      return 'integer int32';
    case 'int64':
      return 'integer int64';
    case 'float':
      return 'number';
    case 'time':
    case 'url':
    case 'duration':
      return 'string';
    default:
      return shape.type;
  }
}

/** Times are texts, and a schema may leave open how large an integer is. */
function sameType(wanted: string, actual: string): boolean {
  if (wanted === 'integer') return actual.startsWith('integer');
  return wanted === actual || (wanted === 'string date-time' && actual === 'string');
}
