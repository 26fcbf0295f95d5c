/** The only user of uPlot: draws a chart's model, with one crosshair for all charts, and says what is marked with the mouse. */
import uPlot from 'uplot';
import { themeColour } from '../kit/theme.ts';
import { chartColour, chartFont } from './chartColours.ts';
import { drawMarks, drawShades, type Plane } from './chartMarks.ts';
import type { ChartModel, Mark } from './chartModel.ts';
import type { Wording } from './figures.ts';
import type { Span } from './viewport.ts';

export interface ChartEvents {
  /** A part of the time was marked. */
  readonly onSpan: (span: Span) => void;
  /** The crosshair is at this point; undefined where it is nowhere. */
  readonly onPoint: (index: number | undefined) => void;
  readonly onReset: () => void;
}

const height = 150;

export class Chart {
  readonly #parent: HTMLElement;
  readonly #wording: Wording;
  readonly #events: ChartEvents;
  readonly #sync: string | undefined;
  #plot: uPlot | undefined;
  #shape = '';
  #model: ChartModel | undefined;
  #marks: readonly Mark[] = [];

  /** @param sync charts of the same name share their crosshair */
  constructor(parent: HTMLElement, wording: Wording, events: ChartEvents, sync?: string) {
    this.#parent = parent;
    this.#wording = wording;
    this.#events = events;
    this.#sync = sync;
  }

  show(model: ChartModel, marks: readonly Mark[]): void {
    this.#model = model;
    this.#marks = marks;
    const { relative, unit } = model;
    const shape = JSON.stringify([relative, unit, model.series.map(({ label, colour }) => [label, colour])]);
    if (this.#plot === undefined || shape !== this.#shape) {
      this.#shape = shape;
      this.#make(model);
    } else {
      this.#plot.setData(dataOf(model));
    }
  }

  /** After a change of the theme. */
  recolour(): void {
    if (this.#model !== undefined) this.#make(this.#model);
  }

  resize(): void {
    const width = this.#parent.clientWidth;
    if (width > 0 && width !== this.#plot?.width) this.#plot?.setSize({ width, height });
  }

  #make(model: ChartModel): void {
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(model), dataOf(model), this.#parent);
  }

  #options(model: ChartModel): uPlot.Options {
    return {
      width: Math.max(this.#parent.clientWidth, 200),
      height,
      padding: [14, 22, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { size: 6 },
        drag: { x: true, y: false, setScale: false, dist: 4 },
        ...(this.#sync === undefined ? {} : { sync: { key: this.#sync, scales: ['x', null] } }),
        bind: { dblclick: () => () => this.#reset() },
      },
      scales: {
        x: { time: model.relative !== true, range: () => this.#span() },
        y: { range: (_plot, _min, max) => [0, top(max)] },
      },
      axes: axes(this.#wording, model),
      series: [{}, ...seriesOf(model)],
      hooks: {
        drawClear: [(plot) => drawShades(this.#plane(plot), this.#model?.shades ?? [])],
        draw: [(plot) => drawMarks(this.#plane(plot), this.#marks)],
        setCursor: [({ cursor }) => this.#events.onPoint(cursor.idx ?? undefined)],
        setSelect: [(plot) => this.#select(plot)],
      },
    };
  }

  #reset(): null {
    this.#events.onReset();
    return null;
  }

  #span(): uPlot.Range.MinMax {
    const { from, to } = this.#model?.span ?? { from: 0, to: 1 };
    return [from, to];
  }

  #select(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < 4) return;
    const [from, to] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#events.onSpan({ from, to });
  }

  #plane(plot: uPlot): Plane {
    return { ctx: plot.ctx, bbox: plot.bbox, at: (time) => plot.valToPos(time, 'x', true) };
  }
}

function dataOf({ times, series, stacked }: ChartModel): uPlot.AlignedData {
  if (!stacked) return [[...times], ...series.map(({ points }) => [...points])];
  // Drawn from the back: all of them together first, then without the last, and so on.
  const sums: (number | null)[][] = [];
  for (const { points } of series) {
    const below = sums[0];
    sums.unshift(points.map((value, index) => (below === undefined ? value : plus(below[index], value))));
  }
  return [[...times], ...sums];
}

function plus(a: number | null | undefined, b: number | null): number | null {
  return a === null || a === undefined ? b : a + (b ?? 0);
}

function seriesOf({ series, stacked }: ChartModel): readonly uPlot.Series[] {
  const drawn = series.map(({ colour, dashed, stepped }): uPlot.Series => {
    const { stepped: steps } = uPlot.paths;
    return {
      stroke: chartColour(colour),
      width: dashed ? 1 : 1.5,
      points: { show: false },
      ...(stacked ? { fill: chartColour(colour) } : {}),
      ...(dashed ? { dash: [5, 4] } : {}),
      ...(stepped && steps !== undefined ? { paths: steps({ align: 1 }) } : {}),
    };
  });
  return stacked ? drawn.toReversed() : drawn;
}

function axes({ time, figure }: Wording, { unit, relative = false }: ChartModel): uPlot.Axis[] {
  const line = { stroke: themeColour('editorWidget-border', 'panel-border', 'contrastBorder'), width: 1 };
  const shared = {
    stroke: themeColour('descriptionForeground', 'foreground'),
    font: `11px ${chartFont()}`,
  };
  return [
    {
      ...shared,
      grid: { show: false },
      ticks: { ...line, size: 4 },
      size: 26,
      space: 70,
      values: (_plot, splits, _axis, _space, step) =>
        splits.map((split) => {
          if (relative) return `${split} s`;
          return step % 60 === 0 ? time(split).slice(0, 5) : time(split);
        }),
    },
    {
      ...shared,
      grid: { ...line, dash: [1, 4] },
      ticks: { show: false },
      size: 52,
      gap: 4,
      space: 28,
      incrs: unit === 'count' ? wholeSteps : anySteps,
      values: (_plot, splits) => splits.map((split) => figure(split, unit)),
    },
  ];
}

const anySteps = [1e-3, 1e-2, 1e-1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap((one) => [one, 2 * one, 5 * one]);
const wholeSteps = anySteps.filter((one) => one >= 1);

/** A bit of room above the highest, and something to see where all is 0. */
function top(most: number | null): number {
  return most === null || most <= 0 ? 1 : most * 1.1;
}
