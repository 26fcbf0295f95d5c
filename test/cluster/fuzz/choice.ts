/** Which mutation comes next. */
import { Draft } from './draft.ts';
import type { Mutate, Operator } from './operator.ts';
import type { Random } from './random.ts';

export interface Choice {
  readonly operators: readonly Operator[];
  /** How often each was used. */
  readonly used: ReadonlyMap<string, number>;
  readonly random: Random;
}

/** `sound` is likely to be accepted. */
export type Wanted = 'sound' | 'broken';

/** Of a few that apply the one that was used least, so that all have their turn. */
export function rarest(
  draft: Draft,
  isUpdate: boolean,
  wanted: Wanted,
  { operators, used, random }: Choice,
): Operator | undefined {
  const unwanted = isUpdate ? 'creates' : 'updates';
  const candidates = random
    .shuffled(operators)
    .filter((operator) => operator.only !== unwanted && applies(operator[wanted], draft, random))
    .slice(0, 24);
  const times = ({ name }: Operator): number => used.get(name) ?? 0;
  return candidates.toSorted((a, b) => times(a) - times(b))[0];
}

function applies(mutate: Mutate | undefined, draft: Draft, random: Random): boolean {
  return mutate?.(new Draft(draft.root), random) !== undefined;
}
