/** What can be tried out of the settings, and how a manifest says it. Pure. */
import { possibleTotal, type AutoscalerSettings, type ScalingMetric } from '#knative/autoscaler/settings.ts';

/** What can be tried. */
export interface Wished {
  readonly metric: ScalingMetric;
  /** What one replica can take. */
  readonly target: number;
  /** 1 to 100. */
  readonly utilization: number;
  /** Seconds. */
  readonly window: number;
  readonly min: number;
  /** 0 for no limit. */
  readonly max: number;
}

export function wishedOf(settings: AutoscalerSettings): Wished {
  return {
    metric: settings.metric,
    target: settings.total,
    utilization: Math.round(settings.utilization * 1000) / 10,
    window: settings.stableWindow,
    min: settings.minScale,
    max: settings.maxScale,
  };
}

/** @param containerConcurrency the hard limit of the revision, which no target goes beyond; 0 for none */
export function settingsFor(
  base: AutoscalerSettings,
  wished: Wished,
  containerConcurrency: number,
): AutoscalerSettings {
  const isAsBefore = wished.utilization === wishedOf(base).utilization;
  const utilization = isAsBefore ? base.utilization : wished.utilization / 100;
  const total = possibleTotal(wished.metric, containerConcurrency, wished.target);
  const share = base.panicWindow / base.stableWindow;
  return {
    ...base,
    metric: wished.metric,
    total,
    utilization,
    target: Math.max(0.01, total * utilization),
    stableWindow: wished.window,
    panicWindow: Math.max(1, Math.round(wished.window * share)),
    minScale: wished.min,
    maxScale: wished.max,
  };
}

/** What differs. */
export function changesOf(before: Wished, wished: Wished): Partial<Wished> {
  const changed = Object.entries(wished).filter(([name, value]) => value !== before[name as keyof Wished]);
  return Object.fromEntries(changed) as Partial<Wished>;
}

/** The annotations that say what differs, by their full keys; '' for what is to go. */
export function annotationsFor(base: AutoscalerSettings, wished: Wished): Readonly<Record<string, string>> {
  const before = wishedOf(base);
  const changed: Record<string, string> = {};
  const put = (key: string, value: string): void => {
    changed[`autoscaling.knative.dev/${key}`] = value;
  };
  if (wished.metric !== before.metric) put('metric', wished.metric);
  if (wished.target !== before.target || wished.metric !== before.metric)
    put('target', String(wished.target));
  if (wished.utilization !== before.utilization) {
    put('target-utilization-percentage', String(wished.utilization));
  }
  if (wished.window !== before.window) put('window', `${wished.window}s`);
  if (wished.min !== before.min) put('min-scale', String(wished.min));
  if (wished.max !== before.max) put('max-scale', String(wished.max));
  return changed;
}
