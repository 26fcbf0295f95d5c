/** What the traffic editor and its host say to each other: state down, intent up. */

export interface TrafficState {
  readonly service: string;
  /** Where it is: context and namespace. */
  readonly place: string;
  readonly targets: readonly TargetRow[];
  /** Tags cannot be chosen here. */
  readonly fixedTags: boolean;
  /** Revisions that can be added, newest first. */
  readonly revisions: readonly string[];
  /** What would be written, as YAML. */
  readonly preview: string;
  /** Why it cannot be written as it is; '' where it can. */
  readonly refusal: string;
  /** The draft differs from what the cluster has. */
  readonly changed: boolean;
  /** Something is being written. */
  readonly busy: boolean;
  /** Somebody else changed the Service since the draft was begun. */
  readonly outdated: boolean;
  /** The manifest that gives this Service, by its name; '' where none is known. */
  readonly file: string;
  /** The Service is gone, or the cluster cannot be reached; the draft is kept. */
  readonly trouble: string;
  readonly labels: TrafficLabels;
}

export interface TargetRow {
  /** Stays the same while the row is moved or changed. */
  readonly id: number;
  readonly revision: string;
  readonly latest: boolean;
  readonly percent: number;
  readonly tag: string;
  /** What the tag makes wrong; '' where it is fine. */
  readonly tagError: string;
}

/** The panel's words in the user's language. */
export interface TrafficLabels {
  readonly revision: string;
  readonly tag: string;
  readonly share: string;
  readonly remove: string;
  readonly add: string;
  readonly latest: string;
  readonly preview: string;
  readonly apply: string;
  readonly write: string;
  readonly reset: string;
  readonly outdated: string;
  readonly takeNew: string;
  readonly total: string;
}

export type TrafficIntent =
  /** The panel has loaded and can show a state. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'share'; readonly id: number; readonly percent: number }
  | { readonly kind: 'tag'; readonly id: number; readonly tag: string }
  | { readonly kind: 'remove'; readonly id: number }
  /** A revision by name, or the newest ('') whichever it is. */
  | { readonly kind: 'add'; readonly revision: string }
  /** Back to what the cluster has. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'apply' }
  | { readonly kind: 'write' };

/** Decodes what a webview sent; undefined for what is none of these. */
export function trafficIntent(message: unknown): TrafficIntent | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const one = message as Record<string, unknown>;
  const id = typeof one['id'] === 'number' ? one['id'] : undefined;
  switch (one['kind']) {
    case 'ready':
    case 'reset':
    case 'apply':
    case 'write':
      return { kind: one['kind'] };
    case 'share':
      if (id === undefined || typeof one['percent'] !== 'number') return undefined;
      return { kind: 'share', id, percent: one['percent'] };
    case 'tag':
      return id === undefined || typeof one['tag'] !== 'string'
        ? undefined
        : { kind: 'tag', id, tag: one['tag'] };
    case 'remove':
      return id === undefined ? undefined : { kind: 'remove', id };
    case 'add':
      return typeof one['revision'] === 'string' ? { kind: 'add', revision: one['revision'] } : undefined;
    default:
      return undefined;
  }
}
