/**
 * The defaults of the webhook of 2019, release 0.3 (knative.dev/serving pkg/apis/serving/v1alpha1 *_defaults.go, and its
 * counter `spec.generation`). Its kinds had no schema, so what it does not know of stays.
 */
import { isObject, type Json, type JsonObject, jsonEquals, member } from '../json.ts';

/** The object with defaults and with its generation counted. */
export function legacyDefaulted(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  stored: JsonObject | undefined,
): JsonObject {
  const spec = object['spec'];
  if (!apiVersion.startsWith('serving.') || !isObject(spec)) return object;
  const filled = specDefaults(kind, spec);
  return { ...object, spec: { ...filled, generation: generationOf(filled, member(stored, 'spec')) } };
}

function specDefaults(kind: string, spec: JsonObject): JsonObject {
  switch (kind) {
    case 'Service':
      return Object.fromEntries(
        Object.entries(spec).map(([key, mode]) => [
          key,
          modes.has(key) ? within(mode, ['configuration', ...template]) : mode,
        ]),
      );
    case 'Configuration':
      return objectOf(within(spec, template));
    case 'Revision':
      return revisionDefaults(spec);
    default:
      return spec;
  }
}

const modes = new Set(['runLatest', 'release', 'pinned']);
const template = ['revisionTemplate', 'spec'];

/** Fills in the revision's spec that stands at the end of the path. */
function within(value: Json, path: readonly string[]): Json {
  const [key, ...rest] = path;
  if (!isObject(value)) return value;
  if (key === undefined) return revisionDefaults(value);
  const inner = value[key];
  return inner === undefined ? value : { ...value, [key]: within(inner, rest) };
}

function revisionDefaults(spec: JsonObject): JsonObject {
  const { concurrencyModel, containerConcurrency, timeoutSeconds } = spec;
  const isSingle = concurrencyModel === 'Single' && (containerConcurrency ?? 0) === 0;
  return {
    ...spec,
    ...(isSingle && { containerConcurrency: 1 }),
    ...((timeoutSeconds ?? 0) === 0 && { timeoutSeconds: 300 }),
  };
}

/** A counter that goes up with every change of the spec, from 1. */
function generationOf(spec: JsonObject, stored: Json | undefined): number {
  if (!isObject(stored)) return 1;
  const before = typeof stored['generation'] === 'number' ? stored['generation'] : 1;
  const same = jsonEquals({ ...spec, generation: 0 }, { ...stored, generation: 0 });
  return same ? before : before + 1;
}

function objectOf(value: Json): JsonObject {
  return isObject(value) ? value : {};
}
