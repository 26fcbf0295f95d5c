/** A scroll bar for the whole log: the terminal beside it holds a part of the lines only. */
import { element } from '../kit/elements.ts';

/** Pixels that a browser can surely scroll through. */
const longest = 8_000_000;
const pixelsOfLine = 18;

export class ScrollBar {
  readonly root = element('div', { class: 'bar', 'aria-hidden': true, tabindex: -1 });
  readonly #length = element('div');
  #first = 0;
  #span = 0;
  #unit = pixelsOfLine;
  /** Where it was put: what comes back from there is not the user's doing. */
  #put = 0;

  /** @param move the user wants to see this line at the top, or the end */
  constructor(move: (to: number | 'end') => void) {
    this.root.append(this.#length);
    this.root.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = this.root;
      if (Math.abs(scrollTop - this.#put) < 2) return;
      this.#put = scrollTop;
      if (scrollTop >= scrollHeight - clientHeight - 1) move('end');
      else move(this.#first + Math.round(scrollTop / this.#unit));
    });
  }

  /** @param hidden how many of the lines are not seen when the end is */
  show(first: number, hidden: number, top: number, isAtEnd: boolean): void {
    this.#first = first;
    this.#span = Math.max(0, hidden);
    this.#unit = Math.min(pixelsOfLine, longest / Math.max(1, this.#span));
    this.#length.style.height = `calc(100% + ${this.#span * this.#unit}px)`;
    const wanted = isAtEnd ? this.#span * this.#unit : Math.min(this.#span, top - first) * this.#unit;
    if (Math.abs(wanted - this.root.scrollTop) < 1) return;
    this.root.scrollTop = wanted;
    this.#put = this.root.scrollTop;
  }
}
