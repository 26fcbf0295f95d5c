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
import type { Verdict } from '#test/vectors/expected.ts';
import { compareUnder, type Comparison } from '#test/vectors/measure.ts';
import type { Api } from '../api.ts';
import { ask, OldRefused, type Question } from '../ask.ts';
import { startControlPlane } from '../controlPlane.ts';
import { whyNotHere } from '../programs.ts';
import { type FuzzCase, fuzzCases } from './generate.ts';
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
      const comparison = await judge(api, namespace, fuzzCase);
      judged.push({ fuzzCase, comparison });
      if (!comparison.messages) report(comparison);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, index) => work(`fuzz-${index}`)));
  return judged;
}

async function judge(api: Api, namespace: string, fuzzCase: FuzzCase): Promise<Comparison> {
  const { id, ops, operators } = fuzzCase;
  const question = placed(fuzzCase, namespace);
  try {
    return comparison(fuzzCase, question, await ask(api, namespace, question));
  } catch (error) {
    // We took what was to be changed for acceptable, so this is a disagreement of its own.
    if (!(error instanceof OldRefused) || question.old === undefined) throw error;
    return judge(api, namespace, { id: `${id}-old`, manifest: question.old, ops, operators });
  }
}

function comparison({ id, ops }: FuzzCase, question: Question, verdict: Verdict): Comparison {
  const group = question.old === undefined ? 'serving-v1' : 'updates serving-v1';
  const compared = compareUnder(profile, { id, group, ops, ...question, verdict });
  if (compared === undefined) throw new Error(`We do not judge ${id}.`);
  return compared;
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
    const smallest = await shrink(worst, (fuzzCase) => judge(api, 'fuzz-0', fuzzCase));
    console.log(`\nThe smallest manifest on which we disagree:\n\n${smallest.vector.manifest}`);
    if (smallest.vector.old !== undefined) console.log(`It changes:\n\n${smallest.vector.old}`);
    console.log(describeDisagreement(smallest));
  }
  return isGood ? 0 : 1;
}

/** A DomainMapping is judged by the namespace it is in, so its manifest must say which. */
function placed({ manifest, old }: Question, namespace: string): Question {
  const place = (text: string): string => {
    const isMapping = /^kind: DomainMapping$/m.test(text) && !/^ {2}namespace:/m.test(text);
    return isMapping ? text.replace(/^metadata:$/m, `metadata:\n  namespace: ${namespace}`) : text;
  };
  return { manifest: place(manifest), ...(old !== undefined && { old: place(old) }) };
}

function profileNamed(name: string): ClusterProfile {
  const found = profiles[name];
  if (found !== undefined) return found;
  throw new Error(`There is no profile ${name}; there are ${Object.keys(profiles).join(', ')}.`);
}
