/**
 * What averages of the load ask for, and how far it may be gone to that at once (knative.dev/serving
 * pkg/autoscaler/scaling/autoscaler.go).
 */
import type { AutoscalerSettings } from './settings.ts';

export interface Demand {
  /** What the averages ask for before any limit. */
  readonly stableWanted: number;
  readonly panicWanted: number;
  /** What may be gone down and up to from the ready pods at once. */
  readonly fewest: number;
  readonly most: number;
}

/** @param ready pods, at least 1 @param reachable whether a route leads to the revision: else it may go at once */
export function demandOf(
  { target, maxScaleDownRate, maxScaleUpRate }: AutoscalerSettings,
  { stable, panic }: { readonly stable: number; readonly panic: number },
  ready: number,
  reachable: boolean,
): Demand {
  return {
    stableWanted: Math.ceil(stable / target),
    panicWanted: Math.ceil(panic / target),
    fewest: reachable ? Math.floor(ready / maxScaleDownRate) : 0,
    most: Math.ceil(ready * maxScaleUpRate),
  };
}

/** What becomes of what is asked for; from no pods to some, it is activation-scale at once. */
export function limited(
  asked: number,
  { fewest, most }: Demand,
  { activationScale }: AutoscalerSettings,
): number {
  const wanted = Math.min(Math.max(asked, fewest), most);
  return asked > 0 ? Math.max(wanted, activationScale) : wanted;
}
