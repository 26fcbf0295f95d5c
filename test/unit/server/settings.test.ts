import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { decodeSettings, defaultSettings, withCluster } from '#server/settings.ts';

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

test('settings are nested or have dotted keys, and what is none of them counts for nothing', () => {
  const features = { 'kubernetes.podspec-affinity': 'Enabled', 'multi-container': null };
  const defaults = { 'max-revision-timeout-seconds': 900 };
  const rules = { 'image-tag': 'off', 'readiness-probe': 'default', 'tag-too-long': 7 };
  const expected = {
    profile: {
      features: { 'kubernetes.podspec-affinity': 'Enabled' },
      defaults: { 'max-revision-timeout-seconds': '900' },
      autoscaler: {},
    },
    rules: { 'image-tag': 'off' },
    warnings: false,
  };
  const nested = { cluster: { features, defaults }, lint: { rules }, admission: { warnings: false } };
  assert.deepEqual(decodeSettings(nested), expected);
  const dotted = {
    'cluster.features': features,
    'cluster.defaults': defaults,
    'cluster.autoscaler': 'none',
    'lint.rules': rules,
    'admission.warnings': false,
  };
  assert.deepEqual(decodeSettings(dotted), expected);
  for (const junk of [null, 'x', [], 7, { cluster: [], lint: 'x', admission: null }]) {
    assert.deepEqual(decodeSettings(junk), defaultSettings);
  }
});
