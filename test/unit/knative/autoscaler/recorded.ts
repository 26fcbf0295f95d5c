/** The real autoscaler's recorded decisions, and our decisions on the same load with the pods that were really ready. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Decider, tickInterval } from '#knative/autoscaler/decider.ts';
import type { Decided } from '#knative/autoscaler/explanation.ts';
import { scale, type ScalerState } from '#knative/autoscaler/scaler.ts';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';

export interface Recording {
  readonly scenario: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly containerConcurrency: number;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly t: number;
  readonly load: number;
  readonly desired: number;
  readonly replicas: number;
  readonly ready: number;
  readonly active: string;
}

const folder = path.join(import.meta.dirname, '../../../recordings');

export const recordings: readonly Recording[] = globSync('autoscaler-*.json', { cwd: folder })
  .toSorted()
  .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Recording);

/** One decision, and the row that shows what the real one came to. */
export interface Replayed {
  readonly decided: Decided;
  readonly shown: Row;
}

/** Reports and decisions had clocks of their own; how they stood to each other was not recorded, but it stays. */
export function replay(recording: Recording): readonly Replayed[] {
  const tries = [0, 1].flatMap((age) => [0, 1].map((later) => replayed(recording, age, later)));
  const wrong = (one: readonly Replayed[]): number =>
    one.filter(({ decided, shown }) => decided.desired !== shown.desired).length;
  return tries.toSorted((a, b) => wrong(a) - wrong(b))[0] ?? [];
}

/** @param later whether a decision saw the pods of its own second already, or of the next */
function replayed(
  { annotations, containerConcurrency, rows }: Recording,
  reportAge: number,
  later: number,
): readonly Replayed[] {
  const settings = autoscalerSettings(annotations, containerConcurrency, {});
  const decider = new Decider(settings, 0, rows[0]?.ready);
  let state: ScalerState = { activity: 'active', since: 0, initialized: true, proxiedSince: undefined };
  return rows.flatMap(({ t, load, replicas }): readonly Replayed[] => {
    decider.record(t, load);
    const shown = rows[t + 1];
    if (t % tickInterval !== 0 || shown === undefined) return [];
    const readyPods = rows[t + later]?.ready ?? 0;
    const time = t + reportAge;
    const decision = decider.decide(time, { readyPods, reachable: true });
    const proxied = state.activity === 'inactive' || (decision?.excessBurstCapacity ?? -1) < 0;
    const seen = { wanted: decision?.wanted, readyPods, replicas, reachable: true, proxied };
    const { desired, state: after } = scale(settings, state, seen, time);
    state = after;
    const decided = { settings, time, decision, desired, readyPods, replicas, reachable: true, state };
    return [{ decided, shown }];
  });
}
