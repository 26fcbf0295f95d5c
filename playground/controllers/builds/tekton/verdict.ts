/** The one condition of a run, `Succeeded`. */
import { conditionOf } from '#knative/conditions.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import type { ApiObject } from '../../../api/object.ts';

export interface Verdict {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

export function failed(reason: string, message: string): Verdict {
  return { status: 'False', reason, message };
}

export function ongoing(reason: string, message: string): Verdict {
  return { status: 'Unknown', reason, message };
}

/** Its time is that of the last change of its status. */
export function conditions(
  run: ApiObject,
  { status, reason, message }: Verdict,
  now: string,
): readonly Json[] {
  const before = conditionOf(run, 'Succeeded');
  const isSame = before?.status === status && before.reason === reason && before.message === message;
  const condition: JsonObject = {
    lastTransitionTime: isSame ? before.lastTransitionTime : now,
    message,
    reason,
    status,
    type: 'Succeeded',
  };
  return [condition];
}

export function isDone(run: ApiObject): boolean {
  const status = conditionOf(run, 'Succeeded')?.status;
  return status === 'True' || status === 'False';
}
