/** The load that was, as a trial takes it: second by second, from the first that is known. Pure. */
import type { ScalingMetric } from '#knative/autoscaler/settings.ts';
import type { SampleField } from '#protocol/autoscalingPanel.ts';
import type { History } from './history.ts';
import type { Span } from './viewport.ts';

export interface RecordedLoad {
  readonly loads: readonly number[];
  readonly desired: readonly number[];
  readonly ready: readonly number[];
  readonly span: Span;
}

/** Less than this is no load to try anything on. */
const least = 10;

/** Undefined where the load was not told. An average over the stable window is better than nothing. */
export function recordedLoad(
  history: History,
  revision: string,
  metric: ScalingMetric,
  { from, to }: Span,
): RecordedLoad | undefined {
  const field: SampleField = metric === 'rps' ? 'requests' : 'concurrency';
  for (const one of [field, 'stable'] as const) {
    const slice = { from, to: Math.min(to, history.newest + 1), step: 1, hold: 0 };
    const first = history.points(revision, one, slice).findIndex((value) => value !== null);
    if (first < 0 || slice.to - from - first < least) continue;
    const begin = from + first;
    const of = (what: SampleField): readonly number[] => history.seconds(revision, what, begin, slice.to);
    return {
      loads: of(one),
      desired: of('desired').map((value) => Math.max(0, value)),
      ready: of('ready'),
      span: { from: begin, to: slice.to },
    };
  }
  return undefined;
}
