/**
 * Reads from the best source there is: falls back to the next one where it fails, and returns to it when it answers
 * again. Asks each source no more often than it wants to be asked, and one that fails less and less often.
 */
import { conditionOf } from '#knative/conditions.ts';
import { text, type Text } from '#knative/text.ts';
import { ClusterError } from '../errors.ts';
import { jsonOf, type KubeObject } from '../object.ts';
import type { Figures, MetricsSource, MetricsSubject } from './metricsSource.ts';
import type { ObservedService } from './observedService.ts';
import type { SourceKind, SourceState } from './sample.ts';

export interface SourceReaderOptions {
  /** Best first. */
  readonly sources: readonly MetricsSource[];
  /** Undefined while it is not known what to read of. */
  readonly subject: () => MetricsSubject | undefined;
  /** Which are watched anyway. */
  readonly objects: () => ObservedService;
  readonly changed: () => void;
  /** Whether anybody sees what is read, and not only wants it to be there later. */
  readonly isSeen: () => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Is told when a source is read from that was not before. */
export type OnTurn = (signal: AbortSignal, source: MetricsSource) => void;

/** Seconds after which a source that is not in use is asked whether it could be. */
const betweenLooks = 60;
/** Seconds between two readings that nobody sees: what counts between them are the objects, which are watched. */
const betweenUnseen = 10;
const [firstPause, longestPause, pauseOfChosen] = [5, 60, 10];
/** Failures in a row from which on a source counts as broken. */
const broken = 2;

interface Watched {
  readonly source: MetricsSource;
  text: Text;
  available: boolean;
  failures: number;
  /** Milliseconds since 1970. */
  nextAt: number;
  holdsUntil: number;
  reading: boolean;
  figures: ReadonlyMap<string, Figures>;
}

export class SourceReader {
  readonly #options: SourceReaderOptions;
  readonly #watched: readonly Watched[];
  #choice: SourceKind | undefined;
  #signal: AbortSignal | undefined;
  #onTurn: OnTurn = () => undefined;
  #active: Watched | undefined;

  constructor(options: SourceReaderOptions) {
    this.#options = options;
    this.#watched = options.sources.map((source) => ({
      source,
      text: text('Not asked yet.'),
      available: false,
      failures: 0,
      nextAt: 0,
      holdsUntil: 0,
      reading: false,
      figures: new Map(),
    }));
  }

  get states(): readonly SourceState[] {
    const others = this.#watched.map(({ source, available, text: words }): SourceState => ({
      kind: source.kind,
      available,
      text: words,
    }));
    return [...others, objectsState(this.#options.objects())];
  }

  get source(): SourceKind {
    return this.#active?.source.kind ?? 'objects';
  }

  get choice(): SourceKind | undefined {
    return this.#choice;
  }

  /** Seconds. */
  get interval(): number {
    return this.#active === undefined ? 1 : this.#intervalOf(this.#active);
  }

  choose(choice: SourceKind | undefined): void {
    this.#choice = choice;
    // Who chooses wants to know now.
    for (const one of this.#watched) if (one.source.kind === choice) one.nextAt = 0;
    this.#turn();
    this.#options.changed();
  }

  /** Until the signal says to stop. */
  start(signal: AbortSignal, onTurn: OnTurn): void {
    this.#signal = signal;
    this.#onTurn = onTurn;
    this.#active = undefined;
    for (const one of this.#watched) Object.assign(one, { nextAt: 0, failures: 0, figures: new Map() });
  }

  /** Reads what is due; called every second. */
  tick(): void {
    const subject = this.#options.subject();
    const signal = this.#signal;
    if (subject === undefined || signal === undefined || signal.aborted) return;
    for (const one of this.#watched) {
      if (!one.reading && one.nextAt <= this.#options.now()) void this.#read(one, subject, signal);
    }
  }

  /** What the source in use says of a revision, unless it is too long ago. */
  figuresOf(revision: string): Figures | undefined {
    const active = this.#active;
    if (active === undefined) return undefined;
    return this.#options.now() > active.holdsUntil ? undefined : active.figures.get(revision);
  }

  /** Somebody sees again what is read. */
  seen(): void {
    if (this.#active !== undefined) this.#active.nextAt = 0;
  }

  async #read(one: Watched, subject: MetricsSubject, signal: AbortSignal): Promise<void> {
    one.reading = true;
    try {
      const reading = await one.source.read(subject, signal);
      if (signal.aborted) return;
      one.failures = reading.found ? 0 : one.failures + 1;
      one.available = reading.found;
      one.text = reading.text;
      if (reading.found) {
        one.figures = reading.figures;
        // One reading that comes late, or not at all, leaves no gap.
        const seconds = this.#intervalOf(one) + one.source.interval * 2;
        one.holdsUntil = this.#options.now() + seconds * 1000;
      }
    } catch (error) {
      if (signal.aborted) return;
      one.failures++;
      // One that answered a moment ago is given a second chance.
      one.available &&= one.failures < broken;
      one.text = text('It does not answer: {0}', wordsOf(error));
    } finally {
      one.reading = false;
    }
    this.#turn();
    one.nextAt = this.#options.now() + this.#pauseOf(one) * 1000;
    this.#options.changed();
  }

  /** Seconds. */
  #pauseOf(one: Watched): number {
    // Who chooses a source waits for it.
    const most = one.source.kind === this.#choice ? pauseOfChosen : longestPause;
    if (one.failures > 0) return Math.min(firstPause * 2 ** (one.failures - 1), most);
    return one === this.#active ? this.#intervalOf(one) : betweenLooks;
  }

  #intervalOf({ source: { interval } }: Watched): number {
    return this.#options.isSeen() ? interval : Math.max(interval, betweenUnseen);
  }

  #turn(): void {
    const before = this.#active;
    const usable = this.#watched.filter(({ available }) => available);
    const chosen = usable.find(({ source }) => source.kind === this.#choice);
    this.#active = chosen ?? (this.#choice === 'objects' ? undefined : usable[0]);
    if (this.#active === undefined || this.#active === before) return;
    this.#active.nextAt = Math.min(this.#active.nextAt, this.#options.now());
    if (this.#signal?.aborted === false) this.#onTurn(this.#signal, this.#active.source);
  }
}

function objectsState({ phase, error, revisions }: ObservedService): SourceState {
  if (phase === 'failed' && error !== undefined) {
    return { kind: 'objects', available: false, text: text('It does not answer: {0}', wordsOf(error)) };
  }
  const blind = revisions.find(({ horizontal }) => horizontal !== undefined && measuresNothing(horizontal));
  if (blind !== undefined) {
    const words = text(
      'How many replicas are wanted and ready. The HorizontalPodAutoscaler of {0} measures nothing: for CPU and memory it needs metrics-server.',
      blind.name,
    );
    return { kind: 'objects', available: true, text: words };
  }
  return {
    kind: 'objects',
    available: true,
    text: text('How many replicas are wanted and ready, from the objects of the cluster.'),
  };
}

/** As its controller says it (k8s.io/kubernetes pkg/controller/podautoscaler). */
function measuresNothing(horizontal: KubeObject): boolean {
  const active = conditionOf(jsonOf(horizontal), 'ScalingActive');
  return active?.status === 'False' && active.reason.startsWith('FailedGet');
}

/** The server's own words. */
function wordsOf(error: unknown): string {
  return error instanceof ClusterError || error instanceof Error ? error.message : String(error);
}
