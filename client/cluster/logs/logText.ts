/**
 * The text of a log that is kept: bounded in lines, in characters and in the length of a line; the oldest lines go first.
 * Of several sources, each has its own lines and all have theirs together, in the order in which they came.
 */
import { harmless } from './harmlessText.ts';
import { LogLines, type Numbered } from './logLines.ts';

export interface TextLine {
  /** Whose it is; '' for what belongs to none. */
  readonly source: string;
  /** RFC 3339; '' where it is not known. */
  readonly time: string;
  /** Harmless, with colours. */
  readonly text: string;
  /** It was longer than a line may be. */
  readonly isCut: boolean;
  /** A sentence of ours about the log. */
  readonly isNote: boolean;
}

export interface LogBounds {
  readonly lines: number;
  readonly characters: number;
  /** Characters of one line. */
  readonly line: number;
}

export const logBounds: LogBounds = { lines: 200_000, characters: 64_000_000, line: 65_536 };

export class LogText {
  readonly #bounds: LogBounds;
  readonly #all = new LogLines<TextLine>();
  readonly #bySource = new Map<string, LogLines<TextLine>>();
  /** By source; of all for ''. */
  readonly #characters = new Map<string, number>();

  constructor(bounds = logBounds) {
    this.#bounds = bounds;
  }

  /** Characters that are kept of a source; of all for ''. */
  charactersOf(source: string): number {
    return this.#characters.get(source) ?? 0;
  }

  /** The lines of a source; of all for ''. */
  of(source: string): Numbered<TextLine> {
    return source === '' ? this.#all : (this.#bySource.get(source) ?? none);
  }

  /** @param isCut it came without its end already */
  add(source: string, time: string, raw: string, isCut = false): void {
    const state = lastLength(raw, this.#bounds.line);
    this.#keep({ source, time, text: harmless(state.text), isCut: isCut || state.isCut, isNote: false });
  }

  note(source: string, text: string): void {
    this.#keep({ source, time: '', text: harmless(text), isCut: false, isNote: true });
  }

  #keep(line: TextLine): void {
    this.#all.push(line);
    if (line.source !== '') this.#ownOf(line.source).push(line);
    this.#weigh(line.source, line.text.length);
    const { lines, characters } = this.#bounds;
    while (this.#all.end - this.#all.first > lines || this.charactersOf('') > characters) {
      const oldest = this.#all.shift();
      if (oldest === undefined) return;
      this.#weigh(oldest.source, -oldest.text.length);
      // The oldest of all is the oldest of its source.
      this.#bySource.get(oldest.source)?.shift();
    }
  }

  #weigh(source: string, characters: number): void {
    for (const one of source === '' ? [''] : ['', source])
      this.#characters.set(one, this.charactersOf(one) + characters);
  }

  #ownOf(source: string): LogLines<TextLine> {
    const known = this.#bySource.get(source);
    if (known !== undefined) return known;
    const made = new LogLines<TextLine>();
    this.#bySource.set(source, made);
    return made;
  }
}

const none: Numbered<TextLine> = new LogLines<TextLine>();

/** At most so many characters of what a line shows in the end. */
function lastLength(raw: string, most: number): { readonly text: string; readonly isCut: boolean } {
  if (raw.length <= most) return { text: raw, isCut: false };
  let end = raw.length;
  while (raw.charAt(end - 1) === '\r') end--;
  const start = raw.lastIndexOf('\r', end - 1) + 1;
  const text = raw.slice(start, Math.min(end, start + most));
  // A slice would keep all of the long line in memory.
  return { text: Buffer.from(text, 'utf16le').toString('utf16le'), isCut: end - start > most };
}
