/**
 * What becomes of a decision: bounds, initial scale, and the way to zero (knative.dev/serving
 * pkg/reconciler/autoscaling/kpa/scaler.go and kpa.go). Pure: a state and what is seen now give the next state.
 */
import type { AutoscalerSettings } from './settings.ts';

export type Activity = 'activating' | 'active' | 'inactive';

export interface ScalerState {
  readonly activity: Activity;
  /** When `activity` became so, in seconds. */
  readonly since: number;
  /** Whether the initial scale was reached once; before that there are no fewer pods than it. */
  readonly initialized: boolean;
  /** Since when requests go through the activator; undefined while they go to the pods. */
  readonly proxiedSince: number | undefined;
}

export interface Seen {
  /** What the decider wants; undefined while it does not know. */
  readonly wanted: number | undefined;
  readonly readyPods: number;
  readonly replicas: number;
  readonly reachable: boolean;
  /** Whether requests go through the activator now. */
  readonly proxied: boolean;
}

export interface Scale {
  /** PodAutoscaler status.desiredScale; -1 while it is not known. */
  readonly desired: number;
  /** What the Deployment gets; undefined to leave it as it is. */
  readonly replicas: number | undefined;
  readonly state: ScalerState;
}

export const initialState: ScalerState = {
  activity: 'activating',
  since: 0,
  initialized: false,
  proxiedSince: undefined,
};

/** How long an activation may take before it is given up, in seconds. */
export const activationTimeout = 630;

/** One look at a revision. */
export function scale(settings: AutoscalerSettings, before: ScalerState, seen: Seen, time: number): Scale {
  const proxiedSince = seen.proxied ? (before.proxiedSince ?? time) : undefined;
  const state = { ...before, proxiedSince };
  const bounded = withinBounds(settings, state, seen);
  const { desired, replicas } =
    bounded === 0 ? towardsZero(settings, state, seen, time) : { desired: bounded, replicas: bounded };
  return { desired, replicas, state: nextState(settings, state, seen, desired, time) };
}

function withinBounds(
  { minScale, maxScale, initialScale }: AutoscalerSettings,
  { initialized }: ScalerState,
  { wanted, reachable }: Seen,
): number {
  const reached = reachable ? minScale : 0;
  const least = !initialized && reachable && initialScale > 1 ? Math.max(reached, initialScale) : reached;
  if (wanted === undefined) return initialized || initialScale === 0 ? -1 : Math.max(least, -1);
  const atLeast = Math.max(wanted, least);
  return maxScale > 0 ? Math.min(atLeast, maxScale) : atLeast;
}

function towardsZero(
  settings: AutoscalerSettings,
  state: ScalerState,
  { replicas }: Seen,
  time: number,
): { readonly desired: number; readonly replicas: number | undefined } {
  if (!settings.enableScaleToZero) return { desired: 1, replicas: 1 };
  switch (state.activity) {
    case 'activating':
      return time - state.since > activationTimeout
        ? { desired: 0, replicas: 0 }
        : { desired: -1, replicas: undefined };
    case 'active':
      // Marked inactive first; the pods go when the activator has taken over.
      return time - state.since >= settings.stableWindow
        ? { desired: 0, replicas: undefined }
        : { desired: 1, replicas: 1 };
    case 'inactive':
      return replicas === 0 || mayGo(settings, state, time)
        ? { desired: 0, replicas: 0 }
        : { desired: 0, replicas: undefined };
  }
}

function mayGo(
  { scaleToZeroGracePeriod, podRetention }: AutoscalerSettings,
  { proxiedSince, since }: ScalerState,
  time: number,
): boolean {
  if (proxiedSince === undefined) return false;
  return time - proxiedSince >= scaleToZeroGracePeriod && time - since >= podRetention;
}

function nextState(
  { minScale, initialScale }: AutoscalerSettings,
  state: ScalerState,
  { readyPods, reachable }: Seen,
  desired: number,
  time: number,
): ScalerState {
  const least = Math.max(state.initialized ? 0 : initialScale, reachable ? minScale : 0);
  const ready = readyPods >= Math.max(1, Math.min(least, Math.max(desired, least)));
  const activity = nextActivity(state.activity, desired, ready);
  return {
    ...state,
    activity,
    since: activity === state.activity ? state.since : time,
    initialized: state.initialized || readyPods >= initialScale,
  };
}

function nextActivity(activity: Activity, desired: number, ready: boolean): Activity {
  if (desired === 0) return 'inactive';
  if (desired > 0) return ready ? 'active' : 'activating';
  return ready && activity === 'activating' ? 'active' : activity;
}
