/** One chart with what belongs to it: a title, a legend with values, a sentence for who does not see it, a table instead. */
import { element, setAttributes, setText } from '../kit/elements.ts';
import { Chart, type ChartEvents } from './chart.ts';
import { isEmpty, type ChartModel, type Mark } from './chartModel.ts';
import { summaryOf, tableOf, type Wording } from './figures.ts';
import { TableTwin } from './tableTwin.ts';

export class ChartFigure {
  readonly root = element('figure', { class: 'chart' });
  readonly #title = element('figcaption');
  readonly #legend = element('ul', { class: 'legend' });
  readonly #canvas = element('div', { class: 'canvas', role: 'img' });
  readonly #missing = element('p', { class: 'missing' });
  readonly #table = new TableTwin();
  readonly #chart: Chart;
  readonly #wording: Wording;
  #model: ChartModel | undefined;
  #point: number | undefined;
  #marks: readonly Mark[] = [];
  #isSeen = true;
  #isDrawn = false;
  #isStale = false;

  constructor(wording: Wording, events: Omit<ChartEvents, 'onPoint'>, sync?: string) {
    this.#wording = wording;
    this.root.append(this.#title, this.#legend, this.#canvas, this.#missing, this.#table.root);
    const onPoint = (point: number | undefined): void => {
      this.#point = point;
      this.#showValues();
    };
    new IntersectionObserver((entries) => this.#see(entries.at(-1)?.isIntersecting === true), {
      rootMargin: '100px',
    }).observe(this.root);
    this.#chart = new Chart(this.#canvas, wording, { ...events, onPoint }, sync);
  }

  show(model: ChartModel, marks: readonly Mark[], asTable: boolean): void {
    this.#model = model;
    const empty = isEmpty(model);
    setText(this.#title, model.title);
    setText(this.#missing, empty ? model.missing : '');
    this.#missing.hidden = !empty;
    this.#canvas.hidden = empty || asTable;
    this.#table.root.hidden = empty || !asTable;
    this.#legend.hidden = empty || asTable;
    this.#showLegend(model);
    if (empty) return;
    if (asTable) this.#table.show(model.title, tableOf(model, this.#wording));
    else {
      this.#draw(marks);
      setAttributes(this.#canvas, { 'aria-label': summaryOf(model, this.#wording) });
    }
    this.#showValues();
  }

  recolour(): void {
    this.#chart.recolour();
  }

  /** What is out of sight waits until it is seen; the first picture does not, so that its place is taken. */
  #draw(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#isStale = this.#isDrawn && !this.#isSeen;
    if (this.#isStale || this.#model === undefined) return;
    this.#isDrawn = true;
    this.#chart.show(this.#model, marks);
  }

  #see(isSeen: boolean): void {
    this.#isSeen = isSeen;
    if (isSeen && this.#isStale && !this.#canvas.hidden) this.#draw(this.#marks);
  }

  resize(): void {
    this.#chart.resize();
  }

  #showLegend({ series }: ChartModel): void {
    const shape = JSON.stringify(series.map(({ label, colour, dashed }) => [label, colour, dashed]));
    if (this.#legend.dataset['shape'] === shape) return;
    this.#legend.dataset['shape'] = shape;
    this.#legend.replaceChildren(
      ...series.map(({ label, colour, dashed }) => {
        const swatch = element('span', {
          class: `swatch ${colour}${dashed ? ' dashed' : ''}`,
          'aria-hidden': true,
        });
        return element('li', {}, swatch, label, ' ', element('b'));
      }),
    );
  }

  /** At the crosshair, else the newest. */
  #showValues(): void {
    const model = this.#model;
    if (model === undefined || this.#legend.hidden) return;
    for (const [index, { points }] of model.series.entries()) {
      const value = this.#point === undefined ? points.findLast(isKnown) : points[this.#point];
      const shown = this.#legend.children[index]?.querySelector('b');
      if (shown) setText(shown, isKnown(value) ? this.#wording.figure(value, model.unit) : '–');
    }
  }
}

function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined;
}
