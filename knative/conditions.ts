/** The conditions of a status (knative.dev/pkg/apis/condition_types.go): whether a resource is as it is meant to be, or why not. */
import { isObject, listAt, member, textAt, type Json, type JsonObject } from './json.ts';

export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  /** One of severity Info says nothing about readiness. */
  readonly severity: 'Error' | 'Warning' | 'Info';
  /** RFC 3339; '' where absent. */
  readonly lastTransitionTime: string;
}

/** `updating`: the status speaks of an older spec than the one that is stored. */
export type Readiness = 'ready' | 'failed' | 'unknown' | 'updating';

/** All conditions that have a type, in the order of the status. */
export function conditionsOf(object: JsonObject): readonly Condition[] {
  return listAt(object['status'], 'conditions').flatMap(readCondition);
}

export function conditionOf(object: JsonObject, type: string): Condition | undefined {
  return conditionsOf(object).find((condition) => condition.type === type);
}

export function readinessOf(object: JsonObject): Readiness {
  const generation = member(object['metadata'], 'generation');
  const observed = member(object['status'], 'observedGeneration');
  if (typeof generation === 'number' && typeof observed === 'number' && observed < generation) {
    return 'updating';
  }
  switch (conditionOf(object, 'Ready')?.status) {
    case 'True':
      return 'ready';
    case 'False':
      return 'failed';
    default:
      return 'unknown';
  }
}

function readCondition(value: Json): readonly Condition[] {
  if (!isObject(value) || typeof value['type'] !== 'string') return [];
  const status = value['status'];
  const severity = value['severity'];
  return [
    {
      type: value['type'],
      status: status === 'True' || status === 'False' ? status : 'Unknown',
      reason: textAt(value, 'reason'),
      message: textAt(value, 'message'),
      severity: severity === 'Info' || severity === 'Warning' ? severity : 'Error',
      lastTransitionTime: textAt(value, 'lastTransitionTime'),
    },
  ];
}
