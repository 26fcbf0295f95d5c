/** When a language server that died is started again, and when its user is asked instead. */

export interface RestartPolicy {
  /** Notes a death; says whether to start again. */
  died(now: number): 'restart' | 'give-up';
  /** Forgets the past, after the user asked for a restart. */
  reset(): void;
}

/** Gives up at the `limit`th death within `window` milliseconds. */
export function restartPolicy(limit = 5, window = 3 * 60_000): RestartPolicy {
  let deaths: number[] = [];
  return {
    died(now) {
      deaths = [...deaths.filter((time) => now - time < window), now];
      return deaths.length < limit ? 'restart' : 'give-up';
    },
    reset() {
      deaths = [];
    },
  };
}
