/** The whole of the dashboard: its parts, what is looked at, and when it is drawn again. */
import {
  type AutoscalingHello,
  type AutoscalingIntent,
  type AutoscalingState,
  type RevisionState,
} from '#protocol/autoscalingPanel.ts';
import { element, setAttributes } from '../kit/elements.ts';
import { onThemeChange } from '../kit/theme.ts';
import { ChartFigure } from './chartFigure.ts';
import type { ChartModel, Mark } from './chartModel.ts';
import { chartModels } from './chartModels.ts';
import { EventsSection } from './eventsSection.ts';
import { wordingIn, type Wording } from './figures.ts';
import type { History } from './history.ts';
import type { KeptView } from './keptView.ts';
import { stepFor, type Slice } from './slice.ts';
import { LoadForm } from './loadForm.ts';
import { SettingsSection } from './settingsSection.ts';
import { SourcesSection } from './sourcesSection.ts';
import { Toolbar, moveOf } from './toolbar.ts';
import { moved, paused, ranges, spanOf, withRange, zoomedTo, type Move, type Viewport } from './viewport.ts';
import { WhatIfSection } from './whatIfSection.ts';
import { WhySection } from './whySection.ts';

/** Milliseconds between two drawings while samples come. */
const pace = 250;

export interface Memory {
  /** How it was looked at before it was hidden. */
  readonly before: KeptView | undefined;
  keep(view: KeptView): void;
}

export class Dashboard {
  readonly #history: History;
  readonly #wording: Wording;
  readonly #figures = new Map<string, ChartFigure>();
  readonly #charts = element('div', { class: 'charts', role: 'group' });
  readonly #toolbar: Toolbar;
  readonly #why: WhySection;
  readonly #settings: SettingsSection;
  readonly #sources: SourcesSection;
  readonly #load: LoadForm;
  readonly #whatIf: WhatIfSection;
  readonly #events: EventsSection;
  #state: AutoscalingState | undefined;
  #viewport: Viewport = withRange(ranges.m5);
  readonly #service: string;
  #revision: string;
  #asTable = false;
  #drawing: number | undefined;
  #frame: number | undefined;
  #keeping: number | undefined;
  readonly #memory: Memory;
  /** How far the clock of the host is ahead of this one, in seconds. */
  #ahead = 0;

