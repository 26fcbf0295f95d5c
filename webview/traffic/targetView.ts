/** One target of the traffic editor: its revision, its tag, its share as a slider and as a number. */
import type { TargetRow, TrafficIntent, TrafficLabels } from '#protocol/trafficPanel.ts';
import { element, setAttributes, setText } from '../kit/elements.ts';

interface Surroundings {
  readonly labels: TrafficLabels;
  readonly busy: boolean;
  readonly fixedTags: boolean;
  readonly index: number;
  /** It is the only one: its share is 100 and it cannot be removed. */
  readonly alone: boolean;
}

export class TargetView {
  readonly root = element('div', { class: 'target', role: 'listitem' });
  readonly #swatch = element('span', { class: 'swatch', 'aria-hidden': true });
  readonly #name = element('span', { class: 'name' });
  readonly #tag = element('vscode-text-field', { class: 'tag', maxlength: 63, size: 14 });
  readonly #tagError = element('span', { class: 'error' });
  readonly #slider = element('input', { type: 'range', min: 0, max: 100, step: 1 });
  readonly #number = element('input', { type: 'number', min: 0, max: 100, step: 1, class: 'number' });
  readonly #remove = element('vscode-button', { appearance: 'icon' }, '✕');

  constructor(id: number, send: (intent: TrafficIntent) => void) {
    this.root.append(
      this.#swatch,
      this.#name,
      this.#tag,
      this.#slider,
      element('span', { class: 'percent' }, this.#number, '%'),
      this.#remove,
      this.#tagError,
    );
    const share = (input: HTMLElement): void => {
      const percent = Number((input as HTMLInputElement).value);
      if (Number.isFinite(percent)) send({ kind: 'share', id, percent });
    };
    this.#slider.addEventListener('input', () => share(this.#slider));
    this.#number.addEventListener('change', () => share(this.#number));
    this.#tag.addEventListener('input', () => {
      send({ kind: 'tag', id, tag: (this.#tag as HTMLInputElement).value });
    });
    this.#remove.addEventListener('click', () => send({ kind: 'remove', id }));
  }

  show(target: TargetRow, { labels, busy, fixedTags, index, alone }: Surroundings): void {
    const name = target.latest
      ? `${labels.latest}${target.revision === '' ? '' : ` (${target.revision})`}`
      : target.revision;
    this.#swatch.className = `swatch series${index % 6}`;
    setText(this.#name, name);
    setText(this.#tagError, target.tagError);
    this.#tagError.hidden = target.tagError === '';
    setValue(this.#tag, target.tag);
    setValue(this.#slider, String(target.percent));
    setValue(this.#number, String(target.percent));
    const disabled = busy || alone;
    setAttributes(this.#slider, {
      disabled,
      'aria-label': `${labels.share}: ${name}`,
      'aria-valuetext': `${target.percent} %`,
    });
    setAttributes(this.#number, { disabled, 'aria-label': `${labels.share}: ${name}` });
    setAttributes(this.#tag, {
      disabled: busy || fixedTags,
      placeholder: labels.tag,
      'aria-label': `${labels.tag}: ${name}`,
    });
    setAttributes(this.#remove, {
      disabled,
      'aria-label': `${labels.remove}: ${name}`,
      title: labels.remove,
    });
  }
}

/** What the user is typing is left alone while it means the same. */
function setValue(input: HTMLElement, value: string): void {
  const field = input as HTMLInputElement;
  if (field.value !== value) field.value = value;
}
