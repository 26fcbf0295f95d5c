/** Numbers and times as people of a language write them; and a chart as a sentence and as a table. Pure. */
import { english, text } from '#knative/text.ts';
import type { AutoscalingLabels } from '#protocol/autoscalingLabels.ts';
import { higher, type ChartModel } from './chartModel.ts';

export interface Wording {
  readonly labels: AutoscalingLabels;
  readonly figure: (value: number, unit: ChartModel['unit']) => string;
  readonly time: (seconds: number) => string;
}

export function wordingIn(language: string, labels: AutoscalingLabels): Wording {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const time = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return {
    labels,
    figure: (value, unit) => {
      if (unit === 'share') return share.format(value);
      if (unit === 'milliseconds' && value >= 1000) return `${short.format(value / 1000)} s`;
      const figure = Math.abs(value) >= 1000 ? whole.format(value) : short.format(value);
      return unit === 'milliseconds' ? `${figure} ms` : unit === 'perSecond' ? `${figure}/s` : figure;
    },
    time: (seconds) => time.format(new Date(seconds * 1000)),
  };
}

/** A sentence of the labels with something put in. */
export function filled(sentence: string, ...args: readonly (string | number)[]): string {
  return english(text(sentence, ...args));
}

/** What a chart shows, as a sentence. */
export function summaryOf({ title, unit, series }: ChartModel, { labels, figure }: Wording): string {
  const parts = series.flatMap(({ label, points }) => {
    const known = points.filter((value) => value !== null);
    const now = known.at(-1);
    if (now === undefined) return [];
    const [least, most] = [Math.min(...known), Math.max(...known)];
    const figures = [now, least, most].map((value) => figure(value, unit));
    return [filled(labels.summarySeries, label, ...figures)];
  });
  return filled(labels.summary, title, parts.length === 0 ? labels.noValues : parts.join('; '));
}

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * A chart as a table, newest first, in not more rows than one can read: each has the highest of its stretch of time,
 * and stretches stay the same while time goes on.
 */
export function tableOf(
  { series, times, unit, relative }: ChartModel,
  { labels, figure, time }: Wording,
  most = 30,
): Table {
  const step = Math.max(1, (times[1] ?? 0) - (times[0] ?? 0));
  const length = step * Math.max(1, Math.ceil(times.length / most));
  const stretches = new Map<number, (number | null)[]>();
  for (const [index, at] of times.entries()) {
    const begin = Math.floor(at / length) * length;
    const before = stretches.get(begin);
    const values = series.map(({ points }, one) => higher(points[index] ?? null, before?.[one] ?? null));
    stretches.set(begin, values);
  }
  const known = [...stretches].filter(([, values]) => values.some((value) => value !== null));
  return {
    head: [labels.time, ...series.map(({ label }) => label)],
    rows: known.toReversed().map(([at, values]) => {
      const told = values.map((value) => (value === null ? '–' : figure(value, unit)));
      return [relative === true ? `${at} s` : time(at)].concat(told);
    }),
  };
}
