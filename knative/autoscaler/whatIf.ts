/**
 * What the autoscaler would decide with other settings on a load that was recorded or drawn: the curve, thinned out for
 * a chart, and what it comes to beside what was.
 */
import type { AutoscalerSettings } from './settings.ts';
import { simulate } from './simulation.ts';

/** The load of the revision (concurrent requests, or requests a second) at a time in seconds. */
export interface LoadPoint {
  readonly time: number;
  readonly load: number;
}

export interface WhatIfPoint {
  readonly time: number;
  readonly load: number;
  /** -1 while nothing was decided. */
  readonly desired: number;
  readonly ready: number;
}

/** What was. */
export interface RecordedPoint extends WhatIfPoint {
  readonly panicking: boolean;
}

export interface WhatIfTotals {
  /** Ready replicas times seconds: what it costs. */
  readonly replicaSeconds: number;
  /** Seconds in which the ready replicas had more load than they can take. */
  readonly overloadSeconds: number;
  /** Most replicas wanted at once. */
  readonly peak: number;
  /** How often another number was wanted. */
  readonly changes: number;
}

export interface WhatIf {
  readonly points: readonly WhatIfPoint[];
  readonly totals: WhatIfTotals;
}

export interface WhatIfOptions {
  /** Seconds from wanting a replica to its being ready. */
  readonly startSeconds?: number;
  /** Replicas that are ready at the start. */
  readonly readyPods?: number;
  /** Whether it is in panic at the start; without, it starts as an autoscaler does that has just been started. */
  readonly panicking?: boolean | undefined;
  /** `steps`: a load holds until the next one (recorded); `lines`: it goes straight to the next one (drawn). */
  readonly between?: 'steps' | 'lines';
  /** Most points of the curve. */
  readonly mostPoints?: number;
}

/** Longest time looked at; what is older is left out. */
export const longestSeries = 6 * 60 * 60;

export function whatIf(
  settings: AutoscalerSettings,
  series: readonly LoadPoint[],
  { startSeconds = 2, readyPods = 1, panicking, between = 'steps', mostPoints = 720 }: WhatIfOptions = {},
): WhatIf {
  const { begin, loads } = everySecond(series, between);
  const seconds = simulate(settings, loads, { startSeconds, readyPods, panicking });
  const points = seconds.map(({ time, load, desired, ready }): WhatIfPoint => ({
    time: begin + time,
    load,
    desired,
    ready,
  }));
  return { points: thinned(points, mostPoints), totals: totalsOf(points, settings.total) };
}

/**
 * What a curve comes to; the points are a second apart, or hold until the next one.
 * @param total what a replica can take in all
 */
export function totalsOf(points: readonly WhatIfPoint[], total: number): WhatIfTotals {
  let [replicaSeconds, overloadSeconds, peak, changes] = [0, 0, 0, 0];
  for (const [index, { time, load, desired, ready }] of points.entries()) {
    const next = points[index + 1];
    const seconds = next === undefined ? 1 : Math.max(0, next.time - time);
    replicaSeconds += ready * seconds;
    if (load > ready * total) overloadSeconds += seconds;
    peak = Math.max(peak, desired);
    if (next !== undefined && desired >= 0 && next.desired !== desired) changes += 1;
  }
  return { replicaSeconds, overloadSeconds, peak, changes };
}

/** The last six hours, a load for each second. */
function everySecond(
  series: readonly LoadPoint[],
  between: 'steps' | 'lines',
): { readonly begin: number; readonly loads: readonly number[] } {
  const sorted = series
    .filter(({ time, load }) => Number.isFinite(time) && Number.isFinite(load))
    .toSorted((a, b) => a.time - b.time);
  const end = Math.floor(sorted.at(-1)?.time ?? 0);
  const begin = Math.max(Math.floor(sorted[0]?.time ?? 0), end - longestSeries + 1);
  const loads: number[] = [];
  let index = 0;
  for (let time = begin; time <= end && sorted.length > 0; time++) {
    while ((sorted[index + 1]?.time ?? Infinity) <= time) index += 1;
    loads.push(Math.max(0, loadAt(time, sorted[index], sorted[index + 1], between)));
  }
  return { begin, loads };
}

function loadAt(
  time: number,
  before: LoadPoint | undefined,
  after: LoadPoint | undefined,
  between: 'steps' | 'lines',
): number {
  if (before === undefined) return 0;
  if (between === 'steps' || after === undefined || time <= before.time) return before.load;
  return before.load + ((time - before.time) / (after.time - before.time)) * (after.load - before.load);
}

/** The highest of each stretch, so that no peak is lost. */
function thinned(points: readonly WhatIfPoint[], most: number): readonly WhatIfPoint[] {
  const size = Math.ceil(points.length / Math.max(1, most));
  if (size <= 1) return points;
  const count = Math.ceil(points.length / size);
  return Array.from({ length: count }, (_, index) => highest(points.slice(index * size, (index + 1) * size)));
}

function highest(points: readonly WhatIfPoint[]): WhatIfPoint {
  return points.reduce((most, one) => ({
    time: most.time,
    load: Math.max(most.load, one.load),
    desired: Math.max(most.desired, one.desired),
    ready: Math.max(most.ready, one.ready),
  }));
}
