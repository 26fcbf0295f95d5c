/**
 * The only user of xterm.js: shows lines by their number. It is a display and no terminal: it takes no input, and what
 * it is given holds no command but colours.
 */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type IDecoration, type ILink } from '@xterm/xterm';
import type { LogMark, LogSpan } from '#protocol/buildLogPanel.ts';
import { cellsOf, type Cell } from './cells.ts';
import { foundColours, terminalTheme } from './terminalTheme.ts';

/** Cells that are kept at most: each takes twelve bytes. */
const mostCells = 2_600_000;
const mostRows = 10_000;
/** Columns of a line that is not wrapped. */
const mostColumns = 500;
/** Characters that are handed over at once, so that the user's keys come in between. */
const piece = 65_536;

export interface TerminalEvents {
  /** What is seen has moved. */
  onMove(): void;
  /** Something else is selected, or nothing. */
  onSelect(): void;
  onLinks(line: number): Promise<readonly LogSpan[]>;
  onOpen(line: number, start: number): void;
  onKey(event: KeyboardEvent): void;
}

export class LogTerminal {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #frame: HTMLElement;
  readonly #events: TerminalEvents;
  /** The lines that it holds; the first may have gone off its top since. */
  #from = 0;
  #to = 0;
  #widest = 0;
  #wraps = true;
  /** The first row of each line, the last line first; undefined where it is to be looked up. */
  #starts: readonly number[] | undefined;
  #marks: readonly LogMark[] = [];
  #current: LogMark | undefined;
  #decorations: IDecoration[] = [];
  #colours = foundColours();
  #writing = 0;
  /** Where it was when that was last told. */
  #seen = -1;

