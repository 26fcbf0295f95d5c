/** Runs the lint rules on one resource, each with the severity its user chose. */
import type { ClusterProfile } from '../clusterProfile.ts';
import type { LintProblem, Severity } from '../problem.ts';
import type { Resource } from '../resource.ts';
import type { World } from '../world.ts';
import type { Finding, Rule } from './rule.ts';
import { rules } from './rules.ts';

export interface LintOptions {
  /** By code; a rule that is not named has its own severity. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly profile: ClusterProfile;
}

/** What will be regretted, in the order of the rules. For resources that the cluster accepts. */
export function lint(resource: Resource, world: World, options: LintOptions): readonly LintProblem[] {
  const problems: LintProblem[] = [];
  for (const rule of rules) {
    if (!rule.appliesTo(resource)) continue;
    const severity = options.rules[rule.code] ?? rule.severity;
    if (severity === 'off') continue;
    for (const finding of rule.check(resource, world, options.profile)) {
      problems.push(problemOf(rule, severity, finding));
    }
  }
  return problems;
}

function problemOf({ code, docs }: Rule, severity: Severity, finding: Finding): LintProblem {
  return { source: 'lint', code, severity, docs, at: 'value', fixes: [], ...finding };
}
