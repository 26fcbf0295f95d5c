/** Where a load is drawn: clicks and drags in a picture, or numbers in fields. */
import type { WhatIfLabels } from '#protocol/autoscalingLabels.ts';
import { element, setAttributes } from '../kit/elements.ts';
import { signButton } from './controls.ts';
import { drawnSeconds, wholeLoad, withPoint, type LoadPoint } from './drawnLoad.ts';
import { filled } from './figures.ts';

const size = { width: 600, height: 120 };

export class LoadSketch {
  readonly root = element('div', { class: 'sketch' });
  readonly #labels: WhatIfLabels;
  readonly #onChange: (points: readonly LoadPoint[]) => void;
  readonly #picture = svg('svg', {
    viewBox: `0 0 ${size.width} ${size.height}`,
    preserveAspectRatio: 'none',
    role: 'img',
  });
  readonly #line = svg('polyline', { class: 'line' });
  readonly #dots = svg('g', {});
  readonly #list = element('div', { class: 'points' });
  #points: readonly LoadPoint[] = [];
  #scale = 1;
  /** The second of the point that is dragged. */
  #dragged: number | undefined;

  constructor(labels: WhatIfLabels, onChange: (points: readonly LoadPoint[]) => void) {
    this.#labels = labels;
    this.#onChange = onChange;
    this.#picture.append(this.#line, this.#dots);
    setAttributes(this.#picture, { 'aria-label': labels.draw });
    this.root.append(element('p', { class: 'place' }, labels.draw), this.#picture, this.#list);
    this.#picture.addEventListener('pointerdown', (event) => this.#begin(event));
    this.#picture.addEventListener('pointermove', (event) => this.#drag(event));
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      this.#picture.addEventListener(end, () => (this.#dragged = undefined));
    }
  }

  show(points: readonly LoadPoint[]): void {
    const seconds = (all: readonly LoadPoint[]): string => all.map(({ second }) => second).join(' ');
    const same = seconds(points) === seconds(this.#points) && this.#list.childElementCount > 0;
    this.#points = points;
    // While somebody drags, what is under the hand stays where it is.
    if (this.#dragged === undefined) this.#scale = Math.max(1, ...points.map(({ load }) => load)) * 1.15;
    const places = wholeLoad(points).map((point) => this.#place(point).join(','));
    setAttributes(this.#line, { points: places.join(' ') });
    this.#dots.replaceChildren(
      ...points.map((point) => {
        const [x, y] = this.#place(point);
        // A line without length and with round ends stays a circle in a picture that is stretched.
        return svg('path', { d: `M${x} ${y}h0.01`, class: 'dot' });
      }),
    );
    if (same) this.#showNumbers();
    else this.#showRows();
  }

  /** Who works with the keyboard goes on where they are: at the same point, else at the one in its place. */
  #showRows(): void {
    const focused = document.activeElement;
    const index = [...this.#list.children].findIndex((row) => row.contains(focused));
    const kind = focused?.tagName.toLowerCase() ?? '';
    const isAdding = index >= 0 && index === this.#list.childElementCount - 1;
    const label = focused?.getAttribute('aria-label') ?? '';
    this.#list.replaceChildren(...this.#points.map((point) => this.#row(point)), this.#add());
    if (index < 0) return;
    const all = [...this.#list.querySelectorAll<HTMLElement>(kind)];
    const same = all.find((one) => one.getAttribute('aria-label') === label);
    const place = isAdding ? this.#list.lastElementChild : this.#list.children[index];
    (same ?? place?.querySelector<HTMLElement>(kind))?.focus();
  }

  #place({ second, load }: LoadPoint): readonly [number, number] {
    return [(second / drawnSeconds) * size.width, size.height - (load / this.#scale) * size.height];
  }

  #begin(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const at = this.#at(event);
    const near = this.#points.find(({ second }) => Math.abs(second - at.second) <= 4);
    this.#dragged = near?.second ?? Math.round(at.second);
    this.#picture.setPointerCapture(event.pointerId);
    this.#put({ second: this.#dragged, load: at.load });
  }

  #drag(event: PointerEvent): void {
    if (this.#dragged !== undefined) this.#put({ second: this.#dragged, load: this.#at(event).load });
  }

  #at({ clientX, clientY }: PointerEvent): LoadPoint {
    const { left, top, width, height } = this.#picture.getBoundingClientRect();
    return {
      second: ((clientX - left) / width) * drawnSeconds,
      load: Math.max(0, (1 - (clientY - top) / height) * this.#scale),
    };
  }

  #put(point: LoadPoint): void {
    this.#onChange(withPoint(this.#points, point));
  }

  #row({ second, load }: LoadPoint): HTMLElement {
    const labels = this.#labels;
    const input = element('input', {
      type: 'number',
      min: 0,
      step: 'any',
      value: load,
      'aria-label': filled(labels.loadAt, second),
    }) as HTMLInputElement;
    input.addEventListener('change', () => this.#put({ second, load: Number(input.value) || 0 }));
    const remove = signButton('✕', filled(labels.removePoint, second), () =>
      this.#onChange(this.#points.filter((one) => one.second !== second)),
    );
    return element('span', { class: 'point' }, `${second} s`, input, remove);
  }

  #showNumbers(): void {
    for (const [index, { load }] of this.#points.entries()) {
      const input = this.#list.children[index]?.querySelector('input');
      if (input && input !== document.activeElement) input.value = String(load);
    }
  }

  #add(): HTMLElement {
    const label = this.#labels.second;
    const second = element('input', {
      type: 'number',
      min: 0,
      max: drawnSeconds,
      'aria-label': label,
      placeholder: label,
    }) as HTMLInputElement;
    const add = signButton('+', this.#labels.addPoint, () => {
      if (second.value !== '') this.#put({ second: Number(second.value), load: this.#scale / 2 });
    });
    return element('span', { class: 'point' }, second, add);
  }
}

function svg(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  setAttributes(made, attributes);
  return made;
}
