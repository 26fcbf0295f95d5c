/** Whether a Revision of 2019 is at work, as its PodAutoscaler says. */
import { conditionOf } from '#knative/conditions.ts';
import type { ApiObject } from '../../api/object.ts';
import type { Conditions } from '../conditions.ts';

export function copyActive(autoscaler: ApiObject, conditions: Conditions): void {
  const ready = conditionOf(autoscaler, 'Ready');
  if (ready === undefined) conditions.mark('Active', 'Unknown', 'Deploying');
  else if (ready.status === 'True') conditions.mark('Active', 'True');
  else conditions.mark('Active', ready.status, ready.reason, ready.message);
}
