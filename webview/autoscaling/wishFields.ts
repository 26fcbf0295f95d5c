/** The fields in which other settings are tried: a number and a slider each. */
import type { WhatIfLabels } from '#protocol/autoscalingLabels.ts';
import { element } from '../kit/elements.ts';
import { choiceField, numberField } from './controls.ts';
import type { Wished } from './trial.ts';

export class WishFields {
  readonly root: HTMLElement;
  readonly #fields: ReturnType<typeof fieldsOf>;

  constructor(labels: WhatIfLabels, onInput: () => void) {
    this.#fields = fieldsOf(labels);
    const all = Object.values(this.#fields);
    this.root = element('div', { class: 'fields' }, ...all.map(({ root }) => root));
    for (const { input } of all) input.addEventListener('input', onInput);
  }

  value(): Wished {
    const { metric, target, utilization, window, min, max } = this.#fields;
    return {
      metric: metric.value() === 'rps' ? 'rps' : 'concurrency',
      target: target.value(),
      utilization: utilization.value(),
      window: window.value(),
      min: min.value(),
      max: max.value(),
    };
  }

  /** Begins with the settings in force: whatever they are, they are possible. */
  begin(wished: Wished): void {
    const { target, utilization, window, min, max } = this.#fields;
    target.widen(wished.target);
    utilization.widen(wished.utilization);
    window.widen(wished.window);
    min.widen(wished.min);
    max.widen(wished.max);
    this.set(wished);
  }

  set(wished: Wished): void {
    this.#fields.metric.set(wished.metric);
    this.#fields.target.set(wished.target);
    this.#fields.utilization.set(wished.utilization);
    this.#fields.window.set(wished.window);
    this.#fields.min.set(wished.min);
    this.#fields.max.set(wished.max);
  }
}

function fieldsOf(labels: WhatIfLabels) {
  const slider = true;
  return {
    metric: choiceField(labels.metric, [
      ['concurrency', labels.concurrency],
      ['rps', labels.rps],
    ]),
    target: numberField(labels.target, 100, { min: 0.01, max: 1000, step: 'any', slider }),
    // Knative reads 1 as all of it.
    utilization: numberField(labels.utilization, 70, { min: 2, max: 100, slider }),
    window: numberField(labels.window, 60, { min: 6, max: 3600, slider }),
    min: numberField(labels.min, 0, { min: 0, max: 100, slider }),
    max: numberField(labels.max, 0, { min: 0, max: 1000, slider }),
  };
}
