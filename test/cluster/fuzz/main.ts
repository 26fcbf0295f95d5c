/**
 * Compares our verdicts with those of a real API server on manifests made by chance.
 * Usage: npm run fuzz:admission -- [--seed N] [--count N] [--profile NAME] [--live] [--keep FILE]
 * --profile asks a cluster of another configuration (profiles.ts),
 * --live prints every disagreement as soon as it is found, --keep writes them to a file as vectors.
 */
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ClusterProfile } from '#knative/clusterProfile.ts';
import { main } from '#scripts/progress.ts';
import type { Comparison } from '#test/vectors/measure.ts';
import type { Api } from '../api.ts';
import { startControlPlane } from '../controlPlane.ts';
import { whyNotHere } from '../programs.ts';
import { type FuzzCase, fuzzCases } from './generate.ts';
import { judge } from './judge.ts';
import { operatorsFor } from './operators.ts';
import { configMaps, profiles } from './profiles.ts';
import { describeDisagreement, type Judged, printReport } from './report.ts';
import { shrink } from './shrink.ts';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000' },
    profile: { type: 'string', default: 'default' },
    live: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});

const profile = profileNamed(options.profile);

/** Each has a namespace of its own, since the manifests share their names. */
const workers = 4;

await main(async () => {
  const reason = whyNotHere();
  if (reason !== undefined) {
    console.log(`Skipped: ${reason}`);
    return 0;
  }
  const plane = await startControlPlane({ controllers: false, configMaps: configMaps(profile) });
  try {
    const judged = await judgeAll(plane.admin, plane.createNamespace);
    return await conclude(judged, plane.admin);
  } finally {
    await plane.stop();
  }
});

async function judgeAll(
  api: Api,
  createNamespace: (name: string) => Promise<void>,
): Promise<readonly Judged[]> {
  const cases = fuzzCases(Number(options.seed), Number(options.count), profile);
  const judged: Judged[] = [];
  const work = async (namespace: string): Promise<void> => {
    await createNamespace(namespace);
    for (const fuzzCase of cases) {
      const judgement = await judge(api, namespace, fuzzCase, profile);
      judged.push({ fuzzCase, ...judgement });
      if (!judgement.comparison.messages) report(judgement.comparison);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, index) => work(`fuzz-${index}`)));
  return judged;
}

function report(comparison: Comparison): void {
  if (options.live) console.log(describeDisagreement(comparison));
  if (options.keep !== undefined) appendFileSync(options.keep, `${JSON.stringify(comparison.vector)}\n`);
}

async function conclude(judged: readonly Judged[], api: Api): Promise<number> {
  const isGood = printReport(judged, operatorsFor(profile));
  const [worst] = judged
    .map(({ comparison }) => comparison)
    .filter(({ paths }) => !paths)
    .toSorted((a, b) => a.vector.manifest.length - b.vector.manifest.length);
  if (worst !== undefined) {
    const again = async (fuzzCase: FuzzCase): Promise<Comparison> =>
      (await judge(api, 'fuzz-0', fuzzCase, profile)).comparison;
    const smallest = await shrink(worst, again);
    console.log(`\nThe smallest manifest on which we disagree:\n\n${smallest.vector.manifest}`);
    if (smallest.vector.old !== undefined) console.log(`It changes:\n\n${smallest.vector.old}`);
    console.log(describeDisagreement(smallest));
  }
  return isGood ? 0 : 1;
}

function profileNamed(name: string): ClusterProfile {
  const found = profiles[name];
  if (found !== undefined) return found;
  throw new Error(`There is no profile ${name}; there are ${Object.keys(profiles).join(', ')}.`);
}
