/**
 * Which autoscaler speaks for a revision where several run. Only the one that leads it has its figures; one that led it
 * before may go on telling the last ones it had. So the one counts whose figures changed last.
 */
import type { Gauge } from './metricNames.ts';
import type { Gauges } from './revisionFigures.ts';

interface Heard {
  signature: string;
  changedAt: number;
}

export class Leaders {
  readonly #heard = new Map<string, Heard>();
  readonly #led = new Map<string, string>();

  /**
   * @param byInstance what each of them says of the revision
   * @param desired as the cluster's objects say it, which decides where none has changed since
   */
  pick(
    revision: string,
    byInstance: ReadonlyMap<string, Gauges>,
    time: number,
    desired?: number,
  ): Gauges | undefined {
    const ranked = [...byInstance]
      .map(([instance, gauges]) => ({
        instance,
        gauges,
        changedAt: this.#changedAt(`${instance} ${revision}`, gauges, time),
        agrees: agrees(gauges, desired),
        led: this.#led.get(revision) === instance,
      }))
      .toSorted(
        (a, b) =>
          b.changedAt - a.changedAt || Number(b.agrees) - Number(a.agrees) || Number(b.led) - Number(a.led),
      );
    const [first] = ranked;
    if (first === undefined) return undefined;
    this.#led.set(revision, first.instance);
    return first.gauges;
  }

  #changedAt(key: string, gauges: Gauges, time: number): number {
    const signature = signatureOf(gauges);
    const heard = this.#heard.get(key);
    if (heard === undefined) {
      this.#heard.set(key, { signature, changedAt: time });
      return time;
    }
    if (heard.signature !== signature) Object.assign(heard, { signature, changedAt: time });
    return heard.changedAt;
  }
}

function agrees(gauges: Gauges, desired: number | undefined): boolean {
  return desired !== undefined && (gauges.get('requested') ?? gauges.get('desired')) === desired;
}

/** Of what the autoscaler alone tells. */
const told: readonly Gauge[] = [
  'desired',
  'requested',
  'ready',
  'observedPods',
  'stableConcurrency',
  'panicConcurrency',
  'stableRequests',
  'panicRequests',
  'panicking',
];

function signatureOf(gauges: Gauges): string {
  return told.map((gauge) => gauges.get(gauge) ?? '').join(' ');
}
