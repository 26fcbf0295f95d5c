/**
 * How many pods the load asks for, decided once a tick (knative.dev/serving pkg/autoscaler/scaling/autoscaler.go). Every
 * step of the arithmetic is in the decision, so that it can be explained. What is then applied: `scaler.ts`.
 */
import { demandOf, limited, type Demand } from './demand.ts';
import type { AutoscalerSettings } from './settings.ts';
import { SlidingWindow } from './slidingWindow.ts';

/** Seconds between two decisions. */
export const tickInterval = 2;

export interface Decision extends Demand {
  /** Average load over the stable and over the panic window. */
  readonly stable: number;
  readonly panic: number;
  readonly panicking: boolean;
  /** When the panic began, and when it ends unless the threshold is crossed again; undefined without one. */
  readonly panicSince: number | undefined;
  readonly panicUntil: number | undefined;
  /** What the averages come to within those limits, activation-scale included. */
  readonly calm: number;
  readonly panicked: number;
  /** What panic makes of it, before a delay. */
  readonly undelayed: number;
  /** When scale-down-delay lets go of what it holds, and when of all above `undelayed`; undefined where of nothing. */
  readonly delayedUntil: number | undefined;
  readonly settledAt: number | undefined;
  /** The last time that any load was reported; undefined where none ever was. */
  readonly lastLoad: number | undefined;
  /** Whether panic, activation-scale, scale-down-delay or a rate decided instead of the stable average. */
  readonly decidedBy: 'stable' | 'panic' | 'activation-scale' | 'scale-down-delay' | 'rate';
  readonly wanted: number;
  /** How much more load could come at once; below 0 the activator stays in the path. */
  readonly excessBurstCapacity: number;
  /** Activators that share the load while they are in the path. */
  readonly activators: number;
}

export interface Circumstances {
  readonly readyPods: number;
  /** Whether any route leads to the revision. */
  readonly reachable: boolean;
}

/** Averages what is reported and decides. A new one for each revision; its settings may change while it lives. */
export class Decider {
  #settings: AutoscalerSettings;
  #stable: SlidingWindow;
  #panic: SlidingWindow;
  /** When the threshold was last crossed, and when it first was in this panic. */
  #panicSince: number | undefined;
  #panicBegan: number | undefined;
  #mostInPanic = 0;
  #lastLoad: number | undefined;
  /** The decisions of the last scale-down delay. */
  #recent: { readonly time: number; readonly wanted: number }[] = [];

  /**
   * Where several pods run already, a real one starts in panic, so that it does not take them away before it knows the
   * load.
   * @param panicking whether one that has decided before was in panic
   */
  constructor(settings: AutoscalerSettings, time = 0, readyPods = 0, panicking = readyPods > 1) {
    this.#settings = settings;
    this.#stable = new SlidingWindow(settings.stableWindow, settings.aggregation);
    this.#panic = new SlidingWindow(settings.panicWindow, settings.aggregation);
    if (panicking) {
      this.#panicSince = time;
      this.#panicBegan = time;
      this.#mostInPanic = readyPods;
    }
  }

  /** Other windows forget what was reported. */
  set settings(settings: AutoscalerSettings) {
    const { stableWindow, panicWindow, aggregation } = this.#settings;
    this.#settings = settings;
    const same =
      settings.stableWindow === stableWindow &&
      settings.panicWindow === panicWindow &&
      settings.aggregation === aggregation;
    if (same) return;
    this.#stable = new SlidingWindow(settings.stableWindow, settings.aggregation);
    this.#panic = new SlidingWindow(settings.panicWindow, settings.aggregation);
  }

  /** The load of the revision in a second: concurrent requests on average, or requests. */
  record(time: number, load: number): void {
    this.#stable.record(time, load);
    this.#panic.record(time, load);
    if (load > 0) this.#lastLoad = time;
  }

