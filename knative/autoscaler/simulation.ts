/**
 * The autoscaler at work on a given load, second by second: what it would have decided. For what-if questions, and for
 * the recordings of the real autoscaler that hold it to the truth.
 */
import { Decider, tickInterval, type Decision } from './decider.ts';
import { initialState, scale, type ScalerState } from './scaler.ts';
import type { AutoscalerSettings } from './settings.ts';

export interface SimulatedSecond {
  readonly time: number;
  readonly load: number;
  /** -1 while nothing was decided. */
  readonly desired: number;
  readonly ready: number;
  /** The last decision, however old. */
  readonly decision: Decision | undefined;
}

export interface SimulationOptions {
  /** Seconds from wanting a pod to its being ready. */
  readonly startSeconds?: number;
  /** Pods that are ready at the start. */
  readonly readyPods?: number;
  /** Whether it is in panic at the start; without, it starts as an autoscaler does that has just been started. */
  readonly panicking?: boolean | undefined;
  /**
   * How old the newest report is when a decision is made, in whole seconds. The two have clocks of their own; with a
   * panic window of one second, a report of the second before does not count for it any more.
   */
  readonly reportAge?: 0 | 1;
}

/** @param loads the load of the revision in each second */
export function simulate(
  settings: AutoscalerSettings,
  loads: readonly number[],
  { startSeconds = 1, readyPods = 1, panicking, reportAge = 0 }: SimulationOptions = {},
): readonly SimulatedSecond[] {
  const decider = new Decider(settings, 0, readyPods, panicking);
  const pods = new Pods(readyPods, startSeconds);
  const active: ScalerState = { activity: 'active', since: 0, initialized: true, proxiedSince: undefined };
  let state: ScalerState = readyPods > 0 ? active : initialState;
  let desired = -1;
  let decision: Decision | undefined;
  return loads.map((load, time) => {
    const second = { time, load, desired, ready: pods.ready(time), decision };
    decider.record(time, load);
    if (time % tickInterval === 0) tick(time);
    return second;
  });

  /** At the end of a second, when its load has been reported. */
  function tick(time: number): void {
    const ready = pods.ready(time);
    decision = decider.decide(time + reportAge, { readyPods: ready, reachable: true }) ?? decision;
    const proxied = state.activity === 'inactive' || (decision?.excessBurstCapacity ?? -1) < 0;
    const wanted = decision?.wanted;
    const seen = { wanted, readyPods: ready, replicas: pods.wanted, reachable: true, proxied };
    const scaled = scale(settings, state, seen, time);
    ({ desired, state } = scaled);
    if (scaled.replicas !== undefined) pods.want(scaled.replicas, time);
  }
}

/** Pods that take a while to start and no time to end; the newest end first. Counted in batches that start together. */
class Pods {
  #batches: { readonly readyAt: number; readonly count: number }[];
  #wanted: number;
  readonly #startSeconds: number;

  constructor(ready: number, startSeconds: number) {
    this.#batches = [{ readyAt: 0, count: ready }];
    this.#wanted = ready;
    this.#startSeconds = startSeconds;
  }

  get wanted(): number {
    return this.#wanted;
  }

  want(count: number, time: number): void {
    if (count > this.#wanted) {
      this.#batches.push({ readyAt: time + this.#startSeconds, count: count - this.#wanted });
    }
    for (let surplus = this.#wanted - count; surplus > 0;) {
      const last = this.#batches.pop();
      if (last === undefined) break;
      if (last.count > surplus) this.#batches.push({ ...last, count: last.count - surplus });
      surplus -= last.count;
    }
    this.#wanted = count;
  }

  ready(time: number): number {
    let ready = 0;
    for (const { readyAt, count } of this.#batches) if (readyAt <= time) ready += count;
    return ready;
  }
}
