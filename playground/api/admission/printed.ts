/** The text of several problems of Knative's webhooks: those with the same words are one entry with all its paths. */
import type { ClusterProblem } from '#knative/problem.ts';

/** `MESSAGE: path, path`, with details on the lines after it; one for each entry. */
export function printedProblems(problems: readonly ClusterProblem[]): readonly string[] {
  const entries = new Map<string, string[]>();
  for (const { message, clusterPath } of problems) {
    const paths = entries.get(message);
    if (paths === undefined) entries.set(message, [clusterPath]);
    else if (!paths.includes(clusterPath)) paths.push(clusterPath);
  }
  return [...entries].map(([message, paths]) => {
    const end = message.indexOf('\n');
    const [words, details] = end < 0 ? [message, ''] : [message.slice(0, end), message.slice(end)];
    return `${words}: ${paths.join(', ')}${details}`;
  });
}
