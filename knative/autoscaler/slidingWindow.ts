/**
 * The average of a load over the last seconds, one bucket a second (knative.dev/serving
 * pkg/autoscaler/aggregation/bucketing.go). The only state of the autoscaler besides its panic.
 */

/** Upstream's: the weights of the buckets of a window add up to this at least … */
const weightPrecision = 0.9999;
/** … and the newest bucket never weighs less than this. */
const leastWeight = 0.2;

export class SlidingWindow {
  readonly #buckets: number[];
  readonly #weight: number | undefined;
  /** Whole seconds of the first and the last report; the first moves on after a silence of a whole window. */
  #first = -Infinity;
  #last = -Infinity;
  #total = 0;
  /** Second of the last load above 0, and the highest ever: what the weighted sum can skip. */
  #lastLoad = -Infinity;
  #highest = 0;

  /** @param seconds how far it looks back, at least 1 */
  constructor(seconds: number, aggregation: 'linear' | 'weighted-exponential' = 'linear') {
    const length = Math.max(1, Math.ceil(seconds));
    this.#buckets = Array.from({ length }, () => 0);
    if (aggregation === 'weighted-exponential') {
      this.#weight = Math.max(1 - (1 - weightPrecision) ** (1 / length), leastWeight);
    }
  }

  /** Adds a load to the second it was reported in. Reports come in order. */
  record(time: number, load: number): void {
    const second = Math.floor(time);
    const length = this.#buckets.length;
    if (second > this.#last) {
      if (second - this.#last >= length) {
        this.#buckets.fill(0);
        this.#total = 0;
        this.#first = second;
      } else {
        for (let at = this.#last + 1; at <= second; at++) this.#clear(at);
      }
      this.#last = second;
    }
    const index = this.#index(second);
    this.#buckets[index] = (this.#buckets[index] ?? 0) + load;
    this.#total += load;
    if (load > 0) this.#lastLoad = second;
    this.#highest = Math.max(this.#highest, this.#buckets[index] ?? 0);
  }

  /** The average as of a time; undefined where nothing was reported for longer than the window. */
  average(time: number): number | undefined {
    const second = Math.floor(time);
    const length = this.#buckets.length;
    if (second - this.#last > length) return undefined;
    return this.#weight === undefined ? this.#linear(second) : this.#weighted(second, this.#weight);
  }

  #linear(second: number): number {
    const silent = Math.max(0, second - this.#last);
    if (silent >= this.#buckets.length) return 0;
    let total = this.#total;
    for (let at = this.#last + 1; at <= second; at++) total -= this.#buckets[this.#index(at)] ?? 0;
    const reported = this.#last - this.#first + 1;
    return rounded(total / Math.min(reported, this.#buckets.length - silent));
  }

  /** From the newest load on, until what is older is too little to make a difference to a double. */
  #weighted(second: number, weight: number): number {
    const oldest = second - this.#buckets.length;
    let factor = weight * (1 - weight) ** Math.max(0, second - this.#lastLoad);
    let sum = 0;
    for (let at = Math.min(second, this.#lastLoad); at > oldest; at--) {
      sum += (this.#buckets[this.#index(at)] ?? 0) * factor;
      factor *= 1 - weight;
      if (sum > 0 && sum + factor * this.#highest === sum) break;
    }
    return sum;
  }

  #clear(second: number): void {
    const index = this.#index(second);
    this.#total -= this.#buckets[index] ?? 0;
    this.#buckets[index] = 0;
  }

  #index(second: number): number {
    const length = this.#buckets.length;
    return ((second % length) + length) % length;
  }
}

/** Six digits, cut off, as upstream: what remains of adding and taking away must not count as load, nor as less than none. */
function rounded(value: number): number {
  return Math.max(0, Math.floor(value * 1e6) / 1e6);
}
