/** Which charts there are, and what each takes from the history: of one revision, or of all together. Pure. */
import type { ScalingMetric } from '#knative/autoscaler/settings.ts';
import type { RevisionState, SampleField } from '#protocol/autoscalingPanel.ts';
import type { AutoscalingLabels } from '#protocol/autoscalingLabels.ts';
import {
  highest,
  revisionColours,
  scaled,
  spansOf,
  summed,
  weighted,
  type ChartModel,
  type Colour,
  type SeriesModel,
} from './chartModel.ts';
import { type History } from './history.ts';
import { timesOf, type Gathering, type Points, type Slice } from './slice.ts';

export interface Looking {
  readonly history: History;
  readonly slice: Slice;
  /** Newest first. */
  readonly revisions: readonly RevisionState[];
  /** The one that is looked at; '' for all of them. */
  readonly revision: string;
  readonly labels: AutoscalingLabels;
}

export function chartModels(looking: Looking): readonly ChartModel[] {
  const view = new Taken(looking);
  return [
    replicas(view),
    concurrency(view),
    requests(view),
    averages(view),
    split(view),
    latency(view),
    errors(view),
  ];
}

/** Takes series out of the history for the revisions that are looked at. */
class Taken {
  readonly looking: Looking;
  readonly shown: readonly RevisionState[];
  readonly #times: readonly number[];
  readonly #shades: ChartModel['shades'];

  constructor(looking: Looking) {
    this.looking = looking;
    const { revisions, revision } = looking;
    this.shown = revision === '' ? revisions : revisions.filter(({ name }) => name === revision);
    this.#times = timesOf(looking.slice);
    this.#shades = spansOf(this.#times, highest(this.each('panicking')), looking.slice.step);
  }

  of(revision: string, field: SampleField, how?: Gathering): Points {
    return this.looking.history.points(revision, field, this.looking.slice, how);
  }

  each(field: SampleField, how?: Gathering): readonly Points[] {
    return this.shown.map(({ name }) => this.of(name, field, how));
  }

  sum(field: SampleField, how?: Gathering): Points {
    return summed(this.each(field, how));
  }

  /** The one of those that Knative scales that gets most. */
  get leading(): RevisionState | undefined {
    const own = this.shown.filter(({ scaling }) => scaling !== undefined);
    return own.toSorted((a, b) => b.percent - a.percent)[0];
  }

  /** Of the revisions that scale by the metric only. */
  sumOf(metric: ScalingMetric | undefined, field: SampleField): Points {
    const alike = this.shown.filter(({ scaling }) => metric !== undefined && scaling?.metric === metric);
    return summed(alike.map(({ name }) => this.of(name, field)));
  }

  /** What the ready pods are meant to take, or can take, of the load that the revisions scale by. */
  capacity(metric: 'concurrency' | 'rps', which: 'target' | 'total'): Points {
    const all = this.shown.flatMap(({ name, scaling }) =>
      scaling?.metric === metric ? [scaled(this.of(name, 'ready'), scaling[which])] : [],
    );
    return summed(all);
  }

