/** A part of the history as points: which seconds, and how many of them are gathered into one. Pure. */

/** As far back as the panel can look. */
export const historySeconds = 6 * 3600;

/** Seconds that are gathered into a point: each divides six hours, so that what was gathered can be kept. */
const steps = [1, 2, 5, 10, 15, 30, 60] as const;

/** Which part is looked at, and how many seconds become one point. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Seconds for which the last value counts where none is told. */
  readonly hold: number;
}

/** How the values of a point are gathered: a peak must not get lost, an amount must stay the same in sum. */
export type Gathering = 'most' | 'mean';

/** Points of a slice; null where nothing is known. */
export type Points = readonly (number | null)[];

/** The finest step that makes no more points of so many seconds. */
export function stepFor(seconds: number, mostPoints: number): number {
  return steps.find((step) => seconds / step <= mostPoints) ?? 60;
}

/** The times of a slice's points: whole steps, so that the same seconds make a point while time moves on. */
export function timesOf(slice: Slice): readonly number[] {
  let times = known.get(slice);
  if (times === undefined) {
    times = made(slice);
    known.set(slice, times);
  }
  return times;
}

/** Every field of every revision asks for the same. */
const known = new WeakMap<Slice, readonly number[]>();

function made({ from, to, step }: Slice): readonly number[] {
  const first = Math.floor(from / step) * step;
  const count = Math.max(0, Math.ceil((to - first) / step));
  return Array.from({ length: count }, (_none, index) => first + index * step);
}
