/** What the autoscaler goes by, and where each value comes from, with a way into the manifest. */
import type { AutoscalingIntent, RevisionState } from '#protocol/autoscalingPanel.ts';
import type { AutoscalingLabels } from '#protocol/autoscalingLabels.ts';
import { element } from '../kit/elements.ts';
import { filled } from './figures.ts';

export class SettingsSection {
  readonly root = element('section', { class: 'settings' });
  readonly #labels: AutoscalingLabels;
  readonly #send: (intent: AutoscalingIntent) => void;
  readonly #of = element('p', { class: 'place' });
  readonly #body = element('tbody');
  #shape = '';

  constructor(labels: AutoscalingLabels, send: (intent: AutoscalingIntent) => void) {
    this.#labels = labels;
    this.#send = send;
    const head = [labels.setting, labels.value, labels.origin].map((cell) =>
      element('th', { scope: 'col' }, cell),
    );
    const table = element('table', {}, element('thead', {}, element('tr', {}, ...head)), this.#body);
    this.root.append(element('h2', {}, labels.settings), this.#of, element('div', { class: 'wide' }, table));
  }

  show(revision: RevisionState | undefined, file: string): void {
    const shape = JSON.stringify([revision?.name, revision?.settings, file]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#of.textContent = revision?.name ?? '';
    this.#body.replaceChildren(
      ...(revision?.settings ?? []).map(({ name, value, origin, annotation }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, name),
          element('td', {}, value),
          element('td', {}, this.#origin(revision?.name ?? '', origin, file === '' ? '' : annotation)),
        ),
      ),
    );
  }

  #origin(revision: string, origin: string, annotation: string): HTMLElement | string {
    if (annotation === '') return origin;
    const title = filled(this.#labels.openAnnotation, annotation);
    const link = element('a', { href: '#', title }, origin);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      this.#send({ kind: 'annotation', revision, annotation });
    });
    return link;
  }
}
