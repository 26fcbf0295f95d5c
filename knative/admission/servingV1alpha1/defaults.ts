/**
 * What the webhook fills in before it validates (knative.dev/serving pkg/apis/serving/v1alpha1 revision_defaults.go,
 * service_defaults.go).
 */
import type { ConfigurationSpec, RevisionSpec, ServiceSpec } from './types.ts';

export const defaultTimeout = 300;

export function revisionDefaults(spec: RevisionSpec): RevisionSpec {
  const { concurrencyModel, containerConcurrency = 0, timeoutSeconds = 0 } = spec;
  const single = concurrencyModel === 'Single' && containerConcurrency === 0;
  return {
    ...spec,
    containerConcurrency: single ? 1 : containerConcurrency,
    timeoutSeconds: timeoutSeconds === 0 ? defaultTimeout : timeoutSeconds,
  };
}

export function configurationDefaults(spec: ConfigurationSpec): ConfigurationSpec {
  const template = spec.revisionTemplate ?? {};
  return { ...spec, revisionTemplate: { ...template, spec: revisionDefaults(template.spec ?? {}) } };
}

/** Where several modes are set only the first of these is filled in, so that the others may count as empty. */
export function serviceDefaults(spec: ServiceSpec): ServiceSpec {
  for (const mode of ['runLatest', 'pinned', 'release'] as const) {
    const value = spec[mode];
    if (value === undefined) continue;
    return { ...spec, [mode]: { ...value, configuration: configurationDefaults(value.configuration ?? {}) } };
  }
  return spec;
}
