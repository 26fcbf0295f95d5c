/** The samples of one revision in columns of numbers: compact, bounded, the oldest going first. */
import type { Sample } from './sample.ts';

/** The columns beside the time, in the order of a row; NaN where a source does not tell one. */
export const sampleColumns = [
  'desired',
  'ready',
  'stable',
  'panic',
  'concurrency',
  'requests',
  'panicking',
  'p50',
  'p95',
  'p99',
  'errors',
] as const;

export type SampleColumn = (typeof sampleColumns)[number];

/** Values of a row: the time, and one for each column. */
export const rowLength = sampleColumns.length + 1;

/** A place in a log: what was there before it is known to whoever holds it. */
export interface LogPlace {
  readonly edition: number;
  readonly next: number;
}

const firstCapacity = 256;

export class SampleLog {
  readonly #most: number;
  #capacity = 0;
  #times = new Uint32Array(0);
  #values = new Float32Array(0);
  /** How many samples were ever appended in this edition; the last `length` of them are here. */
  #appended = 0;
  #length = 0;
  /** Another one where what is here is no mere continuation of what was. */
  #edition = 0;

  /** @param most samples that are kept */
  constructor(most: number) {
    this.#most = most;
  }

  get length(): number {
    return this.#length;
  }

  get place(): LogPlace {
    return { edition: this.#edition, next: this.#appended };
  }

  get bytes(): number {
    return this.#times.byteLength + this.#values.byteLength;
  }

  /** Seconds since 1970 of a sample, counted from the oldest; NaN where there is none. */
  timeAt(index: number): number {
    return index < 0 || index >= this.#length ? Number.NaN : (this.#times[this.#slot(index)] ?? Number.NaN);
  }

  valueAt(index: number, column: number): number {
    return this.#values[this.#slot(index) * sampleColumns.length + column] ?? Number.NaN;
  }

  /** The last sample. */
  get latest(): Sample | undefined {
    return this.#length === 0 ? undefined : this.#sampleAt(this.#length - 1);
  }

  /** What is not later than the last one is not taken. */
  append(sample: Sample): boolean {
    const time = Math.floor(sample.time);
    if (this.#length > 0 && time <= this.timeAt(this.#length - 1)) return false;
    if (this.#length === this.#capacity && this.#capacity < this.#most) this.#grow();
    const slot = this.#appended % this.#capacity;
    this.#times[slot] = time;
    this.#values.set(columnsOf(sample), slot * sampleColumns.length);
    this.#appended++;
    this.#length = Math.min(this.#length + 1, this.#capacity);
    return true;
  }

  /** Takes in what was before, or between: samples, oldest first, of times of which nothing is known here. */
  fill(samples: readonly Sample[], nearer: number): boolean {
    const missing = samples.filter(({ time }) => !this.#hasNear(time, nearer));
    if (missing.length === 0) return false;
    const own = Array.from({ length: this.#length }, (_one, index) => this.#sampleAt(index));
    const all = [...own, ...missing].toSorted((a, b) => a.time - b.time);
    this.#capacity = 0;
    this.#length = 0;
    this.#appended = 0;
    this.#times = new Uint32Array(0);
    this.#values = new Float32Array(0);
    this.#edition++;
    for (const one of all.slice(-this.#most)) this.append(one);
    return true;
  }

  /** What came after a place, row after row; all there is where the place is of another edition. */
  rowsSince(place: LogPlace | undefined): { readonly rows: Float64Array; readonly replaces: boolean } {
    const continues = place !== undefined && place.edition === this.#edition;
    const from = continues ? Math.max(0, this.#length - (this.#appended - place.next)) : 0;
    const rows = new Float64Array((this.#length - from) * rowLength);
    for (let index = from; index < this.#length; index++) {
      const slot = this.#slot(index);
      const start = (index - from) * rowLength;
      rows[start] = this.#times[slot] ?? Number.NaN;
      const width = sampleColumns.length;
      rows.set(this.#values.subarray(slot * width, (slot + 1) * width), start + 1);
    }
    return { rows, replaces: !continues };
  }

  /** The index of the first sample at this time or later. */
  indexAt(time: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.timeAt(middle) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #hasNear(time: number, nearer: number): boolean {
    const next = this.indexAt(time);
    return [next - 1, next].some((index) => Math.abs(this.timeAt(index) - time) < nearer);
  }

  #slot(index: number): number {
    return (this.#appended - this.#length + index) % this.#capacity;
  }

  /** Only ever while nothing has been overwritten, so that all are in order. */
  #grow(): void {
    this.#capacity = Math.min(this.#most, Math.max(firstCapacity, this.#capacity * 2));
    const times = new Uint32Array(this.#capacity);
    const values = new Float32Array(this.#capacity * sampleColumns.length);
    times.set(this.#times);
    values.set(this.#values);
    this.#times = times;
    this.#values = values;
  }

  #sampleAt(index: number): Sample {
    const told = (column: SampleColumn): number | undefined => {
      const value = this.valueAt(index, sampleColumns.indexOf(column));
      return Number.isNaN(value) ? undefined : value;
    };
    const [p50, p95, p99] = [told('p50'), told('p95'), told('p99')];
    const panicking = told('panicking');
    const numbers = plain.flatMap((column) => {
      const value = told(column);
      return value === undefined ? [] : [[column, value] as const];
    });
    return {
      time: this.timeAt(index),
      ...Object.fromEntries(numbers),
      ...(panicking !== undefined && { panicking: panicking > 0 }),
      ...(p50 !== undefined && p95 !== undefined && p99 !== undefined && { latency: { p50, p95, p99 } }),
    };
  }
}

const plain = ['desired', 'ready', 'stable', 'panic', 'concurrency', 'requests', 'errors'] as const;

function columnsOf(sample: Sample): readonly number[] {
  const { panicking, latency } = sample;
  return [
    sample.desired,
    sample.ready,
    sample.stable,
    sample.panic,
    sample.concurrency,
    sample.requests,
    panicking === undefined ? undefined : Number(panicking),
    latency?.p50,
    latency?.p95,
    latency?.p99,
    sample.errors,
  ].map((value) => value ?? Number.NaN);
}
