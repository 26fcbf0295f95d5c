/**
 * What the autoscaling dashboard and its host say to each other: a small state and appended batches of samples down,
 * intent up.
 */
import type { AutoscalerSettings } from '#knative/autoscaler/settings.ts';
import type { AutoscalingLabels } from './autoscalingLabels.ts';

export type AutoscalingMessage =
  | AutoscalingHello
  | { readonly kind: 'state'; readonly state: AutoscalingState }
  | { readonly kind: 'samples'; readonly batches: readonly SampleBatch[] };

/** The first thing the host says, after `ready`; history follows in batches. */
export interface AutoscalingHello {
  readonly kind: 'hello';
  readonly subject: AutoscalingSubject;
  readonly language: string;
  readonly labels: AutoscalingLabels;
}

/** What a panel is about; VS Code keeps it over a reload. */
export interface AutoscalingSubject {
  readonly context: string;
  readonly namespace: string;
  readonly service: string;
  /** The one that is looked at first; '' for all of them. */
  readonly revision: string;
}

/** The order of the values in a row of a batch; NaN where a source does not tell one. */
export const sampleFields = [
  'time',
  'desired',
  'ready',
  'stable',
  'panic',
  'concurrency',
  'requests',
  'panicking',
  'p50',
  'p95',
  'p99',
  'errors',
] as const;

export type SampleField = Exclude<(typeof sampleFields)[number], 'time'>;

/** Samples of one revision, oldest first, row after row. */
export interface SampleBatch {
  readonly revision: string;
  readonly rows: Float64Array;
  /** They are all there are: what was sent of the revision before counts no more. */
  readonly replaces: boolean;
}

export interface AutoscalingState {
  readonly phase: 'loading' | 'live' | 'failed' | 'gone';
  /** What is wrong or not there yet, in words; '' where all is well. */
  readonly trouble: string;
  /** Newest first. */
  readonly revisions: readonly RevisionState[];
  readonly sources: readonly SourceChoice[];
  /** The one that was asked for; '' for the best one there is. */
  readonly source: string;
  /** Seconds between two samples of the source. */
  readonly interval: number;
  readonly markers: readonly TimeMarker[];
  readonly load: LoadState;
  /** A link for more; '' where no base URL is set. */
  readonly grafana: string;
  /** The manifest that gives the Service; '' where none is known. */
  readonly file: string;
  /** Where requests can be sent: the Service's own address, and those of tags. */
  readonly addresses: readonly AddressChoice[];
  /** The host's clock, in seconds since 1970: samples and countdowns go by it. */
  readonly now: number;
}

export interface RevisionState {
  readonly name: string;
  /** Of the requests to the Service. */
  readonly percent: number;
  /** One sentence: how many replicas are wanted, and why. */
  readonly why: string;
  /** What else is worth saying. */
  readonly notes: readonly string[];
  readonly panicking: boolean;
  /** When the last replica goes, in seconds since 1970; undefined where it does not. */
  readonly zeroAt: number | undefined;
  readonly settings: readonly SettingRow[];
  /** What the autoscaler goes by; undefined where it is not Knative's own (HPA). */
  readonly scaling: AutoscalerSettings | undefined;
  /** Requests that one replica takes at once at most; 0 for no limit. */
  readonly containerConcurrency: number;
}

export interface SettingRow {
  readonly name: string;
  readonly value: string;
  /** Where the value comes from, in words. */
  readonly origin: string;
  /** The annotation in the manifest; '' where it comes from elsewhere. */
  readonly annotation: string;
}

export interface SourceChoice {
  readonly kind: string;
  readonly name: string;
  readonly available: boolean;
  readonly chosen: boolean;
  readonly text: string;
}

export interface TimeMarker {
  readonly time: number;
  readonly kind: 'deploy' | 'traffic' | 'scale' | 'load';
  readonly revision: string;
  readonly text: string;
}

