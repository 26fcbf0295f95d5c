/** The figures of one revision from what its autoscaler and its queue-proxies tell, whichever release they are of. Pure. */
import { quantileOf, type Bucket } from './histogram.ts';
import type { Gauge } from './metricNames.ts';
import type { Figures, SubjectRevision } from './metricsSource.ts';

export type Gauges = ReadonlyMap<Gauge, number>;

/** What went through its queue-proxies. */
export interface RequestLoad {
  /** A second. */
  readonly requests: number;
  readonly failed: number;
  /** Seconds that requests took, a second: how many there were at once on average. Undefined where it is not told. */
  readonly busy: number | undefined;
  /** In milliseconds. */
  readonly buckets: readonly Bucket[];
}

export const noRequests: RequestLoad = { requests: 0, failed: 0, busy: undefined, buckets: [] };

export function revisionFigures(
  gauges: Gauges,
  load: RequestLoad | undefined,
  metric: SubjectRevision['metric'],
): Figures {
  const desired = gauges.get('requested') ?? gauges.get('desired');
  const ready = gauges.get('ready');
  const [stable, panic] = averages(gauges, metric);
  const panicking = gauges.get('panicking');
  const concurrency = atOnce(gauges, load);
  const latency = load && latencyOf(load.buckets);
  return {
    ...(desired !== undefined && { desired }),
    ...(ready !== undefined && { ready }),
    ...(stable !== undefined && { stable }),
    ...(panic !== undefined && { panic }),
    ...(panicking !== undefined && { panicking: panicking > 0 }),
    ...(concurrency !== undefined && { concurrency }),
    ...(load !== undefined && { requests: load.requests }),
    ...(latency !== undefined && { latency }),
    ...(load !== undefined && load.requests > 0 && { errors: Math.min(1, load.failed / load.requests) }),
  };
}

/** Of the whole revision. Those of early 2019 were for one pod, and came with the number of pods. */
function averages(
  gauges: Gauges,
  metric: SubjectRevision['metric'],
): readonly [number | undefined, number | undefined] {
  const pods = gauges.get('observedPods') ?? 1;
  const whole = (value: number | undefined): number | undefined => value && value * pods;
  switch (metric) {
    case 'concurrency':
      return [whole(gauges.get('stableConcurrency')), whole(gauges.get('panicConcurrency'))];
    case 'rps':
      return [gauges.get('stableRequests'), gauges.get('panicRequests')];
    case 'other':
      return [undefined, undefined];
  }
}

/** Requests that wait in the activator are not in a queue-proxy yet; others may be in both. */
function atOnce(gauges: Gauges, load: RequestLoad | undefined): number | undefined {
  const told = [gauges.get('queueDepth'), gauges.get('activatorConcurrency')].filter(
    (value) => value !== undefined,
  );
  return told.length > 0 ? Math.max(...told) : load?.busy;
}

function latencyOf(buckets: readonly Bucket[]): Figures['latency'] {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((quantile) => quantileOf(buckets, quantile));
  return p50 === undefined || p95 === undefined || p99 === undefined ? undefined : { p50, p95, p99 };
}
