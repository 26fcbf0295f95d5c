/** The page around the log: what became of the build, the steps, the tools, the text and how much of it there is. */
import type {
  BuildLogIntent,
  BuildLogMessage,
  BuildLogState,
  LogSpan,
  LogWindow,
} from '#protocol/buildLogPanel.ts';
import { element, setText } from '../kit/elements.ts';
import { ScrollBar } from './scrollBar.ts';
import { stateIcon } from './stateIcon.ts';
import { StepList } from './stepList.ts';
import { LogTerminal } from './terminal.ts';
import { Toolbar } from './toolbar.ts';

/** Rows near an end of what the terminal holds, where more is asked for. */
const margin = 200;

export class LogPage {
  readonly root = element('main');
  readonly #send: (intent: BuildLogIntent) => void;
  readonly #title = element('h1');
  readonly #place = element('span', { class: 'place' });
  readonly #progress = element('span', { class: 'progress' });
  readonly #rerun = element('button', { type: 'button', class: 'tool' });
  readonly #rerunWith = element('button', { type: 'button', class: 'tool' });
  readonly #useImage = element('button', { type: 'button', class: 'tool' });
  readonly #cancel = element('button', { type: 'button', class: 'tool' });
  readonly #why = element('div', { class: 'why', role: 'alert' });
  readonly #summary = element('p', { class: 'aloud', role: 'status', 'aria-live': 'polite' });
  readonly #steps: StepList;
  readonly #toolbar: Toolbar;
  readonly #frame = element('div', { class: 'frame' });
  readonly #scroller = element('div', { class: 'scroller' }, this.#frame);
  readonly #empty = element('p', { class: 'empty' });
  readonly #bar: ScrollBar;
  readonly #follow = element('button', { type: 'button', class: 'follow' });
  readonly #status = element('div', { class: 'status' });
  readonly #trouble = element('span', { class: 'trouble', role: 'status', 'aria-live': 'polite' });
  #terminal: LogTerminal | undefined;
  #state: BuildLogState | undefined;
  /** Text was asked for and has not come yet. */
  #isAsked = false;
  /** Around which line that was. */
  #askedFor = -1;
  /** More around what is seen was asked for, and not something else. */
  #asksForMore = false;
  /** All of the log is selected, also what is not here. */
  #isAllSelected = false;
  #linksOf = new Map<number, (links: readonly LogSpan[]) => void>();
  #told = '';