  chart(rest: Pick<ChartModel, 'key' | 'title' | 'unit' | 'series' | 'missing'>): ChartModel {
    const { from, to } = this.looking.slice;
    return { ...rest, times: this.#times, span: { from, to }, shades: this.#shades, stacked: false };
  }
}

function measured(label: string, colour: Colour, points: Points, stepped = false): SeriesModel {
  return { label, colour, points, stepped, dashed: false };
}

function limit(label: string, colour: Colour, points: Points): SeriesModel {
  return { label, colour, points, stepped: true, dashed: true };
}

function replicas(view: Taken): ChartModel {
  const { series, charts, missing } = view.looking.labels;
  return view.chart({
    key: 'replicas',
    title: charts.replicas,
    unit: 'count',
    series: [
      measured(series.desired, 'purple', view.sum('desired'), true),
      measured(series.ready, 'green', view.sum('ready'), true),
    ],
    missing: missing.replicas,
  });
}

function concurrency(view: Taken): ChartModel {
  const { series, charts, missing } = view.looking.labels;
  return view.chart({
    key: 'concurrency',
    title: charts.concurrency,
    unit: 'count',
    series: [measured(series.concurrency, 'blue', view.sum('concurrency')), ...limits(view, 'concurrency')],
    missing: missing.load,
  });
}

function requests(view: Taken): ChartModel {
  const { series, charts, missing } = view.looking.labels;
  return view.chart({
    key: 'requests',
    title: charts.requests,
    unit: 'perSecond',
    series: [measured(series.requests, 'blue', view.sum('requests', 'mean')), ...limits(view, 'rps')],
    missing: missing.load,
  });
}

function limits(view: Taken, metric: 'concurrency' | 'rps'): readonly SeriesModel[] {
  if (!view.shown.some(({ scaling }) => scaling?.metric === metric)) return [];
  const { series } = view.looking.labels;
  return [
    limit(series.aimedAt, 'green', view.capacity(metric, 'target')),
    limit(series.atMost, 'red', view.capacity(metric, 'total')),
  ];
}

/** Averages of different metrics cannot be added up: those of the metric of the revision that gets most. */
function averages(view: Taken): ChartModel {
  const { series, charts, missing } = view.looking.labels;
  const metric = view.leading?.scaling?.metric;
  if (metric === undefined && view.shown.length > 0) return measurements(view);
  const title = metric === undefined ? charts.averages : `${charts.averages}: ${charts[chartOf[metric]]}`;
  return view.chart({
    key: 'averages',
    title,
    unit: metric === 'rps' ? 'perSecond' : 'count',
    series: [
      measured(series.stable, 'blue', view.sumOf(metric, 'stable')),
      measured(series.panic, 'purple', view.sumOf(metric, 'panic')),
      ...(metric === undefined ? [] : limits(view, metric).slice(0, 1)),
    ],
    missing: missing.averages,
  });
}

/** Kubernetes' autoscaler goes by a share, an amount or a metric of one's own: nothing that adds up over revisions. */
function measurements(view: Taken): ChartModel {
  const { series, charts, missing } = view.looking.labels;
  const [first] = view.shown.toSorted((a, b) => b.percent - a.percent);
  return view.chart({
    key: 'averages',
    title: charts.measured,
    unit: 'count',
    series: [measured(series.measured, 'blue', view.of(first?.name ?? '', 'stable'))],
    missing: missing.averages,
  });
}

const chartOf = { concurrency: 'concurrency', rps: 'requests' } as const;

/** Always of all revisions: it is about how they share the requests. */
function split(view: Taken): ChartModel {
  const { labels, revisions } = view.looking;
  const all = revisions.map(({ name }, index) =>
    measured(name, colourOf(index), view.of(name, 'requests', 'mean')),
  );
  const told = all.filter(({ points }) => points.some((value) => value !== null && value > 0));
  const chart = view.chart({
    key: 'split',
    title: labels.charts.split,
    unit: 'perSecond',
    // Revisions that get nothing only take the room of those that do.
    series: told.length > 0 ? told : all.slice(0, 1),
    missing: labels.missing.load,
  });
  return { ...chart, stacked: true, shades: [] };
}

export function colourOf(index: number): Colour {
  return revisionColours[index % revisionColours.length] ?? 'blue';
}

/** Percentiles of several cannot be added up: the worst of them is shown. */
function latency(view: Taken): ChartModel {
  const { series, charts, missing } = view.looking.labels;
  return view.chart({
    key: 'latency',
    title: charts.latency,
    unit: 'milliseconds',
    series: [
      measured(series.p50, 'green', highest(view.each('p50'))),
      measured(series.p95, 'yellow', highest(view.each('p95'))),
      measured(series.p99, 'red', highest(view.each('p99'))),
    ],
    missing: missing.latency,
  });
}

function errors(view: Taken): ChartModel {
  const { series, charts, missing } = view.looking.labels;
  const share = weighted(view.each('errors'), view.each('requests', 'mean'));
  return view.chart({
    key: 'errors',
    title: charts.errors,
    unit: 'share',
    series: [measured(series.errors, 'red', share)],
    missing: missing.latency,
  });
}
