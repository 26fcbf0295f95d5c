/** What a chart shows, before anybody draws it: the picture, its text and its table are made of the same. */
import type { Points } from './slice.ts';
import type { Span } from './viewport.ts';

export type ChartKey =
  'replicas' | 'concurrency' | 'requests' | 'averages' | 'split' | 'latency' | 'errors' | 'whatIf';

/** Colours of the theme, by their names in it. */
export type Colour = 'blue' | 'green' | 'purple' | 'orange' | 'yellow' | 'red' | 'grey';

export interface SeriesModel {
  readonly label: string;
  readonly colour: Colour;
  /** A limit, not something that was measured. */
  readonly dashed: boolean;
  /** It is one value until it is another. */
  readonly stepped: boolean;
  readonly points: Points;
}

export interface ChartModel {
  readonly key: ChartKey;
  readonly title: string;
  readonly unit: 'count' | 'perSecond' | 'milliseconds' | 'share';
  readonly times: readonly number[];
  readonly span: Span;
  readonly series: readonly SeriesModel[];
  /** Each series stands on the one before it. */
  readonly stacked: boolean;
  /** When the autoscaler was in panic. */
  readonly shades: readonly Span[];
  /** Said in place of the chart where there is nothing to show. */
  readonly missing: string;
  /** Times are seconds from a start, not of the day. */
  readonly relative?: boolean;
}

export interface Mark {
  readonly time: number;
  readonly kind: 'deploy' | 'traffic' | 'scale' | 'load';
  readonly text: string;
}

/** Colours that tell revisions apart; orange is hardly seen in some light themes, so it comes last. */
export const revisionColours: readonly Colour[] = ['blue', 'green', 'purple', 'yellow', 'red', 'orange'];

export function isEmpty({ series }: ChartModel): boolean {
  return series.every(({ points }) => points.every((value) => value === null));
}

/** Adds point by point; null only where none is known. */
export function summed(all: readonly Points[]): Points {
  const [first = [], ...rest] = all;
  return first.map((value, index) =>
    rest.reduce<number | null>((sum, points) => added(sum, points[index] ?? null), value),
  );
}

/** The highest of each point. */
export function highest(all: readonly Points[]): Points {
  const [first = [], ...rest] = all;
  return first.map((value, index) =>
    rest.reduce<number | null>((most, points) => higher(most, points[index] ?? null), value),
  );
}

/** Each point times the one beside it. */
export function scaled(points: Points, factor: number): Points {
  return points.map((value) => (value === null ? null : value * factor));
}

/** The mean of several, each as much as its weight counts; without any weight the highest. */
export function weighted(values: readonly Points[], weights: readonly Points[]): Points {
  const [first = []] = values;
  return first.map((_value, index) => {
    let [sum, weight, most] = [0, 0, -Infinity];
    for (const [at, points] of values.entries()) {
      const value = points[index] ?? null;
      if (value === null) continue;
      const own = weights[at]?.[index] ?? 0;
      sum += value * own;
      weight += own;
      if (value > most) most = value;
    }
    if (most === -Infinity) return null;
    return weight === 0 ? most : sum / weight;
  });
}

/** The parts of the time in which the points are above 0. */
export function spansOf(times: readonly number[], points: Points, step: number): readonly Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (const [index, time] of times.entries()) {
    const on = (points[index] ?? 0) > 0;
    if (on) from ??= time;
    else if (from !== undefined) {
      spans.push({ from, to: time });
      from = undefined;
    }
  }
  if (from !== undefined) spans.push({ from, to: (times.at(-1) ?? from) + step });
  return spans;
}

function added(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}

export function higher(a: number | null, b: number | null): number | null {
  return a === null || (b !== null && b > a) ? b : a;
}
