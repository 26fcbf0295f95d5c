/** Says how a run of the fuzzer went. */
import type { Comparison } from '#test/vectors/measure.ts';
import type { FuzzCase } from './generate.ts';
import type { Judgement } from './judge.ts';
import type { Operator } from './operator.ts';

export interface Judged extends Judgement {
  readonly fuzzCase: FuzzCase;
}

/** Of the paths of refusals; verdicts must all agree. */
const wanted = 0.995;

/** Prints the mutations and the agreement. Returns whether it is as it must be. */
export function printReport(judged: readonly Judged[], operators: readonly Operator[]): boolean {
  printMutations(judged, operators);
  const refused = judged.filter(({ comparison }) => !comparison.expected.ok);
  const updates = judged.filter(({ fuzzCase }) => fuzzCase.old !== undefined);
  const count = (of: readonly Judged[], what: 'verdict' | 'paths' | 'messages'): number =>
    of.filter(({ comparison }) => comparison[what]).length;
  console.log(
    `\n${judged.length} manifests, ${updates.length} of them updates; ` +
      `the cluster refuses ${refused.length} (${percent(refused.length, judged.length)})`,
  );
  printStages(judged);
  const verdicts = count(judged, 'verdict');
  const paths = count(refused, 'paths');
  console.log(`Same verdict:            ${verdicts} of ${judged.length}`);
  console.log(`Same paths of refusals:  ${paths} of ${refused.length} (${percent(paths, refused.length)})`);
  console.log(`Same words as well:      ${count(refused, 'messages')} of ${refused.length}`);
  const wavering = judged.filter((one) => one.wavering).length;
  console.log(
    `To ${wavering} of these the server gives several answers, by Go's order of maps, and one of them is ours`,
  );
  return verdicts === judged.length && paths >= wanted * refused.length;
}

function printMutations(judged: readonly Judged[], operators: readonly Operator[]): void {
  console.log('\nMutation                         times  refused');
  for (const { name } of operators) {
    const used = judged.filter(({ fuzzCase }) => fuzzCase.operators.includes(name));
    const refused = used.filter(({ comparison }) => !comparison.expected.ok);
    console.log(
      `${name.padEnd(32)} ${String(used.length).padStart(5)}  ${String(refused.length).padStart(7)}`,
    );
  }
}

function printStages(judged: readonly Judged[]): void {
  const stages = new Map<string, number>();
  for (const { comparison } of judged) {
    const { stage } = comparison.expected;
    stages.set(stage, (stages.get(stage) ?? 0) + 1);
  }
  console.log([...stages].map(([stage, times]) => `${stage} ${times}`).join(', '));
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`;
}

/** A few lines: what was done, what the cluster says, what we say. */
export function describeDisagreement({ vector, expected, actual, verdict, paths }: Comparison): string {
  const what = !verdict ? 'VERDICT' : !paths ? 'PATHS' : 'WORDS';
  const ours = actual.map(({ path, message }) => `  we       ${path} | ${oneLine(message)}`);
  const theirs = expected.entries.map(({ path, message }) => `  cluster  ${path} | ${oneLine(message)}`);
  return [
    `\n${vector.id} ${what} ${expected.stage} [${vector.ops.join('; ')}]`,
    ...(theirs.length > 0 ? theirs : [`  cluster  ${oneLine(vector.verdict.message ?? 'accepts')}`]),
    ...(ours.length > 0 ? ours : ['  we       accept']),
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ↵ ').slice(0, 600);
}
