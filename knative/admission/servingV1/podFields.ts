/** The fields of a pod that need a feature flag (knative.dev/serving pkg/apis/serving/fieldmask.go PodSpecMask). */
import type { Path } from '../../path.ts';
import type { FieldError } from '../fieldError.ts';
import { servingPodFields } from '../../resources/servingPod.ts';
import { mustNotSet } from './masks.ts';
import { pages } from './pages.ts';
import type { Settings } from './settings.ts';
import type { RevisionSpec } from './types.ts';

type FieldName = keyof RevisionSpec & keyof typeof servingPodFields;

const flagged = Object.entries(servingPodFields).flatMap(([name, { feature }]) =>
  feature === undefined ? [] : [[name as FieldName, feature] as const],
);

/** What is set although the cluster has not enabled it. */
export function podFieldErrors(spec: RevisionSpec, at: Path, settings: Settings): readonly FieldError[] {
  const names = flagged
    .filter(([name, feature]) => spec[name] !== undefined && !isAllowed(name, feature, settings))
    .map(([name]): string => name);
  // Only turning it off is left to the user.
  if (spec.automountServiceAccountToken === true) names.push('automountServiceAccountToken');
  return names.length === 0 ? [] : [mustNotSet(at, names, pages.features)];
}

function isAllowed(name: FieldName, feature: string, { flag, secureDefaults }: Settings): boolean {
  if (flag(feature) !== 'Disabled') return true;
  // Secure defaults let the profile be chosen; the rest is refused one by one.
  return name === 'securityContext' && secureDefaults !== 'Disabled';
}
