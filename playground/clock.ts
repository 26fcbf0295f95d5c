/** Time as the playground sees it: the machine's, or one that a test moves by hand. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `work` once after this many milliseconds, unless the timer is stopped before. */
  after(milliseconds: number, work: () => void): Timer;
}

export interface Timer {
  stop(): void;
}

/** The machine's own clock; its timers do not keep a process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, work) => {
    const timeout = setTimeout(work, milliseconds);
    timeout.unref();
    return { stop: () => clearTimeout(timeout) };
  },
};

/** A clock that stands still until it is told how far to go. */
export interface SteppedClock extends Clock {
  /** Runs what falls due within this time, in order, including what that starts; 0 runs what is due now. */
  advance(milliseconds: number): void;
}

interface Due {
  readonly at: number;
  readonly work: () => void;
  isStopped: boolean;
}

export function steppedClock(start = Date.parse('2026-11-23T16:00:00Z')): SteppedClock {
  let now = start;
  /** By time; of the same time the older one first. */
  const waiting: Due[] = [];
  const insert = (due: Due): void => {
    let [low, high] = [0, waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((waiting[middle]?.at ?? 0) <= due.at) low = middle + 1;
      else high = middle;
    }
    waiting.splice(low, 0, due);
  };
  return {
    now: () => now,
    after: (milliseconds, work) => {
      const due = { at: now + Math.max(0, milliseconds), work, isStopped: false };
      insert(due);
      return { stop: () => void (due.isStopped = true) };
    },
    advance: (milliseconds) => {
      const until = now + milliseconds;
      for (let due = waiting[0]; due !== undefined && due.at <= until; due = waiting[0]) {
        waiting.shift();
        if (due.isStopped) continue;
        now = due.at;
        due.work();
      }
      now = until;
    },
  };
}

/** RFC 3339 to the second, as Kubernetes writes times. */
export function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
