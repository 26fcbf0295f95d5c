/** The logs of a Service's revisions: so many revisions, so many samples, and what is new since somebody asked. */
import type { Sample } from './sample.ts';
import { SampleLog, type LogPlace } from './sampleLog.ts';

/** What a reader has seen; given back to get what came after. */
export type Cursor = ReadonlyMap<string, LogPlace>;

/** Rows of one revision, oldest first: the time, then the values in the order of `sampleColumns`. */
export interface AppendedRows {
  readonly revision: string;
  readonly rows: Float64Array;
  /** They are all there is of this revision: what was given before is to be forgotten. */
  readonly replaces: boolean;
}

export interface Appended {
  readonly cursor: Cursor;
  readonly batches: readonly AppendedRows[];
}

export interface SampleBounds {
  readonly revisions: number;
  readonly samples: number;
}

/** Six hours at one a second. */
export const usualBounds: SampleBounds = { revisions: 20, samples: 6 * 60 * 60 };

export class SampleStore {
  readonly bounds: SampleBounds;
  readonly #logs = new Map<string, SampleLog>();

  constructor(bounds: SampleBounds = usualBounds) {
    this.bounds = bounds;
  }

  get revisions(): readonly string[] {
    return [...this.#logs.keys()];
  }

  get bytes(): number {
    return [...this.#logs.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  log(revision: string): SampleLog | undefined {
    return this.#logs.get(revision);
  }

  append(revision: string, sample: Sample): void {
    this.#logFor(revision).append(sample);
  }

  /** Takes in what was before: samples oldest first. True where something was new. */
  fill(revision: string, samples: readonly Sample[], nearer: number): boolean {
    return samples.length > 0 && this.#logFor(revision).fill(samples, nearer);
  }

  since(cursor: Cursor = new Map()): Appended {
    const batches = [...this.#logs].map(([revision, log]): AppendedRows => {
      const { rows, replaces } = log.rowsSince(cursor.get(revision));
      return { revision, rows, replaces };
    });
    return {
      cursor: new Map([...this.#logs].map(([revision, log]) => [revision, log.place])),
      batches: batches.filter(({ rows }) => rows.length > 0),
    };
  }

  /** Where there are too many, the revision goes whose last sample is the oldest. */
  #logFor(revision: string): SampleLog {
    const known = this.#logs.get(revision);
    if (known !== undefined) return known;
    if (this.#logs.size >= this.bounds.revisions) {
      const [oldest] = [...this.#logs].toSorted(([, a], [, b]) => lastTime(a) - lastTime(b));
      if (oldest !== undefined) this.#logs.delete(oldest[0]);
    }
    const log = new SampleLog(this.bounds.samples);
    this.#logs.set(revision, log);
    return log;
  }
}

function lastTime(log: SampleLog): number {
  return log.length === 0 ? 0 : log.timeAt(log.length - 1);
}
