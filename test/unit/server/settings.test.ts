import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { defaultSettings, withCluster } from '#server/settings.ts';

test('the cluster’s own settings count where the user’s do not say otherwise', () => {
  const user = {
    ...defaultSettings,
    profile: {
      features: { 'kubernetes.podspec-affinity': 'Disabled' as const },
      defaults: { 'max-revision-timeout-seconds': '100' },
      autoscaler: {},
    },
  };
  const { profile } = withCluster(user, {
    features: { 'kubernetes.podspec-affinity': 'Enabled', 'kubernetes.podspec-hostnetwork': 'Enabled' },
    defaults: { 'max-revision-timeout-seconds': '900', 'enable-service-links': 'false' },
    autoscaler: { 'max-scale-limit': '5' },
  });
  assert.deepEqual(profile, {
    features: { 'kubernetes.podspec-affinity': 'Disabled', 'kubernetes.podspec-hostnetwork': 'Enabled' },
    defaults: { 'max-revision-timeout-seconds': '100', 'enable-service-links': 'false' },
    autoscaler: { 'max-scale-limit': '5' },
  });
});
