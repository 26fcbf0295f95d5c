/**
 * What only an update can break: the spec of a Revision never changes (knative.dev/serving
 * pkg/apis/serving/v1alpha1/revision_validation.go CheckImmutableFields). Both specs are filled in with defaults first,
 * and where they differ nothing else is looked at (knative.dev/pkg webhook).
 */
import type { JsonObject } from '../../json.ts';
import type { Resource } from '../../resource.ts';
import { servingPages } from '../../resources/servingV1alpha1/pages.ts';
import { revision } from '../../resources/servingV1alpha1.ts';
import type { ObjectShape } from '../../resources/shape.ts';
import type { AdmissionContext } from '../context.ts';
import { fieldError, type FieldError, spot } from '../fieldError.ts';
import { applied } from '../servingV1/apply.ts';
import { differences } from '../servingV1/differences.ts';
import { goValue } from '../servingV1/goValue.ts';
import { ownedBy } from '../servingV1/update.ts';
import { decode } from '../structure/decode.ts';
import { revisionDefaults } from './defaults.ts';
import type { RevisionSpec } from './types.ts';

export interface Update {
  readonly stored: JsonObject;
  /** The object as the manifest makes it of the stored one. */
  readonly merged: JsonObject;
}

/** Undefined where nothing is stored yet that the manifest could change. */
export function readUpdate(
  table: ObjectShape,
  decoded: JsonObject,
  resource: Resource,
  { live, whole }: AdmissionContext,
): Update | undefined {
  if (live === undefined || live.kind !== resource.kind) return undefined;
  const stored = decode(live.value, table).value;
  const owned = decode(ownedBy(live), table).value;
  return { stored, merged: whole === true ? decoded : applied(stored, owned, decoded, table) };
}

export function immutableErrors(before: RevisionSpec, now: RevisionSpec): readonly FieldError[] {
  const changes = differences(comparable(before), comparable(now), 'spec');
  if (changes.length === 0) return [];
  const advice = { code: 'immutable-revision', docs: servingPages.revision };
  return [
    fieldError('Immutable fields changed (-old +new)', [spot([], 'spec')], advice, [changes.join('\n')]),
  ];
}

function comparable(spec: RevisionSpec): JsonObject {
  const filled = revisionDefaults(spec) as JsonObject;
  return goValue(filled, revision.fields.spec.shape, { comparable: true });
}
