/** Where the figures of a Service's revisions come from beside the objects that are watched. */
import type { Text } from '#knative/text.ts';
import type { Sample, SourceKind } from './sample.ts';

/** What is told of one revision now. */
export type Figures = Omit<Sample, 'time'>;

/** The Service whose revisions are looked at, as far as a source needs to know them. */
export interface MetricsSubject {
  readonly namespace: string;
  readonly service: string;
  readonly revisions: readonly SubjectRevision[];
  /** config-observability; undefined where it may not be read. */
  readonly observability: Readonly<Record<string, string>> | undefined;
}

export interface SubjectRevision {
  readonly name: string;
  /** What it is scaled by, which says whose averages count. */
  readonly metric: 'concurrency' | 'rps' | 'other';
  /** Those that are ready. */
  readonly pods: readonly string[];
  /** Pods wanted, as the objects say. */
  readonly desired: number | undefined;
}

export type Reading =
  | { readonly found: true; readonly text: Text; readonly figures: ReadonlyMap<string, Figures> }
  /** What is missing, and what to enable. */
  | { readonly found: false; readonly text: Text };

export interface MetricsSource {
  readonly kind: Exclude<SourceKind, 'objects'>;
  /** Seconds between two readings. */
  readonly interval: number;
  /** Rejects with a ClusterError where the cluster does not answer. */
  read(subject: MetricsSubject, signal: AbortSignal): Promise<Reading>;
  /** What was before, by revision, oldest first; only of sources that remember. */
  history?(
    subject: MetricsSubject,
    from: number,
    to: number,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly Sample[]>>;
}
