/** Annotations whose value must lie in a range, and the pages about them. */
import type { Path } from '../../path.ts';
import { type FieldError, keySpot, outOfBounds } from '../fieldError.ts';
import { changeTo, type Found } from './found.ts';

/** An annotation outside its range; `nearest` is the bound to change it to. */
export function bounded(
  { key, value }: Found,
  at: Path,
  low: string,
  high: string,
  nearest: string,
): FieldError {
  return outOfBounds(value, low, high, keySpot(at, key), {
    docs: page(key),
    fixes: changeTo(at, key, nearest),
  });
}

const autoscaling = 'https://knative.dev/docs/serving/autoscaling/';
const pages: readonly (readonly [pattern: RegExp, page: string])[] = [
  [/(?:min|max|initial|activation)-?scale$|scale-?down-?delay$/i, 'scale-bounds/'],
  [/retention-?period$/i, 'scale-to-zero/'],
  [/\/class$/, 'autoscaler-types/'],
  [/\/metric$/, 'autoscaling-metrics/'],
  [/target(?:-?utilization-?percentage)?$/i, 'autoscaling-targets/'],
  [/burst-?capacity$/i, 'concurrency/'],
  [/\/window$|panic/i, 'kpa-specific/'],
];

/** The page about an autoscaling annotation. */
export function page(key: string): string {
  return autoscaling + (pages.find(([pattern]) => pattern.test(key))?.[1] ?? '');
}
