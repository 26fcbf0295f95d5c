/**
 * Why there are as many replicas as there are: the arithmetic of a decision and of what became of it, in words that
 * carry its figures. What others have decided, seen from outside: `explainObservation.ts`.
 */
import { text, type Text } from '../text.ts';
import type { Decision } from './decider.ts';
import type { Decided, Explanation, Reason } from './explanation.ts';
import { plain, wholeSeconds } from './figures.ts';
import { loadAsks, loadClause } from './loadClause.ts';
import type { AutoscalerSettings } from './settings.ts';
import { onTheWayToZero, secondsToZero } from './toZero.ts';

export function explain(decided: Decided): Explanation {
  const reasons = [...applied(decided), ...wantedBecause(decided)];
  return {
    headline: headlineFor(decided.desired),
    clauses: [...reasons.map(({ clause }) => clause), ...standing(decided)],
    decidedBy: reasons.flatMap(({ by }) => by ?? []),
    toZeroIn: secondsToZero(decided),
  };
}

export function headlineFor(desired: number): Text {
  if (desired < 0) return text('Not decided yet how many replicas');
  if (desired === 0) return text('No replica wanted');
  return desired === 1 ? text('1 replica wanted') : text('{0} replicas wanted', desired);
}

/** What made another number of what the load asks for. */
function applied(decided: Decided): readonly Reason[] {
  const { settings, decision, desired, reachable } = decided;
  const wanted = decision?.wanted;
  const zero = onTheWayToZero(decided);
  if (zero !== undefined) return [zero];
  if (desired < 0 || desired === wanted) return [];
  if (wanted !== undefined && desired < wanted) {
    return [{ by: 'max-scale', clause: text('max-scale allows {0} of the {1} asked for', desired, wanted) }];
  }
  if (desired === settings.minScale && reachable) {
    return [{ by: 'min-scale', clause: text('min-scale keeps {0}', desired) }];
  }
  const clause = text('a new revision keeps its initial-scale of {0} until it was ready once', desired);
  return [{ by: 'initial-scale', clause }];
}

function wantedBecause({ settings, decision, time, desired, readyPods, state }: Decided): readonly Reason[] {
  if (decision === undefined) {
    if (desired === 0 && state.activity === 'inactive') return [];
    return [{ by: 'no-data', clause: text('no figures of its load yet') }];
  }
  const delay = delayReason(settings, decision, time);
  const panic = decision.panicking && decision.undelayed > decision.calm;
  if (panic && decision.undelayed > decision.panicked) {
    const held = text(
      'panic mode keeps the most that it has asked for or found ready: {0}',
      decision.undelayed,
    );
    return [...delay, { by: 'panic-held', clause: held }, { clause: loadAsks('stable', settings, decision) }];
  }
  const window = panic ? 'panic' : 'stable';
  const outer: readonly Reason[] = panic
    ? [...delay, { by: 'panic', clause: text('panic mode goes by its short window') }]
    : delay;
  const limits = limitReasons(settings, decision, window, Math.max(1, readyPods));
  const alone = delay.length + limits.length === 0 && decision.wanted === desired;
  const load = alone ? loadClause(window, settings, decision) : loadAsks(window, settings, decision);
  return [...outer, ...limits, panic ? { clause: load } : { by: 'stable', clause: load }];
}

function delayReason(
  { scaleDownDelay }: AutoscalerSettings,
  { wanted, undelayed, delayedUntil }: Decision,
  time: number,
): readonly Reason[] {
  if (wanted <= undelayed) return [];
  const clause =
    delayedUntil === undefined
      ? text('scale-down-delay keeps what was wanted in the last {0} s: {1}', plain(scaleDownDelay), wanted)
      : text(
          'scale-down-delay keeps what was wanted in the last {0} s: {1}, for {2} s more',
          plain(scaleDownDelay),
          wanted,
          wholeSeconds(delayedUntil - time),
        );
  return [{ by: 'scale-down-delay', clause }];
}

/** How far a window may go at once, and what it is from zero. */
function limitReasons(
  settings: AutoscalerSettings,
  { stableWanted, panicWanted, calm, panicked, fewest, most }: Decision,
  window: 'stable' | 'panic',
  ready: number,
): readonly Reason[] {
  const [asked, result] = window === 'panic' ? [panicWanted, panicked] : [stableWanted, calm];
  if (asked === result) return [];
  if (result > Math.min(Math.max(asked, fewest), most)) {
    return [
      { by: 'activation-scale', clause: text('where any are needed, activation-scale asks for {0}', result) },
    ];
  }
  const up = asked > result;
  const rate = plain(up ? settings.maxScaleUpRate : settings.maxScaleDownRate);
  const clause = up
    ? text('at most {0} at once: {1} ready × max-scale-up-rate {2}', result, ready, rate)
    : text('no fewer than {0} at once: {1} ready ÷ max-scale-down-rate {2}', result, ready, rate);
  return [{ by: up ? 'rate-up' : 'rate-down', clause }];
}

/** What did not decide, but is near: panic, the upper limit, replicas that are not there yet, no route. */
function standing(decided: Decided): readonly Text[] {
  const { settings, decision, desired, readyPods, reachable } = decided;
  return [
    ...(decision === undefined ? [] : [panicClause(decided, decision)]),
    ...(settings.maxScale > 0 && desired >= 0 && decision !== undefined && decision.wanted <= desired
      ? [maxClause(settings.maxScale, desired)]
      : []),
    ...(desired > 0 && readyPods < desired ? [text('ready so far: {0}', readyPods)] : []),
    ...(desired > 0 && readyPods > desired ? [text('still ready: {0}', readyPods)] : []),
    ...(reachable ? [] : [unreachable(settings)]),
    ...countdown(decided),
  ];
}

function panicClause({ settings, time, readyPods }: Decided, decision: Decision): Text {
  const { panicking, panicSince, panicUntil, panicWanted } = decision;
  if (!panicking) return text('not panicking');
  if (panicSince === undefined || panicUntil === undefined) return text('panicking');
  const since = Math.round(time - panicSince);
  const left = wholeSeconds(panicUntil - time);
  const ready = Math.max(1, readyPods);
  if (panicWanted / ready < settings.panicThreshold) {
    return text('panicking for {0} s, and for {1} s more unless the load rises again', since, left);
  }
  if (since < 1) {
    return text(
      'panic begins: the last {0} s ask for {1}, at least {2} × {3} ready; it lasts {4} s',
      plain(settings.panicWindow),
      panicWanted,
      plain(settings.panicThreshold),
      ready,
      left,
    );
  }
  return text(
    'panicking for {0} s: the last {1} s ask for {2}, at least {3} × {4} ready, so for {5} s more',
    since,
    plain(settings.panicWindow),
    panicWanted,
    plain(settings.panicThreshold),
    ready,
    left,
  );
}

function maxClause(maxScale: number, desired: number): Text {
  return desired < maxScale
    ? text('max-scale {0} not reached', maxScale)
    : text('max-scale {0} reached', maxScale);
}

function unreachable({ minScale }: AutoscalerSettings): Text {
  return minScale > 0
    ? text('no route leads here, so min-scale {0} does not count', minScale)
    : text('no route leads here');
}

/** While the last replica is wanted still, and nobody asks. */
function countdown(decided: Decided): readonly Text[] {
  const { decision, desired, time } = decided;
  const left = secondsToZero(decided);
  if (desired < 1 || left === undefined || decision?.lastLoad === undefined) return [];
  const idle = Math.round(time - decision.lastLoad);
  return [text('idle for {0} s; without requests the last replica goes in {1} s', idle, left)];
}
