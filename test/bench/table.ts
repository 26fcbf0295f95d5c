/** The table the benchmark ends with: ours, the peer's, their ratio, and whether it is what the project promises. */
import { pairRatios, summarise } from './statistics.ts';

export interface Row {
  readonly what: string;
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  readonly unit: 'ms' | 'MiB';
  /** The highest ratio to the peer that the project allows itself. */
  readonly target?: number;
}

const head = ['measure', 'ours', 'p95', 'peer', 'p95', 'ratio', 'spread', 'target', ''];

/** Aligned columns; figures to the right. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines.map((cells) => lineOf(cells, widths)).join('\n');
}

/** One row before the table is complete. */
export function shortly(row: Row): string {
  const [what = '', ours = '', , peer = '', , ratio = '', , , verdict = ''] = cellsOf(row);
  return `${what}: ${[ours, peer, ratio, verdict].filter((cell) => cell !== '').join('  ')}`;
}

export function isMissed({ ours, peer, target }: Row): boolean {
  return target !== undefined && !(ratioOf(ours, peer) <= target);
}

function cellsOf(row: Row): readonly string[] {
  const { what, ours, peer, unit, target } = row;
  const ratios = pairRatios(ours, peer);
  const [own, other] = [summarise(ours), summarise(peer)];
  const figure = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
  return [
    what,
    figure(own.median),
    figure(own.p95),
    figure(other.median),
    figure(other.p95),
    asRatio(ratioOf(ours, peer)),
    `${asRatio(Math.min(...ratios))} – ${asRatio(Math.max(...ratios))}`,
    target === undefined ? '' : asRatio(target),
    target === undefined ? '' : isMissed(row) ? 'NOT REACHED' : 'reached',
  ];
}

function ratioOf(ours: readonly number[], peer: readonly number[]): number {
  return summarise(pairRatios(ours, peer)).median;
}

/** `1/204` says more than 0.0049. */
function asRatio(ratio: number): string {
  return ratio < 0.2 ? `1/${Math.round(1 / ratio)}` : ratio.toPrecision(2);
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    })
    .join('  ')
    .trimEnd();
}
