/** How ready a resource of Knative is, as other controllers judge it. */
import { conditionOf } from '#knative/conditions.ts';
import type { ApiObject } from '../../api/object.ts';
import { isObserved } from '../reconciled.ts';

export interface Verdict {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** Its condition Ready; unknown where it has none. */
export function readyCondition(object: ApiObject): Verdict {
  return conditionOf(object, 'Ready') ?? { status: 'Unknown', reason: '', message: '' };
}

/** Ready in its present generation. */
export function isReady(object: ApiObject): boolean {
  return isObserved(object) && readyCondition(object).status === 'True';
}

export function isFailed(object: ApiObject): boolean {
  return isObserved(object) && readyCondition(object).status === 'False';
}
