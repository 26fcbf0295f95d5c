/** Counters of several targets over the last seconds, and how fast they rise; a target that began anew counts from 0. */
interface CounterReading {
  /** Seconds. */
  readonly time: number;
  readonly values: ReadonlyMap<string, number>;
}

/** Seconds that are remembered. */
const remembered = 20;

export class Counters {
  readonly #readings = new Map<string, readonly CounterReading[]>();

  add(target: string, time: number, values: ReadonlyMap<string, number>): void {
    const before = this.#readings.get(target) ?? [];
    const recent = before.filter((one) => one.time > time - remembered && one.time < time);
    this.#readings.set(target, [...recent, { time, values }]);
  }

  /** Whoever was not heard of for long is gone. */
  forget(time: number): void {
    for (const [target, readings] of this.#readings) {
      if ((readings.at(-1)?.time ?? 0) <= time - remembered) this.#readings.delete(target);
    }
  }

  /**
   * How much each counter of a target rose a second over about this many seconds, at least since the last but one
   * reading; undefined where it was read only once.
   */
  rates(target: string, seconds: number): ReadonlyMap<string, number> | undefined {
    const readings = this.#readings.get(target) ?? [];
    const last = readings.at(-1);
    if (last === undefined || readings.length < 2) return undefined;
    const first = Math.min(
      readings.length - 2,
      readings.findIndex(({ time }) => time >= last.time - seconds),
    );
    const looked = readings.slice(first);
    const passed = last.time - (looked[0]?.time ?? last.time);
    return new Map([...last.values.keys()].map((key) => [key, increase(looked, key) / passed]));
  }
}

/** A counter that is new was 0 before; one that is lower than before began anew. */
function increase(readings: readonly CounterReading[], key: string): number {
  return readings.slice(1).reduce((sum, { values }, index) => {
    const [before, after] = [readings[index]?.values.get(key) ?? 0, values.get(key) ?? 0];
    return sum + (after >= before ? after - before : after);
  }, 0);
}
