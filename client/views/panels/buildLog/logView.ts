/**
 * What of a log is before its user's eyes: which source, which window of its lines, what was found in it. Makes the
 * messages to the panel; sends none.
 */
import type { BuildLogView, LogAppendix, LogMark, LogMarks, LogWindow } from '#protocol/buildLogPanel.ts';
import type { LogText, TextLine } from '../../../cluster/logs/logText.ts';
import type { Numbered } from '../../../cluster/logs/logLines.ts';
import { LogSearch, type SearchQuery } from '../../../cluster/logs/logSearch.ts';
import { plainLine, shownLine, visibleLine, type LineWishes } from './shownLine.ts';

/** Lines and characters before and after the line that is looked at. */
const reach = 2500;
const weight = 250_000;
/** Lines that are enough where the end is followed. */
const tail = 1500;
/** Lines that the panel keeps at most: a row is one at least. */
const mostShown = 10_000;
/** Lines that are searched at once. */
const stride = 25_000;

const nothing: SearchQuery = { text: '', isRegex: false, isCaseSensitive: false };

export class LogView {
  readonly #text: LogText;
  readonly #cut: string;
  #prefixes: ReadonlyMap<string, string> = new Map();
  view: BuildLogView;
  /** How many lines there were when its user left the end; undefined while it is followed. */
  #left: number | undefined;
  /** The first line that is seen. */
  top = 0;
  #search = new LogSearch(nothing);
  #current: LogMark | undefined;
  /** From where a match is to be looked at as soon as one is found. */
  #seek: Pick<LogMark, 'line' | 'start'> | undefined;
  #id = 0;
  /** The lines that the panel has. */
  #from = 0;
  #to = 0;

  /** @param cut what says that a line was cut */
  constructor(text: LogText, view: BuildLogView, cut: string) {
    this.#text = text;
    this.view = view;
    this.#cut = cut;
  }

  get lines(): Numbered<TextLine> {
    return this.#text.of(this.view.selected);
  }

  get search(): LogSearch {
    return this.#search;
  }

  get current(): LogMark | undefined {
    return this.#current;
  }

  /** It stays at the end. */
  get follows(): boolean {
    return this.#left === undefined;
  }

  set follows(follows: boolean) {
    if (follows !== this.follows) this.#left = follows ? undefined : this.lines.end;
  }

  /** Its user sees another part: whether that is at the end of what the panel has. */
  scrolled(top: number, isAtEnd: boolean): void {
    this.top = top;
    // Who follows stays at the end, also where more came that the panel does not have yet.
    this.follows = isAtEnd && (this.follows || this.hasEnd);
  }

  /** Lines that came since its user left the end. */
  get behind(): number {
    return this.#left === undefined ? 0 : Math.max(0, this.lines.end - this.#left);
  }

  /** The panel has the last line that there is. */
  get hasEnd(): boolean {
    return this.#to >= this.lines.end;
  }

  get isSearched(): boolean {
    return this.#search.next >= this.lines.end || this.#search.isFull || this.#search.trouble !== undefined;
  }

