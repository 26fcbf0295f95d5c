/** A value a second of six hours, in a ring; and what was gathered of many seconds, kept until one of them changes. */
import { historySeconds, timesOf, type Gathering, type Points, type Slice } from './slice.ts';

interface Known {
  readonly oldest: number;
  readonly last: number;
}

/** From so many seconds on it is worth keeping what they are together. */
const leastKept = 5;

/** Nothing is known of these seconds, which is known. */
const nothing = -Infinity;

export class Column {
  readonly #values = new Float32Array(historySeconds).fill(Number.NaN);
  /** Points by how they are gathered and of how many seconds; NaN where they are to be gathered yet. */
  readonly #kept = new Map<string, { readonly step: number; readonly points: Float32Array }>();
  #hold = 0;

  set(time: number, value: number): void {
    this.#values[time % historySeconds] = value;
    this.#forget(time, time);
  }

  clear(from: number, to: number): void {
    if (to - from > historySeconds) this.#values.fill(Number.NaN);
    else for (let time = from; time <= to; time++) this.#values[time % historySeconds] = Number.NaN;
    this.#forget(from, to);
  }

  points(slice: Slice, how: Gathering, known: Known): Points {
    const kept = slice.step < leastKept ? undefined : this.#pointsOf(slice, how);
    // The most of many seconds is the most of its parts, whatever they are parts of: those are kept for all steps.
    const parts = how === 'most' && slice.step > leastKept ? { ...slice, step: leastKept } : undefined;
    const whole = (time: number): number =>
      parts === undefined
        ? this.#gather(time, time + slice.step, slice.hold, how, known)
        : this.#mostOf(time, time + slice.step, parts, known);
    return timesOf(slice).map((time) => this.#point(time, slice, how, known, { points: kept, whole }));
  }

  /** Second by second: each as it was last told, however long ago; 0 before the first. */
  seconds(from: number, to: number, { oldest, last }: Known): readonly number[] {
    const values: number[] = [];
    let held = 0;
    for (let time = Math.min(oldest, from); time < to; time++) {
      const value = time < oldest || time > last ? Number.NaN : this.#at(time);
      if (!Number.isNaN(value)) held = value;
      if (time >= from) values.push(held);
    }
    return values;
  }

  /** The first second of which it is told; undefined where there is none. */
  first(from: number, to: number, { oldest, last }: Known): number | undefined {
    for (let time = Math.max(from, oldest); time < to && time <= last; time++) {
      if (!Number.isNaN(this.#at(time))) return time;
    }
    return undefined;
  }

  #point(
    time: number,
    { step, to, hold }: Slice,
    how: Gathering,
    known: Known,
    {
      points,
      whole,
    }: { readonly points: Float32Array | undefined; readonly whole: (time: number) => number },
  ): number | null {
    if (time + step <= known.oldest || time < 0) return null;
    const isWhole = time >= known.oldest && time + step <= Math.min(known.last, to);
    if (!isWhole || points === undefined) {
      return told(this.#gather(time, Math.min(time + step, to), hold, how, known));
    }
    const index = (time / step) % points.length;
    let value = points[index] ?? Number.NaN;
    if (Number.isNaN(value)) {
      value = whole(time);
      points[index] = value;
    }
    return told(value);
  }

  #mostOf(from: number, to: number, parts: Slice, known: Known): number {
    const points = this.#pointsOf(parts, 'most');
    let most = nothing;
    for (let time = from; time < to; time += parts.step) {
      const index = (time / parts.step) % points.length;
      let value = points[index] ?? Number.NaN;
      if (Number.isNaN(value)) {
        value = this.#gather(time, time + parts.step, parts.hold, 'most', known);
        points[index] = value;
      }
      if (value > most) most = value;
    }
    return most;
  }

  #gather(from: number, to: number, hold: number, how: Gathering, { oldest, last }: Known): number {
    let [sum, most, count] = [0, nothing, 0];
    let [held, since] = [Number.NaN, -Infinity];
    for (let time = Math.max(oldest, from - hold); time < to; time++) {
      const value = time > last ? Number.NaN : this.#at(time);
      if (!Number.isNaN(value)) [held, since] = [value, time];
      if (time < from || time - since > hold) continue;
      sum += held;
      count++;
      if (held > most) most = held;
    }
    if (count === 0) return nothing;
    return how === 'mean' ? sum / count : most;
  }

  #at(time: number): number {
    return this.#values[time % historySeconds] ?? Number.NaN;
  }

  #pointsOf({ step, hold }: Slice, how: Gathering): Float32Array {
    if (hold !== this.#hold) {
      this.#hold = hold;
      this.#kept.clear();
    }
    const key = `${how} ${step}`;
    let kept = this.#kept.get(key);
    if (kept === undefined) {
      kept = { step, points: new Float32Array(historySeconds / step).fill(Number.NaN) };
      this.#kept.set(key, kept);
    }
    return kept.points;
  }

  /** A value counts for a while after it too. */
  #forget(from: number, to: number): void {
    for (const { step, points } of this.#kept.values()) {
      const last = Math.floor((to + this.#hold) / step);
      const first = Math.max(Math.floor(from / step), last - points.length);
      for (let index = first; index <= last; index++) points[index % points.length] = Number.NaN;
    }
  }
}

function told(value: number): number | null {
  return value === nothing ? null : value;
}
