/** What if: other settings on the load that was, or on one that is drawn, beside what the autoscaler did. */
import type { AutoscalerSettings } from '#knative/autoscaler/settings.ts';
import type { AutoscalingIntent, AutoscalingState, RevisionState } from '#protocol/autoscalingPanel.ts';
import type { WhatIfLabels } from '#protocol/autoscalingLabels.ts';
import { element, setAttributes, setText } from '../kit/elements.ts';
import { ChartFigure } from './chartFigure.ts';
import {
  compareOnDrawn,
  compareOnRecorded,
  comparisonChart,
  emptyComparison,
  type Comparison,
} from './comparison.ts';
import { button, choiceField } from './controls.ts';
import { presetLoad, type LoadPoint, type Preset } from './drawnLoad.ts';
import type { Wording } from './figures.ts';
import type { History } from './history.ts';
import type { KeptTrial } from './keptView.ts';
import { LoadSketch } from './loadSketch.ts';
import { recordedLoad } from './recordedLoad.ts';
import { totalsTable } from './totalsTable.ts';
import { annotationsFor, changesOf, settingsFor, wishedOf } from './trial.ts';
import type { Span } from './viewport.ts';
import { WishFields } from './wishFields.ts';

/** Seconds after which a load that goes on is tried again: longer for a long one, which takes longer. */
function paceOf({ from, to }: Span): number {
  return Math.max(5, Math.round((to - from) / 240));
}

/** Milliseconds. */
const rest = 200;

interface Seen {
  readonly state: AutoscalingState;
  readonly revision: RevisionState | undefined;
  readonly history: History;
  readonly span: Span;
  readonly asTable: boolean;
}

export class WhatIfSection {
  readonly root = element('section', { class: 'whatIf' });
  readonly #labels: WhatIfLabels;
  readonly #reading: string;
  readonly #fields: WishFields;
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
  #before: KeptTrial | undefined;

  constructor(wording: Wording, send: (intent: AutoscalingIntent) => void) {
    const labels = wording.labels.whatIf;
    this.#labels = labels;
    this.#reading = wording.labels.loading;
    this.#fields = new WishFields(labels, () => this.#runSoon());
    this.#from = choiceField(labels.loadFrom, [
      ['recorded', labels.recorded],
      ['drawn', labels.drawn],
    ]);
    this.#sketch = new LoadSketch(labels, (points) => this.#draw(points));
    this.#figure = new ChartFigure(wording, { onSpan: () => undefined, onReset: () => undefined });
    this.#write = button(labels.write, () => send({ kind: 'write', annotations: this.#annotations() }));
    this.#build();
    this.#from.input.addEventListener('change', () => this.#run());
  }

  /** The settings that are in force are where a trial starts, and where it starts again when they change. */
  show(seen: Seen): void {
    this.#seen = seen;
    const base = seen.revision?.scaling;
    const shape = JSON.stringify([seen.revision?.name, seen.revision?.containerConcurrency, base]);
    if (shape !== this.#baseShape) {
      this.#baseShape = shape;
      this.#base = base;
      this.#reset();
    }
    this.#runSoon();
  }

  /** What was tried before goes on as soon as its revision is known. */
  begin(trial: KeptTrial): void {
    this.#before = trial;
    this.#from.set(trial.from);
    if (trial.points.length > 0) this.#points = trial.points;
  }

  get kept(): KeptTrial | undefined {
    if (this.#base === undefined) return this.#before;
    return {
      revision: this.#seen?.revision?.name ?? '',
      changed: changesOf(wishedOf(this.#base), this.#fields.value()),
      from: this.#from.value() === 'drawn' ? 'drawn' : 'recorded',
      points: this.#points,
    };
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
      this.#fields.root,
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
    this.#fields.begin(wishedOf(this.#base));
    if (this.#points.length === 0) this.#points = presetLoad('spike', this.#peak());
    this.#goOn();
    this.#run();
  }

  #goOn(): void {
    const [before, base] = [this.#before, this.#base];
    this.#before = undefined;
    if (before === undefined || base === undefined || before.revision !== this.#seen?.revision?.name) return;
    this.#fields.begin(wishedOf(base));
    this.#fields.set({ ...wishedOf(base), ...before.changed });
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

  #annotations(): Readonly<Record<string, string>> {
    return this.#base === undefined ? {} : annotationsFor(this.#base, this.#fields.value());
  }

  /** Trying takes longer than drawing, so it waits until its user has come to rest. */
  #runSoon(): void {
    window.clearTimeout(this.#waiting);
    this.#waiting = window.setTimeout(() => this.#run(), rest);
  }

  #run(): void {
    window.clearTimeout(this.#waiting);
    const drawn = this.#from.value() === 'drawn';
    this.#presets.hidden = !drawn;
    this.#sketch.root.hidden = !drawn;
    this.#body.hidden = this.#base === undefined;
    this.#showRefusal();
    if (this.#base === undefined || this.#seen === undefined) return;
    if (drawn) this.#sketch.show(this.#points);
    // The same once more is not calculated once more; what goes on, every few seconds.
    const pace = paceOf(this.#seen.span);
    const load = drawn ? this.#points : Object.values(this.#seen.span).map((time) => Math.round(time / pace));
    const shape = JSON.stringify([this.#baseShape, this.#fields.value(), load, this.#seen.asTable]);
    if (shape === this.#ran) return;
    this.#ran = shape;
    this.#showComparison(this.#compared(this.#base, this.#settings(this.#base)));
  }

  #settings(base: AutoscalerSettings): AutoscalerSettings {
    return settingsFor(base, this.#fields.value(), this.#seen?.revision?.containerConcurrency ?? 0);
  }

  #compared(base: AutoscalerSettings, settings: AutoscalerSettings): Comparison | undefined {
    if (this.#from.value() === 'drawn') return compareOnDrawn(base, settings, this.#points, this.#labels);
    const { history, span, revision } = this.#seen ?? {};
    if (history === undefined || span === undefined || revision === undefined) return undefined;
    const did = recordedLoad(history, revision.name, settings.metric, span, base.metric);
    return did === undefined ? undefined : compareOnRecorded(base, settings, did, this.#labels);
  }

  #showComparison(compared: Comparison | undefined): void {
    const labels = this.#labels;
    if (compared === undefined) {
      this.#figure.show(emptyComparison({ from: 0, to: 1 }, labels), [], false);
      this.#totals.replaceChildren();
      return;
    }
    const { name, before, after } = compared;
    this.#figure.show(comparisonChart(compared, labels), [], this.#seen?.asTable === true);
    this.#totals.replaceChildren(totalsTable(labels, name, before.totals, after.totals));
  }

  #showRefusal(): void {
    const changed = Object.keys(this.#annotations()).length > 0;
    const words =
      this.#base === undefined
        ? this.#seen?.revision === undefined
          ? this.#reading
          : this.#labels.notForHpa
        : this.#seen?.state.file === ''
          ? this.#labels.noFile
          : changed
            ? ''
            : this.#labels.nothingChanged;
    setText(this.#refusal, words);
    setAttributes(this.#write, { disabled: words !== '' });
  }
}
