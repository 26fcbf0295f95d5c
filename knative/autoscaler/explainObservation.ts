/**
 * Why there are as many replicas as there are, where somebody else decided and only figures are seen: which step of the
 * arithmetic gives the number that is wanted. Where the averages are not known, what the objects alone tell.
 */
import { text, type Text } from '../text.ts';
import type { Decision } from './decider.ts';
import { demandOf, limited } from './demand.ts';
import { explain, headlineFor } from './explain.ts';
import type { Decided, DecidedBy, Explanation } from './explanation.ts';
import { plain } from './figures.ts';
import { loadAsks } from './loadClause.ts';
import type { Activity } from './scaler.ts';
import type { AutoscalerSettings } from './settings.ts';

/** What is seen of a revision at one moment; what is not known is left out. */
export interface Observation {
  readonly settings: AutoscalerSettings;
  /** PodAutoscaler status.desiredScale; -1 and undefined are "not known". */
  readonly desired?: number | undefined;
  readonly ready?: number | undefined;
  /** Of the Deployment. */
  readonly replicas?: number | undefined;
  /** Averages of the metric that it scales by. */
  readonly stable?: number | undefined;
  readonly panic?: number | undefined;
  readonly panicking?: boolean | undefined;
  /** Whether its initial-scale was reached once (condition ScaleTargetInitialized); so it was where this is left out. */
  readonly initialized?: boolean | undefined;
  /** Whether a route leads to it; so it does where this is left out. */
  readonly reachable?: boolean | undefined;
  /** The condition Active of the PodAutoscaler, and for how many seconds it has been so. */
  readonly activity?: Activity | undefined;
  readonly activityFor?: number | undefined;
  /** Seconds since requests go through the activator (ServerlessService in mode Proxy). */
  readonly proxiedFor?: number | undefined;
  /** Seconds since a request was last seen. */
  readonly idleFor?: number | undefined;
}

export function explainObservation(seen: Observation): Explanation {
  const decided = decidedAsSeen(seen);
  if (decided.desired <= 0 && seen.stable === undefined) return explain(decided);
  if (seen.stable === undefined) return fromObjects(decided);
  return decided.desired < 0 || isExplained(decided) ? explain(decided) : notOfNow(decided);
}

/** The clock stands at 0 now. */
function decidedAsSeen(seen: Observation): Decided {
  const { settings, ready = 0, reachable = true, initialized = true } = seen;
  const desired = seen.desired ?? -1;
  return {
    settings,
    time: 0,
    decision: decisionAsSeen(seen, desired),
    desired,
    readyPods: ready,
    replicas: seen.replicas ?? Math.max(desired, ready),
    reachable,
    state: {
      activity: seen.activity ?? (desired === 0 ? 'inactive' : desired < 0 ? 'activating' : 'active'),
      since: seen.activityFor === undefined ? NaN : -seen.activityFor,
      initialized,
      proxiedSince: seen.proxiedFor === undefined ? undefined : -seen.proxiedFor,
    },
  };
}

function decisionAsSeen(seen: Observation, desired: number): Decision | undefined {
  const { settings, stable, reachable = true, initialized = true } = seen;
  if (stable === undefined) return undefined;
  const panic = seen.panic ?? stable;
  const ready = Math.max(1, seen.ready ?? desired);
  const demand = demandOf(settings, { stable, panic }, ready, reachable);
  const panicking = seen.panicking ?? false;
  const bounds = { desired, settings, reachable, initialized };
  // The ready ones seen may have come or gone since it was decided, so a limit by them counts only where it fits.
  const fitting = (asked: number): number => (fits(asked, bounds) ? asked : limited(asked, demand, settings));
  const calm = fitting(demand.stableWanted);
  const panicked = fitting(demand.panicWanted);
  const computed = panicking ? Math.max(calm, panicked) : calm;
  const held = desired > computed && !fits(computed, bounds);
  const undelayed = panicking && held ? desired : computed;
  const wanted = held && settings.scaleDownDelay > 0 ? desired : undelayed;
  return {
    stable,
    panic,
    ...demand,
    panicking,
    calm,
    panicked,
    undelayed,
    wanted,
    panicSince: undefined,
    panicUntil: undefined,
    delayedUntil: undefined,
    settledAt: undefined,
    lastLoad: seen.idleFor === undefined ? undefined : -seen.idleFor,
    decidedBy: 'stable',
    excessBurstCapacity: -1,
    activators: 2,
  };
}

interface Bounds {
  readonly desired: number;
  readonly settings: AutoscalerSettings;
  readonly reachable: boolean;
  readonly initialized: boolean;
}

/** Whether what the load asks for gives, within initial-scale, min-scale and max-scale, the number that is wanted. */
function fits(wanted: number, { desired, settings, reachable, initialized }: Bounds): boolean {
  const { minScale, maxScale, initialScale } = settings;
  const least = Math.max(minScale, initialized ? 0 : initialScale);
  const atLeast = Math.max(wanted, reachable ? least : 0);
  return (maxScale > 0 ? Math.min(atLeast, maxScale) : atLeast) === desired;
}

function isExplained({ decision, desired, settings, reachable, state }: Decided): boolean {
  if (decision === undefined) return true;
  // The last one goes in steps of its own.
  if (decision.wanted === 0 && desired <= 1) return true;
  return fits(decision.wanted, { desired, settings, reachable, initialized: state.initialized });
}

/** Between two decisions: the last step down, whose ready ones are gone by now; or averages of another moment. */
function notOfNow(decided: Decided): Explanation {
  const { decision, settings, desired, readyPods } = decided;
  if (decision === undefined) return fromObjects(decided);
  const { panicking, calm } = decision;
  const isStep = !panicking && settings.scaleDownDelay <= 0 && calm < desired && readyPods >= desired;
  const why = isStep
    ? text(
        'it goes down step by step, at once at most to the ready ones ÷ {0}',
        plain(settings.maxScaleDownRate),
      )
    : text('it was decided on other figures than those read last');
  const clauses = [
    why,
    loadAsks(panicking ? 'panic' : 'stable', settings, decision),
    panicking ? text('panicking') : text('not panicking'),
    ...ready(desired, readyPods),
  ];
  const { toZeroIn } = explain(decided);
  return { headline: headlineFor(desired), clauses, decidedBy: [isStep ? 'rate-down' : 'unknown'], toZeroIn };
}

function fromObjects({ desired, settings, readyPods, reachable }: Decided): Explanation {
  const { minScale, maxScale } = settings;
  const bounds: readonly (readonly [DecidedBy, Text])[] = [
    ...(reachable && minScale === desired
      ? [['min-scale', text('min-scale keeps {0} at least', desired)] as const]
      : []),
    ...(maxScale === desired ? [['max-scale', text('max-scale {0} reached', desired)] as const] : []),
  ];
  const far = maxScale > desired ? [text('max-scale {0} not reached', maxScale)] : [];
  return {
    headline: headlineFor(desired),
    clauses: [
      ...bounds.map(([, clause]) => clause),
      text('the load behind it is known only where there are metrics'),
      ...far,
      ...ready(desired, readyPods),
    ],
    decidedBy: [...bounds.map(([by]) => by), 'unknown'],
    toZeroIn: undefined,
  };
}

function ready(desired: number, readyPods: number): readonly Text[] {
  if (readyPods === desired) return [];
  return readyPods < desired ? [text('ready so far: {0}', readyPods)] : [text('still ready: {0}', readyPods)];
}
