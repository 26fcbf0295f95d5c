/** What can be asked of a rollout, and what comes of it. */
import type { Change } from '../change.ts';
import type { Text } from '../text.ts';
import type { Target } from './rollout.ts';

export type Intention =
  /** More percent for the candidate, less for the current; a negative number the other way. */
  | { readonly kind: 'shift'; readonly by: number }
  /** This much for the candidate, the rest for the current. */
  | { readonly kind: 'candidate'; readonly percent: number }
  /** Everything to the candidate. */
  | { readonly kind: 'promote' }
  /** Everything to a revision. */
  | { readonly kind: 'rollBack'; readonly revision: string }
  /** What serves now is pinned as current; whatever comes next is on trial with this share. */
  | { readonly kind: 'startCanary'; readonly percent: number }
  /** These targets, whole; their percents add up to 100. */
  | { readonly kind: 'targets'; readonly targets: readonly Target[] };

export type Plan =
  { readonly changes: readonly Change[]; readonly after: readonly Target[] } | { readonly refusal: Text };