export interface AddressChoice {
  readonly label: string;
  readonly url: string;
}

export interface LoadState {
  readonly running: boolean;
  /** What was sent and what came back, in lines. */
  readonly lines: readonly string[];
  /** Who answered, most first. */
  readonly answered: readonly { readonly revision: string; readonly count: number }[];
  /** How far it is, 0 to 1. */
  readonly progress: number;
  /** Why it did not start or ended early; '' where it did not. */
  readonly trouble: string;
  /** What it never goes beyond, in words. */
  readonly limits: string;
}

/** What is to be sent; the host holds it to the limits. */
export interface LoadWish {
  readonly url: string;
  readonly path: string;
  readonly method: string;
  /** `Name: value` in each line. */
  readonly headers: string;
  readonly by: 'rate' | 'concurrency';
  /** Requests a second, or at once. */
  readonly amount: number;
  /** Seconds. */
  readonly duration: number;
}

export type AutoscalingIntent =
  /** The panel has loaded: say hello, and all the history. */
  | { readonly kind: 'ready' }
  /** Which source to read from; '' for the best one there is. */
  | { readonly kind: 'source'; readonly source: string }
  /** Show the annotation in the manifest. */
  | { readonly kind: 'annotation'; readonly revision: string; readonly annotation: string }
  /** Put annotations into the manifest, by their full keys; '' takes one away. */
  | { readonly kind: 'write'; readonly annotations: Readonly<Record<string, string>> }
  | { readonly kind: 'startLoad'; readonly wish: LoadWish }
  | { readonly kind: 'stopLoad' }
  | { readonly kind: 'grafana' }
  | { readonly kind: 'settings' };

/** Decodes what a webview sent; undefined for what is none of these. */
export function autoscalingIntent(message: unknown): AutoscalingIntent | undefined {
  const one = fieldsOf(message);
  switch (one?.['kind']) {
    case 'ready':
    case 'stopLoad':
    case 'grafana':
    case 'settings':
      return { kind: one['kind'] };
    case 'source':
      return typeof one['source'] === 'string' ? { kind: 'source', source: one['source'] } : undefined;
    case 'annotation': {
      const { revision, annotation } = one;
      if (typeof revision !== 'string' || typeof annotation !== 'string') return undefined;
      return { kind: 'annotation', revision, annotation };
    }
    case 'write': {
      const annotations = textsOf(one['annotations']);
      return annotations === undefined ? undefined : { kind: 'write', annotations };
    }
    case 'startLoad': {
      const wish = loadWish(one['wish']);
      return wish === undefined ? undefined : { kind: 'startLoad', wish };
    }
    default:
      return undefined;
  }
}

/** Decodes what VS Code kept of a panel; undefined for what is none. */
export function autoscalingSubject(kept: unknown): AutoscalingSubject | undefined {
  const { context, namespace, service, revision } = fieldsOf(kept) ?? {};
  if (typeof context !== 'string' || typeof namespace !== 'string') return undefined;
  if (typeof service !== 'string' || typeof revision !== 'string') return undefined;
  return { context, namespace, service, revision };
}

function loadWish(value: unknown): LoadWish | undefined {
  const { url, path, method, headers, by, amount, duration } = fieldsOf(value) ?? {};
  if (typeof url !== 'string' || typeof path !== 'string') return undefined;
  if (typeof method !== 'string' || typeof headers !== 'string') return undefined;
  if (by !== 'rate' && by !== 'concurrency') return undefined;
  if (!isFinite(amount) || !isFinite(duration)) return undefined;
  return { url, path, method, headers, by, amount, duration };
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function textsOf(value: unknown): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(fieldsOf(value) ?? {});
  if (fieldsOf(value) === undefined || !entries.every((entry) => isTextEntry(entry))) return undefined;
  return Object.fromEntries(entries.filter((entry) => isTextEntry(entry)));
}

function isTextEntry(entry: readonly [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
