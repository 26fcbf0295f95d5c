/** What the model asks of the domain; handed in, so that tests and the command line choose. */
import type { AdmissionContext } from '#knative/admission/admission.ts';
import type { Migration } from '#knative/migrate/migration.ts';
import type { ClusterProblem, LintProblem } from '#knative/problem.ts';
import type { Resource } from '#knative/resource.ts';
import type { Facts, World } from '#knative/world.ts';
import type { Settings } from './settings.ts';

export interface Checks {
  readonly admit: (resource: Resource, context: AdmissionContext) => readonly ClusterProblem[];
  readonly lint: (resource: Resource, world: World, settings: Settings) => readonly LintProblem[];
  readonly factsOf: (resource: Resource) => Facts;
  /** What makes of a resource one of today's API versions; undefined where it is of today. */
  readonly migrate: (resource: Resource) => Migration | undefined;
}
