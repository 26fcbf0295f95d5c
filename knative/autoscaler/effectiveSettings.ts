/** Every setting that the autoscaler goes by for a revision: its value in words, and where that comes from. */
import { page } from '../admission/annotations/bounds.ts';
import type { Path } from '../path.ts';
import { text, type Text } from '../text.ts';
import { tracedSettings, type SettingName, type SettingOrigin } from './settings.ts';
import { hpaClass, kpaClass, settingsInWords, type ClassAndLimit } from './settingWords.ts';

export interface SettingsSource {
  /** Those of the revision, or of its PodAutoscaler. */
  readonly annotations: Readonly<Record<string, string>>;
  /** 0 for no limit. */
  readonly containerConcurrency: number;
  /** config-autoscaler by its own keys. */
  readonly config: Readonly<Record<string, string>>;
  /** Where the template stands in the manifest, for the links there. */
  readonly template?: Path | undefined;
}

export interface EffectiveSetting {
  /** As Knative calls it: `target-utilization-percentage`, `max-scale-up-rate`, `containerConcurrency`. */
  readonly name: string;
  readonly value: Text;
  readonly origin: SettingOrigin;
  /** Where it is written in the manifest; undefined where it comes from elsewhere, or there is no manifest. */
  readonly path: Path | undefined;
  readonly docs: string;
}

/** Those that count for the class of the revision. */
export function effectiveSettings(source: SettingsSource): readonly EffectiveSetting[] {
  const { annotations, containerConcurrency, config } = source;
  const { settings, origins } = tracedSettings(annotations, containerConcurrency, config);
  const about = classAndLimit(source, origins.class);
  return settingsInWords(settings, about).map(({ name, key, value }) => {
    const origin = key === undefined ? limitOrigin(containerConcurrency) : originOf(key, about, origins);
    return {
      name,
      value,
      origin,
      path: pathOf(origin, source),
      docs: page(`autoscaling.knative.dev/${name}`),
    };
  });
}

/** "annotation autoscaling.knative.dev/target", "default of Knative". */
export function originInWords(origin: SettingOrigin): Text {
  switch (origin.from) {
    case 'annotation':
      return text('annotation {0}', origin.key);
    case 'cluster':
      return text('{0} in this cluster’s config-autoscaler', origin.key);
    case 'containerConcurrency':
      return text('containerConcurrency of the revision');
    case 'default':
      return text('default of Knative');
  }
}

function classAndLimit(
  { annotations, containerConcurrency }: SettingsSource,
  origin: SettingOrigin,
): ClassAndLimit {
  const name = 'value' in origin ? origin.value : kpaClass;
  const measured = annotations['autoscaling.knative.dev/metric'];
  const target = annotations['autoscaling.knative.dev/target'];
  return {
    autoscaler: name,
    measured: measured ?? (name === hpaClass ? 'cpu' : undefined),
    asked: target,
    windowIsSet: annotations['autoscaling.knative.dev/window'] !== undefined,
    containerConcurrency,
  };
}

/** The autoscaler of Kubernetes reads nothing but the annotations here, and other words in them. */
function originOf(
  key: SettingName,
  { autoscaler, measured, asked }: ClassAndLimit,
  origins: Readonly<Record<SettingName, SettingOrigin>>,
): SettingOrigin {
  if (autoscaler !== hpaClass || (key !== 'metric' && key !== 'total')) return origins[key];
  const name = key === 'metric' ? 'metric' : 'target';
  const value = key === 'metric' ? measured : asked;
  if (origins[key].from === 'annotation' || value === undefined) return origins[key];
  const written = { from: 'annotation', key: `autoscaling.knative.dev/${name}`, value } as const;
  return key === 'metric' && value === 'cpu' ? { from: 'default' } : written;
}

function limitOrigin(containerConcurrency: number): SettingOrigin {
  return containerConcurrency === 0 ? { from: 'default' } : { from: 'containerConcurrency' };
}

function pathOf(origin: SettingOrigin, { template }: SettingsSource): Path | undefined {
  if (template === undefined) return undefined;
  switch (origin.from) {
    case 'annotation':
      return [...template, 'metadata', 'annotations', origin.key];
    case 'containerConcurrency':
      return [...template, 'spec', 'containerConcurrency'];
    case 'cluster':
    case 'default':
      return undefined;
  }
}
