/** How a PipelineRun is doing, by its tasks, and what it made. */
import { type Json, type JsonObject, member } from '#knative/json.ts';
import { type ApiObject, listAt, nameOf, textAt } from '../../../api/object.ts';
import type { PipelineTask } from './pipelineState.ts';
import { replaced, type Variables } from './variables.ts';
import { failed, ongoing, type Verdict } from './verdict.ts';

export function verdictOf(run: ApiObject, tasks: readonly PipelineTask[]): Verdict {
  const count = (...states: readonly string[]): number =>
    tasks.filter(({ state }) => states.includes(state)).length;
  const [bad, cancelled, skipped] = [count('failed'), count('cancelled'), count('skipped')];
  const completed = count('succeeded') + bad + cancelled;
  const incomplete = tasks.length - completed - skipped;
  const counted = `Tasks Completed: ${completed} (Failed: ${bad}, Cancelled ${cancelled})`;
  if (incomplete > 0) {
    const isStopping = (bad > 0 || cancelled > 0) && !tasks.some(({ isFinal }) => isFinal);
    return ongoing(
      isStopping ? 'Stopping' : 'Running',
      `${counted}, Incomplete: ${incomplete}, Skipped: ${skipped}`,
    );
  }
  const message = `${counted}, Skipped: ${skipped}`;
  if (bad > 0) return failed('Failed', message);
  if (textAt(run['spec'], 'status').endsWith('RunFinally')) {
    return failed('Cancelled', `PipelineRun ${JSON.stringify(nameOf(run))} was cancelled`);
  }
  if (cancelled > 0) return failed('Cancelled', message);
  return { status: 'True', reason: skipped > 0 ? 'Completed' : 'Succeeded', message };
}

/** Those whose tasks gave theirs. */
export function resultsOf(spec: JsonObject, variables: Variables): readonly Json[] {
  return listAt(spec, 'results').flatMap((result) => {
    const value = replaced(member(result, 'value') ?? '', variables);
    const isWhole = typeof value !== 'string' || !value.includes('$(tasks.');
    return isWhole ? [{ name: textAt(result, 'name'), value }] : [];
  });
}
