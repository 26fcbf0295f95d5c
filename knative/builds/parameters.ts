/** What a run may be given: the parameters of the template, task or pipeline it uses, and where their values are written. */
import { isArray, isObject, listAt, member, textAt, type Json, type JsonObject } from '../json.ts';
import { groupOf } from '../resource.ts';

export type ParameterType = 'string' | 'array' | 'object';

/** A parameter that a run may give a value to. */
export interface Asked {
  readonly name: string;
  readonly description: string;
  readonly type: ParameterType;
  /** Undefined where it must be given. */
  readonly fallback: Json | undefined;
  /** What the manifest gives. */
  readonly given: Json | undefined;
  /** The only values it may have; none for any. */
  readonly choices: readonly string[];
  /** What an object must have. */
  readonly keys: readonly string[];
}

/** @param used the template, task or pipeline; undefined where it is not known */
export function askedBy(used: JsonObject | undefined, manifest: JsonObject): readonly Asked[] {
  const spec = used?.['spec'];
  const values = new Map(argumentsOf(manifest).map((one) => [textAt(one, 'name'), member(one, 'value')]));
  return [...listAt(spec, 'parameters'), ...listAt(spec, 'params')].map((one) => ({
    name: textAt(one, 'name'),
    description: textAt(one, 'description'),
    type: typeOf(one),
    fallback: member(one, 'default'),
    given: values.get(textAt(one, 'name')),
    choices: listAt(one, 'enum').filter((value) => typeof value === 'string'),
    keys: Object.keys(objectAt(one, 'properties')),
  }));
}

/** One without a type has that of its default (tekton pkg/apis/pipeline/v1/param_types.go, SetDefaults). */
function typeOf(parameter: Json): ParameterType {
  const [type, fallback] = [textAt(parameter, 'type'), member(parameter, 'default')];
  if (type === 'array' || type === 'object' || type === 'string') return type;
  if (member(parameter, 'properties') !== undefined || isObject(fallback)) return 'object';
  return isArray(fallback) ? 'array' : 'string';
}

function objectAt(value: Json, key: string): JsonObject {
  const found = member(value, key);
  return isObject(found) ? found : {};
}

/** The manifest with these values given; others stay. */
export function withValues(manifest: JsonObject, values: ReadonlyMap<string, Json>): JsonObject {
  if (values.size === 0) return manifest;
  const spec = manifest['spec'];
  if (!isObject(spec)) return manifest;
  const kept = argumentsOf(manifest).filter((one) => !values.has(textAt(one, 'name')));
  const all: readonly Json[] = [...kept, ...[...values].map(([name, value]) => ({ name, value }))];
  if (!isBuild(manifest)) return { ...manifest, spec: { ...spec, params: all } };
  const template = member(spec, 'template');
  if (!isObject(template)) return manifest;
  return { ...manifest, spec: { ...spec, template: { ...template, arguments: all } } };
}

/** What a manifest gives to what it uses. */
export function argumentsOf(manifest: JsonObject): readonly Json[] {
  const spec = manifest['spec'];
  return isBuild(manifest) ? listAt(member(spec, 'template'), 'arguments') : listAt(spec, 'params');
}

function isBuild(manifest: JsonObject): boolean {
  return groupOf(textAt(manifest, 'apiVersion')) === 'build.knative.dev';
}
