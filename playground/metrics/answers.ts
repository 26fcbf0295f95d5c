/** The histograms of durations of what was answered at one place, with a count besides where a release has one. */
import type { Tally } from '../controllers/scaling/tally.ts';
import type { Dialect, Named } from './dialect.ts';
import { type Family, histogramSamples, type Labels } from './exposition.ts';

export interface Place {
  readonly tally: Tally;
  readonly labels: Labels;
}

export function answerFamilies(
  { answerLabels, bounds, unit }: Dialect,
  { histogram, count }: { readonly histogram: Named; readonly count: Named | undefined },
  places: readonly Place[],
): readonly Family[] {
  const answered = places.flatMap(({ tally, labels }) =>
    [...tally.answers].map(([status, taken]) => ({ taken, labels: { ...labels, ...answerLabels(status) } })),
  );
  const durations = answered.flatMap(({ taken, labels }) => histogramSamples(taken, bounds, labels, unit));
  const counts = answered.map(({ taken, labels }) => ({ labels, value: taken.count }));
  const [name, help] = histogram;
  return [
    ...(count === undefined
      ? []
      : [{ name: count[0], type: 'counter', help: count[1], samples: counts } as const]),
    { name, type: 'histogram', help, samples: durations },
  ];
}
