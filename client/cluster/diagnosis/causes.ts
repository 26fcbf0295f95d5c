/**
 * The causes that are known: by what Knative, Kubernetes and the container runtimes say of them, what that means in plain
 * words, and what helps. The first that fits counts, so what is special comes before what is general.
 */
import { admission } from './causes/admission.ts';
import { containers } from './causes/containers.ts';
import { images } from './causes/images.ts';
import { routing } from './causes/routing.ts';
import type { Clue, Evidence } from './evidence.ts';
import type { Cause, Known } from './known.ts';

const [named, unserved] = [
  routing.filter(({ id }) => id !== 'no-ingress'),
  routing.filter(({ id }) => id === 'no-ingress'),
];

/** A route waits for whatever else is wrong. */
export const knownCauses: readonly Known[] = [...named, ...images, ...admission, ...containers, ...unserved];

export function causeOf(
  clues: readonly Clue[],
  evidence: Evidence,
): { readonly cause: Cause; readonly clue: Clue } | undefined {
  for (const known of knownCauses) {
    for (const clue of clues) {
      const found = fits(known, clue);
      if (found === undefined) continue;
      return { cause: { id: known.id, ...known.explain(found, clue, evidence) }, clue };
    }
  }
  return undefined;
}

function fits({ reason = /^/, message = /^/, where }: Known, clue: Clue): RegExpExecArray | undefined {
  const found = reason.test(clue.reason) && where?.(clue) !== false ? message.exec(clue.message) : null;
  return found ?? undefined;
}
