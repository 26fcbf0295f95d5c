/** A chart's table on the page: only what changes is touched, so that what is selected in it stays selected. */
import { element, setAttributes, setText } from '../kit/elements.ts';
import type { Table } from './figures.ts';

export class TableTwin {
  readonly root = element('div', { class: 'table', tabindex: 0, role: 'region' });
  readonly #head = element('tr');
  readonly #body = element('tbody');
  /** By what is in their first cell: the time. */
  #rows = new Map<string, HTMLElement>();

  constructor() {
    this.root.append(element('table', {}, element('thead', {}, this.#head), this.#body));
  }

  show(title: string, { head, rows }: Table): void {
    setAttributes(this.root, { 'aria-label': title });
    fill(this.#head, head, 'th');
    const now = new Map<string, HTMLElement>();
    let after: Element | null = null;
    for (const cells of rows) {
      const key = cells[0] ?? '';
      const row = this.#rows.get(key) ?? element('tr');
      fill(row, cells, 'td');
      now.set(key, row);
      const place: Element | null = after === null ? this.#body.firstElementChild : after.nextElementSibling;
      if (place !== row) this.#body.insertBefore(row, place);
      after = row;
    }
    for (const [key, row] of this.#rows) if (!now.has(key)) row.remove();
    this.#rows = now;
  }
}

function fill(row: HTMLElement, cells: readonly string[], name: 'th' | 'td'): void {
  while (row.childElementCount > cells.length) row.lastElementChild?.remove();
  for (const [index, cell] of cells.entries()) {
    const known = row.children[index];
    if (known === undefined) row.append(element(name, name === 'th' ? { scope: 'col' } : {}, cell));
    else setText(known, cell);
  }
}
