/** Brings the lines of several pods into one order: that of the time, as far as they come at about the same moment. */
import type { LogLine } from './logs.ts';

export interface LineMerger {
  add(line: LogLine): void;
  /** Writes what is held back. */
  flush(): void;
}

/** @param delay milliseconds that a line waits for earlier ones of other pods */
export function lineMerger(write: (line: LogLine) => void, delay = 250): LineMerger {
  let held: LogLine[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    // Lines of one pod are in order already and stay in it, also where the time is the same.
    const lines = held.toSorted((a, b) => compare(sortable(a.time), sortable(b.time)));
    held = [];
    for (const line of lines) write(line);
  };
  return {
    add(line) {
      held.push(line);
      timer ??= setTimeout(flush, delay);
    },
    flush,
  };
}

/** Fractions of a second have as many digits as they need. */
function sortable(time: string): string {
  const [whole = '', fraction = ''] = time.replace(/Z$/, '').split('.');
  return `${whole}.${fraction.padEnd(9, '0')}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
