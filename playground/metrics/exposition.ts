/** The text form in which Prometheus collects figures (version 0.0.4). */
import type { Histogram } from '../controllers/scaling/tally.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  /** What the name of the family is followed by. */
  readonly suffix?: '_bucket' | '_sum' | '_count';
  readonly labels: Labels;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  readonly samples: readonly Sample[];
}

export const expositionType = 'text/plain; version=0.0.4; charset=utf-8';

/** Families without samples are left out. */
export function exposition(families: readonly Family[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, type, help, samples }) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(
          ({ suffix = '', labels, value }) => `${name}${suffix}${labelText(labels)} ${numberText(value)}`,
        ),
        '',
      ].join('\n'),
    )
    .join('');
}

export function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, type: 'gauge', help, samples };
}

/** The samples of a histogram; the counts are added up from bound to bound. */
export function histogramSamples(
  { counts, sum, count }: Histogram,
  bounds: readonly number[],
  labels: Labels,
  unit: number,
): readonly Sample[] {
  let below = 0;
  const buckets = counts.map((one, index): Sample => {
    below += one;
    const le = numberText((bounds[index] ?? Infinity) / unit);
    return { suffix: '_bucket', labels: { ...labels, le }, value: below };
  });
  return [
    ...buckets,
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: sum / unit },
    { suffix: '_count', labels, value: count },
  ];
}

export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}

/** In the order of their names, as exporters write them. */
function labelText(labels: Labels): string {
  const names = Object.keys(labels).toSorted();
  return names.length === 0
    ? ''
    : `{${names.map((name) => `${name}="${escaped(labels[name] ?? '')}"`).join(',')}}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`);
}
