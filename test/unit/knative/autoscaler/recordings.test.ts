/** The arithmetic against the real autoscaler's recorded decisions: same load in, the same scale out. */
import { strict as assert } from 'node:assert';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { autoscalerSettings } from '#knative/autoscaler/settings.ts';
import { simulate, type SimulatedSecond } from '#knative/autoscaler/simulation.ts';

interface Recording {
  readonly scenario: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly containerConcurrency: number;
  readonly rows: readonly { readonly t: number; readonly load: number; readonly desired: number }[];
}

const folder = path.join(import.meta.dirname, '../../../recordings');
const files = globSync('autoscaler-*.json', { cwd: folder });

describe('the recordings of the real autoscaler', () => {
  test('are there', () => assert.equal(files.length, 5));

  for (const file of files) {
    const recording = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Recording;
    test(`${recording.scenario}: within one replica and two seconds`, () => {
      const settings = autoscalerSettings(recording.annotations, recording.containerConcurrency, {});
      const loads = recording.rows.map(({ load }) => load);
      // Reports and decisions had clocks of their own; how they stood to each other was not recorded, but it stays.
      const [inStep, behind] = ([0, 1] as const).map((reportAge) => simulate(settings, loads, { reportAge }));
      assert.ok(inStep && behind);
      const better = [inStep, behind].toSorted(
        (a, b) => differences(recording.rows, a).length - differences(recording.rows, b).length,
      )[0];
      assert.ok(better);
      assert.deepEqual(differences(recording.rows, better), []);
      // As far as it goes at its highest, exactly.
      const highest = Math.max(...recording.rows.map(({ desired }) => desired));
      assert.equal(Math.max(...better.map(({ desired }) => desired)), highest);
    });
  }
});

function differences(rows: Recording['rows'], simulated: readonly SimulatedSecond[]): readonly object[] {
  return rows
    .filter((row) => !isNear(row, simulated))
    .map(({ t, load, desired }) => ({ t, load, recorded: desired, ours: simulated[t]?.desired }));
}

/** At the same second, or up to two around it, at most one pod apart. */
function isNear({ t, desired }: Recording['rows'][number], simulated: readonly SimulatedSecond[]): boolean {
  return simulated.slice(Math.max(0, t - 2), t + 3).some((second) => Math.abs(second.desired - desired) <= 1);
}
