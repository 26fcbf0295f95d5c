/** What is wrong with a resource, said by path. Admission and lint produce these; adapters turn them into diagnostics. */
import type { Change } from './change.ts';
import type { Path } from './path.ts';
import type { Text } from './text.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * The stages of admission in the order the cluster runs them. The cluster stops at the first stage that rejects;
 * the editor shows the later ones too.
 */
export const stages = ['parse', 'decode', 'mutation', 'schema', 'validation', 'dryRun'] as const;
export type Stage = (typeof stages)[number];

interface ProblemBase {
  /** Stable and kebab-case, for example `traffic-sum`; it never changes once released. */
  readonly code: string;
  readonly severity: Severity;
  /** Where to underline; may name a place that does not exist, then its nearest existing ancestor is meant. */
  readonly path: Path;
  /** Whether the key or the value at `path` is meant. */
  readonly at: 'key' | 'value';
  /** Absolute https address of a page that explains it. */
  readonly docs: string;
  readonly fixes: readonly Fix[];
  /** Other places in the same resource that belong to the problem. */
  readonly related?: readonly { readonly path: Path; readonly message: Text }[];
}

/** The cluster would say this itself: reject (error) or warn (hint). */
export interface ClusterProblem extends ProblemBase {
  readonly source: 'cluster';
  readonly stage: Stage;
  /** The cluster's own words without the path, details included after a newline: `invalid value: x\ndetails`. */
  readonly message: string;
  /** The field as the cluster prints it, quirks included (`spec.traffic.tag[0]`); '' where it prints none. */
  readonly clusterPath: string;
  /** A remark of ours to show below the cluster's words, e.g. that a placeholder must be replaced. */
  readonly note?: Text;
}

/** The cluster lets it through, its user will regret it. */
export interface LintProblem extends ProblemBase {
  readonly source: 'lint';
  readonly message: Text;
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
}

export type Problem = ClusterProblem | LintProblem;

export interface Fix {
  /** Says the result: "Change to canary-00001". */
  readonly title: Text;
  readonly changes: readonly Change[];
  /** The one fix that is nearly always right; used by "fix all". */
  readonly preferred?: boolean;
}

/** The problems the cluster would answer with: those of the first stage that has an error, and nothing after it. */
export function firstRejection(problems: readonly ClusterProblem[]): readonly ClusterProblem[] {
  const rejecting = stages.find((stage) => problems.some((p) => p.stage === stage && p.severity === 'error'));
  if (rejecting === undefined) return [];
  return problems.filter((p) => p.stage === rejecting && p.severity === 'error');
}
