/** Why something does not become ready, in words: the cause where it is known, and in any case what the cluster says. Pure. */
import type { Text } from '#knative/text.ts';
import { causeOf } from './causes.ts';
import { cluesIn, type Clue, type Evidence } from './evidence.ts';
import type { Cause } from './known.ts';

export interface Diagnosis {
  /** Undefined where nothing known fits. */
  readonly cause: Cause | undefined;
  /** The words that say it best. */
  readonly said: Clue | undefined;
  /** Everything that was said, from the outside inwards, the same words once. */
  readonly clues: readonly Clue[];
  /** The container whose log is worth a look. */
  readonly log: { readonly pod: string; readonly container: string; readonly previous: boolean } | undefined;
}

export function diagnose(evidence: Evidence): Diagnosis {
  const clues = cluesIn(evidence).filter(isFirstOfItsWords);
  const found = causeOf(clues, evidence);
  return { cause: found?.cause, said: found?.clue ?? innermost(clues), clues, log: logOf(clues, evidence) };
}

/** A sentence of ours where there is one, else the cluster's own. */
export function sentenceOf({ cause, said }: Diagnosis): Text | string {
  return cause?.sentence ?? (said === undefined ? '' : said.message || said.reason);
}

function isFirstOfItsWords(clue: Clue, index: number, all: readonly Clue[]): boolean {
  return (
    all.findIndex(
      ({ reason, message, exitCode }) =>
        reason === clue.reason && message === clue.message && exitCode === clue.exitCode,
    ) === index
  );
}

/** The deepest that has words. */
function innermost(clues: readonly Clue[]): Clue | undefined {
  return clues.findLast(({ from, message }) => from !== 'event' && message !== '') ?? clues.at(-1);
}

/** Of the container that ended, what it wrote before; else of one that runs without being ready. */
function logOf(clues: readonly Clue[], { pods }: Evidence): Diagnosis['log'] {
  const ended = clues.find(({ exitCode, container }) => exitCode !== undefined && container !== undefined);
  if (ended?.pod !== undefined && ended.container !== undefined) {
    return { pod: ended.pod, container: ended.container, previous: true };
  }
  const unready = clues.find(
    ({ from, reason, pod }) => from === 'event' && reason === 'Unhealthy' && pod !== undefined,
  );
  const pod = pods.find(({ metadata }) => metadata.name === unready?.pod);
  if (pod === undefined) return undefined;
  const container = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'] ?? 'user-container';
  return { pod: pod.metadata.name, container, previous: false };
}
