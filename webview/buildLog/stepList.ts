/** The list of a build's steps, those of a pipeline below their tasks; one of them, or all, is looked at. */
import type { BuildLogState, StepGroup } from '#protocol/buildLogPanel.ts';
import { element, setAttributes, setText } from '../kit/elements.ts';
import { stateIcon, type Look } from './stateIcon.ts';

/** What is shown of a step, or of a task. */
interface Row {
  readonly root: HTMLElement;
  readonly name: HTMLElement;
  readonly progress: HTMLElement;
  look: Look | undefined;
}

export class StepList {
  readonly root = element('nav', { class: 'steps' });
  readonly #select: (key: string) => void;
  readonly #rows = new Map<string, Row>();
  /** Of tasks, by their names. */
  readonly #headings = new Map<string, Row>();
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
    const drawStep = (key: string, name: string, told: string, one: Look): void => {
      const row = this.#rows.get(key);
      if (row !== undefined) draw(row, name, told, one);
    };
    drawStep(all, labels.allSteps, progress, look);
    for (const group of groups) {
      for (const { key, name, progress: told, look: one } of group.steps) drawStep(key, name, told, one);
      const heading = this.#headings.get(group.name);
      if (heading !== undefined) draw(heading, group.name, group.progress, group.look);
    }
    for (const [key, { root }] of this.#rows) {
      const isChosen = key === view.selected;
      setAttributes(root, { 'aria-current': isChosen ? 'true' : undefined, tabindex: isChosen ? 0 : -1 });
    }
  }

  #build(groups: readonly StepGroup[]): void {
    const focused = [...this.#rows].find(([, { root }]) => root === document.activeElement)?.[0];
    this.#rows.clear();
    this.#headings.clear();
    const list = element('ul');
    list.append(this.#row(all));
    for (const { name, steps } of groups) {
      const rows = steps.map(({ key }) => this.#row(key));
      if (name === '') list.append(...rows);
      else {
        const heading = rowIn(element('div', { class: 'task', 'data-task': name }));
        this.#headings.set(name, heading);
        list.append(
          element('li', { class: 'group' }, heading.root, element('ul', { 'aria-label': name }, ...rows)),
        );
      }
    }
    this.root.replaceChildren(list);
    if (focused !== undefined) this.#rows.get(focused)?.root.focus();
  }

  #row(key: string): HTMLElement {
    const button = element('button', { class: 'step', type: 'button' });
    button.addEventListener('click', () => this.#select(key));
    this.#rows.set(key, rowIn(button));
    return element('li', {}, button);
  }

  /** Up and down go from step to step, and show it. */
  #move(event: KeyboardEvent): void {
    const keys = [...this.#rows.keys()];
    const at = [...this.#rows.values()].findIndex(({ root }) => root === document.activeElement);
    const next = nextIndex(event.key, at, keys.length);
    const key = next === undefined ? undefined : keys[next];
    if (at < 0 || key === undefined) return;
    event.preventDefault();
    this.#rows.get(key)?.root.focus();
    this.#select(key);
  }
}

function rowIn(root: HTMLElement): Row {
  const [name, progress] = [element('span', { class: 'name' }), element('span', { class: 'progress' })];
  root.append(element('span'), name, progress);
  return { root, name, progress, look: undefined };
}

/** Its icon anew only where it is another one: what turns goes on turning. */
function draw(row: Row, name: string, progress: string, look: Look): void {
  setText(row.name, name);
  setText(row.progress, progress);
  if (row.look === look) return;
  row.look = look;
  row.root.firstElementChild?.replaceWith(stateIcon(look));
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
