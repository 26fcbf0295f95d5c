/**
 * What the autoscaler goes by for one revision: its annotations over the cluster's config-autoscaler over Knative's
 * defaults (knative.dev/serving pkg/autoscaler/config, pkg/reconciler/autoscaling/resources/target.go).
 */
import { parseDuration, second } from '../goNumbers.ts';

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

type Texts = Readonly<Record<string, string>>;

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
  const read = reader(annotations, config);
  const metric: ScalingMetric = read.annotation('metric') === 'rps' ? 'rps' : 'concurrency';
  const utilization = fraction(
    read.number('target-utilization-percentage', 'container-concurrency-target-percentage', 70),
  );
  const total = totalValue(metric, containerConcurrency, read);
  const stableWindow = read.seconds('window', 'stable-window', 60);
  const panicShare = read.number('panic-window-percentage', 'panic-window-percentage', 10) / 100;
  return {
    metric,
    total,
    utilization,
    target: Math.max(0.01, total * utilization),
    stableWindow,
    panicWindow: Math.max(1, Math.round(stableWindow * panicShare)),
    panicThreshold: read.number('panic-threshold-percentage', 'panic-threshold-percentage', 200) / 100,
    maxScaleUpRate: read.number(undefined, 'max-scale-up-rate', 1000),
    maxScaleDownRate: read.number(undefined, 'max-scale-down-rate', 2),
    minScale: read.number('min-scale', 'min-scale', 0),
    maxScale: read.number('max-scale', 'max-scale', 0),
    initialScale: read.number('initial-scale', 'initial-scale', 1),
    activationScale: read.number('activation-scale', undefined, 1),
    scaleDownDelay: read.seconds('scale-down-delay', 'scale-down-delay', 0),
    enableScaleToZero: (config['enable-scale-to-zero'] ?? 'true').toLowerCase() !== 'false',
    scaleToZeroGracePeriod: read.seconds(undefined, 'scale-to-zero-grace-period', 30),
    podRetention: read.seconds('scale-to-zero-pod-retention-period', 'scale-to-zero-pod-retention-period', 0),
    targetBurstCapacity: read.number('target-burst-capacity', 'target-burst-capacity', 211),
    activatorCapacity: read.number(undefined, 'activator-capacity', 100),
    aggregation:
      read.annotation('metric-aggregation-algorithm') === 'weighted-exponential'
        ? 'weighted-exponential'
        : 'linear',
  };
}

interface Reader {
  annotation(key: string): string | undefined;
  number(annotation: string | undefined, config: string | undefined, fallback: number): number;
  seconds(annotation: string | undefined, config: string | undefined, fallback: number): number;
}

/** What cannot be read is as if it were absent: admission has told it already. */
function reader(annotations: Texts, config: Texts): Reader {
  const annotation = (key: string): string | undefined =>
    annotations[`autoscaling.knative.dev/${key}`] ?? annotations[`autoscaling.knative.dev/${camelCase(key)}`];
  const first = (
    key: string | undefined,
    configKey: string | undefined,
    parse: (text: string) => number | undefined,
    fallback: number,
  ): number => {
    const own = key === undefined ? undefined : annotation(key);
    const clusters = configKey === undefined ? undefined : config[configKey];
    return parsed(own, parse) ?? parsed(clusters, parse) ?? fallback;
  };
  return {
    annotation,
    number: (key, configKey, fallback) => first(key, configKey, finite, fallback),
    seconds: (key, configKey, fallback) => first(key, configKey, seconds, fallback),
  };
}

function parsed(text: string | undefined, parse: (text: string) => number | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : parse(text);
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function seconds(text: string): number | undefined {
  const duration = parseDuration(text);
  return duration === undefined ? undefined : Number(duration) / Number(second);
}

/** A value up to 1 is a fraction already. */
function fraction(percentage: number): number {
  return percentage <= 1 ? percentage : percentage / 100;
}

/** The annotation counts, but never more than the revision's own hard limit. */
function totalValue(metric: ScalingMetric, containerConcurrency: number, read: Reader): number {
  if (metric === 'rps') return read.number('target', 'requests-per-second-target-default', 200);
  const limit = containerConcurrency === 0 ? undefined : containerConcurrency;
  const asked = parsed(read.annotation('target'), finite);
  if (asked === undefined) {
    return limit ?? read.number(undefined, 'container-concurrency-target-default', 100);
  }
  return limit === undefined ? asked : Math.min(asked, limit);
}

function camelCase(key: string): string {
  return key.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
