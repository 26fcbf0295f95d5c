/** Labels of 2019 that have another name today. */
import type { Change } from '../change.ts';
import { member } from '../json.ts';
import type { Resource } from '../resource.ts';
import { valueAt } from '../path.ts';

const before = 'serving.knative.dev/visibility';
/** The name since 0.18; the old one was dropped in 0.21. */
const today = 'networking.knative.dev/visibility';

/** Who may call: the name of the label was another. */
export function visibilityLabel({ value }: Resource): readonly Change[] {
  const path = ['metadata', 'labels'];
  const labels = valueAt(value, path);
  if (member(labels, before) === undefined || member(labels, today) !== undefined) return [];
  return [{ op: 'rename', path: [...path, before], key: today }];
}
