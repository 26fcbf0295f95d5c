/** The division behind a decision: the average of a window by what one replica is meant to get. */
import { text, type Text } from '../text.ts';
import type { Decision } from './decider.ts';
import { average, plain } from './figures.ts';
import type { AutoscalerSettings } from './settings.ts';

type Averages = Pick<Decision, 'stable' | 'panic' | 'stableWanted' | 'panicWanted'>;

/** Where it alone decided: the number of replicas is its result. */
export function loadClause(
  window: 'stable' | 'panic',
  settings: AutoscalerSettings,
  decision: Averages,
): Text {
  const { value, seconds, target } = figuresOf(window, settings, decision);
  if (value <= 0) return text('no requests over the last {0} s', seconds);
  return settings.metric === 'rps'
    ? text(
        '{0} requests a second over the last {1} s ÷ {2} per replica',
        average(value, target),
        seconds,
        plain(target),
      )
    : text(
        '{0} concurrent requests over the last {1} s ÷ {2} per replica',
        average(value, target),
        seconds,
        plain(target),
      );
}

/** Where something else had its say: with its result. */
export function loadAsks(window: 'stable' | 'panic', settings: AutoscalerSettings, decision: Averages): Text {
  const { value, seconds, target, wanted } = figuresOf(window, settings, decision);
  if (value <= 0) return text('no requests over the last {0} s', seconds);
  return settings.metric === 'rps'
    ? text(
        '{0} requests a second over the last {1} s ÷ {2} per replica ask for {3}',
        average(value, target),
        seconds,
        plain(target),
        wanted,
      )
    : text(
        '{0} concurrent requests over the last {1} s ÷ {2} per replica ask for {3}',
        average(value, target),
        seconds,
        plain(target),
        wanted,
      );
}

function figuresOf(
  window: 'stable' | 'panic',
  { stableWindow, panicWindow, target }: AutoscalerSettings,
  { stable, panic, stableWanted, panicWanted }: Averages,
): { readonly value: number; readonly seconds: string; readonly target: number; readonly wanted: number } {
  return window === 'stable'
    ? { value: stable, seconds: plain(stableWindow), target, wanted: stableWanted }
    : { value: panic, seconds: plain(panicWindow), target, wanted: panicWanted };
}
