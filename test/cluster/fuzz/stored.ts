/** What is stored before an update. */
import { stringify } from 'yaml';
import { admit } from '#knative/admission/admission.ts';
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import type { JsonObject } from '#knative/json.ts';
import { firstRejection } from '#knative/problem.ts';
import { resourceOf } from '#test/vectors/read.ts';
import { type Choice, rarest } from './choice.ts';
import { Draft } from './draft.ts';

/** A base, or a base with a change that we take for acceptable. */
export function stored(
  base: JsonObject,
  choice: Choice,
  profile: ClusterProfile,
): { readonly object: JsonObject; readonly ops: readonly string[]; readonly names: readonly string[] } {
  const { random } = choice;
  const draft = new Draft(base);
  const operator = random.chance(0.5) ? rarest(draft, true, 'sound', choice) : undefined;
  const done = operator?.sound?.(draft, random);
  const isKept = ['finalizers', 'ownerReferences'].every((key) => draft.at(['metadata', key]) === undefined);
  if (operator === undefined || done === undefined || !isKept || !isAccepted(draft.root, profile)) {
    return { object: base, ops: [], names: [] };
  }
  return { object: draft.root, ops: [`before: ${done}`], names: [operator.name] };
}

function isAccepted(value: JsonObject, profile: ClusterProfile): boolean {
  const resource = resourceOf(stringify(value, { aliasDuplicateObjects: false }));
  return resource !== undefined && firstRejection(admit(resource, { profile })).length === 0;
}
