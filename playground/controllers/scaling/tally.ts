/** Counts the requests at one place, such as a pod: how many at once, and how they ended. Its size does not grow with them. */

export interface Histogram {
  /** Up to and with each bound, and beyond the last; not added up. */
  readonly counts: readonly number[];
  /** Milliseconds. */
  readonly sum: number;
  readonly count: number;
}

interface Filling {
  readonly counts: number[];
  sum: number;
  count: number;
}

const second = 1000;

export class Tally {
  readonly #now: () => number;
  readonly #bounds: readonly number[];
  readonly #answers = new Map<number, Filling>();
  #inFlight = 0;
  #begun = 0;
  /** Requests times milliseconds, ever. */
  #area = 0;
  #settled: number;
  /** What was gathered in the second that has begun, and the average of the whole one before. */
  #gathered = 0;
  #average = 0;

  /** @param bounds of the histograms, in milliseconds */
  constructor(now: () => number, bounds: readonly number[]) {
    this.#now = now;
    this.#bounds = bounds;
    this.#settled = now();
  }

  begin(): void {
    this.#settle();
    this.#inFlight += 1;
    this.#begun += 1;
  }

  /** @param status what was answered; undefined where nobody came to know */
  end(status: number | undefined, took: number): void {
    this.#settle();
    this.#inFlight -= 1;
    if (status === undefined) return;
    const answers = this.#answers.get(status) ?? { counts: this.#bounds.map(() => 0), sum: 0, count: 0 };
    this.#answers.set(status, answers);
    const index = this.#bounds.findIndex((bound) => took <= bound);
    if (index >= 0) answers.counts[index] = (answers.counts[index] ?? 0) + 1;
    answers.sum += took;
    answers.count += 1;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** How many have come ever. */
  get begun(): number {
    return this.#begun;
  }

  /** Requests at once times milliseconds, ever: what lies between two readings, by the time between them, is an average. */
  get area(): number {
    this.#settle();
    return this.#area;
  }

  /** Requests at once on average over the last whole second. */
  get lately(): number {
    this.#settle();
    return this.#average;
  }

  /** By status. */
  get answers(): ReadonlyMap<number, Histogram> {
    return this.#answers;
  }

  #settle(): void {
    const now = this.#now();
    const passed = now - this.#settled;
    if (passed <= 0) return;
    const [before, current] = [Math.floor(this.#settled / second), Math.floor(now / second)];
    if (current === before) this.#gathered += this.#inFlight * passed;
    else {
      const rest = (before + 1) * second - this.#settled;
      // Where whole seconds lie between, the last of them counts.
      this.#average =
        current - before > 1 ? this.#inFlight : (this.#gathered + this.#inFlight * rest) / second;
      this.#gathered = this.#inFlight * (now - current * second);
    }
    this.#area += this.#inFlight * passed;
    this.#settled = now;
  }
}
