/** The load that a dashboard sends: one at a time, also while it is asked whether it may start, and what comes of it. */
import { text, type Text } from '#knative/text.ts';
import type { LoadState } from '#protocol/autoscalingPanel.ts';
import { errorInWords } from '../../../localized.ts';
import type { LoadGenerator, LoadOrder, LoadTold, StartedLoad } from './autoscalingWorld.ts';

export interface LoadEvents {
  readonly changed: () => void;
  /** It began or ended, for the time line. */
  readonly mark: (words: Text) => void;
}

const noLoad: LoadTold = { running: false, lines: [], answered: [], progress: 0, trouble: '' };

export class PanelLoad {
  readonly #generator: LoadGenerator;
  readonly #events: LoadEvents;
  #told: LoadTold = noLoad;
  #started: StartedLoad | undefined;
  #stop: 'no' | 'soon' | 'silently' = 'no';

  constructor(generator: LoadGenerator, events: LoadEvents) {
    this.#generator = generator;
    this.#events = events;
  }

  get state(): LoadState {
    return { ...this.#told, limits: this.#generator.limits };
  }

  async start(order: LoadOrder): Promise<void> {
    if (this.#told.running || this.#stop === 'silently') return;
    this.#stop = 'no';
    this.#tell({ ...noLoad, running: true });
    try {
      this.#take(await this.#generator.start(order, (told) => this.#tell(told)));
    } catch (error) {
      this.#tell({ ...noLoad, trouble: errorInWords(error) });
    }
  }

  /** One that is about to start ends as soon as it has. */
  stop(): void {
    if (this.#started !== undefined) this.#started.stop();
    else if (this.#told.running) this.#stop = 'soon';
  }

  /** Ends it without a word, and for good. */
  dispose(): void {
    this.#stop = 'silently';
    this.#started?.dispose();
  }

  #take(started: StartedLoad | undefined): void {
    if (started === undefined) this.#tell(noLoad);
    else if (this.#stop !== 'no') {
      started.dispose();
      this.#tell(noLoad);
    } else if (this.#told.running) {
      this.#started = started;
      this.#events.mark(text('Load began'));
    }
  }

  #tell(told: LoadTold): void {
    this.#told = told;
    if (!told.running && this.#started !== undefined) {
      this.#started = undefined;
      this.#events.mark(text('Load ended'));
    }
    if (this.#stop !== 'silently') this.#events.changed();
  }
}
