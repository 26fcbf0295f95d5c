/** A Kubernetes object as the playground keeps it: JSON, never changed in place. */
import type { Json, JsonObject } from '#knative/json.ts';
import { isArray, isObject, member } from '#knative/json.ts';

/** An object with the three members every kind has. */
export interface ApiObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

/** Metadata; what is not named here is read with `member`. */
export interface Metadata extends JsonObject {
  readonly name: string;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
  readonly blockOwnerDeletion: boolean;
}

export function nameOf(object: ApiObject): string {
  return textAt(object.metadata, 'name');
}

/** '' for what belongs to the whole cluster. */
export function namespaceOf(object: ApiObject): string {
  return textAt(object.metadata, 'namespace');
}

export function uidOf(object: ApiObject): string {
  return textAt(object.metadata, 'uid');
}

export function resourceVersionOf(object: ApiObject): string {
  return textAt(object.metadata, 'resourceVersion');
}

export function labelsOf(object: ApiObject): Readonly<Record<string, string>> {
  return textMap(object.metadata['labels']);
}

export function annotationsOf(object: ApiObject): Readonly<Record<string, string>> {
  return textMap(object.metadata['annotations']);
}

export function ownersOf(object: ApiObject): readonly OwnerReference[] {
  return listAt(object.metadata, 'ownerReferences').map((owner) => ({
    apiVersion: textAt(owner, 'apiVersion'),
    kind: textAt(owner, 'kind'),
    name: textAt(owner, 'name'),
    uid: textAt(owner, 'uid'),
    controller: member(owner, 'controller') === true,
    blockOwnerDeletion: member(owner, 'blockOwnerDeletion') === true,
  }));
}

export function finalizersOf(object: ApiObject): readonly string[] {
  return listAt(object.metadata, 'finalizers').filter((one) => typeof one === 'string');
}

/** Whether it is on its way out, held by finalizers or a grace period. */
export function isTerminating(object: ApiObject): boolean {
  return textAt(object.metadata, 'deletionTimestamp') !== '';
}

/** The object with these members of its metadata set; undefined takes one away. */
export function withMetadata<T extends ApiObject>(
  object: T,
  members: Readonly<Record<string, Json | undefined>>,
): T {
  return { ...object, metadata: withMembers(object.metadata, members) };
}

/** A copy with these members set; undefined takes one away. */
export function withMembers<T extends JsonObject>(
  value: T,
  members: Readonly<Record<string, Json | undefined>>,
): T {
  const kept = Object.entries({ ...value, ...members }).filter(([, one]) => one !== undefined);
  // Only named members change, so that the rest of the type holds.
  return Object.fromEntries(kept) as T;
}

/** The text at a key, '' where there is none. */
export function textAt(value: Json | undefined, key: string): string {
  const text = member(value, key);
  return typeof text === 'string' ? text : '';
}

/** The number at a key, undefined where there is none. */
export function numberAt(value: Json | undefined, key: string): number | undefined {
  const number = member(value, key);
  return typeof number === 'number' ? number : undefined;
}

export function objectAt(value: Json | undefined, key: string): JsonObject {
  const found = member(value, key);
  return isObject(found) ? found : {};
}

export function listAt(value: Json | undefined, key: string): readonly Json[] {
  const found = member(value, key);
  return isArray(found) ? found : [];
}

/** The members of an object that are texts. */
export function textMap(value: Json | undefined): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
