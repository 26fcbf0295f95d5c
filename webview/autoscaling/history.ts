/**
 * What the panel knows of the last six hours: a ring of a value a second for each revision and field. Charts take what
 * they show from it, gathered into as many points as there are pixels for.
 */
import { sampleFields, type SampleBatch, type SampleField } from '#protocol/autoscalingPanel.ts';
import { Ring } from './ring.ts';
import { timesOf, type Gathering, type Points, type Slice } from './slice.ts';

export class History {
  readonly #rings = new Map<string, Ring>();
  #newest = 0;

  get newest(): number {
    return this.#newest;
  }

  get revisions(): readonly string[] {
    return [...this.#rings.keys()];
  }

  add({ revision, rows, replaces }: SampleBatch): void {
    let ring = this.#rings.get(revision);
    if (ring === undefined || replaces) {
      ring = new Ring();
      this.#rings.set(revision, ring);
    }
    const width = sampleFields.length;
    for (let at = 0; at + width <= rows.length; at += width) {
      const time = Math.floor(rows[at] ?? Number.NaN);
      if (!Number.isFinite(time)) continue;
      ring.write(time, rows, at);
      this.#newest = Math.max(this.#newest, time);
    }
  }

  points(revision: string, field: SampleField, slice: Slice, how: Gathering = 'most'): Points {
    return this.#rings.get(revision)?.points(field, slice, how) ?? timesOf(slice).map(() => null);
  }

  /** The newest value that is at most `hold` seconds old. */
  last(revision: string, field: SampleField, hold: number): number | undefined {
    const slice = { from: this.#newest, to: this.#newest + 1, step: 1, hold };
    return this.points(revision, field, slice)[0] ?? undefined;
  }

  /** The load of each second, as it was; what is not known in between stays as it was, and is 0 before the first. */
  seconds(revision: string, field: SampleField, from: number, to: number): readonly number[] {
    const known = this.#rings.get(revision)?.seconds(field, from, to);
    return known ?? Array.from({ length: Math.max(0, to - from) }, () => 0);
  }

  /** The first second of which the field is told. */
  first(revision: string, field: SampleField, from: number, to: number): number | undefined {
    return this.#rings.get(revision)?.first(field, from, to);
  }
}