  constructor(
    hello: AutoscalingHello,
    history: History,
    send: (intent: AutoscalingIntent) => void,
    memory: Memory,
  ) {
    const { subject, language, labels } = hello;
    this.#history = history;
    this.#service = subject.service;
    this.#revision = subject.revision;
    this.#wording = wordingIn(language, labels);
    this.#toolbar = new Toolbar(labels, {
      onRange: (seconds) => this.#look(withRange(seconds)),
      onMove: (move) => this.#move(move),
      onPause: () => this.#pause(),
      onRevision: (revision) => this.#choose(revision),
      onTable: () => this.#toggleTable(),
    });
    this.#why = new WhySection(labels);
    this.#settings = new SettingsSection(labels, send);
    this.#sources = new SourcesSection(labels, send);
    this.#load = new LoadForm(labels, send);
    this.#whatIf = new WhatIfSection(this.#wording, send);
    this.#events = new EventsSection(this.#wording);
    this.#build(hello);
    this.#memory = memory;
    this.#recall(memory.before);
    this.#listen();
  }

  show(state: AutoscalingState): void {
    this.#state = state;
    this.#ahead = state.now - Date.now() / 1000;
    if (this.#revision !== '' && !state.revisions.some(({ name }) => name === this.#revision)) {
      // It may still come while nothing is known yet.
      if (state.phase === 'live') this.#revision = '';
    }
    this.#settings.show(this.#inFocus(), state.file);
    this.#sources.show(state);
    this.#load.show(state);
    this.#showWords();
    this.showSoon();
  }

  showSoon(): void {
    if (this.#drawing !== undefined || document.hidden) return;
    this.#drawing = window.setTimeout(() => this.#draw(), pace);
  }

  #recall(view: KeptView | undefined): void {
    if (view === undefined) return;
    this.#viewport = view.viewport;
    this.#revision = view.revision;
    this.#asTable = view.asTable;
    if (view.load !== undefined) this.#load.begin(view.load);
    if (view.trial !== undefined) this.#whatIf.begin(view.trial);
  }

  /** After what its user did; a page that is hidden is gone. */
  #keepSoon(): void {
    window.clearTimeout(this.#keeping);
    this.#keeping = window.setTimeout(() => {
      this.#memory.keep({
        viewport: this.#viewport,
        revision: this.#revision,
        asTable: this.#asTable,
        trial: this.#whatIf.kept,
        load: this.#load.kept,
      });
    }, pace);
  }

  #build({ subject, labels }: AutoscalingHello): void {
    setAttributes(this.#charts, { 'aria-label': labels.keys, tabindex: 0 });
    document.body.append(
      element('h1', {}, subject.service),
      element('p', { class: 'place' }, `${subject.context} / ${subject.namespace}`),
      this.#why.root,
      this.#toolbar.root,
      this.#charts,
      this.#events.root,
      element('div', { class: 'columns' }, this.#load.root, this.#sources.root),
      this.#whatIf.root,
      this.#settings.root,
    );
  }

  #listen(): void {
    this.#charts.addEventListener('keydown', (event) => {
      const move = moveOf(event);
      if (move === undefined) return;
      event.preventDefault();
      this.#move(move);
    });
    for (const kind of ['input', 'change', 'click', 'keyup', 'pointerup']) {
      document.body.addEventListener(kind, () => this.#keepSoon());
    }
    new ResizeObserver(() => this.#resize()).observe(this.#charts);
    onThemeChange(() => this.#recolour());
    document.addEventListener('visibilitychange', () => this.showSoon());
    window.setInterval(() => {
      this.#showWords();
      if (this.#viewport.still === undefined) this.showSoon();
    }, 1000);
  }

  get #now(): number {
    return Date.now() / 1000 + this.#ahead;
  }

  #move(move: Move): void {
    this.#look(moved(this.#viewport, move, Math.round(this.#now)));
  }

  #pause(): void {
    const now = Math.round(this.#now);
    this.#look(
      this.#viewport.still === undefined ? paused(this.#viewport, now) : moved(this.#viewport, 'live', now),
    );
  }

  #look(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#keepSoon();
    this.#drawNow();
  }

  /** Once in a frame, however many keys are pressed in it. */
  #drawNow(): void {
    if (this.#frame !== undefined) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  }

  #choose(revision: string): void {
    this.#revision = revision;
    if (this.#state !== undefined) this.show(this.#state);
    this.#drawNow();
  }

  #toggleTable(): void {
    this.#asTable = !this.#asTable;
    this.#drawNow();
  }

  #showWords(): void {
    if (this.#state !== undefined) this.#why.show(this.#state, this.#revision, this.#now);
  }

  /** The revision whose settings are shown: the one that is looked at, else the one that gets most. */
  #inFocus(): RevisionState | undefined {
    const revisions = this.#state?.revisions ?? [];
    const chosen = revisions.find(({ name }) => name === this.#revision);
    return chosen ?? revisions.toSorted((a, b) => b.percent - a.percent)[0];
  }

  #draw(): void {
    window.clearTimeout(this.#drawing);
    this.#drawing = undefined;
    const state = this.#state;
    if (state === undefined) return;
    const span = this.#span();
    const { revisions } = state;
    const names = revisions.map(({ name }) => name);
    this.#toolbar.show(this.#viewport, names, this.#revision, this.#asTable);
    const looking = {
      history: this.#history,
      slice: this.#slice(span, state.interval),
      revisions,
      revision: this.#revision,
      labels: this.#wording.labels,
    };
    const marks = state.markers.filter(
      ({ time, revision }) =>
        time >= span.from &&
        time <= span.to &&
        (this.#revision === '' || ['', this.#revision].includes(revision)),
    );
    for (const model of chartModels(looking))
      this.#figure(model).show(model, marksFor(model, marks, this.#service), this.#asTable);
    this.#events.show(marks);
    this.#whatIf.show({
      state,
      revision: this.#inFocus(),
      history: this.#history,
      span,
      asTable: this.#asTable,
    });
  }

  #span(): { readonly from: number; readonly to: number } {
    const { from, to } = spanOf(this.#viewport, Math.floor(this.#now));
    return { from: Math.floor(from), to: Math.ceil(to) };
  }

  /** As many points as there are pixels for, more or less. */
  #slice({ from, to }: { readonly from: number; readonly to: number }, interval: number): Slice {
    return { from, to, step: stepFor(to - from, 500), hold: Math.max(3, Math.ceil(interval * 2.5)) };
  }

  #figure({ key }: ChartModel): ChartFigure {
    let figure = this.#figures.get(key);
    if (figure === undefined) {
      const onSpan = (span: { readonly from: number; readonly to: number }): void =>
        this.#look(zoomedTo(this.#viewport, span, Math.round(this.#now)));
      figure = new ChartFigure(this.#wording, { onSpan, onReset: () => this.#move('live') }, 'autoscaling');
      this.#figures.set(key, figure);
      this.#charts.append(figure.root);
    }
    return figure;
  }

  #resize(): void {
    for (const figure of this.#figures.values()) figure.resize();
    this.#whatIf.resize();
  }

  #recolour(): void {
    for (const figure of this.#figures.values()) figure.recolour();
    this.#whatIf.recolour();
  }
}

/** Labels are read in one chart, without the name that all revisions begin with; the others have the lines. */
function marksFor({ key }: ChartModel, marks: readonly Mark[], service: string): readonly Mark[] {
  return marks.map(({ time, kind, text }) => {
    return { time, kind, text: key === 'replicas' ? text.replaceAll(`${service}-`, '') : '' };
  });
}
