/** Trying other settings on a load: what would have been decided, in numbers to compare. Pure. */
import type { AutoscalerSettings, ScalingMetric } from '#knative/autoscaler/settings.ts';
import { simulate } from '#knative/autoscaler/simulation.ts';

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

export interface Totals {
  /** Replicas times seconds: what it costs. */
  readonly podSeconds: number;
  readonly most: number;
  /** How often it was decided otherwise. */
  readonly changes: number;
  /** Seconds in which the ready replicas had more to do than they can. */
  readonly overloaded: number;
}

export interface Run {
  readonly desired: readonly number[];
  readonly totals: Totals;
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

export function settingsFor(base: AutoscalerSettings, wished: Wished): AutoscalerSettings {
  const utilization = wished.utilization / 100;
  const share = base.panicWindow / base.stableWindow;
  return {
    ...base,
    metric: wished.metric,
    total: wished.target,
    utilization,
    target: Math.max(0.01, wished.target * utilization),
    stableWindow: wished.window,
    panicWindow: Math.max(1, Math.round(wished.window * share)),
    minScale: wished.min,
    maxScale: wished.max,
  };
}

/** Replicas that were there at the start are there at the start of the trial too. */
export function trial(settings: AutoscalerSettings, loads: readonly number[], readyPods: number): Run {
  const seconds = simulate(settings, loads, { readyPods });
  // Until the first decision there is what was there before.
  const desired = seconds.map((second) => (second.desired < 0 ? readyPods : second.desired));
  const ready = seconds.map((second) => second.ready);
  return { desired, totals: totalsOf(desired, ready, loads, settings.total) };
}

export function totalsOf(
  desired: readonly number[],
  ready: readonly number[],
  loads: readonly number[],
  total: number,
): Totals {
  return {
    podSeconds: desired.reduce((sum, one) => sum + one, 0),
    most: Math.max(0, ...desired),
    changes: desired.filter((one, index) => index > 0 && one !== desired[index - 1]).length,
    overloaded: loads.filter((load, second) => load > (ready[second] ?? 0) * total).length,
  };
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
