/**
 * What requests do to the revisions: told by who passes them on, asked by the autoscaler every second, and shown as
 * metrics. There is this one count of them.
 */
import { Tally } from './tally.ts';

export interface Load {
  /** A request for a revision has come in; through the activator, or straight to a pod. */
  begin(namespace: string, revision: string, byActivator?: boolean): Passing;
  /** The requests of a revision that are not answered yet. */
  inFlight(namespace: string, revision: string): number;
  /** How many there were at once on average since the last call, and how many came in a second. */
  take(namespace: string, revision: string): { readonly concurrency: number; readonly perSecond: number };
  /** Is told of requests that find nobody to answer them. */
  onWaiting(listener: (namespace: string, revision: string) => void): () => void;
  /** Says that a request waits for a pod. */
  wait(namespace: string, revision: string): void;
  /** What went through a pod, by its uid. */
  ofPod(uid: string): Tally | undefined;
  /** What went through the activator. */
  readonly activated: Iterable<Activated>;
  forgetPod(uid: string): void;
  forgetRevision(namespace: string, revision: string): void;
  /** Milliseconds, of all histograms. */
  readonly bounds: readonly number[];
}

/** A request under way. */
export interface Passing {
  /** It has come to a pod. */
  enter(pod: string): void;
  /** It is over; with the status that was answered, where anything was. */
  end(status?: number): void;
}

export interface Activated {
  readonly namespace: string;
  readonly revision: string;
  readonly tally: Tally;
  /** Requests that wait for a pod. */
  readonly waiting: number;
}

interface Meter {
  readonly namespace: string;
  readonly revision: string;
  readonly all: Tally;
  activator: Tally | undefined;
  waiting: number;
  /** At the last reading. */
  read: { readonly at: number; readonly area: number; readonly begun: number };
}

export function measuredLoad(now: () => number, bounds: readonly number[]): Load {
  const meters = new Map<string, Meter>();
  const pods = new Map<string, Tally>();
  const listeners = new Set<(namespace: string, revision: string) => void>();
  const tally = (): Tally => new Tally(now, bounds);
  const meterOf = (namespace: string, revision: string): Meter => {
    const key = `${namespace}/${revision}`;
    const known = meters.get(key);
    if (known !== undefined) return known;
    const read = { at: now(), area: 0, begun: 0 };
    const meter: Meter = { namespace, revision, all: tally(), activator: undefined, waiting: 0, read };
    meters.set(key, meter);
    return meter;
  };
  const podOf = (uid: string): Tally => {
    const known = pods.get(uid) ?? tally();
    pods.set(uid, known);
    return known;
  };
  return {
    bounds,
    begin: (namespace, revision, byActivator = false) => {
      const meter = meterOf(namespace, revision);
      if (byActivator) meter.activator ??= tally();
      return passing(meter, byActivator ? meter.activator : undefined, podOf, now);
    },
    inFlight: (namespace, revision) => meters.get(`${namespace}/${revision}`)?.all.inFlight ?? 0,
    take: (namespace, revision) => taken(meterOf(namespace, revision), now()),
    onWaiting: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    wait: (namespace, revision) => {
      for (const listener of listeners) listener(namespace, revision);
    },
    ofPod: (uid) => pods.get(uid),
    activated: { [Symbol.iterator]: () => activated(meters.values()) },
    forgetPod: (uid) => void pods.delete(uid),
    forgetRevision: (namespace, revision) => void meters.delete(`${namespace}/${revision}`),
  };
}

function passing(
  meter: Meter,
  activator: Tally | undefined,
  podOf: (uid: string) => Tally,
  now: () => number,
): Passing {
  const begun = now();
  let entered: { readonly pod: Tally; readonly at: number } | undefined;
  let isOver = false;
  for (const one of [meter.all, activator]) one?.begin();
  if (activator !== undefined) meter.waiting += 1;
  const leaveQueue = (): void => {
    if (activator !== undefined) meter.waiting -= 1;
  };
  return {
    enter: (uid) => {
      entered = { pod: podOf(uid), at: now() };
      entered.pod.begin();
      leaveQueue();
    },
    end: (status) => {
      if (isOver) return;
      isOver = true;
      if (entered === undefined) leaveQueue();
      entered?.pod.end(status, now() - entered.at);
      activator?.end(status, now() - begun);
      // How requests ended is known where they went.
      meter.all.end(undefined, 0);
    },
  };
}

function taken(meter: Meter, now: number): ReturnType<Load['take']> {
  const { area, begun } = meter.all;
  const passed = Math.max(1, now - meter.read.at);
  const concurrency = (area - meter.read.area) / passed;
  const perSecond = ((begun - meter.read.begun) * 1000) / passed;
  meter.read = { at: now, area, begun };
  return { concurrency, perSecond };
}

function* activated(meters: Iterable<Meter>): Generator<Activated> {
  for (const { namespace, revision, activator, waiting } of meters)
    if (activator !== undefined) yield { namespace, revision, tally: activator, waiting };
}
