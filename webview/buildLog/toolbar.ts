/** What can be done with a log: search, how it looks, where to go, what to take out of it. */
import type { BuildLogIntent, BuildLogState } from '#protocol/buildLogPanel.ts';
import { element, setAttributes, setText } from '../kit/elements.ts';

export class Toolbar {
  readonly root = element('div', { class: 'toolbar', role: 'toolbar' });
  readonly #send: (intent: BuildLogIntent) => void;
  readonly #field = element('input', {
    type: 'search',
    class: 'field',
    maxlength: 1000,
    spellcheck: 'false',
  });
  readonly #told = element('span', { class: 'told', role: 'status', 'aria-live': 'polite' });
  readonly #matchCase = toggle('Aa');
  readonly #useRegex = toggle('.*');
  readonly #previous = plain('↑');
  readonly #next = plain('↓');
  readonly #wrap = toggle('');
  readonly #timestamps = toggle('');
  readonly #firstError = plain('');
  readonly #places = plain('');
  readonly #copy = plain('');
  readonly #save = plain('');

  /** @param copy takes what is selected, or all */
  constructor(send: (intent: BuildLogIntent) => void, copy: () => void) {
    this.#send = send;
    const search = element(
      'div',
      { class: 'search', role: 'search' },
      this.#field,
      this.#matchCase,
      this.#useRegex,
      this.#previous,
      this.#next,
      this.#told,
    );
    const looks = element('div', { class: 'looks' }, this.#wrap, this.#timestamps);
    const ways = element('div', { class: 'ways' }, this.#firstError, this.#places, this.#copy, this.#save);
    this.root.append(search, looks, ways);
    this.#field.addEventListener('input', () => this.#search());
    this.#field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') send({ kind: event.shiftKey ? 'previous' : 'next' });
      if (event.key === 'Escape') this.#clear();
    });
    for (const one of [this.#matchCase, this.#useRegex]) {
      one.addEventListener('click', () => {
        press(one, !isPressed(one));
        this.#search();
      });
    }
    for (const one of [this.#wrap, this.#timestamps]) {
      one.addEventListener('click', () => {
        press(one, !isPressed(one));
        send({ kind: 'look', wraps: isPressed(this.#wrap), timestamps: isPressed(this.#timestamps) });
      });
    }
    this.#previous.addEventListener('click', () => send({ kind: 'previous' }));
    this.#next.addEventListener('click', () => send({ kind: 'next' }));
    this.#firstError.addEventListener('click', () => send({ kind: 'firstError' }));
    this.#places.addEventListener('click', () => send({ kind: 'places' }));
    this.#copy.addEventListener('click', copy);
    this.#save.addEventListener('click', () => send({ kind: 'save' }));
  }

  focusSearch(): void {
    const field = this.#field as HTMLInputElement;
    field.focus();
    field.select();
  }

  show({ labels, view, search }: BuildLogState): void {
    name(this.root, labels.log);
    setAttributes(this.#field, { placeholder: labels.search, 'aria-label': labels.search });
    for (const [one, label] of [
      [this.#matchCase, labels.matchCase],
      [this.#useRegex, labels.useRegex],
      [this.#previous, labels.previous],
      [this.#next, labels.next],
    ] as const) {
      name(one, label);
    }
    for (const [one, label] of [
      [this.#wrap, labels.wrap],
      [this.#timestamps, labels.timestamps],
      [this.#firstError, labels.firstError],
      [this.#places, labels.places],
      [this.#copy, labels.copy],
      [this.#save, labels.save],
    ] as const) {
      setText(one, label);
    }
    press(this.#wrap, view.wraps);
    press(this.#timestamps, view.timestamps);
    setText(this.#told, search.told);
    this.#told.classList.toggle('wrong', search.isWrong);
    setAttributes(this.#previous, { disabled: !search.hasFound });
    setAttributes(this.#next, { disabled: !search.hasFound });
  }

  #search(): void {
    this.#send({
      kind: 'search',
      text: (this.#field as HTMLInputElement).value,
      isRegex: isPressed(this.#useRegex),
      isCaseSensitive: isPressed(this.#matchCase),
    });
  }

  #clear(): void {
    (this.#field as HTMLInputElement).value = '';
    this.#search();
  }
}

function plain(text: string): HTMLElement {
  return element('button', { type: 'button', class: 'tool' }, text);
}

function toggle(text: string): HTMLElement {
  return element('button', { type: 'button', class: 'tool toggle', 'aria-pressed': 'false' }, text);
}

function name(target: HTMLElement, label: string): void {
  setAttributes(target, { 'aria-label': label, title: label });
}

function press(target: HTMLElement, on: boolean): void {
  setAttributes(target, { 'aria-pressed': on ? 'true' : 'false' });
}

function isPressed(target: HTMLElement): boolean {
  return target.getAttribute('aria-pressed') === 'true';
}
