/** Reads the text form of figures, line by line; a line that is none counts as a broken text. */
import type { Labels } from '../exposition.ts';

export interface Line {
  /** What names the series, as it is written: the same from scrape to scrape. */
  readonly series: string;
  readonly value: number;
}

/** Undefined for a text that is broken. */
export function linesOf(text: string): readonly Line[] | undefined {
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const space = line.lastIndexOf(' ');
    const value = numberOf(line.slice(space + 1));
    if (space <= 0 || value === undefined) return undefined;
    lines.push({ series: line.slice(0, space), value });
  }
  return lines;
}

/** The labels of a series as it is written, its name among them; undefined where it is broken. */
export function labelsIn(series: string): Labels | undefined {
  const name = /^[a-zA-Z_:][\w:]*/.exec(series)?.[0];
  if (name === undefined) return undefined;
  const labels: Record<string, string> = { __name__: name };
  if (name.length === series.length) return labels;
  const pattern = /(?:\{|,)([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/y;
  let at = name.length;
  while (series.charAt(at) !== '}' || at !== series.length - 1) {
    pattern.lastIndex = at;
    const [all, label, value] = pattern.exec(series) ?? [];
    if (all === undefined || label === undefined || value === undefined) return undefined;
    labels[label] = value.replaceAll(/\\(.)/g, (_all, letter: string) => (letter === 'n' ? '\n' : letter));
    at += all.length;
  }
  return labels;
}

function numberOf(text: string): number | undefined {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : value;
}
