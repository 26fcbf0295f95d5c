/** What requests do to the revisions, second by second: told by who passes requests on, asked by the autoscaler. */

export interface Load {
  /** A request for a revision has come in; call the result when it is answered. */
  begin(namespace: string, revision: string): () => void;
  /** The requests of a revision that are not answered yet. */
  inFlight(namespace: string, revision: string): number;
  /** How many there were at once on average since the last call, and how many came in a second. */
  take(namespace: string, revision: string): { readonly concurrency: number; readonly perSecond: number };
  /** Is told of requests that find nobody to answer them. */
  onWaiting(listener: (namespace: string, revision: string) => void): () => void;
  /** Says that a request waits for a pod. */
  wait(namespace: string, revision: string): void;
}

interface Meter {
  count: number;
  arrived: number;
  /** Requests times milliseconds since the last reading. */
  area: number;
  changed: number;
  read: number;
}

export function measuredLoad(now: () => number): Load {
  const meters = new Map<string, Meter>();
  const listeners = new Set<(namespace: string, revision: string) => void>();
  const meterOf = (namespace: string, revision: string): Meter => {
    const key = `${namespace}/${revision}`;
    const meter = meters.get(key) ?? { count: 0, arrived: 0, area: 0, changed: now(), read: now() };
    meters.set(key, meter);
    return meter;
  };
  const settle = (meter: Meter): void => {
    meter.area += meter.count * (now() - meter.changed);
    meter.changed = now();
  };
  return {
    begin: (namespace, revision) => {
      const meter = meterOf(namespace, revision);
      settle(meter);
      meter.count += 1;
      meter.arrived += 1;
      return () => {
        settle(meter);
        meter.count -= 1;
      };
    },
    inFlight: (namespace, revision) => meterOf(namespace, revision).count,
    take: (namespace, revision) => {
      const meter = meterOf(namespace, revision);
      settle(meter);
      const passed = Math.max(1, now() - meter.read);
      const taken = { concurrency: meter.area / passed, perSecond: (meter.arrived * 1000) / passed };
      Object.assign(meter, { area: 0, arrived: 0, read: now() });
      return taken;
    },
    onWaiting: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    wait: (namespace, revision) => {
      for (const listener of listeners) listener(namespace, revision);
    },
  };
}
