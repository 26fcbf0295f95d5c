/**
 * What the panel knows of the last six hours: a ring of a value a second for each revision and field. Charts take what
 * they show from it, gathered into as many points as there are pixels for.
 */
import { sampleFields, type SampleBatch, type SampleField } from '#protocol/autoscalingPanel.ts';

/** As far back as the panel can look. */
export const historySeconds = 6 * 3600;

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

export class History {
  readonly #rings = new Map<string, Ring>();
  #newest = 0;

  get newest(): number {
    return this.#newest;
  }

  get revisions(): readonly string[] {
    return [...this.#rings.keys()];
  }

  add({ revision, rows, replaces }: SampleBatch): void {
    let ring = this.#rings.get(revision);
    if (ring === undefined || replaces) {
      ring = new Ring();
      this.#rings.set(revision, ring);
    }
    const width = sampleFields.length;
    for (let at = 0; at + width <= rows.length; at += width) {
      const time = Math.floor(rows[at] ?? Number.NaN);
      if (!Number.isFinite(time)) continue;
      ring.write(time, rows, at);
      this.#newest = Math.max(this.#newest, time);
    }
  }

  points(revision: string, field: SampleField, slice: Slice, how: Gathering = 'most'): Points {
    return this.#rings.get(revision)?.points(field, slice, how) ?? timesOf(slice).map(() => null);
  }

  /** The newest value that is at most `hold` seconds old. */
  last(revision: string, field: SampleField, hold: number): number | undefined {
    const slice = { from: this.#newest, to: this.#newest + 1, step: 1, hold };
    return this.points(revision, field, slice)[0] ?? undefined;
  }

  /** The load of each second, as it was; what is not known in between stays as it was, and is 0 before the first. */
  seconds(revision: string, field: SampleField, from: number, to: number): readonly number[] {
    const slice = { from, to, step: 1, hold: to - from };
    return this.points(revision, field, slice).map((value) => value ?? 0);
  }
}

/** The times of a slice's points: whole steps, so that the same seconds make a point while time moves on. */
export function timesOf({ from, to, step }: Slice): number[] {
  const first = Math.floor(from / step) * step;
  const count = Math.max(0, Math.ceil((to - first) / step));
  return Array.from({ length: count }, (_none, index) => first + index * step);
}

class Ring {
  readonly #columns = new Map<SampleField, Float32Array>();
  #last = -Infinity;

  write(time: number, rows: Float64Array, at: number): void {
    if (time <= this.#last - historySeconds) return;
    if (time > this.#last) this.#forget(Math.max(this.#last + 1, time - historySeconds + 1), time);
    for (let index = 1; index < sampleFields.length; index++) {
      const value = rows[at + index];
      if (value === undefined || Number.isNaN(value)) continue;
      this.#column(sampleFields[index] as SampleField)[time % historySeconds] = value;
    }
  }

  points(field: SampleField, slice: Slice, how: Gathering): Points {
    const column = this.#columns.get(field);
    const times = timesOf(slice);
    if (column === undefined) return times.map(() => null);
    const held = new Held(slice.hold);
    for (let time = Math.max(this.#oldest, (times[0] ?? 0) - slice.hold); time < (times[0] ?? 0); time++) {
      held.see(time, this.#at(column, time));
    }
    return times.map((time) => this.#gathered(column, time, slice, how, held));
  }

  #gathered(
    column: Float32Array,
    time: number,
    { step, to }: Slice,
    how: Gathering,
    held: Held,
  ): number | null {
    let sum = 0;
    let most = -Infinity;
    let count = 0;
    const end = Math.min(time + step, to);
    for (let second = time; second < end; second++) {
      const value = held.see(second, this.#at(column, second));
      if (value === undefined) continue;
      sum += value;
      count++;
      if (value > most) most = value;
    }
    if (count === 0) return null;
    return how === 'mean' ? sum / count : most;
  }

  get #oldest(): number {
    return this.#last - historySeconds + 1;
  }

  #at(column: Float32Array, time: number): number | undefined {
    if (time > this.#last || time < this.#oldest || time < 0) return undefined;
    const value = column[time % historySeconds];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }

  #forget(from: number, to: number): void {
    for (const column of this.#columns.values()) {
      for (let time = from; time <= to; time++) column[time % historySeconds] = Number.NaN;
    }
    this.#last = to;
  }

  #column(field: SampleField): Float32Array {
    let column = this.#columns.get(field);
    if (column === undefined) {
      column = new Float32Array(historySeconds).fill(Number.NaN);
      this.#columns.set(field, column);
    }
    return column;
  }
}

/** Lets a value count for a while after it was told, for sources that tell one every few seconds only. */
class Held {
  readonly #seconds: number;
  #value: number | undefined;
  #since = -Infinity;

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  see(time: number, value: number | undefined): number | undefined {
    if (value !== undefined) {
      this.#value = value;
      this.#since = time;
    }
    return time - this.#since <= this.#seconds ? this.#value : undefined;
  }
}
