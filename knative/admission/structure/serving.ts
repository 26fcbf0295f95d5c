/** The structural stages of today's Serving kinds: what the API server and Go's decoders make of a manifest. */
import { isObject, type JsonObject } from '../../json.ts';
import type { Kind } from '../../kinds.ts';
import { formatPath, valueAt } from '../../path.ts';
import type { ClusterProblem } from '../../problem.ts';
import { objectMeta } from '../../resources/meta.ts';
import type { Resource } from '../../resource.ts';
import type { ObjectShape } from '../../resources/shape.ts';
import type { AdmissionContext } from '../context.ts';
import { decode } from './decode.ts';
import { metadataProblems } from './metadata.ts';
import { docs, reject, unknownFieldFixes, wrongType } from './report.ts';
import { schemaProblems } from './schema.ts';
import { immutableProblems, managedFieldsProblem, versionProblem } from './storedMetadata.ts';
import { type UnknownField, unknownFields } from './strict.ts';
import { typedPatchProblems } from './typedPatch.ts';

export interface Structure {
  /** The typed value as the webhooks see it, before defaulting; what is wrong is left out. */
  readonly decoded: JsonObject;
  readonly problems: readonly ClusterProblem[];
}

/** Decoding, mutation's decoding, and the schema. */
export function readServing(
  kind: Kind,
  value: JsonObject,
  { live, whole = false }: Pick<AdmissionContext, 'live' | 'whole'> = {},
): Structure {
  const table = kind.table();
  const update = live !== undefined;
  const apply = update && !whole;
  const problems: ClusterProblem[] = apply ? [...applyProblems(value, table)] : [];
  const metadata = readMetadata(kind, value, problems, apply);
  const { value: decoded, error } = decode(value, table, { withoutPruned: true, withoutNulls: !apply });
  // Metadata that does not decode never reaches the webhook but by an apply; its error has been told.
  if (error !== undefined && (apply || error.path[0] !== 'metadata'))
    problems.push(wrongType(error, 'mutation'));
  else problems.push(...versionProblems(value, live, kind));
  problems.push(...metadataProblems(metadata, { namespaced: kind.namespaced, update }));
  if (update) problems.push(...immutableProblems(metadata, live));
  problems.push(...schemaProblems(decoded, table));
  return { decoded: { ...decoded, metadata }, problems };
}

function applyProblems(value: JsonObject, table: ObjectShape): readonly ClusterProblem[] {
  const problems = typedPatchProblems(value, table);
  const managed = managedFieldsProblem(value);
  // Entries that cannot be read are no entries yet; then the types are looked at.
  const isUnread = problems.some(({ code, path }) => code === 'wrong-type' && path[1] === 'managedFields');
  return managed === undefined || isUnread ? problems : [managed];
}

function versionProblems(
  value: JsonObject,
  live: Resource | undefined,
  kind: Kind,
): readonly ClusterProblem[] {
  const metadata = value['metadata'];
  const problem =
    live === undefined || !isObject(metadata) ? undefined : versionProblem(metadata, live, kind);
  return problem === undefined ? [] : [problem];
}

/** The server decodes metadata by itself, and stops there where it cannot. */
function readMetadata(kind: Kind, value: JsonObject, problems: ClusterProblem[], apply: boolean): JsonObject {
  const { value: metadata, error } = decode(value['metadata'] ?? null, objectMeta, { exactKeys: true });
  if (apply) return metadata;
  if (error !== undefined) {
    problems.push(wrongType({ ...error, path: ['metadata', ...error.path] }, 'decode'));
  } else problems.push(...strictProblems(value, kind.table()));
  return metadata;
}

function strictProblems(value: JsonObject, table: ObjectShape): readonly ClusterProblem[] {
  return unknownFields(value, table).map((field) => unknownField(field, value));
}

function unknownField(field: UnknownField, root: JsonObject): ClusterProblem {
  const name = formatPath(field.path);
  return reject({
    stage: 'decode',
    code: 'unknown-field',
    path: field.path,
    at: 'key',
    clusterPath: name,
    message: `unknown field "${name}"`,
    docs: docs.strict,
    fixes: unknownFieldFixes(field, valueAt(root, field.path.slice(0, -1))),
  });
}
