/**
 * The way from `kubectl apply` to `kubectl apply --server-side` (k8s.io/apimachinery util/managedfields
 * lastappliedmanager.go, lastappliedupdater.go): what the older one noted in its annotation and nobody has changed
 * since, the newer one may take without a conflict; and the note is kept up to date.
 */
import { goMarshal } from '#knative/admission/structure/goJson.ts';
import { isObject, type Json, member } from '#knative/json.ts';
import { type ApiObject, annotationsOf, withMetadata } from '../object.ts';
import { difference, type FieldSet, noFields } from './fieldSet.ts';
import type { Structure } from './structure.ts';
import { compare, fieldsOf } from './walk.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const kubectl = 'kubectl';

/** The fields this manager may take from whoever holds them. */
export function takeable(live: ApiObject | undefined, manager: string, structure: Structure): FieldSet {
  const noted = live === undefined || manager !== kubectl ? undefined : annotationsOf(live)[lastApplied];
  if (live === undefined || noted === undefined) return noFields;
  const config = parsed(noted);
  if (config === undefined) return noFields;
  const { modified, removed } = compare(config, live, structure);
  return difference(difference(fieldsOf(config, structure), modified), removed);
}

/** The object with the note of what is applied now, where there was one. */
export function withNote(
  object: ApiObject,
  config: ApiObject,
  live: ApiObject | undefined,
  manager: string,
): ApiObject {
  if (live === undefined || manager !== kubectl || annotationsOf(live)[lastApplied] === undefined)
    return object;
  const { managedFields: _, ...metadata } = config.metadata;
  const annotations = Object.fromEntries(
    Object.entries(annotationsOf(config)).filter(([key]) => key !== lastApplied),
  );
  // Where there were no annotations there are none; where there was only this one, they are empty.
  const kept = metadata['annotations'] === undefined ? {} : { annotations };
  const note = `${goMarshal({ ...config, metadata: { ...metadata, ...kept } }, Infinity)}\n`;
  return withMetadata(object, { annotations: { ...annotationsOf(object), [lastApplied]: note } });
}

function parsed(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) && member(value, 'kind') !== undefined ? value : undefined;
  } catch {
    return undefined;
  }
}
