/** On top: why there are as many replicas as there are, whether it panics, and when the last one goes. */
import type { AutoscalingState, RevisionState } from '#protocol/autoscalingPanel.ts';
import type { AutoscalingLabels } from '#protocol/autoscalingLabels.ts';
import { element, setText } from '../kit/elements.ts';
import { filled } from './figures.ts';

export class WhySection {
  readonly root = element('section', { class: 'why' });
  readonly #labels: AutoscalingLabels;
  readonly #trouble = element('p', { class: 'trouble', role: 'status' });
  readonly #list = element('div', { class: 'reasons' });
  readonly #rows = new Map<string, Reason>();

  constructor(labels: AutoscalingLabels) {
    this.#labels = labels;
    this.root.append(element('h2', { class: 'hidden' }, labels.why), this.#trouble, this.#list);
  }

  /** @param revision the one that is looked at; '' for those that matter */
  show({ phase, trouble, revisions }: AutoscalingState, revision: string, now: number): void {
    const words = trouble === '' && phase === 'loading' ? this.#labels.loading : trouble;
    setText(this.#trouble, words);
    this.#trouble.hidden = words === '';
    const shown = revision === '' ? relevant(revisions) : revisions.filter(({ name }) => name === revision);
    for (const [name, row] of this.#rows) {
      if (shown.some((one) => one.name === name)) continue;
      row.root.remove();
      this.#rows.delete(name);
    }
    for (const one of shown) this.#row(one).show(one, now, this.#labels);
  }

  #row({ name }: RevisionState): Reason {
    let row = this.#rows.get(name);
    if (row === undefined) {
      row = new Reason();
      this.#rows.set(name, row);
      this.#list.append(row.root);
    }
    return row;
  }
}

/** Those that get requests or have something to say; else the newest. */
function relevant(revisions: readonly RevisionState[]): readonly RevisionState[] {
  const some = revisions.filter(({ percent, panicking, zeroAt }) => percent > 0 || panicking || zeroAt);
  return some.length > 0 ? some.slice(0, 5) : revisions.slice(0, 1);
}

class Reason {
  readonly root = element('div', { class: 'reason' });
  readonly #name = element('span', { class: 'name' });
  readonly #panic = element('span', { class: 'badge panic' });
  readonly #zero = element('span', { class: 'badge zero', role: 'timer' });
  readonly #why = element('p', { class: 'sentence' });
  readonly #notes = element('ul', { class: 'notes' });

  constructor() {
    this.root.append(element('div', {}, this.#name, this.#panic, this.#zero), this.#why, this.#notes);
  }

  show(
    { name, percent, why, notes, panicking, zeroAt }: RevisionState,
    now: number,
    labels: AutoscalingLabels,
  ): void {
    setText(this.#name, `${name} · ${percent} %`);
    setText(this.#panic, labels.panicking);
    this.#panic.hidden = !panicking;
    const left = zeroAt === undefined ? undefined : Math.ceil(zeroAt - now);
    setText(this.#zero, left === undefined ? '' : left > 0 ? filled(labels.zeroIn, left) : labels.zeroNow);
    this.#zero.hidden = left === undefined;
    setText(this.#why, why === '' ? labels.waiting : why);
    if (this.#notes.dataset['shape'] === notes.join('\n')) return;
    this.#notes.dataset['shape'] = notes.join('\n');
    this.#notes.replaceChildren(...notes.map((note) => element('li', {}, note)));
    this.#notes.hidden = notes.length === 0;
  }
}
