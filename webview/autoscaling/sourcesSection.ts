/** Where the figures come from: which sources there are, which one is read, and what the others lack. */
import type { AutoscalingIntent, AutoscalingState, SourceChoice } from '#protocol/autoscalingPanel.ts';
import type { AutoscalingLabels } from '#protocol/autoscalingLabels.ts';
import { element } from '../kit/elements.ts';
import { button, choiceField } from './controls.ts';

export class SourcesSection {
  readonly root = element('section', { class: 'sources' });
  readonly #labels: AutoscalingLabels;
  readonly #choice: ReturnType<typeof choiceField>;
  readonly #list = element('ul', { class: 'plain' });
  readonly #grafana: HTMLElement;
  #shape = '';

  constructor(labels: AutoscalingLabels, send: (intent: AutoscalingIntent) => void) {
    this.#labels = labels;
    this.#choice = choiceField(labels.sources, [['', labels.automatic]]);
    this.#choice.input.addEventListener('change', () =>
      send({ kind: 'source', source: this.#choice.value() }),
    );
    this.#grafana = button(labels.grafana, () => send({ kind: 'grafana' }));
    const settings = button(labels.openSettings, () => send({ kind: 'settings' }));
    this.root.append(
      element('h2', {}, labels.sources),
      this.#choice.root,
      this.#list,
      element('div', { class: 'actions' }, settings, this.#grafana),
    );
  }

  show({ sources, source, grafana }: AutoscalingState): void {
    this.#grafana.hidden = grafana === '';
    const shape = JSON.stringify([sources, source]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    const available = sources.filter((one) => one.available);
    this.#choice.offer([
      ['', this.#labels.automatic],
      ...available.map(({ kind, name }) => [kind, name] as const),
    ]);
    this.#choice.set(available.some(({ kind }) => kind === source) ? source : '');
    this.#list.replaceChildren(...sources.map(line));
  }
}

function line({ name, available, chosen, text }: SourceChoice): HTMLElement {
  const sign = chosen ? '●' : available ? '○' : '✕';
  const state = chosen ? 'chosen' : available ? 'available' : 'missing';
  return element(
    'li',
    { class: state },
    element('span', { class: 'state', 'aria-hidden': true }, sign),
    element('span', {}, element('b', {}, name), ` ${text}`),
  );
}
