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
  { startSeconds = 1, readyPods = 1, reportAge = 0 }: SimulationOptions = {},
): readonly SimulatedSecond[] {
  const decider = new Decider(settings, 0, readyPods);
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

/** Pods that take a while to start and no time to end. */
class Pods {
  /** When each is ready. */
  #readyAt: number[];
  readonly #startSeconds: number;

  constructor(ready: number, startSeconds: number) {
    this.#readyAt = Array.from({ length: ready }, () => 0);
    this.#startSeconds = startSeconds;
  }

  get wanted(): number {
    return this.#readyAt.length;
  }

  want(count: number, time: number): void {
    this.#readyAt = this.#readyAt.slice(0, count);
    while (this.#readyAt.length < count) this.#readyAt.push(time + this.#startSeconds);
  }

  ready(time: number): number {
    return this.#readyAt.filter((at) => at <= time).length;
  }
}