  constructor(send: (intent: BuildLogIntent) => void) {
    this.#send = send;
    this.#steps = new StepList((key) => send({ kind: 'select', key }));
    this.#toolbar = new Toolbar(send, () => this.#copy());
    this.#bar = new ScrollBar((to) => this.#scrollTo(to));
    this.#rerun.addEventListener('click', () => send({ kind: 'rerun' }));
    this.#rerunWith.addEventListener('click', () => send({ kind: 'rerunWith' }));
    this.#useImage.addEventListener('click', () => send({ kind: 'useImage' }));
    this.#cancel.addEventListener('click', () => send({ kind: 'cancel' }));
    this.#follow.addEventListener('click', () => {
      this.#askForEnd();
      this.#terminal?.focus();
    });
    this.root.append(
      element(
        'header',
        {},
        this.#title,
        this.#progress,
        this.#place,
        element('span', { class: 'runs' }, this.#useImage, this.#rerun, this.#rerunWith, this.#cancel),
      ),
      this.#why,
      this.#summary,
      element(
        'div',
        { class: 'below' },
        this.#steps.root,
        element(
          'section',
          { class: 'log' },
          this.#toolbar.root,
          element('div', { class: 'view' }, this.#scroller, this.#bar.root, this.#empty, this.#follow),
          element('footer', {}, this.#status, this.#trouble),
        ),
      ),
    );
    document.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
        event.preventDefault();
        event.stopPropagation();
        this.#toolbar.focusSearch();
      }
    });
  }

  /** Once it stands in the document: the terminal measures its place. */
  begin(): void {
    this.#terminal = new LogTerminal(this.#frame, {
      onMove: () => this.#moved(),
      onSelect: () => {
        this.#isAllSelected = false;
      },
      onLinks: async (line) => this.#askLinks(line),
      onOpen: (line, start) => this.#send({ kind: 'open', line, start }),
      onKey: (event) => this.#key(event),
    });
    this.#terminal.fit();
    // Its place changes with what stands around it.
    new ResizeObserver(() => this.#terminal?.fit()).observe(this.#scroller);
  }

  restyle(): void {
    this.#terminal?.restyle();
  }

  take(message: BuildLogMessage): void {
    const terminal = this.#terminal;
    if (terminal === undefined) return;
    switch (message.kind) {
      case 'state':
        this.#show(message.state);
        return;
      case 'window':
        this.#isAllSelected = false;
        this.#replace(terminal, message);
        return;
      case 'append':
        terminal.append(message.lines, () => {
          terminal.addMarks(message.marks);
          this.#send({ kind: 'drawn', id: message.id });
        });
        return;
      case 'marks':
        terminal.mark(message.marks, message.current);
        if (message.current !== undefined && !terminal.reveal(message.current))
          this.#ask(message.current.line);
        return;
      case 'links':
        this.#linksOf.get(message.line)?.(message.links);
        this.#linksOf.delete(message.line);
    }
  }

  /** Where more was asked for, it stays where it is by now, to the row: a long line takes many. */
  #replace(terminal: LogTerminal, window: LogWindow): void {
    const { from, lines } = window;
    const { top, rowOfTop } = terminal;
    const stays = this.#asksForMore && top >= from && top < from + lines.length;
    this.#asksForMore = false;
    terminal.replace(from, lines, () => this.#landed(window, stays ? { top, row: rowOfTop } : undefined));
  }

  #landed(
    { id, shows, marks, current }: LogWindow,
    stay: { readonly top: number; readonly row: number } | undefined,
  ): void {
    const terminal = this.#terminal;
    if (terminal === undefined) return;
    terminal.mark(marks, current);
    if (shows === 'end') terminal.scrollToEnd();
    else if ('top' in shows) terminal.scrollToLine(stay?.top ?? shows.top, stay?.row);
    else terminal.reveal(shows.middle);
    this.#isAsked = false;
    this.#told = '';
    this.#send({ kind: 'drawn', id });
  }

  #show(state: BuildLogState): void {
    const before = this.#state;
    this.#state = state;
    const { subject, labels, view } = state;
    if (before?.look !== state.look) {
      this.#title.replaceChildren(stateIcon(state.look), `${subject.kind} ${subject.name}`);
    }
    setText(this.#progress, state.progress);
    setText(this.#place, state.place);
    setText(this.#summary, state.summary);
    setText(this.#rerun, labels.rerun);
    setText(this.#rerunWith, labels.rerunWith);
    setText(this.#useImage, labels.useImage);
    setText(this.#cancel, labels.cancel);
    this.#cancel.hidden = !state.isUnderWay;
    this.#rerun.hidden = state.isUnderWay;
    this.#rerunWith.hidden = state.isUnderWay;
    this.#useImage.hidden = state.look !== 'succeeded';
    this.#showWhy(state, before);
    this.#steps.show(state);
    this.#toolbar.show(state);
    this.#terminal?.name(labels.log);
    if (before?.view.wraps !== view.wraps) this.#terminal?.wrap(view.wraps);
    setText(this.#empty, labels.empty);
    this.#empty.hidden = state.end > state.first;
    setText(this.#status, state.status.join(' · '));
    setText(this.#trouble, state.trouble);
    const isLeft = !state.follows && (state.isUnderWay || state.behind > 0);
    this.#follow.hidden = !isLeft;
    setText(this.#follow, state.behind > 0 ? `↓ ${labels.follow} (+${state.behind})` : `↓ ${labels.follow}`);
    this.#showBar();
  }

  #showWhy({ why, failing, labels, look }: BuildLogState, before: BuildLogState | undefined): void {
    this.#why.hidden = why.length === 0;
    this.#why.classList.toggle('failed', look === 'failed');
    if (before !== undefined && why.join('\n') === before.why.join('\n') && failing === before.failing)
      return;
    this.#why.replaceChildren(...why.map((one) => element('p', {}, one)));
    if (failing === '') return;
    const link = element('button', { type: 'button', class: 'link' }, labels.showFailing);
    link.addEventListener('click', () => this.#send({ kind: 'showFailing' }));
    this.#why.append(link);
  }

  #moved(): void {
    const [terminal, state] = [this.#terminal, this.#state];
    if (terminal === undefined || state === undefined) return;
    const { top, isAtEnd } = terminal;
    const told = `${top} ${isAtEnd}`;
    if (told !== this.#told) {
      this.#told = told;
      this.#send({ kind: 'scrolled', top, isAtEnd });
    }
    this.#askForMore();
    this.#showBar();
  }

  /** Before its user comes to an end of what is here. */
  #askForMore(): void {
    const [terminal, state] = [this.#terminal, this.#state];
    if (terminal === undefined || state === undefined || state.follows) return;
    const { above, below } = terminal.hidden;
    const isNearBegin = above < margin && terminal.from > state.first;
    const isNearEnd = below < margin && terminal.to < state.end;
    // What is around a line does not grow by asking twice.
    if ((isNearBegin || isNearEnd) && terminal.top !== this.#askedFor) this.#ask(terminal.top, true);
  }

  #ask(top: number, isMore = false): void {
    if (this.#isAsked) return;
    this.#askedFor = top;
    this.#asksForMore = isMore;
    this.#isAsked = true;
    this.#send({ kind: 'show', top });
  }

  #askForEnd(): void {
    this.#isAsked = true;
    this.#asksForMore = false;
    this.#send({ kind: 'follow' });
  }

  #showBar(): void {
    const [terminal, state] = [this.#terminal, this.#state];
    if (terminal === undefined || state === undefined) return;
    const isAtEnd = terminal.isAtEnd && terminal.to >= state.end;
    this.#bar.show(state.first, state.end - state.first - terminal.linesSeen, terminal.top, isAtEnd);
  }

  #scrollTo(to: number | 'end'): void {
    const [terminal, state] = [this.#terminal, this.#state];
    if (terminal === undefined || state === undefined) return;
    if (to === 'end') {
      if (terminal.to >= state.end) terminal.scrollToEnd();
      else this.#askForEnd();
    } else if (to >= terminal.from && (to < terminal.to - terminal.rows || terminal.to >= state.end)) {
      terminal.scrollToLine(to);
    } else {
      this.#isAsked = true;
      this.#asksForMore = false;
      this.#send({ kind: 'show', top: to });
    }
  }

  async #askLinks(line: number): Promise<readonly LogSpan[]> {
    const { promise, resolve } = Promise.withResolvers<readonly LogSpan[]>();
    this.#linksOf.get(line)?.([]);
    this.#linksOf.set(line, resolve);
    this.#send({ kind: 'links', line });
    return promise;
  }

  #copy(): void {
    const selection = this.#isAllSelected ? '' : (this.#terminal?.selection ?? '');
    this.#send(selection === '' ? { kind: 'copyAll' } : { kind: 'copy', text: selection });
  }

  #key(event: KeyboardEvent): void {
    const terminal = this.#terminal;
    if (terminal === undefined || !this.#does(terminal, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  // oxlint-disable-next-line complexity -- one line for each key
  #does(terminal: LogTerminal, { key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
    const page = Math.max(1, terminal.rows - 1);
    switch (key) {
      case 'ArrowUp':
        terminal.scrollBy(-1);
        return true;
      case 'ArrowDown':
        terminal.scrollBy(1);
        return true;
      case 'PageUp':
        terminal.scrollBy(-page);
        return true;
      case 'PageDown':
        terminal.scrollBy(page);
        return true;
      case 'Home':
        this.#scrollTo(this.#state?.first ?? 0);
        return true;
      case 'End':
        this.#scrollTo('end');
        return true;
      case 'F3':
        this.#send({ kind: shiftKey ? 'previous' : 'next' });
        return true;
      case 'c':
        if (!ctrlKey && !metaKey) return false;
        if (this.#isAllSelected || terminal.selection !== '') this.#copy();
        return true;
      case 'a':
        if (!ctrlKey && !metaKey) return false;
        terminal.selectAll();
        // After it was told that something else is selected.
        this.#isAllSelected = true;
        return true;
      default:
        return false;
    }
  }
}
