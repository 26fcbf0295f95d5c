/** What has been sent and answered so far, and in the last second. */
import { Latencies, type Percentiles } from './latencies.ts';

export interface LoadFigures {
  /** Seconds since the first request. */
  readonly elapsed: number;
  readonly sent: number;
  readonly answered: number;
  /** Requests without an answer: no connection, a broken one, none in time. */
  readonly failed: number;
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** How many answers each revision gave; '' where that cannot be told. */
  readonly revisions: Readonly<Record<string, number>>;
  /** Of all answers. */
  readonly latency: Percentiles | undefined;
  readonly lastSecond: {
    readonly sent: number;
    readonly answered: number;
    readonly failed: number;
    readonly latency: Percentiles | undefined;
  };
  /** What went wrong last, in the words of Node (ECONNREFUSED …); '' where nothing did. */
  readonly trouble: string;
}

export class FiguresCounter {
  #begin = performance.now();
  readonly #statuses = new Map<string, number>();
  readonly #revisions = new Map<string, number>();
  readonly #latencies = new Latencies();
  readonly #total = { sent: 0, answered: 0, failed: 0 };
  #before = { sent: 0, answered: 0, failed: 0 };
  #recent = new Latencies();
  #trouble = '';

  /** The first request is sent now; a certificate may have been looked at before. */
  begin(): void {
    this.#begin = performance.now();
  }

  sent(): void {
    this.#total.sent += 1;
  }

  answered(status: number, milliseconds: number): void {
    this.#total.answered += 1;
    countIn(this.#statuses, String(status));
    this.#latencies.add(milliseconds);
    this.#recent.add(milliseconds);
  }

  answeredBy(revision: string | undefined): void {
    countIn(this.#revisions, revision ?? '');
  }

  failed(trouble: string): void {
    this.#total.failed += 1;
    this.#trouble = trouble;
  }

  /** Called once a second, as what it gives of the last second begins with the call before. */
  figures(): LoadFigures {
    const [now, before] = [{ ...this.#total }, this.#before];
    const lastSecond = {
      sent: now.sent - before.sent,
      answered: now.answered - before.answered,
      failed: now.failed - before.failed,
      latency: this.#recent.percentiles(),
    };
    this.#before = now;
    this.#recent = new Latencies();
    return {
      elapsed: Math.round(performance.now() - this.#begin) / 1000,
      ...now,
      statuses: Object.fromEntries(this.#statuses),
      revisions: Object.fromEntries(this.#revisions),
      latency: this.#latencies.percentiles(),
      lastSecond,
      trouble: this.#trouble,
    };
  }
}

/** Nobody answers with so many that the memory would matter, but somebody might try. */
const mostNames = 200;

function countIn(counts: Map<string, number>, name: string): void {
  if (counts.size < mostNames || counts.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
}
