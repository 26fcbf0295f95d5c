/** Decodes the settings `knative.*` as a client sends them; what has the wrong type keeps its default. */
import { defaultProfile, type ClusterProfile, type Flag } from '#knative/clusterProfile.ts';
import type { Severity } from '#knative/problem.ts';
import type { Settings } from './model/settings.ts';

export const defaultSettings: Settings = { profile: defaultProfile, rules: {}, warnings: true };

/** @param section the value of the section `knative`, nested or with dotted keys */
export function decodeSettings(section: unknown): Settings {
  const warnings = at(section, 'admission', 'warnings');
  return {
    profile: decodeProfile(section),
    rules: rulesOf(at(section, 'lint', 'rules')),
    warnings: typeof warnings === 'boolean' ? warnings : defaultSettings.warnings,
  };
}

/** With what the cluster says of itself, where the user's settings do not say otherwise. */
export function withCluster(settings: Settings, cluster: ClusterProfile): Settings {
  const { features, defaults, autoscaler } = settings.profile;
  return {
    ...settings,
    profile: {
      features: { ...cluster.features, ...features },
      defaults: { ...cluster.defaults, ...defaults },
      autoscaler: { ...cluster.autoscaler, ...autoscaler },
    },
  };
}

/** Whether two settings mean the same. */
export function sameSettings(a: Settings, b: Settings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function decodeProfile(section: unknown): ClusterProfile {
  return {
    features: texts(at(section, 'cluster', 'features')) as Readonly<Record<string, Flag>>,
    defaults: texts(at(section, 'cluster', 'defaults')),
    autoscaler: texts(at(section, 'cluster', 'autoscaler')),
  };
}

const severities = new Set<unknown>(['error', 'warning', 'information', 'hint', 'off']);

function rulesOf(value: unknown): Settings['rules'] {
  return Object.fromEntries(
    Object.entries(record(value)).filter((entry): entry is [string, Severity | 'off'] =>
      severities.has(entry[1]),
    ),
  );
}

/** ConfigMaps hold texts; a number or boolean written without quotes is taken for its text. */
function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record(value)).flatMap(([key, one]) =>
      typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
        ? [[key, String(one)]]
        : [],
    ),
  );
}

function at(value: unknown, ...path: readonly string[]): unknown {
  const dotted = record(value)[path.join('.')];
  if (dotted !== undefined) return dotted;
  let inner = value;
  for (const part of path) inner = record(inner)[part];
  return inner;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
