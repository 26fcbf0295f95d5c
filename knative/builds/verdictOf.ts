/** How a build is doing by its condition `Succeeded`. */
import { conditionOf, type Condition } from '../conditions.ts';
import { textAt, type JsonObject } from '../json.ts';
import type { BuildState } from './build.ts';

export interface Verdict {
  readonly state: BuildState;
  readonly reason: string;
  readonly message: string;
  /** When that was found; '' where nothing was yet. */
  readonly time: string;
}

export function verdictOf(object: JsonObject): Verdict {
  const condition = conditionOf(object, 'Succeeded');
  if (condition === undefined) return { state: 'pending', reason: '', message: '', time: '' };
  const { reason, message, lastTransitionTime } = condition;
  return { state: stateOf(condition), reason, message, time: lastTransitionTime };
}

function stateOf({ status, reason }: Condition): BuildState {
  if (status === 'True') return 'succeeded';
  if (status === 'Unknown') return 'pending';
  // BuildCancelled, TaskRunCancelled, Cancelled, CancelledRunningFinally.
  return /Cancelled/.test(reason) ? 'cancelled' : 'failed';
}

export function podNamed(
  pods: readonly JsonObject[],
  namespace: string,
  name: string,
): JsonObject | undefined {
  if (name === '') return undefined;
  return pods.find(
    (pod) => textAt(pod['metadata'], 'name') === name && textAt(pod['metadata'], 'namespace') === namespace,
  );
}

/** The last of some times; '' where there is none. */
export function latest(times: readonly string[]): string {
  return times.reduce((last, time) => (time > last ? time : last), '');
}
