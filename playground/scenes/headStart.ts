/** A clock that begins in the past, runs ahead as fast as it can, and then goes on as the real one: what a scene needs minutes for is there at once, with its true ages. */
import type { Clock, Timer } from '../clock.ts';

export interface HeadStart extends Clock {
  /** Lets this much time pass at once; only before it is live. */
  advance(milliseconds: number): void;
  /** Lets all that is left of the head start pass, and follows the real clock from now on. */
  goLive(): void;
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
  timer: Timer | undefined;
}

export function headStart(real: Clock, milliseconds: number): HeadStart {
  let now = real.now() - milliseconds;
  let isLive = false;
  let order = 0;
  const waiting = new Set<Due>();
  const next = (until: number): Due | undefined =>
    [...waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  const advance = (time: number): void => {
    const until = now + time;
    for (let due = next(until); due !== undefined; due = next(until)) {
      waiting.delete(due);
      now = Math.max(now, due.at);
      due.work();
    }
    now = until;
  };
  const schedule = (due: Due): void => {
    due.timer = real.after(Math.max(0, due.at - real.now()), () => {
      waiting.delete(due);
      due.work();
    });
  };
  return {
    now: () => (isLive ? real.now() : now),
    after: (time, work) => {
      if (isLive) return real.after(time, work);
      const due: Due = { at: now + Math.max(0, time), order: order++, work, timer: undefined };
      waiting.add(due);
      return {
        stop: () => {
          due.timer?.stop();
          waiting.delete(due);
        },
      };
    },
    advance,
    goLive: () => {
      advance(Math.max(0, real.now() - now));
      isLive = true;
      for (const due of waiting) schedule(due);
    },
  };
}
