/** The list of a build's steps, those of a pipeline below their tasks; one of them, or all, is looked at. */
import type { BuildLogState, StepGroup } from '#protocol/buildLogPanel.ts';
import { element, setAttributes, setText } from '../kit/elements.ts';
import { stateIcon, type Look } from './stateIcon.ts';

interface Row {
  readonly button: HTMLElement;
  readonly name: HTMLElement;
  readonly progress: HTMLElement;
  look: Look | undefined;
}

export class StepList {
  readonly root = element('nav', { class: 'steps' });
  readonly #select: (key: string) => void;
  readonly #rows = new Map<string, Row>();
  /** What stands in the list, so that it is built only when that changes. */
  #shape = '';

  constructor(select: (key: string) => void) {
    this.#select = select;
    this.root.addEventListener('keydown', (event) => this.#move(event));
  }

  show({ groups, view, labels, look, progress }: BuildLogState): void {
    setAttributes(this.root, { 'aria-label': labels.steps });
    const shape = JSON.stringify(groups.map(({ name, steps }) => [name, steps.map(({ key }) => key)]));
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(groups);
    }
    this.#draw(all, labels.allSteps, progress, look);
    for (const group of groups) {
      for (const { key, name, progress: told, look: one } of group.steps) this.#draw(key, name, told, one);
      const heading = this.root.querySelector(`[data-task="${CSS.escape(group.name)}"]`);
      if (heading !== null) {
        heading.replaceChildren(
          stateIcon(group.look),
          element('span', { class: 'name' }, group.name),
          element('span', { class: 'progress' }, group.progress),
        );
      }
    }
    for (const [key, { button }] of this.#rows) {
      const isChosen = key === view.selected;
      setAttributes(button, { 'aria-current': isChosen ? 'true' : undefined, tabindex: isChosen ? 0 : -1 });
    }
  }

  #build(groups: readonly StepGroup[]): void {
    const focused = [...this.#rows].find(([, { button }]) => button === document.activeElement)?.[0];
    this.#rows.clear();
    const list = element('ul');
    list.append(this.#row(all));
    for (const { name, steps } of groups) {
      const rows = steps.map(({ key }) => this.#row(key));
      if (name === '') list.append(...rows);
      else {
        const heading = element('div', { class: 'task', 'data-task': name });
        list.append(
          element('li', { class: 'group' }, heading, element('ul', { 'aria-label': name }, ...rows)),
        );
      }
    }
    this.root.replaceChildren(list);
    if (focused !== undefined) this.#rows.get(focused)?.button.focus();
  }

  #row(key: string): HTMLElement {
    const [name, progress] = [element('span', { class: 'name' }), element('span', { class: 'progress' })];
    const button = element('button', { class: 'step', type: 'button' }, element('span'), name, progress);
    button.addEventListener('click', () => this.#select(key));
    this.#rows.set(key, { button, name, progress, look: undefined });
    return element('li', {}, button);
  }

  #draw(key: string, name: string, progress: string, look: Look): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    setText(row.name, name);
    setText(row.progress, progress);
    if (row.look === look) return;
    row.look = look;
    row.button.firstElementChild?.replaceWith(stateIcon(look));
  }

  /** Up and down go from step to step, and show it. */
  #move(event: KeyboardEvent): void {
    const keys = [...this.#rows.keys()];
    const at = [...this.#rows.values()].findIndex(({ button }) => button === document.activeElement);
    const next = nextIndex(event.key, at, keys.length);
    const key = next === undefined ? undefined : keys[next];
    if (at < 0 || key === undefined) return;
    event.preventDefault();
    this.#rows.get(key)?.button.focus();
    this.#select(key);
  }
}

/** The key of all steps. */
const all = '';

function nextIndex(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
