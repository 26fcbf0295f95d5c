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

/** Where a value comes from, by the key it stands under there. */
export type SettingOrigin =
  | { readonly from: 'annotation' | 'cluster'; readonly key: string; readonly value: string }
  /** The revision's own hard limit is less than what is asked for, or nothing is. */
  | { readonly from: 'containerConcurrency' }
  | { readonly from: 'default' };

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
  const read = new Reader(annotations, config);
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

/** What cannot be read is as if it were absent: admission has told it already. */
class Reader {
  readonly #annotations: Texts;
  readonly #config: Texts;
  readonly #origins = new Map<SettingName, SettingOrigin>();

  constructor(annotations: Texts, config: Texts) {
    this.#annotations = annotations;
    this.#config = config;
  }

  /** Complete once everything was read. */
  get origins(): TracedSettings['origins'] {
    return Object.fromEntries(this.#origins) as Record<SettingName, SettingOrigin>;
  }

  note(name: SettingName, origin: SettingOrigin): void {
    this.#origins.set(name, origin);
  }

  number(
    name: SettingName,
    annotation: string | undefined,
    config: string | undefined,
    fallback: number,
  ): number {
    return this.#first(name, annotation, config, finite) ?? fallback;
  }

  seconds(
    name: SettingName,
    annotation: string | undefined,
    config: string | undefined,
    fallback: number,
  ): number {
    return this.#first(name, annotation, config, seconds) ?? fallback;
  }

  word(
    name: SettingName,
    annotation: string | undefined,
    config: string | undefined,
    known?: readonly string[],
  ): string | undefined {
    const parse = (text: string): string | undefined =>
      known === undefined || known.includes(text) ? text : undefined;
    return this.#first(name, annotation, config, parse);
  }

  #first<T>(
    name: SettingName,
    annotation: string | undefined,
    config: string | undefined,
    parse: (text: string) => T | undefined,
  ): T | undefined {
    for (const [from, key, texts] of [
      ...(annotation === undefined ? [] : this.#keys(annotation)),
      ...(config === undefined ? [] : [['cluster', config, this.#config] as const]),
    ]) {
      const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
      const value = text === undefined || text === '' ? undefined : parse(text);
      if (text !== undefined && value !== undefined) {
        this.note(name, { from, key, value: text });
        return value;
      }
    }
    this.note(name, { from: 'default' });
    return undefined;
  }

  /** The spelling of old counts only where today's is absent. */
  #keys(annotation: string): readonly (readonly ['annotation', string, Texts])[] {
    const key = `autoscaling.knative.dev/${annotation}`;
    const old = `autoscaling.knative.dev/${camelCase(annotation)}`;
    return [['annotation', Object.hasOwn(this.#annotations, key) ? key : old, this.#annotations]];
  }
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
  if (metric === 'rps') return read.number('total', 'target', 'requests-per-second-target-default', 200);
  if (containerConcurrency === 0) {
    return read.number('total', 'target', 'container-concurrency-target-default', 100);
  }
  const asked = read.number('total', 'target', undefined, Infinity);
  if (asked <= containerConcurrency) return asked;
  read.note('total', { from: 'containerConcurrency' });
  return containerConcurrency;
}

function camelCase(key: string): string {
  return key.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
