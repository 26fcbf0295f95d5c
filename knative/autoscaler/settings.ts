/**
 * What the autoscaler goes by for one revision: its annotations over the cluster's config-autoscaler over Knative's
 * defaults (knative.dev/serving pkg/autoscaler/config, pkg/reconciler/autoscaling/resources/target.go).
 */
import { SettingReader, type SettingOrigin, type Texts } from './settingReader.ts';

export type { SettingOrigin } from './settingReader.ts';

export type ScalingMetric = 'concurrency' | 'rps';

export interface AutoscalerSettings {
  readonly metric: ScalingMetric;
  /** What one pod can take in all: concurrent requests, or requests a second. */
  readonly total: number;
  /** What one pod is meant to get: `total` times `utilization`. */
  readonly target: number;
  /** The share of `total` that is aimed at, 0 to 1. */
  readonly utilization: number;
  /** Seconds over which the load is averaged. */
  readonly stableWindow: number;
  /** Seconds over which the load is averaged to notice a sudden rise. */
  readonly panicWindow: number;
  /** Panic starts when the short window asks for this many times the ready pods. */
  readonly panicThreshold: number;
  readonly maxScaleUpRate: number;
  readonly maxScaleDownRate: number;
  readonly minScale: number;
  /** 0 for no limit. */
  readonly maxScale: number;
  readonly initialScale: number;
  readonly activationScale: number;
  /** Seconds for which a decision to have fewer pods must have held. */
  readonly scaleDownDelay: number;
  readonly enableScaleToZero: boolean;
  /** Seconds that the last pod stays while requests go to the activator already. */
  readonly scaleToZeroGracePeriod: number;
  /** Seconds that the last pod stays at least. */
  readonly podRetention: number;
  /** Requests that must be possible at once beyond the load; -1 keeps the activator in the path always. */
  readonly targetBurstCapacity: number;
  readonly activatorCapacity: number;
  readonly aggregation: 'linear' | 'weighted-exponential';
}

type Reader = SettingReader<SettingName>;

/** What has an origin: most settings by their own names, and the shares that others are made of. */
export type SettingName =
  Exclude<keyof AutoscalerSettings, 'target' | 'panicWindow'> | 'class' | 'panicShare';

export interface TracedSettings {
  readonly settings: AutoscalerSettings;
  readonly origins: Readonly<Record<SettingName, SettingOrigin>>;
}

/**
 * The settings of a revision.
 * @param annotations those of the revision (or of its PodAutoscaler); today's spelling wins over that of old
 * @param config config-autoscaler by its own keys
 */
export function autoscalerSettings(
  annotations: Texts,
  containerConcurrency: number,
  config: Texts,
): AutoscalerSettings {
  return tracedSettings(annotations, containerConcurrency, config).settings;
}

/** The same, and where each value comes from. */
export function tracedSettings(
  annotations: Texts,
  containerConcurrency: number,
  config: Texts,
): TracedSettings {
  const read = new SettingReader<SettingName>(annotations, config);
  const metric: ScalingMetric =
    read.word('metric', 'metric', undefined, ['rps', 'concurrency']) === 'rps' ? 'rps' : 'concurrency';
  const total = totalValue(metric, containerConcurrency, read);
  const utilization = fraction(
    read.number(
      'utilization',
      'target-utilization-percentage',
      'container-concurrency-target-percentage',
      70,
    ),
  );
  const settings: AutoscalerSettings = {
    metric,
    total,
    utilization,
    target: Math.max(0.01, total * utilization),
    ...windows(read),
    ...scales(read),
    ...zero(read),
    targetBurstCapacity: read.number(
      'targetBurstCapacity',
      'target-burst-capacity',
      'target-burst-capacity',
      211,
    ),
    activatorCapacity: read.number('activatorCapacity', undefined, 'activator-capacity', 100),
    aggregation:
      read.word('aggregation', 'metric-aggregation-algorithm', undefined, [
        'weighted-exponential',
        'linear',
      ]) === 'weighted-exponential'
        ? 'weighted-exponential'
        : 'linear',
  };
  read.word('class', 'class', 'pod-autoscaler-class');
  return { settings, origins: read.origins };
}

function windows(
  read: Reader,
): Pick<AutoscalerSettings, 'stableWindow' | 'panicWindow' | 'panicThreshold' | 'scaleDownDelay'> {
  const stableWindow = read.seconds('stableWindow', 'window', 'stable-window', 60);
  const share = read.number('panicShare', 'panic-window-percentage', 'panic-window-percentage', 10) / 100;
  return {
    stableWindow,
    panicWindow: Math.max(1, Math.round(stableWindow * share)),
    panicThreshold:
      read.number('panicThreshold', 'panic-threshold-percentage', 'panic-threshold-percentage', 200) / 100,
    scaleDownDelay: read.seconds('scaleDownDelay', 'scale-down-delay', 'scale-down-delay', 0),
  };
}

type Scales =
  'maxScaleUpRate' | 'maxScaleDownRate' | 'minScale' | 'maxScale' | 'initialScale' | 'activationScale';

function scales(read: Reader): Pick<AutoscalerSettings, Scales> {
  return {
    maxScaleUpRate: read.number('maxScaleUpRate', undefined, 'max-scale-up-rate', 1000),
    maxScaleDownRate: read.number('maxScaleDownRate', undefined, 'max-scale-down-rate', 2),
    minScale: read.number('minScale', 'min-scale', 'min-scale', 0),
    maxScale: read.number('maxScale', 'max-scale', 'max-scale', 0),
    initialScale: read.number('initialScale', 'initial-scale', 'initial-scale', 1),
    activationScale: read.number('activationScale', 'activation-scale', undefined, 1),
  };
}

function zero(
  read: Reader,
): Pick<AutoscalerSettings, 'enableScaleToZero' | 'scaleToZeroGracePeriod' | 'podRetention'> {
  const retention = 'scale-to-zero-pod-retention-period';
  return {
    enableScaleToZero:
      (read.word('enableScaleToZero', undefined, 'enable-scale-to-zero') ?? 'true').toLowerCase() !== 'false',
    scaleToZeroGracePeriod: read.seconds(
      'scaleToZeroGracePeriod',
      undefined,
      'scale-to-zero-grace-period',
      30,
    ),
    podRetention: read.seconds('podRetention', retention, retention, 0),
  };
}

/** A value up to 1 is a fraction already. */
function fraction(percentage: number): number {
  return percentage <= 1 ? percentage : percentage / 100;
}

/** The annotation counts, but never more than the revision's own hard limit. */
function totalValue(metric: ScalingMetric, containerConcurrency: number, read: Reader): number {
  if (metric === 'rps') return read.number('total', 'target', 'requests-per-second-target-default', 200);
  if (containerConcurrency === 0) {
    return read.number('total', 'target', 'container-concurrency-target-default', 100);
  }
  const asked = read.number('total', 'target', undefined, Infinity);
  const total = possibleTotal(metric, containerConcurrency, asked);
  if (total !== asked) read.note('total', { from: 'containerConcurrency' });
  return total;
}

/** What one pod can take of what is asked for: of concurrent requests never more than its hard limit, where it has one. */
export function possibleTotal(metric: ScalingMetric, containerConcurrency: number, asked: number): number {
  return metric === 'rps' || containerConcurrency === 0 ? asked : Math.min(asked, containerConcurrency);
}
