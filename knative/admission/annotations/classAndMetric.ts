/** Which autoscaler a revision has, and by what it scales (annotation_validation.go, validateClass, validateMetric). */
import { nearest } from '../../nearest.ts';
import type { Path } from '../../path.ts';
import { type FieldError, invalidValue, keySpot } from '../fieldError.ts';
import { page } from './bounds.ts';
import { type Annotations, changeTo, find } from './found.ts';

export const className = { kpa: 'kpa.autoscaling.knative.dev', hpa: 'hpa.autoscaling.knative.dev' } as const;

const classKey = 'autoscaling.knative.dev/class';
const metricKey = 'autoscaling.knative.dev/metric';

/** Classes of Knative's own domain must exist; those of others are theirs. */
export function classErrors(annotations: Annotations, at: Path): readonly FieldError[] {
  const found = find(annotations, classKey);
  if (found === undefined || !found.value.endsWith('.knative.dev') || isKnown(found.value)) return [];
  const meant = nearest(found.value, Object.values(className));
  return [
    invalidValue(found.value, keySpot(at, classKey), {
      docs: page(classKey),
      fixes: meant === undefined ? [] : changeTo(at, classKey, meant),
    }),
  ];
}

function isKnown(value: string): boolean {
  return value === className.kpa || value === className.hpa;
}

const kpaMetrics = ['concurrency', 'rps'];

export function metricErrors(
  annotations: Annotations,
  at: Path,
  defaultClass: string,
): readonly FieldError[] {
  const metric = find(annotations, metricKey)?.value;
  if (metric === undefined) return [];
  const name = find(annotations, classKey)?.value ?? defaultClass;
  if (!isKnown(name) || (name === className.kpa ? kpaMetrics.includes(metric) : metric !== '')) return [];
  return [
    invalidValue(metric, keySpot(at, metricKey), {
      docs: page(metricKey),
      fixes: metricFixes(metric, name, at),
    }),
  ];
}

/** CPU and memory are metrics of the other class. */
function metricFixes(metric: string, name: string, at: Path): ReturnType<typeof changeTo> {
  if (name === className.kpa && (metric === 'cpu' || metric === 'memory')) {
    return changeTo(at, classKey, className.hpa);
  }
  const meant = nearest(metric, name === className.kpa ? kpaMetrics : ['cpu', 'memory']);
  return meant === undefined ? [] : changeTo(at, metricKey, meant);
}
