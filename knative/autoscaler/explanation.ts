/** What an explanation of a number of replicas is made of, and how it becomes one sentence in any language. */
import type { Text } from '../text.ts';
import type { Decision } from './decider.ts';
import type { ScalerState } from './scaler.ts';
import type { AutoscalerSettings } from './settings.ts';

export interface Explanation {
  /** "2 replicas wanted". */
  readonly headline: Text;
  /** Whole clauses: what decided first, then the load behind it, then what did not decide but might have. */
  readonly clauses: readonly Text[];
  /** What decided, from the last say to the first. */
  readonly decidedBy: readonly DecidedBy[];
  /** Seconds until the last replica goes where no request comes; undefined where it does not go. */
  readonly toZeroIn: number | undefined;
}

export type DecidedBy =
  | 'no-data'
  | 'stable'
  | 'panic'
  | 'panic-held'
  | 'activation-scale'
  | 'scale-down-delay'
  | 'rate-up'
  | 'rate-down'
  | 'min-scale'
  | 'max-scale'
  | 'initial-scale'
  /** On the way to zero: not active for long enough, not allowed at all, about to go, gone, never got ready. */
  | 'too-soon'
  | 'no-scale-to-zero'
  | 'to-zero'
  | 'at-zero'
  | 'activating'
  | 'gave-up'
  /** The autoscaler of Kubernetes. */
  | 'hpa'
  /** What is known does not tell. */
  | 'unknown';

/** What was decided and what was applied at one moment. */
export interface Decided {
  readonly settings: AutoscalerSettings;
  /** Seconds on the clock of the decision and of the state. */
  readonly time: number;
  /** Undefined while there are no figures. */
  readonly decision: Decision | undefined;
  /** What the PodAutoscaler says: -1 while nothing is known. */
  readonly desired: number;
  readonly readyPods: number;
  /** Those that the Deployment is to have. */
  readonly replicas: number;
  readonly reachable: boolean;
  /** Afterwards. Where it is not known since when, `since` is NaN. */
  readonly state: ScalerState;
}

export interface Reason {
  readonly clause: Text;
  /** Undefined where it only gives the figures of another. */
  readonly by?: DecidedBy;
}

/** "2 replicas wanted: 134 concurrent requests over the last 60 s ÷ 70 per replica; not panicking". */
export function explanationSentence(
  { headline, clauses }: Explanation,
  translate: (text: Text) => string,
): string {
  const lead = translate(headline);
  return clauses.length === 0 ? lead : `${lead}: ${clauses.map(translate).join('; ')}`;
}
