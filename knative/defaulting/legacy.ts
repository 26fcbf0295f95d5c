/**
 * The defaults of the webhook of 2019, release 0.3, as it stores them: `admission/servingV1alpha1/defaults.ts`, and its
 * counter `spec.generation` (knative.dev/serving pkg/webhook). Its kinds had no schema, so what it does not know stays.
 */
import {
  configurationDefaults,
  revisionDefaults,
  serviceDefaults,
} from '../admission/servingV1alpha1/defaults.ts';
import { isObject, type Json, type JsonObject, jsonEquals, member } from '../json.ts';

/** The object with defaults and with its generation counted. */
export function legacyDefaulted(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  stored: JsonObject | undefined,
): JsonObject {
  const spec = object['spec'];
  if (!isObject(spec)) return object;
  const filled = apiVersion.startsWith('serving.') ? withoutZeros(specDefaults(kind, spec)) : spec;
  return { ...object, spec: { ...filled, generation: generationOf(filled, member(stored, 'spec')) } };
}

function specDefaults(kind: string, spec: JsonObject): JsonObject {
  switch (kind) {
    case 'Service':
      return serviceDefaults(spec);
    case 'Configuration':
      return configurationDefaults(spec);
    case 'Revision':
      return revisionDefaults(spec);
    default:
      return spec;
  }
}

/** Go does not write a concurrency of 0 (`omitempty`). */
function withoutZeros(value: JsonObject): JsonObject {
  const members = Object.entries(value).filter(([key, one]) => key !== 'containerConcurrency' || one !== 0);
  return Object.fromEntries(members.map(([key, one]) => [key, isObject(one) ? withoutZeros(one) : one]));
}

/** A counter that goes up with every change of the spec, from 1. */
function generationOf(spec: JsonObject, stored: Json | undefined): number {
  if (!isObject(stored)) return 1;
  const before = typeof stored['generation'] === 'number' ? stored['generation'] : 1;
  const same = jsonEquals({ ...spec, generation: 0 }, { ...stored, generation: 0 });
  return same ? before : before + 1;
}