  /** Shows another source, or the same in another way; names of tasks stand in front where several are shown. */
  look(view: BuildLogView, prefixes: ReadonlyMap<string, string>): void {
    const isSame =
      view.selected === this.view.selected &&
      view.timestamps === this.view.timestamps &&
      sameEntries(prefixes, this.#prefixes);
    this.view = view;
    this.#prefixes = prefixes;
    if (!isSame) this.find(this.#search.query, undefined);
  }

  /** The text of a line as it is seen; marks count its characters. */
  visible(number: number): string | undefined {
    const line = this.lines.at(number);
    return line && visibleLine(line, this.#wishes());
  }

  /** The same as a text of its own. */
  plain(number: number): string | undefined {
    const line = this.lines.at(number);
    return line && plainLine(line, this.#wishes());
  }

  find(query: SearchQuery, from: Pick<LogMark, 'line' | 'start'> | undefined): void {
    this.#search = new LogSearch(query);
    this.#current = undefined;
    this.#seek = query.text === '' ? undefined : from;
    this.#search.next = this.lines.first;
  }

  /**
   * Goes on searching for a while. Gives the match to be looked at, once it is known; null where the marks of what is
   * shown are others now.
   */
  searchOn(): LogMark | null | undefined {
    const { first, end } = this.lines;
    const search = this.#search;
    search.dropBefore(first);
    const before = search.next;
    search.next = Math.max(search.next, first);
    search.look(Math.min(end, search.next + stride), (line) => this.visible(line));
    if (this.#seek !== undefined) {
      const found =
        search.found[search.indexFrom(this.#seek)] ?? (this.isSearched ? search.found[0] : undefined);
      if (found !== undefined) return this.#go(found);
      if (this.isSearched) this.#seek = undefined;
    }
    return before < this.#to && search.next > before ? null : undefined;
  }

  /** The match after the one that is looked at, or before it; round the end. */
  step(by: 1 | -1): LogMark | undefined {
    const { found } = this.#search;
    if (found.length === 0) return undefined;
    const here = this.#current ?? { line: this.top, start: 0 };
    const at = this.#search.indexFrom(here);
    const isOn = this.currentIndex > 0;
    const next = by === 1 ? at + (isOn ? 1 : 0) : at - 1;
    return this.#go(found[(next + found.length) % found.length]);
  }

  /** Which of those that were found is looked at, counted from 1; 0 for none of them. */
  get currentIndex(): number {
    if (this.#current === undefined) return 0;
    const index = this.#search.indexFrom(this.#current);
    const found = this.#search.found[index];
    const { line, start, end } = this.#current;
    return found?.line === line && found.start === start && found.end === end ? index + 1 : 0;
  }

  /** Looks at a place that was not searched for. */
  point(mark: LogMark): void {
    this.#current = mark;
    this.follows = false;
  }

  holds(line: number): boolean {
    return line >= this.#from && line < this.#to;
  }

  /** The text around a line, or its end. */
  window(shows: LogWindow['shows']): LogWindow {
    const { first, end } = this.lines;
    const anchor = shows === 'end' ? end : 'top' in shows ? shows.top : shows.middle.line;
    const at = Math.min(Math.max(anchor, first), end);
    this.#from = this.#reached(at, -1, shows === 'end' ? tail : reach);
    this.#to = this.#reached(at, 1, reach);
    this.#id++;
    return {
      kind: 'window',
      id: this.#id,
      from: this.#from,
      lines: this.#shown(this.#from, this.#to),
      shows,
      marks: this.#search.within(this.#from, this.#to),
      current: this.#current,
    };
  }

  /** What came since; anew where that is more than is seen. Undefined where nothing came. */
  appendix(): LogAppendix | LogWindow | undefined {
    const { first, end } = this.lines;
    if (this.#to >= end && this.#from <= end) return undefined;
    if (this.#to < first || end - this.#to > tail || this.#to > end) return this.window('end');
    const from = this.#to;
    this.#to = end;
    this.#from = Math.max(this.#from, end - mostShown);
    this.#id++;
    const marks = this.#search.within(from, end);
    return { kind: 'append', id: this.#id, lines: this.#shown(from, end), marks };
  }

  marks(): LogMarks {
    return { kind: 'marks', marks: this.#search.within(this.#from, this.#to), current: this.#current };
  }

  #go(mark: LogMark | undefined): LogMark | undefined {
    this.#seek = undefined;
    if (mark !== undefined) this.point(mark);
    return mark;
  }

  /** How far from a line it goes in one direction, until it is enough. */
  #reached(at: number, by: 1 | -1, lines: number): number {
    const { first, end } = this.lines;
    let left = weight;
    let number = at;
    for (let count = 0; count < lines && left > 0; count++) {
      const next = by === 1 ? number : number - 1;
      if (next < first || next >= end) break;
      left -= this.lines.at(next)?.text.length ?? 0;
      number += by;
    }
    return number;
  }

  #shown(from: number, to: number): readonly string[] {
    const wishes = this.#wishes();
    const shown: string[] = [];
    for (let number = from; number < to; number++) {
      const line = this.lines.at(number);
      shown.push(line === undefined ? '' : shownLine(line, wishes));
    }
    return shown;
  }

  #wishes(): LineWishes {
    const { selected, timestamps } = this.view;
    return { timestamps, prefixes: selected === '' ? this.#prefixes : none, cut: this.#cut };
  }
}

const none: ReadonlyMap<string, string> = new Map();

function sameEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
