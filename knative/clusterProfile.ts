/** What the verdict depends on besides the manifest: the cluster's feature flags and defaults (ConfigMaps of Serving). */

export type Flag = 'Enabled' | 'Allowed' | 'Disabled';

export interface ClusterProfile {
  /** config-features by its own keys, e.g. `kubernetes.podspec-affinity`; an absent key has Knative's default. */
  readonly features: Readonly<Record<string, Flag>>;
  /** config-defaults by its own keys, e.g. `max-revision-timeout-seconds`; an absent key has Knative's default. */
  readonly defaults: Readonly<Record<string, string>>;
  /** config-autoscaler by its own keys, e.g. `max-scale-limit`; an absent key has Knative's default. */
  readonly autoscaler: Readonly<Record<string, string>>;
}

export const defaultProfile: ClusterProfile = { features: {}, defaults: {}, autoscaler: {} };

const enabledByDefault = new Set(['multi-container', 'kubernetes.podspec-volumes-emptydir']);

/** The state of a flag; anything but enabled, allowed, disabled (any case) keeps Knative's default. */
export function featureFlag(profile: ClusterProfile, key: string): Flag {
  switch (profile.features[key]?.toLowerCase()) {
    case 'enabled':
      return 'Enabled';
    case 'allowed':
      return 'Allowed';
    case 'disabled':
      return 'Disabled';
    default:
      return enabledByDefault.has(key) ? 'Enabled' : 'Disabled';
  }
}
