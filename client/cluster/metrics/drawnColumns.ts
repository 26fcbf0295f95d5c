/** A log's samples thinned out for drawing: each stretch of time keeps its least and its greatest value. Pure. */
import { sampleColumns, type SampleColumn, type SampleLog } from './sampleLog.ts';

export interface DrawnColumns {
  /** Seconds since 1970, rising. */
  readonly time: Float64Array;
  /** NaN where nothing is known. */
  readonly values: Readonly<Record<SampleColumn, Float32Array>>;
}

/** @param most points; 2 at least */
export function drawnColumns(log: SampleLog, from: number, to: number, most: number): DrawnColumns {
  const [first, end] = [log.indexAt(from), log.indexAt(to + 1)];
  const count = end - first;
  if (count <= most) return exact(log, first, count);
  const stretches = Math.max(1, Math.floor(most / 2));
  const time = new Float64Array(stretches * 2);
  const bounds = Array.from(
    { length: stretches + 1 },
    (_one, index) => first + Math.floor((count * index) / stretches),
  );
  for (let stretch = 0; stretch < stretches; stretch++) {
    const [start = 0, after = 0] = [bounds[stretch], bounds[stretch + 1]];
    time[stretch * 2] = log.timeAt(start);
    time[stretch * 2 + 1] = log.timeAt(after - 1);
  }
  return { time, values: eachColumn((column) => extremes(log, bounds, column)) };
}

function exact(log: SampleLog, first: number, count: number): DrawnColumns {
  return {
    time: Float64Array.from({ length: count }, (_one, index) => log.timeAt(first + index)),
    values: eachColumn((column) =>
      Float32Array.from({ length: count }, (_one, index) => log.valueAt(first + index, column)),
    ),
  };
}

/** Of each stretch the least and the greatest, in the order in which they came. */
function extremes(log: SampleLog, bounds: readonly number[], column: number): Float32Array {
  const drawn = new Float32Array((bounds.length - 1) * 2).fill(Number.NaN);
  for (let stretch = 0; stretch + 1 < bounds.length; stretch++) {
    let [least, greatest] = [-1, -1];
    for (let index = bounds[stretch] ?? 0; index < (bounds[stretch + 1] ?? 0); index++) {
      const value = log.valueAt(index, column);
      if (Number.isNaN(value)) continue;
      if (least < 0 || value < log.valueAt(least, column)) least = index;
      if (greatest < 0 || value > log.valueAt(greatest, column)) greatest = index;
    }
    if (least < 0) continue;
    drawn[stretch * 2] = log.valueAt(Math.min(least, greatest), column);
    drawn[stretch * 2 + 1] = log.valueAt(Math.max(least, greatest), column);
  }
  return drawn;
}

function eachColumn(values: (column: number) => Float32Array): DrawnColumns['values'] {
  // Every column is there, because it is made from the list of them.
  return Object.fromEntries(
    sampleColumns.map((name, column) => [name, values(column)]),
  ) as unknown as DrawnColumns['values'];
}
