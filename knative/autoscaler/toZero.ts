/** The way to zero in words and in seconds (see `scaler.ts`): what holds the last replica, and how long yet. */
import { text, type Text } from '../text.ts';
import { tickInterval, type Decision } from './decider.ts';
import type { Decided, Reason } from './explanation.ts';
import { plain, wholeSeconds } from './figures.ts';
import { activationTimeout } from './scaler.ts';

/** Undefined where the number of replicas has nothing to do with zero. */
export function onTheWayToZero(decided: Decided): Reason | undefined {
  const { desired, decision, state, time } = decided;
  if (desired === 0) return atZero(decided);
  if (decision?.wanted !== 0) return undefined;
  if (desired > 0) return desired === 1 ? keptAtOne(decided) : undefined;
  const left = wholeSeconds(activationTimeout - (time - state.since));
  if (Number.isNaN(left)) return { by: 'activating', clause: text('it is starting') };
  return { by: 'activating', clause: text('it is starting, and given up unless it is ready in {0} s', left) };
}

/** Whole seconds until the last replica goes where no request comes; undefined where it does not, or is not known. */
export function secondsToZero(decided: Decided): number | undefined {
  const { settings, desired, replicas, reachable, time } = decided;
  if (!settings.enableScaleToZero || desired < 0) return undefined;
  if (desired === 0 ? replicas === 0 : reachable && settings.minScale > 0) return undefined;
  const marked = desired === 0 ? time : markedAt(decided);
  if (marked === undefined) return undefined;
  const { at } = goesAt(decided, marked);
  return Number.isFinite(at) ? wholeSeconds(at - time) : undefined;
}

function atZero(decided: Decided): Reason {
  const { settings, replicas, readyPods } = decided;
  if (replicas > 0) return { by: 'to-zero', clause: lastToGo(decided) };
  const clause =
    readyPods > 0
      ? text('the last replica is ending')
      : text('the next request starts {0}', settings.activationScale);
  return { by: 'at-zero', clause };
}

function lastToGo(decided: Decided): Text {
  const { settings, time, state } = decided;
  const { at, by } = goesAt(decided, time);
  const left = wholeSeconds(at - time);
  const grace = plain(settings.scaleToZeroGracePeriod);
  if (by === 'retention') {
    const retention = plain(settings.podRetention);
    return text('the last replica goes in {0} s, after its retention period of {1} s', left, retention);
  }
  if (state.proxiedSince === undefined) {
    return text('the last replica goes {0} s (grace period) after the activator has taken over', grace);
  }
  return left === 0
    ? text('the last replica goes as soon as the activator answers for it')
    : text('the last replica goes in {0} s, {1} s (grace period) after the activator took over', left, grace);
}

/** The load asks for none, and one is kept. A min-scale of 1 is told elsewhere. */
function keptAtOne({ settings, reachable, state, time }: Decided): Reason | undefined {
  if (reachable && settings.minScale > 0) return undefined;
  if (!settings.enableScaleToZero) {
    return {
      by: 'no-scale-to-zero',
      clause: text('this cluster keeps the last replica (enable-scale-to-zero)'),
    };
  }
  const left = wholeSeconds(settings.stableWindow - (time - state.since));
  const span = plain(settings.stableWindow);
  const clause = Number.isNaN(left)
    ? text('the last one is kept until it was active for {0} s', span)
    : text('the last one is kept until it was active for {0} s, which is in {1} s', span, left);
  return { by: 'too-soon', clause };
}

/**
 * When it is marked inactive; undefined while requests come. An estimate where several replicas go before: what they
 * will be held by is not known yet.
 */
function markedAt(decided: Decided): number | undefined {
  const { settings, decision, time, state } = decided;
  if (decision === undefined) return undefined;
  const { lastLoad, panicking, panicUntil } = decision;
  if (panicking && panicUntil === undefined) return undefined;
  if (lastLoad !== undefined && time - lastLoad <= tickInterval) return undefined;
  const silent = Math.max(time, (lastLoad ?? -Infinity) + settings.stableWindow);
  const activeSince = state.activity === 'active' ? state.since : time;
  return Math.max(noneWanted(decided, decision, silent), activeSince + settings.stableWindow);
}

/** From when on none is wanted, once no request is in the window any more. */
function noneWanted(
  { settings, time, readyPods }: Decided,
  { stable, panicUntil, undelayed, wanted, settledAt }: Decision,
  silent: number,
): number {
  const { scaleDownDelay, maxScaleDownRate, target } = settings;
  const calm = Math.max(silent, panicUntil ?? -Infinity);
  // What panic held until then goes step by step.
  if (scaleDownDelay <= 0) {
    const steps = calm > silent ? stepsDown(Math.max(1, readyPods), maxScaleDownRate) - 1 : 0;
    return calm + steps * tickInterval;
  }
  // Each step down has a delay of its own, also the one that is decided now.
  const now = settledAt ?? (wanted > undelayed ? time + scaleDownDelay : time);
  if (time >= calm) return now + stepsDown(undelayed, maxScaleDownRate) * scaleDownDelay;
  const left = calm - time;
  const still = scaleDownDelay < left ? Math.ceil((stable * scaleDownDelay) / left / target) : undelayed;
  return calm + stepsDown(Math.max(1, still), maxScaleDownRate) * scaleDownDelay;
}

function stepsDown(replicas: number, rate: number): number {
  let steps = 0;
  for (let left = replicas; left >= 1 && steps < 100; steps++) left = Math.floor(left / rate);
  return steps;
}

/** Both must have passed: the grace period in which the activator has the requests, and the retention. */
function goesAt(
  decided: Decided,
  marked: number,
): { readonly at: number; readonly by: 'grace' | 'retention' } {
  const { settings, state } = decided;
  const since = state.activity === 'inactive' ? state.since : marked;
  const retained = since + settings.podRetention;
  const graced = (state.proxiedSince ?? proxiedFrom(decided, marked)) + settings.scaleToZeroGracePeriod;
  if (settings.podRetention > 0 && retained > graced) return { at: retained, by: 'retention' };
  return { at: Math.max(graced, marked), by: 'grace' };
}

/** The activator takes over as soon as so few are ready that they have no room for a burst; at zero at the latest. */
function proxiedFrom({ settings, decision, time }: Decided, marked: number): number {
  const { targetBurstCapacity, total, target, stableWindow } = settings;
  const few = Math.floor(targetBurstCapacity / total);
  if (decision === undefined || few < 1 || decision.panicking) return marked;
  const silent = (decision.lastLoad ?? -Infinity) + stableWindow;
  // The average falls evenly while the requests leave the window.
  const share = Math.min(1, (few * target) / decision.stable);
  return Math.min(marked, Math.max(time, silent - Math.max(0, silent - time) * share));
}
