/** Builds the problems of the structural stages, with their pages and fixes. */
import { type Json, member } from '../../json.ts';
import type { Path } from '../../path.ts';
import type { ClusterProblem, Fix, Stage } from '../../problem.ts';
import type { ObjectShape } from '../../resources/shape.ts';
import { text } from '../../text.ts';
import { nearest } from '../../nearest.ts';
import type { DecodeError } from './decode.ts';
import type { UnknownField } from './strict.ts';

export const docs = {
  fields: 'https://knative.dev/docs/serving/reference/serving-api/',
  strict: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#setting-the-field-validation-level',
  names: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  labels:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  annotations:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
  owners: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/',
  finalizers: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/',
  namespaces: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  versions: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions',
  lists: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
} as const;

export interface Report {
  readonly stage: Stage;
  readonly code: string;
  readonly path: Path;
  readonly clusterPath: string;
  readonly message: string;
  readonly docs: string;
  readonly at?: 'key' | 'value';
  readonly fixes?: readonly Fix[];
}

/** One error of the cluster. */
export function reject(report: Report): ClusterProblem {
  return { source: 'cluster', severity: 'error', at: 'value', fixes: [], ...report };
}

/** A decode error of Go, in the stage that decodes. */
export function wrongType(error: DecodeError, stage: Stage): ClusterProblem {
  return reject({
    stage,
    code: 'wrong-type',
    path: error.path,
    clusterPath: error.field,
    message: error.message,
    docs: docs.fields,
  });
}

/** Ways out of an unknown field: the field that was probably meant, or no field. */
export function unknownFieldFixes(field: UnknownField, parent: Json | undefined): readonly Fix[] {
  const key = field.path.at(-1);
  const remove: Fix = {
    title: text('Remove {0}', String(key)),
    changes: [{ op: 'remove', path: field.path }],
  };
  const name = field.pruned || typeof key !== 'string' ? undefined : likelyName(key, field.owner, parent);
  if (name === undefined) return [remove];
  const rename: Fix = {
    title: text('Rename to {0}', name),
    changes: [{ op: 'rename', path: field.path, key: name }],
    preferred: true,
  };
  return [rename, remove];
}

/** The nearest field that may be written here and is not there yet. */
function likelyName(
  key: string,
  owner: ObjectShape | undefined,
  parent: Json | undefined,
): string | undefined {
  if (owner === undefined) return undefined;
  const free = Object.entries(owner.fields)
    .filter(
      ([name, field]) =>
        field.pruned !== true && field.readOnly !== true && member(parent, name) === undefined,
    )
    .map(([name]) => name);
  return nearest(key, free);
}
