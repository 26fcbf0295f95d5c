/**
 * What the API server says of metadata only where an object is stored already (k8s.io/apimachinery
 * ValidateObjectMetaAccessorUpdate, the registry's check of the resource version, and server-side apply's own).
 */
import { isArray, isObject, type Json, jsonEquals, type JsonObject, member } from '../../json.ts';
import type { Kind } from '../../kinds.ts';
import type { ClusterProblem } from '../../problem.ts';
import type { Resource } from '../../resource.ts';
import { text } from '../../text.ts';
import { goMarshal, goQuote } from './goJson.ts';
import { docs, reject } from './report.ts';

/** Apply keeps the books on fields itself; nothing else is looked at where a manifest brings its own. */
export function managedFieldsProblem(value: JsonObject): ClusterProblem | undefined {
  const entries = member(value['metadata'], 'managedFields');
  if (!isArray(entries) || !entries.every((entry) => isObject(entry))) return undefined;
  const path = ['metadata', 'managedFields'];
  return reject({
    stage: 'decode',
    code: 'server-field',
    path,
    at: 'key',
    clusterPath: '',
    message: 'metadata.managedFields must be nil',
    docs: docs.lists,
    fixes: [
      { title: text('Remove {0}', 'managedFields'), changes: [{ op: 'remove', path }], preferred: true },
    ],
  });
}

/** A manifest that says which version it changes must mean the stored one; the server stops there. */
export function versionProblem(
  metadata: JsonObject,
  live: Resource,
  { apiVersion, plural }: Kind,
): ClusterProblem | undefined {
  if (!Object.hasOwn(metadata, 'resourceVersion')) return undefined;
  const version = metadata['resourceVersion'] ?? '';
  if (typeof version !== 'string') return undefined;
  if (/^0*$/.test(version)) {
    const message = 'Invalid value: 0: must be specified for an update';
    return versionRefusal('metadata.resourceVersion', message);
  }
  if (!/^[0-9]+$/.test(version)) {
    return versionRefusal('', `strconv.ParseUint: parsing ${goQuote(version)}: invalid syntax`);
  }
  if (BigInt(version) > 0xffff_ffff_ffff_ffffn) {
    return versionRefusal('', `strconv.ParseUint: parsing ${goQuote(version)}: value out of range`);
  }
  const stored = member(live.value['metadata'], 'resourceVersion');
  if (typeof stored === 'string' && /^[0-9]+$/.test(stored) && BigInt(stored) === BigInt(version))
    return undefined;
  const group = apiVersion.slice(0, apiVersion.indexOf('/'));
  return versionRefusal(
    '',
    `Operation cannot be fulfilled on ${plural}.${group} ${goQuote(live.name)}: the object has been modified; please apply your changes to the latest version and try again`,
  );
}

/** It comes after the mutating webhooks and before the schema. */
function versionRefusal(clusterPath: string, message: string): ClusterProblem {
  const path = ['metadata', 'resourceVersion'];
  return reject({
    stage: 'mutation',
    code: 'server-field',
    path,
    clusterPath,
    message,
    docs: docs.versions,
    fixes: [
      { title: text('Remove {0}', 'resourceVersion'), changes: [{ op: 'remove', path }], preferred: true },
    ],
  });
}

/** What the server alone writes; a creation time that differs is silently put right. */
const immutable = ['uid', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const;

export function immutableProblems(metadata: JsonObject, live: Resource): readonly ClusterProblem[] {
  return immutable.flatMap((key) => {
    const value = member(metadata, key);
    if (isUnset(value) || jsonEquals(value, member(live.value['metadata'], key))) return [];
    const path = ['metadata', key];
    return [
      reject({
        stage: 'schema',
        code: 'server-field',
        path,
        clusterPath: path.join('.'),
        message: `Invalid value: ${goMarshal(value ?? null)}: field is immutable`,
        docs: docs.names,
        fixes: [{ title: text('Remove {0}', key), changes: [{ op: 'remove', path }], preferred: true }],
      }),
    ];
  });
}

function isUnset(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}