  constructor(frame: HTMLElement, events: TerminalEvents) {
    this.#frame = frame;
    this.#events = events;
    this.#terminal = new Terminal({
      // Decorations are still called a proposal.
      allowProposedApi: true,
      disableStdin: true,
      cursorInactiveStyle: 'none',
      cursorStyle: 'bar',
      cursorWidth: 1,
      scrollback: mostRows,
      reflowCursorLine: true,
      minimumContrastRatio: 4.5,
      linkHandler: null,
      rightClickSelectsWord: false,
      macOptionClickForcesSelection: true,
      screenReaderMode: isReadAloud(),
      ...terminalTheme(),
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.open(frame);
    this.#terminal.attachCustomKeyEventHandler((event) => {
      if (event.type === 'keydown') events.onKey(event);
      return false;
    });
    // Of a wheel, only what is drawn then tells.
    this.#terminal.onRender(() => {
      if (this.#terminal.buffer.active.viewportY !== this.#seen) this.#moved();
    });
    this.#terminal.onSelectionChange(() => events.onSelect());
    this.#terminal.registerLinkProvider({
      provideLinks: (row, callback) => void this.#tellLinks(row - 1, callback),
    });
  }

  /** For who does not see it. */
  name(label: string): void {
    this.#terminal.textarea?.setAttribute('aria-label', label);
  }

  get to(): number {
    return this.#to;
  }

  get isWriting(): boolean {
    return this.#writing > 0;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  /** The oldest line that is still whole. */
  get from(): number {
    return this.#to - this.#rowsOfLines().length;
  }

  /** The line at the top of what is seen. */
  get top(): number {
    return this.#lineAt(this.#terminal.buffer.active.viewportY);
  }

  /** How many rows of that line are hidden above. */
  get rowOfTop(): number {
    const { viewportY } = this.#terminal.buffer.active;
    return Math.max(0, viewportY - (this.#rowOf(this.#lineAt(viewportY)) ?? viewportY));
  }

  /** How many lines are seen, also where they take several rows. */
  get linesSeen(): number {
    const { viewportY } = this.#terminal.buffer.active;
    return this.#lineAt(viewportY + this.rows - 1) - this.#lineAt(viewportY) + 1;
  }

  get isAtEnd(): boolean {
    const { viewportY, baseY } = this.#terminal.buffer.active;
    return viewportY >= baseY;
  }

  /** Rows that are hidden above and below. */
  get hidden(): { readonly above: number; readonly below: number } {
    const { viewportY, baseY } = this.#terminal.buffer.active;
    return { above: viewportY, below: baseY - viewportY };
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  /** Shows these lines in place of all others. */
  replace(from: number, lines: readonly string[], done: () => void): void {
    this.#writing++;
    this.#from = from;
    this.#to = from + lines.length;
    this.#widest = 0;
    this.#widen(lines);
    this.#write(`\u001Bc\u001B[?25l${lines.join('\r\n')}`, done);
  }

  append(lines: readonly string[], done: () => void): void {
    this.#writing++;
    const glue = this.#to > this.#from ? '\r\n' : '';
    this.#to += lines.length;
    this.#widen(lines);
    this.#write(glue + lines.join('\r\n'), done);
  }

  /** @param row the row of that line, counted from 0 */
  scrollToLine(line: number, row = 0): void {
    const first = this.#rowOf(line);
    this.#terminal.scrollToLine(first === undefined ? 0 : first + row);
  }

  scrollToEnd(): void {
    this.#terminal.scrollToBottom();
  }

  scrollBy(rows: number): void {
    this.#terminal.scrollLines(rows);
  }

  /** Brings a place into view, where it is not. */
  reveal({ line, start }: LogMark): boolean {
    const first = this.#rowOf(line);
    if (first === undefined) return false;
    const [cells] = this.#cells(line, { start, end: start + 1 });
    const row = first + (cells?.row ?? 0);
    const { viewportY } = this.#terminal.buffer.active;
    if (row < viewportY || row >= viewportY + this.rows)
      this.#terminal.scrollToLine(Math.max(0, row - Math.floor(this.rows / 2)));
    if (cells !== undefined) this.#revealColumn(cells.column);
    return true;
  }

  mark(marks: readonly LogMark[], current: LogMark | undefined): void {
    this.#marks = marks;
    this.#current = current;
    this.#decorate();
  }

  addMarks(marks: readonly LogMark[]): void {
    const { from } = this;
    // What went off the top is not marked any more.
    const kept = this.#marks.filter(({ line }) => line >= from);
    if (marks.length > 0 || kept.length < this.#marks.length) this.mark([...kept, ...marks], this.#current);
  }

  wrap(wraps: boolean): void {
    this.#wraps = wraps;
    this.fit();
  }

  /** Takes the size of its place. */
  fit(): void {
    this.#frame.style.width = '100%';
    const size = this.#fit.proposeDimensions();
    if (size === undefined || !Number.isFinite(size.cols)) return;
    const columns = this.#wraps ? size.cols : Math.max(size.cols, Math.min(this.#widest, mostColumns));
    const cell = this.#cellWidth();
    if (columns > size.cols) this.#frame.style.width = `${Math.ceil(columns * cell) + 16}px`;
    this.#terminal.options.scrollback = Math.min(mostRows, Math.floor(mostCells / columns));
    if (columns !== this.#terminal.cols || size.rows !== this.rows) {
      const wasAtEnd = this.isAtEnd;
      this.#terminal.resize(Math.max(2, columns), Math.max(1, size.rows));
      this.#starts = undefined;
      if (wasAtEnd) this.scrollToEnd();
      this.#moved();
    }
  }

  /** The theme or the font is another one. */
  restyle(): void {
    const { theme, ...font } = terminalTheme();
    this.#colours = foundColours();
    Object.assign(this.#terminal.options, { theme, ...font, screenReaderMode: isReadAloud() });
    this.fit();
  }

  focus(): void {
    this.#terminal.focus();
  }

  selectAll(): void {
    this.#terminal.selectAll();
  }

  #write(text: string, done: () => void): void {
    this.#starts = undefined;
    for (let at = 0; at < text.length; at += piece) this.#terminal.write(text.slice(at, at + piece));
    this.#terminal.write('', () => {
      this.#writing--;
      this.#starts = undefined;
      done();
      this.#moved();
    });
  }

  #widen(lines: readonly string[]): void {
    const widest = lines.reduce((most, line) => Math.max(most, line.length), this.#widest);
    if (widest === this.#widest) return;
    this.#widest = widest;
    if (!this.#wraps) this.fit();
  }

  #moved(): void {
    if (this.isWriting) return;
    this.#seen = this.#terminal.buffer.active.viewportY;
    this.#decorate();
    this.#events.onMove();
  }

  /** From the last line up: what went off the top is not there to be counted. */
  #rowsOfLines(): readonly number[] {
    if (this.#starts !== undefined) return this.#starts;
    const { active } = this.#terminal.buffer;
    const starts: number[] = [];
    for (let row = active.baseY + active.cursorY; row >= 0 && starts.length < this.#to - this.#from; row--) {
      if (active.getLine(row)?.isWrapped === false) starts.push(row);
    }
    this.#starts = starts;
    return starts;
  }

  #rowOf(line: number): number | undefined {
    return this.#rowsOfLines()[this.#to - 1 - line];
  }

  #lineAt(row: number): number {
    const starts = this.#rowsOfLines();
    // The rows fall from one to the next.
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) > row) low = middle + 1;
      else high = middle;
    }
    return Math.max(this.#from, this.#to - 1 - low);
  }

  /** What was found among the rows that are seen; only they are decorated. */
  #decorate(): void {
    for (const one of this.#decorations) {
      one.marker.dispose();
      one.dispose();
    }
    this.#decorations = [];
    const current = this.#current;
    if (this.#marks.length === 0 && current === undefined) return;
    const { viewportY, baseY } = this.#terminal.buffer.active;
    const [from, to] = [
      this.#lineAt(viewportY),
      this.#lineAt(Math.min(viewportY + this.rows, baseY + this.rows)),
    ];
    const seen = this.#marks.filter(({ line }) => line >= from && line <= to).slice(0, mostDecorated);
    for (const mark of seen) if (!isSame(mark, current)) this.#decorateOne(mark, false);
    if (current !== undefined && current.line >= from && current.line <= to) this.#decorateOne(current, true);
  }

  #decorateOne({ line, start, end }: LogMark, isCurrent: boolean): void {
    const { active } = this.#terminal.buffer;
    const first = this.#rowOf(line);
    if (first === undefined) return;
    for (const { row, column, width } of this.#cells(line, { start, end })) {
      const at = first + row;
      if (at < active.viewportY || at >= active.viewportY + this.rows) continue;
      const marker = this.#terminal.registerMarker(at - active.baseY - active.cursorY);
      const decoration = this.#terminal.registerDecoration({
        marker,
        x: column,
        width,
        layer: 'top',
        backgroundColor: isCurrent ? this.#colours.current : this.#colours.found,
      });
      decoration?.onRender((element) => {
        element.classList.add('found');
        element.classList.toggle('current', isCurrent);
      });
      if (decoration === undefined) marker.dispose();
      else this.#decorations.push(decoration);
    }
  }

  #cells(line: number, { start, end }: LogSpan): ReturnType<typeof cellsOf> {
    const first = this.#rowOf(line);
    if (first === undefined) return [];
    const { active } = this.#terminal.buffer;
    const rows: Cell[][] = [];
    let length = 0;
    for (let row = first; row === first || active.getLine(row)?.isWrapped === true; row++) {
      if (length > end) break;
      const cells: Cell[] = [];
      const buffered = active.getLine(row);
      for (let column = 0; column < this.#terminal.cols; column++) {
        const cell = buffered?.getCell(column);
        const characters = cell?.getChars() ?? '';
        cells.push({ characters, width: cell?.getWidth() ?? 1 });
        length += characters.length;
      }
      rows.push(cells);
    }
    return cellsOf(rows, start, end);
  }

  async #tellLinks(row: number, callback: (links: ILink[]) => void): Promise<void> {
    callback(await this.#links(row));
  }

  async #links(row: number): Promise<ILink[]> {
    const line = this.#lineAt(row);
    const spans = await this.#events.onLinks(line);
    return spans.flatMap(({ start, end }) => {
      const first = this.#rowOf(line);
      const cells = this.#cells(line, { start, end });
      const [begin, last] = [cells[0], cells.at(-1)];
      if (first === undefined || begin === undefined || last === undefined) return [];
      return [
        {
          text: '',
          range: {
            start: { x: begin.column + 1, y: first + begin.row + 1 },
            end: { x: last.column + last.width, y: first + last.row + 1 },
          },
          activate: () => this.#events.onOpen(line, start),
        },
      ];
    });
  }

  #cellWidth(): number {
    const screen = this.#terminal.element?.querySelector('.xterm-screen');
    return screen instanceof HTMLElement ? screen.offsetWidth / this.#terminal.cols : 8;
  }

  #revealColumn(column: number): void {
    const scroller = this.#frame.parentElement;
    if (scroller === null) return;
    const left = column * this.#cellWidth();
    const isSeen = left >= scroller.scrollLeft && left < scroller.scrollLeft + scroller.clientWidth - 40;
    if (!isSeen) scroller.scrollLeft = Math.max(0, left - scroller.clientWidth / 3);
  }
}

const mostDecorated = 500;

function isSame(a: LogMark, b: LogMark | undefined): boolean {
  return a.line === b?.line && a.start === b.start;
}

/** VS Code says it of its pages. */
function isReadAloud(): boolean {
  return document.body.classList.contains('vscode-using-screen-reader');
}
