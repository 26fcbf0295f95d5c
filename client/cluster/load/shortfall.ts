/** Whether a load is less than was asked for: where answers take long, not all requests may be sent at once. Pure. */
import type { LoadFigures } from './loadFigures.ts';
import type { LoadPlan } from './loadPlan.ts';

export interface Shortfall {
  readonly sent: number;
  readonly asked: number;
}

/** Seconds before which nothing is said. */
const atFirst = 3;
/** Shares of what was asked for that nobody would miss. */
const hardlyLess = 0.95;

export function shortfallOf(
  { sent, elapsed }: Pick<LoadFigures, 'sent' | 'elapsed'>,
  { pace, duration }: Pick<LoadPlan, 'pace' | 'duration'>,
): Shortfall | undefined {
  if (pace.by !== 'rate' || elapsed < Math.min(atFirst, duration)) return undefined;
  // The requests of the second that has just begun are still on their way.
  const seconds = Math.max(1, Math.min(elapsed, duration) - 1);
  const asked = Math.round(pace.perSecond * seconds);
  return sent < asked * hardlyLess ? { sent, asked: Math.round(pace.perSecond * (seconds + 1)) } : undefined;
}
