/** The targets of a split with one tag more or less: a tag gives a revision an address of its own. */
import { dns1035Errors } from '../names.ts';
import { text, type Text } from '../text.ts';
import type { Rollout, Target } from './rollout.ts';

export type Tagging = { readonly targets: readonly Target[] } | { readonly refusal: Text };

/** What a revision's first tag is written to is its own target, where it has one without a tag. */
export function tagged(rollout: Rollout, revision: string, tag: string): Tagging {
  const { targets } = rollout;
  const refusal = fixedTags(rollout) ?? tagProblem(targets, tag);
  if (refusal !== undefined) return { refusal };
  const own = targets.find((one) => !one.latest && one.revision === revision && one.tag === undefined);
  if (own !== undefined) return { targets: targets.map((one) => (one === own ? { ...one, tag } : one)) };
  return { targets: [...targets, { revision, latest: false, percent: 0, tag }] };
}

/** A target that gets requests stays, without its tag. */
export function untagged(rollout: Rollout, tag: string): Tagging {
  const refusal = fixedTags(rollout);
  if (refusal !== undefined) return { refusal };
  if (!rollout.targets.some((one) => one.tag === tag)) return { refusal: text('There is no tag {0}.', tag) };
  return {
    targets: rollout.targets.flatMap((one) => {
      if (one.tag !== tag) return [one];
      const { revision, latest, percent } = one;
      return percent === 0 ? [] : [{ revision, latest, percent }];
    }),
  };
}

/** Why a tag cannot be given (knative.dev/serving pkg/apis/serving/v1/route_validation.go); undefined where it can. */
export function tagProblem(targets: readonly Target[], tag: string): Text | undefined {
  if (targets.some((one) => one.tag === tag)) return text('The tag {0} is taken already.', tag);
  if (dns1035Errors(tag).length === 0) return undefined;
  return text(
    'A tag has lower case letters, digits and dashes, begins with a letter and has at most 63 of them.',
  );
}

function fixedTags({ form }: Rollout): Text | undefined {
  if (form === 'traffic') return undefined;
  return text('The tags of 2019 are fixed: current, candidate and latest.');
}
