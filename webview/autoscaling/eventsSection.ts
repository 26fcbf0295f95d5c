/** The marks of the charts in words: what was deployed, split, scaled and sent, the newest first. */
import type { TimeMarker } from '#protocol/autoscalingPanel.ts';
import { element } from '../kit/elements.ts';
import type { Wording } from './figures.ts';

const most = 50;

export class EventsSection {
  readonly root = element('details', { class: 'events' });
  readonly #wording: Wording;
  readonly #summary = element('summary');
  readonly #list = element('ul', { class: 'plain' });
  #shape = '';

  constructor(wording: Wording) {
    this.#wording = wording;
    this.root.append(this.#summary, this.#list);
  }

  show(markers: readonly TimeMarker[]): void {
    const shape = JSON.stringify(markers);
    if (shape === this.#shape) return;
    this.#shape = shape;
    const { labels, time } = this.#wording;
    this.#summary.textContent = `${labels.events} (${markers.length})`;
    const lines = markers
      .toSorted((a, b) => b.time - a.time)
      .slice(0, most)
      .map((one) => element('li', { class: one.kind }, `${time(one.time)} `, one.text));
    this.#list.replaceChildren(...(lines.length > 0 ? lines : [element('li', {}, labels.noEvents)]));
  }
}