  /** Undefined while there are no figures to decide on. */
  decide(time: number, { readyPods, reachable }: Circumstances): Decision | undefined {
    const stable = this.#stable.average(time);
    if (stable === undefined) return undefined;
    const panic = this.#panic.average(time) ?? 0;
    const settings = this.#settings;
    const ready = Math.max(1, readyPods);
    const demand = demandOf(settings, { stable, panic }, ready, reachable);
    const { stableWanted, panicWanted } = demand;
    this.#updatePanic(time, panicWanted / ready >= settings.panicThreshold);
    const calm = limited(stableWanted, demand, settings);
    const panicked = limited(panicWanted, demand, settings);
    const undelayed = this.#raisedByPanic(calm, panicked);
    const { wanted, ...delayed } = this.#delayed(time, undelayed, reachable);
    return {
      stable,
      panic,
      ...demand,
      panicking: this.#panicSince !== undefined,
      panicSince: this.#panicBegan,
      panicUntil: this.#panicSince === undefined ? undefined : this.#panicSince + settings.stableWindow,
      calm,
      panicked,
      undelayed,
      ...delayed,
      lastLoad: this.#lastLoad,
      decidedBy: this.#decidedBy(wanted, undelayed, calm, stableWanted),
      wanted,
      ...burstCapacity(settings, readyPods, panic),
    };
  }

  /** Panic lasts as long as the threshold is crossed, and a stable window more. */
  #updatePanic(time: number, overThreshold: boolean): void {
    if (overThreshold) {
      this.#panicSince = time;
      this.#panicBegan ??= time;
    } else if (this.#panicSince !== undefined && this.#panicSince + this.#settings.stableWindow < time) {
      this.#panicSince = undefined;
      this.#panicBegan = undefined;
      this.#mostInPanic = 0;
    }
  }

  /** In panic there are never fewer pods than there were. */
  #raisedByPanic(calm: number, panicked: number): number {
    if (this.#panicSince === undefined) return calm;
    this.#mostInPanic = Math.max(this.#mostInPanic, calm, panicked);
    return this.#mostInPanic;
  }

  /** The most of the last decisions. They fall, as each takes away those it exceeds. */
  #delayed(
    time: number,
    wanted: number,
    reachable: boolean,
  ): Pick<Decision, 'wanted' | 'delayedUntil' | 'settledAt'> {
    const delay = this.#settings.scaleDownDelay;
    if (delay <= 0 || !reachable) return { wanted, delayedUntil: undefined, settledAt: undefined };
    this.#recent = this.#recent.filter((one) => one.time > time - delay && one.wanted > wanted);
    const [most, newest] = [this.#recent[0], this.#recent.at(-1)];
    this.#recent.push({ time, wanted });
    if (most === undefined || newest === undefined) {
      return { wanted, delayedUntil: undefined, settledAt: undefined };
    }
    return { wanted: most.wanted, delayedUntil: most.time + delay, settledAt: newest.time + delay };
  }

  #decidedBy(wanted: number, undelayed: number, calm: number, stableWanted: number): Decision['decidedBy'] {
    if (wanted > undelayed) return 'scale-down-delay';
    if (undelayed > calm) return 'panic';
    if (calm === stableWanted) return 'stable';
    return calm === this.#settings.activationScale && stableWanted < calm ? 'activation-scale' : 'rate';
  }
}

function burstCapacity(
  { targetBurstCapacity, total, activatorCapacity }: AutoscalerSettings,
  readyPods: number,
  panic: number,
): Pick<Decision, 'excessBurstCapacity' | 'activators'> {
  const capacity = readyPods * total;
  if (targetBurstCapacity < 0) {
    return { excessBurstCapacity: -1, activators: Math.max(2, Math.ceil(capacity / activatorCapacity)) };
  }
  if (targetBurstCapacity === 0) return { excessBurstCapacity: 0, activators: 2 };
  return {
    excessBurstCapacity: Math.floor(capacity - targetBurstCapacity - panic),
    activators: Math.max(2, Math.ceil((capacity + targetBurstCapacity) / activatorCapacity)),
  };
}
