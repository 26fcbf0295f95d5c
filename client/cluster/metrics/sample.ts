/** What is known of a Service's revisions second by second, whichever source tells it. */
import type { Text } from '#knative/text.ts';

/** One revision at one second; what a source does not tell is absent. */
export interface Sample {
  /** Seconds since 1970. */
  readonly time: number;
  /** Pods that are wanted, and pods that are ready. */
  readonly desired?: number;
  readonly ready?: number;
  /** Averages, over the stable and the panic window, of the metric that the revision scales by. */
  readonly stable?: number;
  readonly panic?: number;
  /** Requests at once, and requests a second, now. */
  readonly concurrency?: number;
  readonly requests?: number;
  readonly panicking?: boolean;
  /** Milliseconds that half, 95 % and 99 % of the requests stay below. */
  readonly latency?: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Share of requests that failed, 0 to 1. */
  readonly errors?: number;
}

/** Something that happened, for the time line. */
export interface Marker {
  /** Seconds since 1970. */
  readonly time: number;
  readonly kind: 'deploy' | 'traffic' | 'scale' | 'load';
  /** '' where it is about all of the Service. */
  readonly revision: string;
  readonly text: Text;
}

export type SourceKind = 'prometheus' | 'endpoints' | 'objects';

export interface SourceState {
  readonly kind: SourceKind;
  readonly available: boolean;
  /** What it is read from where it is available; else what is missing and what to enable. */
  readonly text: Text;
}
