/** How ready a resource of Knative is, as other controllers judge it. */
import { conditionOf } from '#knative/conditions.ts';
import type { ApiObject } from '../../api/object.ts';
import type { Conditions } from '../conditions.ts';
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

/** Makes a condition say what another object's Ready says; where that says nothing, it stays. */
export function copyReady(from: ApiObject, conditions: Conditions, type: string): void {
  const ready = conditionOf(from, 'Ready');
  if (ready === undefined) return;
  if (ready.status === 'True') conditions.mark(type, 'True');
  else conditions.mark(type, ready.status, ready.reason, ready.message);
}
