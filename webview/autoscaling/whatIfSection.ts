/** What if: other settings on the load that was, or on one that is drawn, beside what the autoscaler did. */
import type { AutoscalerSettings } from '#knative/autoscaler/settings.ts';
import { totalsOf, whatIf, type WhatIf, type WhatIfPoint } from '#knative/autoscaler/whatIf.ts';
import type { AutoscalingIntent, AutoscalingState, RevisionState } from '#protocol/autoscalingPanel.ts';
import type { WhatIfLabels } from '#protocol/autoscalingLabels.ts';
import { element, setAttributes, setText } from '../kit/elements.ts';
import { ChartFigure } from './chartFigure.ts';
import type { ChartModel, Colour, SeriesModel } from './chartModel.ts';
import { button, choiceField, numberField } from './controls.ts';
import { drawnSeconds, presetLoad, wholeLoad, type LoadPoint, type Preset } from './drawnLoad.ts';
import type { Wording } from './figures.ts';
import type { History } from './history.ts';
import { LoadSketch } from './loadSketch.ts';
import { recordedLoad } from './recordedLoad.ts';
import { totalsTable } from './totalsTable.ts';
import { annotationsFor, settingsFor, wishedOf, type Wished } from './trial.ts';
import type { Span } from './viewport.ts';

/** Seconds after which a load that goes on is tried again. */
const pace = 5;
/** Milliseconds. */
const rest = 200;

interface Seen {
  readonly state: AutoscalingState;
  readonly revision: RevisionState | undefined;
  readonly history: History;
  readonly span: Span;
}

export class WhatIfSection {
  readonly root = element('section', { class: 'whatIf' });
  readonly #labels: WhatIfLabels;
  readonly #fields: ReturnType<typeof fieldsOf>;
  readonly #from: ReturnType<typeof choiceField>;
  readonly #sketch: LoadSketch;
  readonly #presets = element('div', { class: 'actions', role: 'group' });
  readonly #figure: ChartFigure;
  readonly #totals = element('div', { class: 'wide' });
  readonly #refusal = element('p', { class: 'place', role: 'status' });
  readonly #write: HTMLElement;
  readonly #body = element('div', {});
  #points: readonly LoadPoint[] = [];
  #seen: Seen | undefined;
  #base: AutoscalerSettings | undefined;
  #baseShape = '';
  #ran = '';
  #waiting: number | undefined;

