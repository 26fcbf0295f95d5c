/** The conditions of a HorizontalPodAutoscaler. */
import type { Json } from '#knative/json.ts';
import { textAt } from '../../api/object.ts';
import { timestamp } from '../../clock.ts';

export type Mark = readonly [status: string, reason: string, message: string];

/** By type. */
export type Marks = Readonly<Record<string, Mark>>;

/** The time of a condition changes with its status alone. */
export function withMarks(before: readonly Json[], marks: Marks, now: number): readonly Json[] {
  return Object.entries(marks).map(([type, [status, reason, message]]) => {
    const known = before.find((one) => textAt(one, 'type') === type);
    const isSame = known !== undefined && textAt(known, 'status') === status;
    const lastTransitionTime = isSame ? textAt(known, 'lastTransitionTime') : timestamp(now);
    return { type, status, lastTransitionTime, reason, message };
  });
}
