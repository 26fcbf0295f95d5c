/** How long answers took, by counts in steps of two percent: as exact as is shown, in little memory. */

export interface Percentiles {
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

const step = Math.log(1.02);
/** A hundredth of a millisecond is counted as 0. */
const smallest = 0.01;

export class Latencies {
  readonly #counts = new Map<number, number>();
  #total = 0;

  add(milliseconds: number): void {
    const index = milliseconds <= smallest ? 0 : Math.ceil(Math.log(milliseconds / smallest) / step);
    this.#counts.set(index, (this.#counts.get(index) ?? 0) + 1);
    this.#total += 1;
  }

  /** Undefined where nothing was counted. */
  percentiles(): Percentiles | undefined {
    if (this.#total === 0) return undefined;
    const sorted = [...this.#counts].toSorted(([a], [b]) => a - b);
    const at = (share: number): number => {
      let left = Math.max(1, Math.ceil(this.#total * share));
      for (const [index, count] of sorted) {
        left -= count;
        if (left <= 0) return rounded(smallest * Math.exp((index - 0.5) * step));
      }
      return 0;
    };
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
