/** Hands samples down in batches of a bounded size, at most so many a second, and notes when requests were last seen. */
import { sampleFields, type SampleBatch } from '#protocol/autoscalingPanel.ts';

/** Rows in one message: a webview takes it in without a stutter. */
const mostRows = 25_000;
/** Milliseconds between two messages. */
const pause = 100;

const width = sampleFields.length;
const [concurrency, requests] = [sampleFields.indexOf('concurrency'), sampleFields.indexOf('requests')];

export class SampleFeed {
  readonly #post: (batches: readonly SampleBatch[]) => void;
  readonly #lastRequest = new Map<string, number>();
  #waiting: SampleBatch[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(post: (batches: readonly SampleBatch[]) => void) {
    this.#post = post;
  }

  put(batches: readonly SampleBatch[]): void {
    for (const batch of batches) this.#note(batch);
    this.#waiting.push(...batches.flatMap(pieces));
    if (this.#timer === undefined) this.#send();
  }

  /** Seconds since 1970; undefined where none was seen since requests are told. */
  lastRequest(revision: string): number | undefined {
    return this.#lastRequest.get(revision);
  }

  /** What waits is not sent. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #send(): void {
    this.#timer = undefined;
    let count = 0;
    const now: SampleBatch[] = [];
    while (this.#waiting[0] !== undefined && count + this.#waiting[0].rows.length / width <= mostRows) {
      count += this.#waiting[0].rows.length / width;
      now.push(...this.#waiting.splice(0, 1));
    }
    if (now.length === 0) return;
    this.#post(now);
    this.#timer = setTimeout(() => this.#send(), pause);
  }

  /** Only what was seen counts: before the first request of a record nothing is known of it. */
  #note({ revision, rows }: SampleBatch): void {
    for (let at = 0; at < rows.length; at += width) {
      const load = Math.max(numberOr0(rows[at + concurrency]), numberOr0(rows[at + requests]));
      if (load > 0) this.#lastRequest.set(revision, rows[at] ?? 0);
    }
  }
}

function numberOr0(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : value;
}

function pieces({ revision, rows, replaces }: SampleBatch): readonly SampleBatch[] {
  const size = mostRows * width;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_none, index) => ({
    revision,
    rows: rows.slice(index * size, (index + 1) * size),
    replaces: replaces && index === 0,
  }));
}
