/** A line of a log as the panel shows it: the text, and in front of it what was asked for. */
import { withoutStyles } from '../../../cluster/logs/harmlessText.ts';
import type { TextLine } from '../../../cluster/logs/logText.ts';

export interface LineWishes {
  readonly timestamps: boolean;
  /** What stands in front of a line of a source, where lines of several are shown together. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** What says that a line was cut. */
  readonly cut: string;
}

const escape = '\u001B';
// Grey, and not faint: of faint text a terminal does not see to the contrast.
const [reset, grey] = [`${escape}[0m`, `${escape}[90m`];

/** With colours, for a terminal; styles that are begun in it end with it. */
export function shownLine(line: TextLine, wishes: LineWishes): string {
  const front = frontOf(line, wishes);
  const cut = line.isCut ? `${reset}${grey} ${wishes.cut}` : '';
  const text = withoutTabs(line.text, front.length);
  if (line.isNote) return `${grey}${front}— ${text}${reset}`;
  const begin = front === '' ? '' : `${grey}${front}${reset}`;
  // A line without any style needs no end of one.
  return text.includes(escape) || cut !== '' ? `${begin}${text}${cut}${reset}` : begin + text;
}

/** The same without colours, character by character where it is shown: what is searched. */
export function visibleLine(line: TextLine, wishes: LineWishes): string {
  const front = frontOf(line, wishes);
  return whole(line, wishes, front, withoutTabs(withoutStyles(line.text), front.length));
}

/** Without colours, with tabs: what is copied and saved. */
export function plainLine(line: TextLine, wishes: LineWishes): string {
  return whole(line, wishes, frontOf(line, wishes), withoutStyles(line.text));
}

function whole({ isCut, isNote }: TextLine, { cut }: LineWishes, front: string, text: string): string {
  return `${front}${isNote ? '— ' : ''}${text}${isCut ? ` ${cut}` : ''}`;
}

const pieces = new RegExp(String.raw`${escape}\[[\d;:]*m|\t|[^\t${escape}]+`, 'g');

/** Spaces up to the next stop in place of each tab: a terminal would not say afterwards where they were. */
function withoutTabs(text: string, before: number): string {
  if (!text.includes('\t')) return text;
  let column = before;
  return text.replaceAll(pieces, (piece) => {
    if (piece.startsWith(escape)) return piece;
    const shown = piece === '\t' ? ' '.repeat(8 - (column % 8)) : piece;
    column += shown.length;
    return shown;
  });
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
