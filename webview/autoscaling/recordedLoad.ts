/** The load that was, as a trial takes it: second by second, from the first that is known. Pure. */
import type { ScalingMetric } from '#knative/autoscaler/settings.ts';
import type { RecordedPoint } from '#knative/autoscaler/whatIf.ts';
import type { SampleField } from '#protocol/autoscalingPanel.ts';
import type { History } from './history.ts';
import type { Span } from './viewport.ts';

/** Less than this is no load to try anything on. */
const least = 10;

/**
 * Undefined where the load was not told. An average over the stable window is better than nothing, but only of the same.
 * @param metric what is to be tried
 * @param inForce what the averages are of
 */
export function recordedLoad(
  history: History,
  revision: string,
  metric: ScalingMetric,
  { from, to }: Span,
  inForce: ScalingMetric,
): readonly RecordedPoint[] | undefined {
  const field: SampleField = metric === 'rps' ? 'requests' : 'concurrency';
  const told: readonly SampleField[] = metric === inForce ? [field, 'stable'] : [field];
  for (const one of told) {
    const end = Math.min(to, history.newest + 1);
    const begin = history.first(revision, one, from, end);
    if (begin === undefined || end - begin < least) continue;
    const of = (what: SampleField): readonly number[] => history.seconds(revision, what, begin, end);
    const [loads, desired, ready, panicking] = [of(one), of('desired'), of('ready'), of('panicking')];
    return loads.map((load, second) => ({
      time: begin + second,
      load,
      desired: Math.max(0, desired[second] ?? 0),
      ready: ready[second] ?? 0,
      panicking: (panicking[second] ?? 0) > 0,
    }));
  }
  return undefined;
}
