/**
 * Records what a Service's revisions do, second by second, while somebody looks, from whichever source tells the most;
 * what it recorded stays for a while after the last viewer has gone.
 */
import { setImmediate as breath } from 'node:timers/promises';
import type { ClusterError } from '../errors.ts';
import type { LiveService } from '../services.ts';
import type { Session } from '../session.ts';
import { changeMarkers } from './changeMarkers.ts';
import { drawnColumns, type DrawnColumns } from './drawnColumns.ts';
import { heldSamples } from './heldSamples.ts';
import type { MetricsSource, MetricsSubject } from './metricsSource.ts';
import { createNotices } from './notices.ts';
import {
  observeService,
  type Observation,
  type ObservedRevision,
  type ObservedService,
  type Texts,
} from './observedService.ts';
import type { Marker, Sample, SourceKind, SourceState } from './sample.ts';
import { SampleStore, type Appended, type Cursor, type SampleBounds } from './sampleStore.ts';
import { SourceReader } from './sourceReader.ts';

export interface RecorderState {
  /** `gone`: there is no such Service. */
  readonly phase: 'idle' | 'loading' | 'live' | 'failed' | 'gone';
  /** What keeps it from being up to date. */
  readonly error: ClusterError | undefined;
  readonly service: LiveService | undefined;
  /** Newest first. Their `annotations` and `containerConcurrency` are what the autoscaler goes by. */
  readonly revisions: readonly RecordedRevision[];
  /** config-autoscaler as it is now; undefined where it may not be read. */
  readonly autoscalerConfig: Texts | undefined;
  /** Best first. */
  readonly sources: readonly SourceState[];
  /** The one that is read from now. */
  readonly source: SourceKind;
  /** The one that is wanted; undefined for the best there is. */
  readonly choice: SourceKind | undefined;
  /** Seconds between two readings of the source. */
  readonly interval: number;
  /** Oldest first. */
  readonly markers: readonly Marker[];
}

export interface RecordedRevision extends ObservedRevision {
  readonly latest: Sample | undefined;
}

export interface RecorderOptions {
  readonly namespace: string;
  readonly service: string;
  /** Best first; the objects come last by themselves. */
  readonly sources: readonly MetricsSource[];
  readonly bounds?: SampleBounds;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Milliseconds. */
const second = 1000;
const betweenNotices = 100;

const mostMarkers = 500;
const longestHistory = 6 * 60 * 60;

export class MetricsRecorder {
  readonly namespace: string;
  readonly service: string;
  #session: Session;
  readonly #now: () => number;
  readonly #bounds: SampleBounds | undefined;
  readonly #notices = createNotices(betweenNotices);
  #reader: SourceReader;
  #store: SampleStore;
  #viewers = 0;
  /** Those of the viewers who do not see it now. */
  #hidden = 0;
  #running: Running | undefined;
  #observed: ObservedService = nothingObserved;
  #markers: readonly Marker[] = [];
  #shown: readonly RecordedRevision[] | undefined;

  constructor(session: Session, { namespace, service, sources, bounds, now = Date.now }: RecorderOptions) {
    this.namespace = namespace;
    this.service = service;
    this.#session = session;
    this.#now = now;
    this.#bounds = bounds;
    this.#store = new SampleStore(bounds);
    this.#reader = this.#readerOf(sources);
  }

  get session(): Session {
    return this.#session;
  }

