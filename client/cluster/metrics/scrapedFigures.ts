/** From the lines of a queue-proxy or an autoscaler to gauges, and from counters that rise to the load of a revision. Pure. */
import type { Bucket } from './histogram.ts';
import { gaugeOf, isFailure, requestFamilies, type Gauge, type RequestFamily } from './metricNames.ts';
import type { MetricLine } from './prometheusText.ts';
import type { Gauges, RequestLoad } from './revisionFigures.ts';

/** Added up, where one is told several times. */
export function gaugesIn(lines: readonly MetricLine[]): Gauges {
  const gauges = new Map<Gauge, number>();
  for (const { name, value } of lines) {
    const gauge = gaugeOf(name);
    if (gauge !== undefined && Number.isFinite(value)) gauges.set(gauge, (gauges.get(gauge) ?? 0) + value);
  }
  return gauges;
}

/** What is counted of a family: of a bucket with its bound. */
type Counted = 'requests' | 'failed' | 'busy' | `to ${number}`;

/** The counters of requests, of the best family that is there, under names of our own. */
export function countersIn(lines: readonly MetricLine[]): ReadonlyMap<string, number> {
  const family = requestFamilies.find(({ count }) => lines.some(({ name }) => name === count));
  const counters = new Map<string, number>();
  if (family === undefined) return counters;
  const add = (key: Counted, value: number): void => {
    if (Number.isFinite(value)) counters.set(key, (counters.get(key) ?? 0) + value);
  };
  for (const line of lines) {
    for (const key of countedBy(family, line)) {
      add(key, key === 'busy' ? (line.value * family.unit) / 1000 : line.value);
    }
  }
  return counters;
}

function countedBy(
  { count, histogram, unit }: RequestFamily,
  { name, labels }: MetricLine,
): readonly Counted[] {
  if (name === count) return isFailure(labels) ? ['requests', 'failed'] : ['requests'];
  if (name === `${histogram}_sum`) return ['busy'];
  if (name !== `${histogram}_bucket`) return [];
  const bound = labels['le'];
  return bound === undefined ? [] : [`to ${boundOf(bound) * unit}`];
}

/** Prometheus writes `+Inf`. */
export function boundOf(bound: string): number {
  return /^\+?inf$/i.test(bound) ? Infinity : Number(bound);
}

export interface CounterRates {
  /** Since the last reading. */
  readonly now: ReadonlyMap<string, number>;
  /** Over some seconds. */
  readonly lately: ReadonlyMap<string, number>;
}

/** What several pods answered together. */
export function loadOf(pods: readonly CounterRates[]): RequestLoad {
  const sum = (which: keyof CounterRates, key: string): number =>
    pods.reduce((all, rates) => all + (rates[which].get(key) ?? 0), 0);
  const bounds = new Set(
    pods.flatMap(({ lately }) => [...lately.keys()].filter((key) => key.startsWith('to '))),
  );
  const requests = sum('now', 'requests');
  const [latelyAll, latelyFailed] = [sum('lately', 'requests'), sum('lately', 'failed')];
  return {
    requests,
    failed: latelyAll > 0 ? (latelyFailed / latelyAll) * requests : 0,
    busy: pods.some(({ now }) => now.has('busy')) ? sum('now', 'busy') : undefined,
    buckets: [...bounds].map((key): Bucket => ({ most: Number(key.slice(3)), count: sum('lately', key) })),
  };
}

export function scaledLoad({ requests, failed, busy, buckets }: RequestLoad, by: number): RequestLoad {
  return {
    requests: requests * by,
    failed: failed * by,
    busy: busy === undefined ? undefined : busy * by,
    buckets,
  };
}
