/** What a window and the process that sends its load say to each other: one JSON value a line, on its stdin and stdout. */
import type { LoadFigures } from './loadFigures.ts';
import type { LoadPlan } from './loadPlan.ts';

/** The first line is the plan; the end of the input is the end of the load, also where the window is gone. */
export type LoadOrder = { readonly kind: 'start'; readonly plan: LoadPlan } | { readonly kind: 'stop' };

export type LoadReport =
  | { readonly kind: 'progress'; readonly figures: LoadFigures }
  /** The last line. */
  | { readonly kind: 'ended'; readonly by: LoadEnd; readonly figures: LoadFigures };

/** Its time was over; it was told to; too much failed; it was never begun. */
export type LoadEnd = 'time' | 'stop' | 'failures' | 'refused';

/** Undefined for what is no message. Both ends are of one version, so its fields are taken as they are. */
export function orderIn(line: string): LoadOrder | undefined {
  return messageIn(line) as LoadOrder | undefined;
}

export function reportIn(line: string): LoadReport | undefined {
  return messageIn(line) as LoadReport | undefined;
}

function messageIn(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'kind' in value ? value : undefined;
  } catch {
    return undefined;
  }
}
