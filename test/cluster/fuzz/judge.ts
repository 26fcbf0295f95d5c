/** Judges one manifest of the fuzzer: the real API server's verdict beside ours. */
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import { compareUnder, type Comparison } from '#test/vectors/measure.ts';
import type { Verdict } from '#test/vectors/expected.ts';
import type { Api } from '../api.ts';
import { ask, OldRefused, type Question } from '../ask.ts';
import type { FuzzCase } from './generate.ts';

export interface Judgement {
  readonly comparison: Comparison;
  /** The server gave several answers to the same question, and ours is one of them. */
  readonly wavering: boolean;
}

/**
 * How often the server is asked. Server-side apply visits the members of an object in Go's order of maps, which is
 * chance, and stops at the first that is not declared: what it has complained of by then is now this, now that.
 */
const tries = 12;

/** `namespace` must be used by one at a time. */
export async function judge(
  api: Api,
  namespace: string,
  fuzzCase: FuzzCase,
  profile: ClusterProfile,
): Promise<Judgement> {
  const { id, ops, operators } = fuzzCase;
  const question = placed(fuzzCase, namespace);
  const askOnce = async (): Promise<Comparison> =>
    comparisonOf(fuzzCase, question, await ask(api, namespace, question), profile);
  try {
    const comparison = await askOnce();
    return await askedAgain(comparison, askOnce);
  } catch (error) {
    // We took what was to be changed for acceptable, so this is a disagreement of its own.
    if (!(error instanceof OldRefused) || question.old === undefined) throw error;
    return judge(api, namespace, { id: `${id}-old`, manifest: question.old, ops, operators }, profile);
  }
}

async function askedAgain(first: Comparison, askOnce: () => Promise<Comparison>): Promise<Judgement> {
  const isChance = first.expected.entries.some(({ message }) => message === 'field not declared in schema');
  if (first.paths || !first.verdict || !isChance) return { comparison: first, wavering: false };
  for (let asked = 1; asked < tries; asked++) {
    const comparison = await askOnce();
    if (comparison.paths) return { comparison, wavering: true };
  }
  return { comparison: first, wavering: false };
}

function comparisonOf(
  { id, ops }: FuzzCase,
  question: Question,
  verdict: Verdict,
  profile: ClusterProfile,
): Comparison {
  const group = question.old === undefined ? 'serving-v1' : 'updates serving-v1';
  const compared = compareUnder(profile, { id, group, ops, ...question, verdict });
  if (compared === undefined) throw new Error(`We do not judge ${id}.`);
  return compared;
}

/** A DomainMapping is judged by the namespace it is in, so its manifest must say which. */
function placed({ manifest, old }: Question, namespace: string): Question {
  const place = (text: string): string => {
    const isMapping = /^kind: DomainMapping$/m.test(text) && !/^ {2}namespace:/m.test(text);
    return isMapping ? text.replace(/^metadata:$/m, `metadata:\n  namespace: ${namespace}`) : text;
  };
  return { manifest: place(manifest), ...(old !== undefined && { old: place(old) }) };
}
