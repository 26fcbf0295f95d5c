/**
 * An object as Knative's mutating webhook hands it on: decoded leniently, filled in with defaults, written anew. Only
 * for objects that admission accepts; what is not understood comes back as it is. Status is left alone.
 */
import { applyDefaults, type ByKind } from '../admission/servingV1/defaults.ts';
import { goValue } from '../admission/servingV1/goValue.ts';
import { settingsOf } from '../admission/servingV1/settings.ts';
import { decode } from '../admission/structure/decode.ts';
import type { ClusterProfile } from '../clusterProfile.ts';
import { isObject, type Json, type JsonObject, jsonEquals, member } from '../json.ts';
import { kindOf } from '../kinds.ts';
import { valueAt } from '../path.ts';
import { legacyDefaulted } from './legacy.ts';
import { written } from './written.ts';

export interface Mutation {
  readonly profile: ClusterProfile;
  /** The name of whoever sends the request. */
  readonly user: string;
  /** The object as it is stored, on an update. */
  readonly stored: JsonObject | undefined;
}

/** The object with the webhook's defaults. */
export function defaulted(object: JsonObject, mutation: Mutation): JsonObject {
  const { apiVersion, kind } = object;
  const known =
    typeof apiVersion === 'string' && typeof kind === 'string' ? kindOf(apiVersion, kind) : undefined;
  if (known === undefined) return object;
  if (known.verdict === 'legacy')
    return legacyDefaulted(known.apiVersion, known.kind, object, mutation.stored);
  if (known.verdict !== 'serving') return object;
  const table = known.table();
  const decoded = goValue(decode(object, table, { withoutPruned: true }).value, table);
  const filled = written(withDefaults(known.kind, decoded, mutation), table);
  // The server's own decoding of metadata stands: it knows more of it than the webhook's struct.
  const result = { ...object, ...filled, metadata: object['metadata'] ?? {}, ...statusOf(object) };
  return withUser(known.kind, result, mutation);
}

function withDefaults(kind: string, decoded: JsonObject, { profile, stored }: Mutation): JsonObject {
  if (kind === 'DomainMapping') return withReferenceNamespace(decoded);
  if (!isDefaulted(kind)) return decoded;
  const templateName = valueAt(stored, ['spec', 'template', 'metadata', 'name']);
  return applyDefaults[kind](decoded, {
    settings: settingsOf(profile),
    isUpdate: stored !== undefined,
    storedTemplateName: typeof templateName === 'string' ? templateName : '',
  });
}

function isDefaulted(kind: string): kind is keyof ByKind {
  return Object.hasOwn(applyDefaults, kind);
}

/** knative.dev/serving pkg/apis/serving/v1beta1 domainmapping_defaults.go. */
function withReferenceNamespace(mapping: JsonObject): JsonObject {
  const spec = member(mapping, 'spec');
  const reference = member(spec, 'ref');
  const namespace = valueAt(mapping, ['metadata', 'namespace']);
  if (!isObject(spec) || !isObject(reference) || namespace === undefined) return mapping;
  if ((reference['namespace'] ?? '') !== '') return mapping;
  return { ...mapping, spec: { ...spec, ref: { ...reference, namespace } } };
}

function statusOf(object: JsonObject): JsonObject {
  const status = object['status'];
  return status === undefined ? {} : { status };
}

const creator = 'serving.knative.dev/creator';
const modifier = 'serving.knative.dev/lastModifier';

/** Who made it and who changed its spec last (knative.dev/serving pkg/apis/serving SetUserInfo). */
function withUser(kind: string, object: JsonObject, { user, stored }: Mutation): JsonObject {
  const metadata = member(object, 'metadata');
  if (kind === 'Revision' || !isObject(metadata)) return object;
  const mayBeOwned = kind === 'Configuration' || kind === 'Route';
  if (mayBeOwned && member(metadata, 'ownerReferences') !== undefined) return object;
  if (stored !== undefined && jsonEquals(object['spec'], stored['spec'])) return object;
  const before = member(metadata, 'annotations');
  const annotations: Record<string, Json> = {
    ...(isObject(before) ? before : {}),
    ...(stored === undefined && { [creator]: user }),
    [modifier]: user,
  };
  return { ...object, metadata: { ...metadata, annotations } };
}