  constructor(wording: Wording, send: (intent: AutoscalingIntent) => void) {
    const labels = wording.labels.whatIf;
    this.#labels = labels;
    this.#fields = fieldsOf(labels);
    this.#from = choiceField(labels.loadFrom, [
      ['recorded', labels.recorded],
      ['drawn', labels.drawn],
    ]);
    this.#sketch = new LoadSketch(labels, (points) => this.#draw(points));
    this.#figure = new ChartFigure(wording, { onSpan: () => undefined, onReset: () => undefined });
    this.#write = button(labels.write, () => send({ kind: 'write', annotations: this.#annotations() }));
    this.#build();
    for (const { input } of Object.values(this.#fields)) input.addEventListener('input', () => this.#run());
    this.#from.input.addEventListener('change', () => this.#run());
  }

  /** The settings that are in force are where a trial starts, and where it starts again when they change. */
  show(seen: Seen): void {
    this.#seen = seen;
    const base = seen.revision?.scaling;
    const shape = JSON.stringify([seen.revision?.name, base]);
    if (shape !== this.#baseShape) {
      this.#baseShape = shape;
      this.#base = base;
      this.#reset();
    }
    // Trying takes longer than drawing, so it waits until its user has come to rest.
    window.clearTimeout(this.#waiting);
    this.#waiting = window.setTimeout(() => this.#run(), rest);
  }

  recolour(): void {
    this.#figure.recolour();
  }

  resize(): void {
    this.#figure.resize();
  }

  #build(): void {
    const labels = this.#labels;
    setAttributes(this.#presets, { 'aria-label': labels.presets });
    const presets = ['steady', 'ramp', 'spike', 'waves'] as const;
    this.#presets.append(...presets.map((preset) => button(labels[preset], () => this.#preset(preset))));
    this.#body.append(
      element('div', { class: 'fields' }, ...Object.values(this.#fields).map(({ root }) => root)),
      element('div', { class: 'fields' }, this.#from.root),
      this.#presets,
      this.#sketch.root,
      this.#figure.root,
      this.#totals,
    );
    this.root.append(
      element('h2', {}, labels.title),
      element('p', { class: 'place' }, labels.about),
      this.#body,
      this.#refusal,
      element(
        'div',
        { class: 'actions' },
        this.#write,
        button(labels.reset, () => this.#reset()),
      ),
    );
  }

  #reset(): void {
    if (this.#base === undefined) return;
    const wished = wishedOf(this.#base);
    this.#fields.metric.set(wished.metric);
    this.#fields.target.set(wished.target);
    this.#fields.utilization.set(wished.utilization);
    this.#fields.window.set(wished.window);
    this.#fields.min.set(wished.min);
    this.#fields.max.set(wished.max);
    if (this.#points.length === 0) this.#points = presetLoad('spike', this.#peak());
    this.#run();
  }

  #peak(): number {
    return Math.max(10, (this.#base?.total ?? 10) * 5);
  }

  #preset(preset: Preset): void {
    this.#draw(presetLoad(preset, this.#peak()));
  }

  #draw(points: readonly LoadPoint[]): void {
    this.#points = points;
    this.#run();
  }

  #wished(): Wished {
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

  #annotations(): Readonly<Record<string, string>> {
    return this.#base === undefined ? {} : annotationsFor(this.#base, this.#wished());
  }

  #run(): void {
    const drawn = this.#from.value() === 'drawn';
    this.#presets.hidden = !drawn;
    this.#sketch.root.hidden = !drawn;
    this.#body.hidden = this.#base === undefined;
    this.#showRefusal();
    if (this.#base === undefined || this.#seen === undefined) return;
    if (drawn) this.#sketch.show(this.#points);
    // The same once more is not calculated once more; what goes on, every few seconds.
    const load = drawn ? this.#points : Object.values(this.#seen.span).map((time) => Math.round(time / pace));
    const shape = JSON.stringify([this.#baseShape, this.#wished(), load]);
    if (shape === this.#ran) return;
    this.#ran = shape;
    const settings = settingsFor(this.#base, this.#wished());
    if (drawn) this.#runDrawn(this.#base, settings);
    else this.#runRecorded(this.#base, settings);
  }

  #runDrawn(base: AutoscalerSettings, settings: AutoscalerSettings): void {
    const load = wholeLoad(this.#points).map((point) => ({ time: point.second, load: point.load }));
    const run = (one: AutoscalerSettings): WhatIf =>
      whatIf(one, load, { between: 'lines', readyPods: one.minScale, mostPoints: Infinity });
    this.#showRun(run(base), run(settings), { from: 0, to: drawnSeconds }, this.#labels.nowSeries);
  }

  #runRecorded(base: AutoscalerSettings, settings: AutoscalerSettings): void {
    const { history, span, revision } = this.#seen ?? {};
    if (history === undefined || span === undefined || revision === undefined) return;
    const did = recordedLoad(history, revision.name, settings.metric, span);
    if (did === undefined) {
      this.#figure.show(this.#model([], [], span), [], false);
      this.#totals.replaceChildren();
      return;
    }
    const after = whatIf(settings, did, { readyPods: did[0]?.ready ?? 0, mostPoints: Infinity });
    const before = { points: did, totals: totalsOf(did, base.total) };
    const [first, last] = [did[0]?.time ?? span.from, did.at(-1)?.time ?? span.to];
    this.#showRun(before, after, { from: first, to: last + 1 }, this.#labels.didSeries);
  }

  #showRun(before: WhatIf, after: WhatIf, span: Span, name: string): void {
    const size = Math.max(1, Math.ceil(after.points.length / 720));
    const target = this.#wished().target || 1;
    const curve = (
      label: string,
      colour: Colour,
      points: readonly WhatIfPoint[],
      of: (point: WhatIfPoint) => number,
    ): SeriesModel => {
      const dashed = colour === 'blue';
      return { label, colour, dashed, stepped: !dashed, points: peaks(points.map(of), size) };
    };
    const series = [
      curve(this.#labels.loadSeries, 'blue', after.points, ({ load }) => load / target),
      curve(name, 'grey', before.points, ({ desired }) => Math.max(0, desired)),
      curve(this.#labels.ifSeries, 'purple', after.points, ({ desired }) => Math.max(0, desired)),
    ];
    const times = after.points.filter((_point, index) => index % size === 0).map(({ time }) => time);
    this.#figure.show(this.#model(series, times, span), [], false);
    this.#totals.replaceChildren(totalsTable(this.#labels, name, before.totals, after.totals));
  }

  #model(series: ChartModel['series'], times: readonly number[], span: Span): ChartModel {
    return {
      key: 'whatIf',
      title: this.#labels.replicas,
      unit: 'count',
      times,
      span,
      series,
      stacked: false,
      shades: [],
      missing: this.#labels.nothingRecorded,
      ...(span.from === 0 && { relative: true }),
    };
  }

  #showRefusal(): void {
    const changed = Object.keys(this.#annotations()).length > 0;
    const words =
      this.#base === undefined
        ? this.#labels.notForHpa
        : this.#seen?.state.file === ''
          ? this.#labels.noFile
          : changed
            ? ''
            : this.#labels.nothingChanged;
    setText(this.#refusal, words);
    setAttributes(this.#write, { disabled: words !== '' });
  }
}

/** The highest of each stretch. */
function peaks(values: readonly number[], size: number): readonly number[] {
  const stretches = Array.from({ length: Math.ceil(values.length / size) }, (_none, index) =>
    values.slice(index * size, (index + 1) * size),
  );
  return stretches.map((stretch) => Math.max(...stretch));
}

function fieldsOf(labels: WhatIfLabels) {
  const slider = true;
  return {
    metric: choiceField(labels.metric, [
      ['concurrency', labels.concurrency],
      ['rps', labels.rps],
    ]),
    target: numberField(labels.target, 100, { min: 1, max: 1000, slider }),
    utilization: numberField(labels.utilization, 70, { min: 1, max: 100, slider }),
    window: numberField(labels.window, 60, { min: 6, max: 3600, slider }),
    min: numberField(labels.min, 0, { min: 0, max: 100, slider }),
    max: numberField(labels.max, 0, { min: 0, max: 1000, slider }),
  };
}
