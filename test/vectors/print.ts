/**
 * Prints how far our verdicts agree with the cluster's, and on request where they do not:
 * `node test/vectors/print.ts [--group serving-v1] [--show 10] [--stage schema] [--part verdict|paths|messages] [--updates] [--id ID]`.
 */
import { parseArgs } from 'node:util';
import { type Agreement, agreement, compare, type Comparison } from './measure.ts';
import { corpus, type Vector, vectors } from './read.ts';

const { values: options } = parseArgs({
  options: {
    group: { type: 'string' },
    show: { type: 'string', default: '0' },
    stage: { type: 'string' },
    part: { type: 'string', default: 'messages' },
    id: { type: 'string' },
    updates: { type: 'boolean', default: false },
    corpus: { type: 'boolean', default: false },
  },
});

const all = selected();
if (options.id !== undefined) for (const vector of all) printVector(vector);
else {
  const byStage = options.group !== undefined;
  print(agreement(all, byStage ? ({ vector, expected }) => `${vector.group} ${expected.stage}` : undefined));
  show(Number(options.show));
}

function selected(): readonly Vector[] {
  const files = options.updates
    ? vectors('updates')
    : options.corpus
      ? (corpus() ?? [])
      : options.group === undefined && options.id === undefined
        ? [...vectors('admission'), ...vectors('updates'), ...(corpus() ?? [])]
        : vectors('admission');
  return files.filter(
    ({ id, group }) =>
      (options.group === undefined || group.endsWith(options.group)) &&
      (options.id === undefined || id === options.id),
  );
}

function print(groups: ReadonlyMap<string, Agreement>): void {
  for (const [group, { total, skipped, verdicts, paths, messages }] of [...groups].sort(([a], [b]) =>
    a.localeCompare(b),
  )) {
    const rest = skipped > 0 ? `, ${skipped} not judged` : '';
    write(
      `${group.padEnd(34)} ${total} vectors: verdicts ${verdicts}, paths ${paths}, messages ${messages}${rest}`,
    );
  }
}

function show(count: number): void {
  if (count === 0) return;
  all
    .map(compare)
    .filter((comparison) => comparison !== undefined)
    .filter(({ expected }) => options.stage === undefined || expected.stage === options.stage)
    .filter((comparison) => !agrees(comparison))
    .slice(0, count)
    .forEach(printComparison);
}

function agrees({ verdict, paths, messages }: Comparison): boolean {
  if (options.part === 'verdict') return verdict;
  return options.part === 'paths' ? paths : messages;
}

function printVector(vector: Vector): void {
  write(vector.manifest);
  const comparison = compare(vector);
  if (comparison !== undefined) printComparison(comparison);
}

function printComparison({ vector, expected, actual, verdict, paths }: Comparison): void {
  const wrong = !verdict ? 'VERDICT' : !paths ? 'PATHS' : 'MESSAGES';
  write(`\n${vector.id} ${wrong} ${expected.stage} [${vector.ops.join('; ')}]`);
  for (const { path, message } of expected.entries)
    write(`  cluster  ${path} | ${message.replaceAll('\n', ' ↵ ')}`);
  if (expected.entries.length === 0)
    write(`  cluster  ${vector.verdict.message?.slice(0, 600) ?? 'accepts'}`);
  for (const { path, message } of actual) write(`  we       ${path} | ${message.replaceAll('\n', ' ↵ ')}`);
  if (actual.length === 0) write('  we       accept');
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
