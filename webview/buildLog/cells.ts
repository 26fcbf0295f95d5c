/** Where characters of a line stand in the cells of a terminal: a line may take several rows, a character two cells. */

/** A cell as xterm.js has it: '' and 1 where nothing is written, '' and 0 behind a character that takes two. */
export interface Cell {
  readonly characters: string;
  readonly width: number;
}

/** Cells of one row, from a column on. */
export interface CellSpan {
  /** Counted from the first row of the line. */
  readonly row: number;
  readonly column: number;
  readonly width: number;
}

/** The cells of the characters from `start` up to `end`, row by row. */
export function cellsOf(rows: readonly (readonly Cell[])[], start: number, end: number): readonly CellSpan[] {
  const spans: CellSpan[] = [];
  let at = 0;
  for (const [row, cells] of rows.entries()) {
    if (at >= end) break;
    let [from, to] = [-1, -1];
    for (const [column, { characters, width }] of cells.entries()) {
      const next = at + characters.length;
      if (next > start && at < end && characters !== '') {
        if (from < 0) from = column;
        to = column + width;
      }
      at = next;
    }
    if (from >= 0) spans.push({ row, column: from, width: to - from });
  }
  return spans;
}
