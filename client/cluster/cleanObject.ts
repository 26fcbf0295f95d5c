/**
 * An object of the cluster as somebody would have written it: without status, without what the server keeps in metadata,
 * and without what defaults would fill in again. Pure.
 */
import { defaultProfile } from '#knative/clusterProfile.ts';
import { defaulted } from '#knative/defaulting/webhook.ts';
import { isArray, isObject, jsonEquals, textAt, type Json, type JsonObject } from '#knative/json.ts';
import { kindOf } from '#knative/kinds.ts';
import type { Path } from '#knative/path.ts';
import { fieldAt } from '#knative/resources/lookup.ts';

export function cleanObject(object: JsonObject): JsonObject {
  const { status: _status, metadata, ...rest } = object;
  const kept = { ...rest, ...(isObject(metadata) && { metadata: cleanMetadata(metadata) }) };
  return inOrder(withoutDefaults(kept));
}

const keptByServer = new Set([
  'managedFields',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'ownerReferences',
]);

const writtenByCluster = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'serving.knative.dev/creator',
  'serving.knative.dev/lastModifier',
]);

function cleanMetadata(metadata: JsonObject): JsonObject {
  const { annotations, ...rest } = metadata;
  const written = isObject(annotations)
    ? Object.entries(annotations).filter(([key]) => !writtenByCluster.has(key))
    : [];
  return Object.fromEntries([
    ...Object.entries(rest).filter(([key, value]) => !keptByServer.has(key) && value !== null),
    ...(written.length > 0 ? [['annotations', Object.fromEntries(written)] as const] : []),
  ]);
}

function withoutDefaults(object: JsonObject): JsonObject {
  const [apiVersion, kind] = [textAt(object, 'apiVersion'), textAt(object, 'kind')];
  const known = kindOf(apiVersion, kind);
  if (known === undefined) return object;
  const isField = (path: Path): boolean => fieldAt(apiVersion, kind, path) !== undefined;
  if (known.verdict === 'none') {
    return pruned(object, [], (path, value) => {
      const preset = fieldAt(apiVersion, kind, path)?.default;
      return preset !== undefined && jsonEquals(preset, value);
    });
  }
  // What the cluster fills in is known exactly: what comes back by itself need not be written.
  const whole = filled(object);
  return dropFilledIn(object, (path, candidate) => isField(path) && jsonEquals(filled(candidate), whole));
}

function filled(object: JsonObject): JsonObject {
  return defaulted(object, { profile: defaultProfile, user: '', stored: undefined });
}

/** Leaves out every member that `isPreset` says of. */
function pruned(value: JsonObject, path: Path, isPreset: (path: Path, value: Json) => boolean): JsonObject {
  const walk = (one: Json, at: Path): Json => {
    if (isArray(one)) return one.map((item, index) => walk(item, [...at, index]));
    return isObject(one) ? pruned(one, at, isPreset) : one;
  };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => !isPreset([...path, key], one))
      .map(([key, one]) => [key, walk(one, [...path, key])]),
  );
}

/** Leaves out, one after the other and the largest first, the members without which the object is the same. */
function dropFilledIn(root: JsonObject, isSame: (path: Path, candidate: JsonObject) => boolean): JsonObject {
  let result = root;
  const visit = (value: Json, path: Path): void => {
    if (isArray(value)) value.forEach((item, index) => visit(item, [...path, index]));
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      const at = [...path, key];
      const candidate = without(result, at);
      if (isObject(candidate) && isSame(at, candidate)) result = candidate;
      else visit(member, at);
    }
  };
  // What is above spec says which object it is.
  visit(root['spec'] ?? null, ['spec']);
  return result;
}

function without(value: Json, [first, ...rest]: Path): Json {
  if (isArray(value)) return value.map((item, index) => (index === first ? without(item, rest) : item));
  if (!isObject(value) || first === undefined) return value;
  const entries = Object.entries(value);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== first));
  return Object.fromEntries(entries.map(([key, one]) => [key, key === first ? without(one, rest) : one]));
}

/** As manifests are written: whose it is, what it is called, then the rest. */
function inOrder(object: JsonObject): JsonObject {
  const { apiVersion, kind, metadata, ...rest } = object;
  return {
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kind !== undefined && { kind }),
    ...(metadata !== undefined && { metadata: isObject(metadata) ? namedFirst(metadata) : metadata }),
    ...rest,
  };
}

function namedFirst({ name, generateName, namespace, labels, annotations, ...rest }: JsonObject): JsonObject {
  const some = { name, generateName, namespace, labels, annotations };
  const given = Object.entries(some).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return { ...Object.fromEntries(given), ...rest };
}