  get state(): RecorderState {
    const { phase, error, service, autoscalerConfig } = this.#observed;
    this.#shown ??= this.#observed.revisions.map((one) => ({
      ...one,
      latest: this.#store.log(one.name)?.latest,
    }));
    return {
      phase: this.#running === undefined ? 'idle' : phase === 'known' ? 'live' : phase,
      error,
      service,
      revisions: this.#shown,
      autoscalerConfig,
      sources: this.#reader.states,
      source: this.#reader.source,
      choice: this.#reader.choice,
      interval: this.#reader.interval,
      markers: this.#markers,
    };
  }

  /** How many look. */
  get viewers(): number {
    return this.#viewers;
  }

  /** Bytes that the samples take. */
  get bytes(): number {
    return this.#store.bytes;
  }

  /** Calls back after changes, at most ten times a second. */
  onChange(listener: () => void): () => void {
    return this.#notices.onChange(listener);
  }

  /** Somebody looks, until the returned function is called. */
  view(): () => void {
    this.#viewers++;
    if (this.#viewers === 1) this.#start();
    let looking = true;
    return () => {
      if (!looking) return;
      looking = false;
      this.#viewers--;
      if (this.#viewers === 0) this.#stop();
    };
  }

  /** One of those who look does not see it, until the returned function is called: sources are asked less often. */
  hide(): () => void {
    this.#hidden++;
    let isHidden = true;
    return () => {
      if (!isHidden) return;
      isHidden = false;
      this.#hidden--;
      this.#reader.seen();
    };
  }

  /** The same cluster is connected to anew: goes on there with what was recorded. */
  goOnWith(session: Session, sources: readonly MetricsSource[]): void {
    const isRunning = this.#running !== undefined;
    this.#stop();
    const { choice } = this.#reader;
    this.#session = session;
    this.#reader = this.#readerOf(sources);
    this.#reader.choose(choice);
    if (isRunning) this.#start();
  }

  /** Reads from this source from now on where it can be; undefined for the best there is. */
  choose(source: SourceKind | undefined): void {
    this.#reader.choose(source);
  }

  /** What was recorded after the cursor, all of it without one. */
  since(cursor?: Cursor): Appended {
    return this.#store.since(cursor);
  }

  /** A revision's samples between two times, thinned out so that no peak is lost. */
  columns(revision: string, from: number, to: number, mostPoints: number): DrawnColumns | undefined {
    const log = this.#store.log(revision);
    return log && drawnColumns(log, from, to, mostPoints);
  }

  mark(marker: Marker): void {
    this.#markers = [...this.#markers, marker].slice(-mostMarkers);
    this.#notices.changed();
  }

  /** Forgets what was recorded. */
  forget(): void {
    this.#store = new SampleStore(this.#bounds);
    this.#markers = [];
    this.#changed();
  }

  dispose(): void {
    this.#stop();
    this.forget();
    this.#notices.dispose();
  }

  #readerOf(sources: readonly MetricsSource[]): SourceReader {
    return new SourceReader({
      sources,
      subject: () => this.#subject(),
      objects: () => this.#observed,
      changed: () => this.#changed(),
      isSeen: () => this.#viewers > this.#hidden,
      now: this.#now,
    });
  }

  #start(): void {
    const observation = observeService(this.#session, this.namespace, this.service);
    const look = (): void => this.#look(observation);
    const stops = observation.leases.map(({ collection }) => collection.onChange(look));
    const timer = setInterval(() => this.#record(), second);
    const stop = new AbortController();
    this.#running = { observation, stops, timer, stop };
    this.#observed = observation.read();
    this.#reader.start(stop.signal, (signal, source) => void this.#fill(source, signal));
    this.#changed();
  }

  #stop(): void {
    if (this.#running === undefined) return;
    const { observation, stops, timer, stop } = this.#running;
    this.#running = undefined;
    stop.abort();
    clearInterval(timer);
    for (const one of stops) one();
    for (const lease of observation.leases) lease.release();
    this.#changed();
  }

  #look(observation: Observation): void {
    const before = this.#observed;
    this.#observed = observation.read();
    const markers = changeMarkers(before, this.#observed, this.#now() / 1000);
    if (markers.length > 0) this.#markers = [...this.#markers, ...markers].slice(-mostMarkers);
    this.#changed();
  }

  /** One sample of each revision, as things are now; none while nobody knows how they are. */
  #record(): void {
    if (this.#session.ended.aborted) return;
    this.#reader.tick();
    const { phase, error } = this.#observed;
    if (phase !== 'known' || error !== undefined) return;
    const time = Math.floor(this.#now() / 1000);
    for (const { name, figures } of this.#followed()) {
      // The objects say first how many pods there are; the rest only a source can tell.
      this.#store.append(name, { ...this.#reader.figuresOf(name), ...figures, time });
    }
    this.#changed();
  }

  /** Those that get requests or have pods, then the newest, as many as are kept. */
  #followed(): readonly ObservedRevision[] {
    const { revisions } = this.#observed;
    const most = this.#store.bounds.revisions;
    if (revisions.length <= most) return revisions;
    const isBusy = ({ live, figures }: ObservedRevision): boolean =>
      live.percent > 0 || (figures.desired ?? 0) > 0 || (figures.ready ?? 0) > 0;
    return revisions.toSorted((a, b) => Number(isBusy(b)) - Number(isBusy(a))).slice(0, most);
  }

  #subject(): MetricsSubject | undefined {
    if (this.#observed.phase !== 'known') return undefined;
    return {
      namespace: this.namespace,
      service: this.service,
      revisions: this.#followed(),
      observability: this.#observed.observabilityConfig,
    };
  }

  /** What a source remembers of the hours before, and of the time in which nobody looked. */
  async #fill(source: MetricsSource, signal: AbortSignal): Promise<void> {
    const subject = this.#subject();
    if (source.history === undefined || subject === undefined) return;
    const to = Math.floor(this.#now() / 1000);
    try {
      const history = await source.history(subject, to - longestHistory, to, signal);
      for (const [revision, samples] of history) {
        // One at a time: nobody is to wait for all of them.
        await breath();
        if (signal.aborted) return;
        this.#store.fill(revision, heldSamples(samples, everySeconds, holdSeconds), everySeconds);
      }
      this.#changed();
    } catch {
      // The present is what counts; the source's own state says what is wrong with it.
    }
  }

  #changed(): void {
    this.#shown = undefined;
    this.#notices.changed();
  }
}

/** A source remembers less often than is recorded: what it says holds for so long, and is put down so often. */
const [everySeconds, holdSeconds] = [2, 60];

interface Running {
  readonly observation: Observation;
  readonly stops: readonly (() => void)[];
  readonly timer: NodeJS.Timeout;
  readonly stop: AbortController;
}

const nothingObserved: ObservedService = {
  phase: 'loading',
  error: undefined,
  service: undefined,
  revisions: [],
  autoscalerConfig: undefined,
  observabilityConfig: undefined,
};
