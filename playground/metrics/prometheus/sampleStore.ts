/**
 * Keeps what was scraped for some hours. All targets are scraped at once, so that a series needs its values alone: one for
 * each scrape, in chunks, and of a chunk that never changed just one number. Both hours and chunks are bounded.
 */
import type { Labels } from '../exposition.ts';

export interface Series {
  readonly key: string;
  /** With the name as `__name__`. */
  readonly labels: Labels;
  /** Values by the number of the chunk. */
  readonly chunks: Map<number, Float64Array | number>;
}

export interface StoreLimits {
  /** Milliseconds. */
  readonly retention: number;
  /** Chunks of values of all series together. */
  readonly mostChunks: number;
}

/** Scrapes in a chunk. */
const chunkLength = 60;

export class SampleStore {
  readonly #limits: StoreLimits;
  readonly #series = new Map<string, Series>();
  /** When each scrape took place; the first has the number `#first`. */
  #times: number[] = [];
  #first = 0;
  #chunks = 0;

  constructor(limits: StoreLimits) {
    this.#limits = limits;
  }

  /** Begins a scrape; what is added until the next one belongs to it. */
  begin(time: number): void {
    const number = this.#first + this.#times.length;
    if (number % chunkLength === 0) {
      this.#pack(number / chunkLength - 1);
      this.#forget(time);
    }
    this.#times.push(time);
  }

  /** The series of these labels. */
  seriesOf(labels: Labels): Series {
    const key = keyOf(labels);
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const series: Series = { key, labels, chunks: new Map() };
    this.#series.set(key, series);
    return series;
  }

  add(series: Series, value: number): void {
    const { chunks, key } = series;
    // It may have been forgotten meanwhile.
    if (chunks.size === 0) this.#series.set(key, series);
    const number = this.#first + this.#times.length - 1;
    const index = Math.floor(number / chunkLength);
    let chunk = chunks.get(index);
    if (chunk === undefined || typeof chunk === 'number') {
      chunk = new Float64Array(chunkLength).fill(NaN);
      chunks.set(index, chunk);
      this.#chunks += 1;
    }
    chunk[number % chunkLength] = value;
  }

  /** When the scrapes there are took place. */
  get times(): readonly number[] {
    return this.#times;
  }

  /** At the scrapes from one to before another, counted from the first there is; NaN where the series was not there. */
  values(series: Series, from = 0, to = this.#times.length): Float64Array {
    const values = new Float64Array(Math.max(0, to - from)).fill(NaN);
    const [start, end] = [this.#first + from, this.#first + to];
    for (let index = Math.floor(start / chunkLength); index * chunkLength < end; index += 1) {
      const chunk = series.chunks.get(index);
      if (chunk === undefined) continue;
      const first = Math.max(start, index * chunkLength);
      const beyond = Math.min(end, (index + 1) * chunkLength);
      if (typeof chunk === 'number') values.fill(chunk, first - start, beyond - start);
      else
        values.set(chunk.subarray(first - index * chunkLength, beyond - index * chunkLength), first - start);
    }
    return values;
  }

  get series(): Iterable<Series> {
    return this.#series.values();
  }

  /** Chunks that are no single number. */
  get chunks(): number {
    return this.#chunks;
  }

  /** A chunk in which nothing changed needs one number. */
  #pack(index: number): void {
    for (const { chunks } of this.#series.values()) {
      const chunk = chunks.get(index);
      if (chunk === undefined || typeof chunk === 'number') continue;
      const [value = NaN] = chunk;
      if (!chunk.every((one) => one === value)) continue;
      chunks.set(index, value);
      this.#chunks -= 1;
    }
  }

  /** The oldest chunk of all series goes as long as it is too old, or there is too much. */
  #forget(now: number): void {
    for (;;) {
      const newest = this.#times[chunkLength - 1];
      if (newest === undefined) return;
      if (now - newest <= this.#limits.retention && this.#chunks <= this.#limits.mostChunks) return;
      const index = this.#first / chunkLength;
      for (const [key, { chunks }] of this.#series) {
        if (typeof chunks.get(index) === 'object') this.#chunks -= 1;
        chunks.delete(index);
        if (chunks.size === 0) this.#series.delete(key);
      }
      this.#first += chunkLength;
      this.#times = this.#times.slice(chunkLength);
    }
  }
}

/** The same for the same labels. */
export function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
