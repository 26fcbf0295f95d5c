/** What its user has chosen, decoded once; the defaults are those of the manifest. */
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import type { Severity } from '#knative/problem.ts';

export interface Settings {
  readonly profile: ClusterProfile;
  /** By rule; a rule that is not named has its own severity. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Whether the webhook's warnings are shown, as hints. */
  readonly warnings: boolean;
}
