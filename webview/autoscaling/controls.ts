/** Small fields with a label, as all parts of the dashboard use them. */
import { element, setAttributes } from '../kit/elements.ts';

export interface Field<Value> {
  readonly root: HTMLElement;
  readonly input: HTMLElement;
  value(): Value;
  set(value: Value): void;
}

export interface NumberField extends Field<number> {
  /** This is possible too. */
  widen(value: number): void;
}

export interface NumberLimits {
  readonly min: number;
  readonly max: number;
  readonly step?: number | 'any';
  /** A slider beside the number, for what is tried out. */
  readonly slider?: boolean;
}

export function numberField(label: string, value: number, limits: NumberLimits): NumberField {
  let { min, max } = limits;
  const { step = 1 } = limits;
  const input = element('input', { type: 'number', min, max, step }) as HTMLInputElement;
  const slider = element('input', { type: 'range', 'aria-label': label }) as HTMLInputElement;
  const field = element('label', { class: 'field' }, element('span', {}, label), input);
  if (limits.slider === true) field.append(slider);
  const set = (next: number): void => {
    input.value = String(next);
    slider.value = String(next);
  };
  /** A slider goes in whole steps, also where less can be written. */
  const bound = (): void => {
    setAttributes(input, { min, max });
    setAttributes(slider, { min: Math.ceil(min), max: Math.ceil(max), step: 1 });
  };
  slider.addEventListener('input', () => {
    input.value = slider.value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  input.addEventListener('input', () => (slider.value = input.value));
  bound();
  set(value);
  const widen = (next: number): void => {
    min = Math.min(limits.min, next);
    max = Math.max(limits.max, next);
    bound();
  };
  return { root: field, input, set, widen, value: () => within(Number(input.value), { min, max }) };
}

export function textField(label: string, value: string): Field<string> {
  const input = element('input', { type: 'text', spellcheck: 'false' }) as HTMLInputElement;
  return fieldOf(label, input, value);
}

/** Several lines. */
export function linesField(label: string, rows: number, placeholder: string): Field<string> {
  const input = element('textarea', { rows, placeholder, spellcheck: 'false' }) as HTMLTextAreaElement;
  return fieldOf(label, input, '');
}

export type Choice = readonly [value: string, label: string];

export function choiceField(
  label: string,
  choices: readonly Choice[],
): Field<string> & { offer(choices: readonly Choice[]): void } {
  const input = element('select') as HTMLSelectElement;
  const offer = (next: readonly Choice[]): void => {
    const shape = JSON.stringify(next);
    if (input.dataset['shape'] === shape) return;
    const before = input.value;
    input.dataset['shape'] = shape;
    input.replaceChildren(...next.map(([value, words]) => element('option', { value }, words)));
    if (next.some(([value]) => value === before)) input.value = before;
  };
  offer(choices);
  return { ...fieldOf(label, input, choices[0]?.[0] ?? ''), offer };
}

export function button(
  label: string,
  onClick: () => void,
  appearance: 'primary' | 'secondary' = 'secondary',
): HTMLElement {
  const made = element('vscode-button', { appearance }, label);
  made.addEventListener('click', onClick);
  return made;
}

/** A button that says more than its sign. */
export function signButton(sign: string, label: string, onClick: () => void): HTMLElement {
  const made = element('button', { type: 'button', class: 'sign', title: label, 'aria-label': label }, sign);
  made.addEventListener('click', onClick);
  return made;
}

function fieldOf(
  label: string,
  input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  value: string,
): Field<string> {
  input.value = value;
  return {
    root: element('label', { class: 'field' }, element('span', {}, label), input),
    input,
    value: () => input.value,
    set: (next) => (input.value = next),
  };
}

function within(value: number, { min, max }: NumberLimits): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, min), max) : min;
}
