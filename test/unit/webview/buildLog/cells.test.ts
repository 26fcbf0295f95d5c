/** Characters of a line in the cells of a terminal. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { cellsOf, type Cell } from '#webview/buildLog/cells.ts';

/** Rows of so many columns, filled as xterm.js does: a wide character that finds one column left goes to the next row. */
function rowsOf(text: string, columns: number): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [[]];
  for (const characters of text) {
    const width = /\p{Script=Hangul}/u.test(characters) ? 2 : 1;
    if ((rows.at(-1)?.length ?? 0) + width > columns) rows.push([]);
    const row = rows.at(-1);
    row?.push({ characters, width });
    if (width === 2) row?.push({ characters: '', width: 0 });
  }
  for (const row of rows) while (row.length < columns) row.push({ characters: '', width: 1 });
  return rows;
}

const told = (text: string, columns: number, start: number, end: number): readonly string[] =>
  cellsOf(rowsOf(text, columns), start, end).map(({ row, column, width }) => `${row}:${column}+${width}`);

test('in one row', () => assert.deepEqual(told('hello world', 20, 6, 11), ['0:6+5']));
test('over several rows', () => assert.deepEqual(told('abcdefghij', 4, 2, 9), ['0:2+2', '1:0+4', '2:0+1']));
test('of wide characters', () => assert.deepEqual(told('a한국b', 10, 1, 3), ['0:1+4']));
test('behind a wide character that did not fit', () => assert.deepEqual(told('abc한d', 4, 3, 5), ['1:0+3']));
test('of pairs of surrogates', () => assert.deepEqual(told('a😀b', 10, 3, 4), ['0:2+1']));
test('of nothing', () => assert.deepEqual(told('abc', 10, 1, 1), []));
test('of what is not there', () => assert.deepEqual(told('abc', 10, 5, 9), []));
