/**
 * Leaves out what only echoes an earlier stage: where a field is misspelt or has the wrong type, the later stages miss
 * it, and an editor would say twice what is wrong once. The first stage that rejects is never touched.
 */
import { type Path, startsWith } from '../path.ts';
import { type ClusterProblem, stages } from '../problem.ts';

/** `problems` in stage order, without the later ones that come from a place an earlier one has spoken of. */
export function withoutEchoes(problems: readonly ClusterProblem[]): readonly ClusterProblem[] {
  const first = problems[0]?.stage;
  if (first === undefined || problems.at(-1)?.stage === first) return problems;
  const causes = problems.flatMap(causesOf);
  if (causes.length === 0) return problems;
  return problems.filter(
    ({ stage, path }) => !causes.some((cause) => isEcho(stages.indexOf(stage), path, cause)),
  );
}

interface Cause {
  readonly rank: number;
  /** Where a value is missing for the later stages. */
  readonly path: Path;
}

function causesOf(problem: ClusterProblem): readonly Cause[] {
  const rank = stages.indexOf(problem.stage);
  if (problem.code === 'wrong-type') return [{ rank, path: problem.path }];
  if (problem.code !== 'unknown-field') return [];
  const rename = problem.fixes.flatMap(({ changes }) => changes).find((change) => change.op === 'rename');
  return rename?.op === 'rename' ? [{ rank, path: [...rename.path.slice(0, -1), rename.key] }] : [];
}

/** Below the missing value, or about something that holds it (a sum, a missing parent). */
function isEcho(rank: number, path: Path, cause: Cause): boolean {
  return rank > cause.rank && (startsWith(path, cause.path) || startsWith(cause.path, path));
}
