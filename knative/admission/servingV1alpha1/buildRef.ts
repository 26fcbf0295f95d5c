/** Which build a revision waits for (revision_validation.go validateBuildRef): only the first error counts. */
import { identifierErrors, nearestLabel } from '../../names.ts';
import type { Path } from '../../path.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import { text } from '../../text.ts';
import { disallowedField, type FieldError, spot } from '../fieldError.ts';
import { setTo } from '../servingV1/fixes.ts';
import { labelErrors, qualifiedNameErrors } from '../structure/kubernetesNames.ts';
import { invalidQuoted } from './quoted.ts';
import type { BuildRef } from './types.ts';

const docs = servingPages.revision;
const refused = ['namespace', 'fieldPath', 'resourceVersion', 'uid'] as const;

/** Paths start below the reference. */
export function buildRefErrors(ref: BuildRef | undefined, at: Path): readonly FieldError[] {
  if (ref === undefined) return [];
  const { apiVersion = '', kind = '', name = '' } = ref;
  if (qualifiedNameErrors(apiVersion).length > 0) {
    return [invalid(apiVersion, 'apiVersion', at, 'build.knative.dev/v1alpha1')];
  }
  if (identifierErrors(kind).length > 0) return [invalid(kind, 'kind', at, 'Build')];
  if (labelErrors(name).length > 0) return [invalid(name, 'name', at, nearestLabel(name))];
  const set = refused.filter((field) => (ref[field] ?? '') !== '');
  return set.length === 0 ? [] : [mustNotSet(set, at)];
}

function invalid(value: string, field: string, at: Path, meant: string | undefined): FieldError {
  const where = spot(at, field);
  return invalidQuoted(value, where, { docs, fixes: meant === undefined ? [] : setTo(where.path, meant) });
}

function mustNotSet(fields: readonly string[], at: Path): FieldError {
  const spots = fields.map((field) => spot(at, field, 'key'));
  const changes = spots.map(({ path }) => ({ op: 'remove' as const, path }));
  const fixes = [{ title: text('Remove {0}', fields.join(', ')), changes, preferred: true }];
  return disallowedField(spots, { docs, fixes });
}
