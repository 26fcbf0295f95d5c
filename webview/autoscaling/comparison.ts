/** Two runs of the autoscaler on the same load, side by side: what was or would be, and what if. Pure. */
import type { AutoscalerSettings } from '#knative/autoscaler/settings.ts';
import {
  totalsOf,
  whatIf,
  type WhatIf,
  type RecordedPoint,
  type WhatIfPoint,
  type WhatIfTotals,
} from '#knative/autoscaler/whatIf.ts';
import type { WhatIfLabels } from '#protocol/autoscalingLabels.ts';
import type { ChartModel, Colour, SeriesModel } from './chartModel.ts';
import { drawnSeconds, wholeLoad, type LoadPoint } from './drawnLoad.ts';
import type { Span } from './viewport.ts';

export interface Comparison {
  readonly before: Before;
  readonly after: WhatIf;
  /** What one replica can take, in the trial. */
  readonly total: number;
  readonly span: Span;
  /** What the first of the two is called. */
  readonly name: string;
}

/** Without points and totals where it cannot be told, as where the load is of another metric. */
export interface Before {
  readonly points: readonly WhatIfPoint[];
  readonly totals: Partial<WhatIfTotals>;
}

/** More are not told apart. */
const mostPoints = 720;

/** The settings in force on the load that is drawn, and other ones; it is a load of the metric of those. */
export function compareOnDrawn(
  base: AutoscalerSettings,
  settings: AutoscalerSettings,
  points: readonly LoadPoint[],
  labels: WhatIfLabels,
): Comparison {
  const load = wholeLoad(points).map((point) => ({ time: point.second, load: point.load }));
  const run = (one: AutoscalerSettings): WhatIf =>
    whatIf(one, load, { between: 'lines', readyPods: one.minScale, mostPoints: Infinity });
  return {
    before: base.metric === settings.metric ? run(base) : { points: [], totals: {} },
    after: run(settings),
    total: settings.total,
    span: { from: 0, to: drawnSeconds },
    name: labels.nowSeries,
  };
}

/** What the autoscaler did, and what it would have done. */
export function compareOnRecorded(
  base: AutoscalerSettings,
  settings: AutoscalerSettings,
  did: readonly RecordedPoint[],
  labels: WhatIfLabels,
): Comparison {
  const [first, last] = [did[0]?.time ?? 0, did.at(-1)?.time ?? 0];
  return {
    before: { points: did, totals: didTotals(base, settings, did) },
    total: settings.total,
    after: whatIf(settings, did, {
      readyPods: did[0]?.ready ?? 0,
      panicking: did[0]?.panicking ?? false,
      mostPoints: Infinity,
    }),
    span: { from: first, to: last + 1 },
    name: labels.didSeries,
  };
}

/** What replicas can take of another metric than theirs nobody knows. */
function didTotals(
  base: AutoscalerSettings,
  settings: AutoscalerSettings,
  did: readonly WhatIfPoint[],
): Partial<WhatIfTotals> {
  const { overloadSeconds, ...totals } = totalsOf(did, base.total);
  return base.metric === settings.metric ? { ...totals, overloadSeconds } : totals;
}

export function comparisonChart(
  { before, after, total, span, name }: Comparison,
  labels: WhatIfLabels,
): ChartModel {
  const size = Math.max(1, Math.ceil(after.points.length / mostPoints));
  const curve = (
    label: string,
    colour: Colour,
    { points }: Before,
    of: (point: WhatIfPoint) => number,
  ): SeriesModel => {
    const isLoad = colour === 'blue';
    return { label, colour, dashed: isLoad, stepped: !isLoad, points: peaks(points.map(of), size) };
  };
  const wanted = ({ desired }: WhatIfPoint): number => Math.max(0, desired);
  const series = [
    curve(labels.loadSeries, 'blue', after, ({ load }) => load / (total || 1)),
    ...(before.points.length === 0 ? [] : [curve(name, 'grey', before, wanted)]),
    curve(labels.ifSeries, 'purple', after, wanted),
  ];
  const times = after.points.filter((_point, index) => index % size === 0).map(({ time }) => time);
  return { ...emptyComparison(span, labels), times, series };
}

export function emptyComparison(span: Span, labels: WhatIfLabels): ChartModel {
  return {
    key: 'whatIf',
    title: labels.replicas,
    unit: 'count',
    times: [],
    span,
    series: [],
    stacked: false,
    shades: [],
    missing: labels.nothingRecorded,
    relative: span.from === 0,
  };
}

/** The highest of each stretch. */
function peaks(values: readonly number[], size: number): readonly number[] {
  const stretches = Array.from({ length: Math.ceil(values.length / size) }, (_none, index) =>
    values.slice(index * size, (index + 1) * size),
  );
  return stretches.map((stretch) => Math.max(...stretch));
}
