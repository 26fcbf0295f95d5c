/** What a known cause is: by which words it is recognised, and what is said of it then. */
import type { Text } from '#knative/text.ts';
import type { Clue, Evidence } from './evidence.ts';

export interface Cause {
  readonly id: string;
  /** What is wrong. */
  readonly sentence: Text;
  /** What helps, where that is known. */
  readonly fix?: Text;
  /** A name in the manifest that should be another one. */
  readonly rename?: { readonly from: string; readonly to: string };
}

export interface Known {
  readonly id: string;
  readonly reason?: RegExp;
  /** What it matches is handed on. */
  readonly message?: RegExp;
  readonly where?: (clue: Clue) => boolean;
  readonly explain: (found: RegExpExecArray, clue: Clue, evidence: Evidence) => Omit<Cause, 'id'>;
}
