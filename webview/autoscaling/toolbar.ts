/** Above the charts: which part of the time, which revision, charts or tables. With keys for all that zooms. */
import type { AutoscalingLabels } from '#protocol/autoscalingLabels.ts';
import { element, setAttributes, setText } from '../kit/elements.ts';
import { choiceField, signButton } from './controls.ts';
import { ranges, type Move, type Viewport } from './viewport.ts';

export interface ToolbarEvents {
  readonly onRange: (seconds: number) => void;
  readonly onMove: (move: Move) => void;
  /** Stands still, or goes on. */
  readonly onPause: () => void;
  readonly onRevision: (revision: string) => void;
  readonly onTable: () => void;
}

export class Toolbar {
  readonly root = element('div', { class: 'toolbar', role: 'toolbar' });
  readonly #labels: AutoscalingLabels;
  readonly #ranges: readonly (readonly [number, HTMLElement])[];
  readonly #pause: HTMLElement;
  readonly #table: HTMLElement;
  readonly #revision: ReturnType<typeof choiceField>;

  constructor(labels: AutoscalingLabels, events: ToolbarEvents) {
    this.#labels = labels;
    const { m5, m15, h1, h6 } = labels.ranges;
    this.#ranges = (
      [
        [ranges.m5, m5],
        [ranges.m15, m15],
        [ranges.h1, h1],
        [ranges.h6, h6],
      ] as const
    ).map(([seconds, label]) => [seconds, signButton(label, label, () => events.onRange(seconds))] as const);
    this.#pause = signButton('', labels.pause, events.onPause);
    this.#table = signButton(labels.showTable, labels.showTable, events.onTable);
    this.#revision = choiceField(labels.revisions, [['', labels.allRevisions]]);
    this.#revision.input.addEventListener('change', () => events.onRevision(this.#revision.value()));
    const move = (sign: string, label: string, to: Move): HTMLElement =>
      signButton(sign, label, () => events.onMove(to));
    this.root.append(
      group(labels.range, ...this.#ranges.map(([, button]) => button), this.#pause),
      group(
        labels.keys,
        move('−', labels.zoomOut, 'out'),
        move('+', labels.zoomIn, 'in'),
        move('←', labels.earlier, 'earlier'),
        move('→', labels.later, 'later'),
        move('0', labels.live, 'live'),
      ),
      this.#revision.root,
      this.#table,
    );
    setAttributes(this.root, { 'aria-label': labels.range });
  }

  show(viewport: Viewport, revisions: readonly string[], revision: string, asTable: boolean): void {
    for (const [seconds, button] of this.#ranges) {
      setAttributes(button, {
        'aria-pressed': String(viewport.still === undefined && viewport.range === seconds),
      });
    }
    const still = viewport.still !== undefined;
    const words = still ? this.#labels.resume : this.#labels.pause;
    setText(this.#pause, still ? '▶' : '❚❚');
    setAttributes(this.#pause, { 'aria-label': words, title: words, 'aria-pressed': String(still) });
    setText(this.#table, asTable ? this.#labels.showCharts : this.#labels.showTable);
    setAttributes(this.#table, {
      'aria-pressed': String(asTable),
      'aria-label': undefined,
      title: undefined,
    });
    this.#revision.offer([
      ['', this.#labels.allRevisions],
      ...revisions.map((name) => [name, name] as const),
    ]);
    this.#revision.set(revision);
  }
}

/** What a key means where charts have the focus; undefined for others. */
export function moveOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): Move | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  switch (key) {
    case '+':
    case '=':
      return 'in';
    case '-':
    case '_':
      return 'out';
    case 'ArrowLeft':
      return 'earlier';
    case 'ArrowRight':
      return 'later';
    case '0':
      return 'live';
    default:
      return undefined;
  }
}

function group(label: string, ...children: readonly HTMLElement[]): HTMLElement {
  return element('div', { class: 'group', role: 'group', 'aria-label': label }, ...children);
}
