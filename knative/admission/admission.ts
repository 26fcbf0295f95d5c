/**
 * The cluster's verdict on a resource: every stage of admission in the order the cluster runs them. Each stage sees
 * what the one before it would have passed on; where that one rejects, what it objects to is left out, so that an
 * editor can show the later stages too. `firstRejection` gives what the cluster itself would answer.
 */
import { type Kind, kindOf } from '../kinds.ts';
import { type ClusterProblem, type Stage, stages } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { validateBuildV1alpha1 } from './buildV1alpha1/validate.ts';
import type { AdmissionContext } from './context.ts';
import { validateDryRunPod } from './dryRunPod/validate.ts';
import { withoutEchoes } from './echoes.ts';
import { readLegacy } from './structure/legacy.ts';
import { validateServingV1 } from './servingV1/validate.ts';
import { validateServingV1alpha1 } from './servingV1alpha1/validate.ts';
import { readServing } from './structure/serving.ts';

export type { AdmissionContext } from './context.ts';

/** Whether `admit` can speak for the cluster on this kind. */
export function knowsVerdict(apiVersion: string, kind: string): boolean {
  return (kindOf(apiVersion, kind)?.verdict ?? 'none') !== 'none';
}

/** All problems of all stages, in stage order; none for a kind whose verdict is not known. Never throws. */
export function admit(resource: Resource, context: AdmissionContext): readonly ClusterProblem[] {
  const kind = kindOf(resource.apiVersion, resource.kind);
  switch (kind?.verdict) {
    case 'serving':
      return admitServing(kind, resource, context);
    case 'legacy':
      return admitLegacy(kind, resource, context);
    case 'none':
    case undefined:
      return [];
  }
}

function admitServing(kind: Kind, resource: Resource, context: AdmissionContext): readonly ClusterProblem[] {
  const { decoded, problems } = readServing(kind, resource.value, context);
  const found = [...problems, ...validateServingV1(kind.kind, decoded, resource, context)];
  if (!found.some(isError)) found.push(...validateDryRunPod(kind.kind, decoded, resource, context));
  return inStageOrder(found);
}

function admitLegacy(kind: Kind, resource: Resource, context: AdmissionContext): readonly ClusterProblem[] {
  const { decoded, problems } = readLegacy(kind, resource.value, context.live !== undefined);
  const validate = kind.apiVersion.startsWith('build.') ? validateBuildV1alpha1 : validateServingV1alpha1;
  const found = validate(kind.kind, decoded, resource, context).map(inMutation);
  return inStageOrder([...problems, ...found]);
}

/** One mutating webhook both defaulted and validated then: its refusal comes before the server's own checks. */
function inMutation(problem: ClusterProblem): ClusterProblem {
  return { ...problem, stage: 'mutation' };
}

function isError(problem: ClusterProblem): boolean {
  return problem.severity === 'error';
}

function inStageOrder(problems: ClusterProblem[]): readonly ClusterProblem[] {
  const rank = (stage: Stage): number => stages.indexOf(stage);
  return withoutEchoes(problems.sort((a, b) => rank(a.stage) - rank(b.stage)));
}
