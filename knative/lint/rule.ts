/** What a lint rule is. One file in this folder is one rule with its manual page and its examples, which run as tests. */
import type { ClusterProfile } from '../clusterProfile.ts';
import type { LintProblem, Severity } from '../problem.ts';
import type { Resource } from '../resource.ts';
import type { Inventory, World } from '../world.ts';

export interface Rule {
  /** Stable and kebab-case; the key in `knative.lint.rules`. */
  readonly code: string;
  /** Never an error by default: what the cluster accepts is the user's choice. */
  readonly severity: Exclude<Severity, 'error'>;
  /** One sentence: what the rule looks for. */
  readonly title: string;
  /** Markdown: why it matters, what to do, the upstream source of the fact. */
  readonly explanation: string;
  readonly docs: string;
  /** Cheap test by kind, before anything is looked at. */
  readonly appliesTo: (resource: Resource) => boolean;
  /** Pure and total. Problems leave out `code`, `severity`, `docs` and `source`: the runner adds them. */
  readonly check: (resource: Resource, world: World, profile: ClusterProfile) => Iterable<Finding>;
}

export type Finding = Pick<LintProblem, 'path' | 'message'> &
  Partial<Pick<LintProblem, 'at' | 'fixes' | 'related' | 'tags'>>;

/** Manifests for the manual and the tests; exported as `examples` beside the rule, so that bundles can leave them out. */
export interface Examples {
  /** Each is YAML; a line `# ^^^ message` below a line marks what the rule must underline there. */
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
}

export interface Example {
  readonly yaml: string;
  /** Other files of the workspace, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** What Git's HEAD has. */
  readonly committed?: string;
  /** What the cluster has. */
  readonly inventory?: Inventory;
  /** The first file after all preferred fixes, where the rule offers one. */
  readonly fixed?: string;
}
