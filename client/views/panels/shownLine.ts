/** A line of a log as the panel shows it: the text, and in front of it what was asked for. */
import { withoutStyles } from '../../cluster/harmlessText.ts';
import type { TextLine } from '../../cluster/logText.ts';

export interface LineWishes {
  readonly timestamps: boolean;
  /** What stands in front of a line of a source, where lines of several are shown together. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** What says that a line was cut. */
  readonly cut: string;
}

const escape = '\u001B';
const [reset, faint] = [`${escape}[0m`, `${escape}[2m`];

/** With colours, for a terminal; styles that are begun in it end with it. */
export function shownLine(line: TextLine, wishes: LineWishes): string {
  const front = frontOf(line, wishes);
  const cut = line.isCut ? `${reset}${faint} ${wishes.cut}` : '';
  if (line.isNote) return `${faint}${front}— ${line.text}${reset}`;
  const begin = front === '' ? '' : `${faint}${front}${reset}`;
  // A line without any style needs no end of one.
  return line.text.includes(escape) || cut !== '' ? `${begin}${line.text}${cut}${reset}` : begin + line.text;
}

/** The same without colours: what is searched, copied and saved. */
export function plainLine(line: TextLine, wishes: LineWishes): string {
  const cut = line.isCut ? ` ${wishes.cut}` : '';
  return `${frontOf(line, wishes)}${line.isNote ? '— ' : ''}${withoutStyles(line.text)}${cut}`;
}

/** What stands before the text itself. */
function frontOf({ time, source }: TextLine, { timestamps, prefixes }: LineWishes): string {
  const prefix = prefixes.get(source) ?? '';
  const clock = timestamps && time !== '' ? `${clockOf(time)} ` : '';
  return prefix === '' ? clock : `${clock}[${prefix}] `;
}

/** The time of day as the cluster has it, to milliseconds; the year is known. */
function clockOf(time: string): string {
  return `${time.slice(11, 19)}.${(/\.(\d{1,3})/.exec(time)?.[1] ?? '').padEnd(3, '0')}Z`;
}
