/** Knative's webhooks as the API server calls them: what they refuse, in whose words, and what they fill in. */
import { admit } from '#knative/admission/admission.ts';
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import { defaulted } from '#knative/defaulting/webhook.ts';
import { kindOf } from '#knative/kinds.ts';
import type { ClusterProblem, Stage } from '#knative/problem.ts';
import type { Resource } from '#knative/resource.ts';
import { apiVersionOf, type ApiKind } from '../kinds/kind.ts';
import { type ApiObject, nameOf, namespaceOf, withMetadata } from '../object.ts';
import { type ApiError, badRequest, fieldCause, invalid } from '../status.ts';
import { printedProblems } from './printed.ts';

export interface Review {
  readonly kind: ApiKind;
  readonly object: ApiObject;
  /** The stored object, on an update. */
  readonly stored: ApiObject | undefined;
  readonly user: string;
  readonly profile: ClusterProfile;
  readonly dryRun: boolean;
  /** Characters for a name nobody chooses. */
  readonly suffix: () => string;
  readonly warn: (warning: string) => void;
}

/** The object as admitted; throws what the server answers where it is refused, which warns nevertheless. */
export function reviewed(review: Review): ApiObject {
  const problems = problemsOf(review);
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const stage of ['decode', 'mutation', 'schema'] as const) refuse(stage, errors, review);
  const advice = problems.filter(({ stage, severity }) => stage === 'validation' && severity !== 'error');
  if (advice.length > 0) printedProblems(advice).forEach(review.warn);
  refuse('validation', errors, review);
  if (review.dryRun) refuse('dryRun', errors, review);
  const { object, stored, user, profile } = review;
  return defaulted(object, { profile, user, stored }) as ApiObject;
}

/** What the domain says of the object, which is all of it also on an update. */
function problemsOf({ kind, object, stored, profile }: Review): readonly ClusterProblem[] {
  // Who manages the fields is the server's business; an apply that spoke of it would be refused.
  const resource = resourceOf(kind, withMetadata(object, { managedFields: undefined }));
  if (stored === undefined) return admit(resource, { profile });
  return admit(resource, { profile, live: resourceOf(kind, stored), whole: true });
}

function resourceOf(kind: ApiKind, object: ApiObject): Resource {
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    name: nameOf(object),
    namespace: namespaceOf(object),
    value: object,
    duplicateKeys: [],
  };
}

function refuse(stage: Stage, all: readonly ClusterProblem[], review: Review): void {
  const errors = all.filter((problem) => problem.stage === stage);
  const [first] = errors;
  if (first !== undefined) throw refusal(stage, first, errors, review);
}

function refusal(
  stage: Stage,
  first: ClusterProblem,
  errors: readonly ClusterProblem[],
  review: Review,
): ApiError {
  const { kind, object } = review;
  const words = printedProblems(errors).join('\n');
  switch (stage) {
    case 'parse':
    case 'decode':
      return isLegacy(kind)
        ? denied(kind, 'mutating', `cannot decode incoming new object: ${first.message}`)
        : badRequest(
            `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${first.message}`,
          );
    case 'mutation':
      return denied(
        kind,
        'mutating',
        isLegacy(kind) ? words : `cannot decode incoming new object: ${first.message}`,
      );
    case 'schema':
      return invalid(
        kind,
        nameOf(object),
        errors.map(({ clusterPath, message }) => fieldCause(clusterPath, message)),
      );
    case 'validation':
      return denied(kind, 'validating', `validation failed: ${words}`);
    case 'dryRun':
      return denied(
        kind,
        'validating',
        `validation callback failed: ${podRefusal(errors, review)}: spec.template`,
      );
  }
}

/** In 2019 one webhook did both, and every refusal was a failed mutation. */
function denied({ group }: ApiKind, which: 'mutating' | 'validating', words: string): ApiError {
  const webhook = which === 'mutating' ? `webhook.${group}` : `validation.webhook.${group}`;
  const text = which === 'mutating' ? `mutation failed: ${words}` : words;
  return badRequest(`admission webhook "${webhook}" denied the request: ${text}`);
}

/** The refusals of the dry run's pod as the one the server gives; the pod has a name of its own each time. */
function podRefusal(errors: readonly ClusterProblem[], { suffix }: Review): string {
  const words = errors.map(({ message }) =>
    message.replace(/^dry run failed with Pod "[^"]*" is invalid: /, ''),
  );
  const all = words.length === 1 ? (words[0] ?? '') : `[${words.join(', ')}]`;
  return `dry run failed with Pod "dry-run-validation${suffix()}" is invalid: ${all}`;
}

function isLegacy(kind: ApiKind): boolean {
  return kindOf(apiVersionOf(kind), kind.kind)?.verdict === 'legacy';
}
