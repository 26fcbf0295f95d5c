/** Which part of the time is looked at: the last minutes as they come, or a part that stands still. Pure. */
import { historySeconds } from './slice.ts';

export interface Viewport {
  /** Seconds that are looked at while it is live. */
  readonly range: number;
  /** The part that is looked at instead; undefined while it is live. */
  readonly still: Span | undefined;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Move = 'in' | 'out' | 'earlier' | 'later' | 'live';

/** The nearest that can be looked at. */
const leastSpan = 10;

export const ranges = { m5: 300, m15: 900, h1: 3600, h6: historySeconds } as const;

export function spanOf({ range, still }: Viewport, now: number): Span {
  return still ?? { from: now - range, to: now };
}

/** Another range is live again. */
export function withRange(range: number): Viewport {
  return { range, still: undefined };
}

/** Stands still at what is seen now. */
export function paused(viewport: Viewport, now: number): Viewport {
  return { ...viewport, still: spanOf(viewport, now) };
}

/** A part that was marked with the mouse. */
export function zoomedTo(viewport: Viewport, span: Span, now: number): Viewport {
  const middle = (span.from + span.to) / 2;
  return { ...viewport, still: within(middle, span.to - span.from, now) };
}

export function moved(viewport: Viewport, move: Move, now: number): Viewport {
  const { from, to } = spanOf(viewport, now);
  const width = to - from;
  const middle = (from + to) / 2;
  switch (move) {
    case 'in':
      return { ...viewport, still: within(middle, width / 2, now) };
    case 'out':
      return { ...viewport, still: within(middle, width * 2, now) };
    case 'earlier':
      return { ...viewport, still: within(middle - width / 4, width, now) };
    case 'later':
      return { ...viewport, still: within(middle + width / 4, width, now) };
    case 'live':
      return { ...viewport, still: undefined };
  }
}

/** Never into the future, and not before what can be known. */
function within(middle: number, wanted: number, now: number): Span {
  const width = Math.min(Math.max(wanted, leastSpan), historySeconds);
  const from = Math.max(Math.min(middle - width / 2, now - width), now - historySeconds);
  return { from: Math.round(from), to: Math.round(from + width) };
}
