/** The last six hours of one revision: a value a second for each field that was ever told. */
import { sampleFields, type SampleField } from '#protocol/autoscalingPanel.ts';
import { Column } from './column.ts';
import { historySeconds, timesOf, type Gathering, type Points, type Slice } from './slice.ts';

export class Ring {
  readonly #columns = new Map<SampleField, Column>();
  #last = -Infinity;

  /** Of the row that begins at `at`; NaN is nothing. */
  write(time: number, rows: Float64Array, at: number): void {
    if (time <= this.#last - historySeconds) return;
    if (time > this.#last) this.#goOn(time);
    for (let index = 1; index < sampleFields.length; index++) {
      const value = rows[at + index];
      if (value !== undefined && !Number.isNaN(value)) {
        this.#column(sampleFields[index] as SampleField).set(time, value);
      }
    }
  }

  points(field: SampleField, slice: Slice, how: Gathering): Points {
    const column = this.#columns.get(field);
    if (column === undefined) return timesOf(slice).map(() => null);
    return column.points(slice, how, this.#known);
  }

  /** Undefined where the field was never told. */
  seconds(field: SampleField, from: number, to: number): readonly number[] | undefined {
    return this.#columns.get(field)?.seconds(from, to, this.#known);
  }

  first(field: SampleField, from: number, to: number): number | undefined {
    return this.#columns.get(field)?.first(from, to, this.#known);
  }

  get #known(): { readonly oldest: number; readonly last: number } {
    return { oldest: Math.max(0, this.#last - historySeconds + 1), last: this.#last };
  }

  /** Seconds of which nothing is told are empty. */
  #goOn(time: number): void {
    const from = Math.max(this.#last + 1, time - historySeconds + 1);
    for (const column of this.#columns.values()) column.clear(from, time);
    this.#last = time;
  }

  #column(field: SampleField): Column {
    let column = this.#columns.get(field);
    if (column === undefined) {
      column = new Column();
      this.#columns.set(field, column);
    }
    return column;
  }
}
