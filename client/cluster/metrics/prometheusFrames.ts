/** From the series of Prometheus to the figures of each revision at each time. Pure. */
import type { Bucket } from './histogram.ts';
import type { Leaders } from './leaders.ts';
import { gaugeOf, isFailure, type Gauge, type RequestFamily } from './metricNames.ts';
import type { Figures, SubjectRevision } from './metricsSource.ts';
import type { Series } from './prometheusApi.ts';
import type { Dialect } from './prometheusQueries.ts';
import { noRequests, revisionFigures, type Gauges } from './revisionFigures.ts';
import { boundOf } from './scrapedFigures.ts';

export interface Answers {
  readonly gauges: readonly Series[];
  readonly requests: readonly Series[];
  readonly busy: readonly Series[];
  readonly buckets: readonly Series[];
  readonly family: RequestFamily | undefined;
}

/** What is known of a revision at one time. */
interface Frame {
  /** By the autoscaler that says so. */
  readonly autoscalers: Map<string, Map<Gauge, number>>;
  readonly summed: Map<Gauge, number>;
  requests: number | undefined;
  failed: number;
  busy: number | undefined;
  readonly buckets: Bucket[];
}

/** Times are in seconds, and rise. */
export type Frames = ReadonlyMap<string, readonly (readonly [time: number, figures: Figures])[]>;

/** @param isNow the answers are of about the same time, and make one frame */
export function framesOf(
  answers: Answers,
  { revision }: Dialect,
  revisions: readonly SubjectRevision[],
  { leaders, isNow }: { readonly leaders: Leaders; readonly isNow: boolean },
): Frames {
  const frames = new Map(revisions.map(({ name }) => [name, new Map<number, Frame>()]));
  // Of whom nothing is said now, that says something too.
  if (isNow) for (const ofRevision of frames.values()) frameAt(ofRevision, 0);
  const each = (
    series: readonly Series[],
    use: (frame: Frame, labels: Series['labels'], value: number) => void,
  ): void => {
    for (const { labels, points } of series) {
      const ofRevision = frames.get(labels[revision] ?? '');
      if (ofRevision === undefined) continue;
      for (const [time, value] of points) {
        if (Number.isFinite(value)) use(frameAt(ofRevision, isNow ? 0 : time), labels, value);
      }
    }
  };
  each(answers.gauges, takeGauge);
  each(answers.requests, (frame, labels, value) => {
    frame.requests = (frame.requests ?? 0) + value;
    if (isFailure(labels)) frame.failed += value;
  });
  const { unit } = answers.family ?? { unit: 1000 };
  each(answers.busy, (frame, _labels, value) => (frame.busy = (frame.busy ?? 0) + (value * unit) / 1000));
  each(answers.buckets, ({ buckets }, { le = '' }, count) =>
    buckets.push({ most: boundOf(le) * unit, count }),
  );
  return new Map(
    revisions.map((one) => [
      one.name,
      [...(frames.get(one.name) ?? [])]
        .toSorted(([a], [b]) => a - b)
        .map(([time, frame]) => [time, figuresOf(frame, one, time, leaders, isNow)] as const),
    ]),
  );
}

function frameAt(frames: Map<number, Frame>, time: number): Frame {
  const known = frames.get(time);
  if (known !== undefined) return known;
  const frame: Frame = {
    autoscalers: new Map(),
    summed: new Map(),
    requests: undefined,
    failed: 0,
    busy: undefined,
    buckets: [],
  };
  frames.set(time, frame);
  return frame;
}

function takeGauge({ autoscalers, summed }: Frame, labels: Series['labels'], value: number): void {
  const gauge = gaugeOf(labels['__name__'] ?? '');
  if (gauge === undefined) return;
  if (gauge === 'queueDepth' || gauge === 'activatorConcurrency') {
    summed.set(gauge, (summed.get(gauge) ?? 0) + value);
    return;
  }
  const instance = labels['instance'] ?? labels['pod'] ?? labels['pod_name'] ?? '';
  const told = autoscalers.get(instance) ?? new Map<Gauge, number>();
  autoscalers.set(instance, told.set(gauge, value));
}

function figuresOf(
  { autoscalers, summed, requests, failed, busy, buckets }: Frame,
  { name, metric, desired, pods }: SubjectRevision,
  time: number,
  leaders: Leaders,
  isNow: boolean,
): Figures {
  const at = isNow ? Date.now() / 1000 : time;
  const leading = leaders.pick(name, autoscalers, at, isNow ? desired : undefined);
  const gauges: Gauges = new Map([...(leading ?? []), ...summed]);
  // Requests are counted from the first one on; before it, a queue-proxy that is heard of has had none.
  const isIdle = summed.has('queueDepth') || (isNow && pods.length === 0);
  const load =
    requests === undefined ? (isIdle ? noRequests : undefined) : { requests, failed, busy, buckets };
  return revisionFigures(gauges, load, metric);
}
